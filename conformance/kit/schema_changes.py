"""How one schema becomes another: a driver that needs it computes what an incremental holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class SchemaObject(NamedTuple):
    """A table or an index, and the statement that made it."""

    kind: str
    name: str
    table: str
    sql: str


def schema_changes(now: Sequence[SchemaObject], before: Sequence[SchemaObject]) -> list[str]:
    """Return the statements that turn one schema into another; indexes go with their tables."""
    changed = {one.name for one in set(before) - set(now) if one.kind.upper() == "TABLE"}
    kept = {one for one in before if one in now and one.table not in changed}
    gone = [one for one in before if one not in kept]
    drops = [f'DROP {one.kind} "{one.name}"' for one in reversed(gone)]  # indexes, then tables
    return [*drops, *(one.sql for one in now if one not in kept)]
