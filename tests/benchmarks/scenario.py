"""What is timed: rows like the tutorial's, and the operations that each contender does to them."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import Final

CREATE: Final = "CREATE TABLE products (id INT PRIMARY KEY, name TEXT, price DECIMAL)"
INSERT: Final = "INSERT INTO products VALUES (?, ?, ?)"
UPDATE: Final = "UPDATE products SET price = ? WHERE id = ?"
ONE: Final = "SELECT name FROM products WHERE id = 1"
ALL: Final = "SELECT id, name, price FROM products"
LOOKUP: Final = "SELECT name FROM products WHERE id = ?"
AGGREGATES: Final = "SELECT COUNT(*), MAX(name), SUM(id) FROM products"
LOOKUPS: Final = 10_000

LOOKED_UP: Final = f"{LOOKUPS:,} lookups by key"
AGGREGATED: Final = "aggregates over all rows"
AT_ONCE: Final = "1,000 rows by one INSERT"

Timed = tuple[str, float]
"""The name of an operation, and its seconds."""

Scenario = Callable[[Path, int], Iterator[Timed]]
"""Does its operations in a directory, with so many rows, one after the other."""


def rows(count: int) -> Iterator[tuple[int, str, str]]:
    """Yield rows of the tutorial's size."""
    return ((at, f"Widget {at}", f"{at % 1000}.99") for at in range(1, count + 1))


def changes(count: int, share: int) -> Iterator[tuple[str, int]]:
    """Yield new prices for each so many-th row."""
    return ((f"{at % 1000}.49", at) for at in range(1, count + 1, share))


def many_rows(first: int) -> str:
    """Return a statement that inserts 1,000 new rows."""
    values = ", ".join(f"({first + at}, 'Widget {at}', {at}.99)" for at in range(1, 1001))
    return f"INSERT INTO products VALUES {values}"


def looked_up(count: int) -> Iterator[int]:
    """Yield keys all over the table."""
    return (1 + at * 7919 % count for at in range(LOOKUPS))


def timed(name: str, work: Callable[[], object]) -> Timed:
    """Do something once, and say how long it took."""
    began = perf_counter()
    work()
    return name, perf_counter() - began


def in_new_process(program: str, *arguments: object) -> Callable[[], None]:
    """Return the work of a program of Python, from the start of its interpreter to its end."""
    return command("-c", program, *arguments)


def command(*words: object) -> Callable[[], None]:
    """Return the work of an interpreter of Python with these arguments."""
    line = [sys.executable, *map(str, words)]

    def work() -> None:
        subprocess.run(line, check=True, stdout=subprocess.DEVNULL, env=compiled())  # noqa: S603 - our own words

    return work


@cache
def compiled() -> Mapping[str, str]:
    """Return an environment that keeps bytecode, as an installation has it, and a checkout not."""
    place = tempfile.mkdtemp(prefix="helios-bench-")
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    ours = {**os.environ, "PYTHONPYCACHEPREFIX": place}
    ours.pop("PYTHONDONTWRITEBYTECODE", None)
    return ours
