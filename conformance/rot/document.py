"""A measurement as a document: what --json writes (CNF-058)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from conformance import SUITE_VERSION
from conformance.rot.flips import Became

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conformance.drivers.answers import Hello
    from conformance.rot.flips import FileRow


class FlipReport(msgspec.Struct, frozen=True, kw_only=True):
    """A flip that a restore did not notice."""

    offset: int
    bit: int
    became: str


class RotRow(msgspec.Struct, frozen=True, kw_only=True):
    """What came of the flips of one file."""

    file: str
    restored: str
    size_bytes: int
    counts: dict[str, int]
    shown: list[FlipReport]


class RotReport(msgspec.Struct, frozen=True, kw_only=True):
    """One measurement of one target."""

    suite: str
    name: str
    version: str
    supplied: list[str]
    flips: int
    seed: int
    duration_s: float
    rows: list[RotRow]

    def total(self, *kinds: Became) -> int:
        """Return of how many flips something of these kinds came."""
        return sum(row.counts[kind.value] for row in self.rows for kind in kinds)


def rot_report(
    hello: Hello, rows: Sequence[FileRow], flips: int, seed: int, duration_s: float
) -> RotReport:
    """Return a measurement as a document."""
    return RotReport(
        suite=SUITE_VERSION,
        name=hello.name,
        version=hello.version,
        supplied=list(hello.supplied),
        flips=flips,
        seed=seed,
        duration_s=round(duration_s, 1),
        rows=[_row(row) for row in rows],
    )


def _row(row: FileRow) -> RotRow:
    return RotRow(
        file=row.file,
        restored=row.restored,
        size_bytes=row.size_bytes,
        counts={one.value: row.counts[one] for one in Became},
        shown=[
            FlipReport(offset=flip.offset, bit=flip.bit, became=became.value)
            for flip, became in row.shown
        ],
    )
