"""How long things take beside peers, as a benchmark wrote it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from conformance.spec.given_file import GivenFileError, given_bytes
from conformance.spec.resources import tests_directory

if TYPE_CHECKING:
    from pathlib import Path


class Raced(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One race: ours and a peer at the same work."""

    name: str
    peer_name: str
    ours_s: float
    peer_s: float
    goal: float | None = None
    """At most this many times the peer; None where the ratio is only shown."""

    @property
    def ratio(self) -> float:
        """How many times the peer's time ours took."""
        return self.ours_s / self.peer_s

    @property
    def missed(self) -> bool:
        """Whether there is a goal, and it was not reached."""
        return self.goal is not None and self.ratio > self.goal


class Benchmark(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The races of one run."""

    date: str
    machine: str
    command: str
    races: list[Raced]

    @property
    def longest_s(self) -> float:
        """The longest of all times, which bars are measured by."""
        return max((max(one.ours_s, one.peer_s) for one in self.races), default=1.0)


def read_benchmark(path: Path) -> Benchmark | None:
    """Return the races of a file; None of a file that is something else, or none."""
    try:
        return msgspec.json.decode(given_bytes(path), type=Benchmark)
    except (GivenFileError, msgspec.DecodeError, RecursionError):
        return None


def kept_benchmark() -> tuple[Benchmark, ...]:
    """Return the last benchmark of a checkout; none of an installed package."""
    tests = tests_directory()
    kept = read_benchmark(tests / "benchmarks" / "results.json") if tests else None
    return (kept,) if kept else ()
