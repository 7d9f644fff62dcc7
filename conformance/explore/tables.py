"""A table out of its rows, and how many keys it comes to (MOD-010, the counting rule of 04)."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conformance.explore.schema import ModelIndex, ModelSchema
    from conformance.explore.values import ModelRow

    State = Mapping[str, "ModelTable"]
    """The tables of a branch; a state is never changed, only followed by another."""


Key = TypeVar("Key")


class RefusedError(Exception):
    """The statement has to be refused, with any of these codes (ERR-003)."""

    def __init__(self, *codes: str) -> None:
        super().__init__(*sorted(codes))
        self.codes = frozenset(codes)


class UnsaidError(Exception):
    """No clause says which of two things happens: the program leaves it out."""


@dataclass(frozen=True)
class ModelTable:
    """A table; it is never changed, only followed by another."""

    schema: ModelSchema
    rows: Mapping[int, ModelRow] = field(default_factory=dict)
    next_row: int = 1
    next_serials: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def entries(self) -> Mapping[str, Mapping[tuple[object, ...], int]]:
        """The index keys of each index, with the row that each is of (MOD-013)."""
        return {index.name: _entries(self, index) for index in self.schema.indexes}

    @property
    def keys(self) -> int:
        """How many keys it comes to."""
        return 2 + len(self.rows) + sum(map(len, self.entries.values()))


def _entries(table: ModelTable, index: ModelIndex) -> Mapping[tuple[object, ...], int]:
    places = [table.schema.place(name) for name in index.columns]
    found: dict[tuple[object, ...], int] = {}
    for row_id, row in table.rows.items():
        cells = [row[place] for place in places]
        values = tuple([None if cell is None else cell.key for cell in cells])
        if not index.unique or None in values:
            values = (*values, "row", row_id)
        found[values] = row_id
    return found


def keys_of(state: State) -> int:
    """Return how many keys a state has."""
    return sum(table.keys for table in state.values())


def keys_between(before: State, after: State) -> int:
    """Return how many entries an incremental has (BKP-021, BKP-022)."""
    return sum(_keys_between(before.get(name), after.get(name)) for name in {**before, **after})


def _keys_between(before: ModelTable | None, after: ModelTable | None) -> int:
    """Return how many entries an incremental has for a table (BKP-021, BKP-022)."""
    if before is after:
        return 0
    if before is None or after is None:
        table = before or after
        assert table is not None, "one of two that differ is there"
        return table.keys
    changed = _differing(before.rows, after.rows)
    for name in {**before.entries, **after.entries}:
        changed += _differing(before.entries.get(name, {}), after.entries.get(name, {}))
    own = before.schema != after.schema or _counters(before) != _counters(after)
    return changed + 2 if changed or own else 0


def _differing(before: Mapping[Key, object], after: Mapping[Key, object]) -> int:
    return len({key for key, _ in before.items() ^ after.items()})


def _counters(table: ModelTable) -> tuple[object, ...]:
    return (table.next_row, *table.next_serials.items())
