"""A table while a statement changes it: rows, and the values that are taken (SQL-074)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from conformance.explore.tables import RefusedError

if TYPE_CHECKING:
    from collections.abc import Collection

    from conformance.explore.schema import ModelIndex
    from conformance.explore.tables import ModelTable
    from conformance.explore.values import ModelRow


@dataclass(slots=True)
class Draft:
    """The rows of a table as a statement leaves them, and with what it may be refused."""

    table: ModelTable
    rows: dict[int, ModelRow] = field(init=False)
    taken: dict[str, dict[tuple[object, ...], int]] = field(init=False)
    """The values of each unique index, with the row that has them."""

    codes: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Begin with the table as it is."""
        unique = [index.name for index in self.table.schema.indexes if index.unique]
        self.rows = dict(self.table.rows)
        self.taken = {name: dict(self.table.entries[name]) for name in unique}

    def put(self, row_id: int, row: ModelRow, unread: Collection[str] = ()) -> None:
        """
        Write a row; what it breaks is noted, so that all refusals that apply are known.

        Columns that are `unread` were given what no column of their type can have.
        """
        schema = self.table.schema
        self.codes |= schema.broken(row, unread)
        for index in schema.indexes:
            if index.unique:
                self._take(index, row_id, row)
        self.rows[row_id] = row

    def remove(self, row_id: int) -> None:
        """Remove a row."""
        del self.rows[row_id]

    def done(self, **counters: object) -> ModelTable:
        """Return the table that the statement leaves, or raise what it is refused with."""
        if self.codes:
            raise RefusedError(*self.codes)
        return replace(self.table, rows=self.rows, **counters)  # type: ignore[arg-type]  # as Table has them

    def _take(self, index: ModelIndex, row_id: int, row: ModelRow) -> None:
        """Give up the values that a row had in an index, and take those that it has."""
        taken = self.taken[index.name]
        was = self._values(index, self.rows.get(row_id))
        if was is not None and taken.get(was) == row_id:
            del taken[was]
        values = self._values(index, row)
        if values is not None:
            if taken.get(values, row_id) != row_id:
                self.codes.add("UNIQUE_VIOLATION")
            taken[values] = row_id

    def _values(self, index: ModelIndex, row: ModelRow | None) -> tuple[object, ...] | None:
        """Return what a row has in an index; None where it conflicts with none (SQL-083)."""
        if row is None:
            return None
        cells = [row[self.table.schema.place(name)] for name in index.columns]
        return None if None in cells else tuple(cell.key for cell in cells if cell is not None)
