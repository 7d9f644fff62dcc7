"""What has a limit of its own: a start, the suite's run, and memory."""

from __future__ import annotations

import statistics
from functools import partial
from typing import TYPE_CHECKING, Final

import helios_ref
from tests.benchmarks.measure import Measure, allocated
from tests.benchmarks.scenario import CREATE, INSERT, command, rows, timed

if TYPE_CHECKING:
    from collections.abc import Iterator

ROWS: Final = 100_000
STARTS: Final = 7


def limits() -> Iterator[Measure]:
    """Yield what is measured, with its limit."""
    bare = _start("-c", "pass")
    ours = _start("-m", "helios_ref", "-c", "SELECT 1")
    yield Measure("helios-ref -c 'SELECT 1'", ours, "s", 0.15)
    yield Measure("the same, against Python alone", ours / bare, "times", 8)
    suite = ("-m", "conformance", "run", "--driver", "reference", "--in-process", "--quiet")
    _seconds(*suite, "--case", "Full1[1]")  # compiles the modules
    yield Measure("every case of the suite, in process", _seconds(*suite), "s", 8)
    kept, _ = allocated(partial(_filled, ROWS))
    _, most = allocated(partial(_filled(ROWS).execute, "BACKUP DATABASE"))
    yield Measure("memory of a full beside its database", most / 2**20, "MiB", 64)
    yield Measure("memory of a row and its index key", kept / ROWS, "bytes", 600)


def _start(*words: str) -> float:
    _seconds(*words)  # compiles the modules
    return statistics.median(_seconds(*words) for _ in range(STARTS))


def _seconds(*words: str) -> float:
    return timed("", command(*words))[1]


def _filled(count: int) -> helios_ref.Connection:
    connection = helios_ref.connect()
    connection.execute(CREATE)
    connection.executemany(INSERT, rows(count))
    connection.commit()
    return connection
