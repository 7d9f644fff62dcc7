"""Checks of a state that are not the right one, for engines that have them in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helios_ref.storage.layer import Layer
from helios_ref.tables.check_entries import check_entries, described_tables
from helios_ref.tables.check_state import StateCheck
from helios_ref.tables.described import Finding
from helios_ref.tables.keys import KeyFormError, parse_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from helios_ref.storage.layer import Cell
    from helios_ref.tables.check_entries import Tables


def table_of(key: bytes) -> str | None:
    """Return the table of a key, or None of a key that has no form."""
    try:
        return parse_key(key).table
    except KeyFormError:
        return None


class Unchecked(StateCheck):
    """Checks nothing."""

    def look(self, *_: Any) -> None:  # noqa: ANN401  # whatever the check is given
        """Do not look."""

    def finish(self, _: Layer) -> None:
        """Find nothing."""


class SortedFirst:
    """Sorts a state before it is looked at."""

    def __init__(self, _: Mapping[bytes, Cell]) -> None:
        """Have read nothing."""
        self.cells: dict[bytes, Cell] = {}

    def look(self, *columns: Sequence[Any]) -> None:
        """Take the last of equal keys, in whatever order they come."""
        self.cells.update(zip(*columns, strict=True))

    def finish(self, _: Layer) -> None:
        """Look at all."""
        state = Layer(self.cells)
        keys, cells = state.columns()
        check = StateCheck(dict(zip(keys, cells, strict=True)))
        check.look(keys, cells)
        check.finish(state)


class AsEntries:
    """Looks at a state as at the entries of a file, each by itself, but those of no table."""

    def __init__(self, described: Mapping[bytes, Any]) -> None:
        """Begin with counters and schemas."""
        self.tables: Tables = {}
        self.wrong: Finding | None = None
        try:
            self.tables = described_tables(described)
        except Finding as finding:
            self.wrong = finding

    def look(self, *columns: Any) -> None:  # noqa: ANN401  # keys and values
        """Look at the next part."""
        cells = dict(zip(*columns, strict=True))
        known = [key for key in cells if table_of(key) in {None, *self.tables}]
        try:
            check_entries(self.tables, {key: cells[key] for key in known})
        except Finding as finding:
            self.wrong = self.wrong or finding

    def finish(self, _: Layer) -> None:
        """Raise what was found first."""
        if self.wrong is not None:
            raise self.wrong
