"""What a statement answers (02d-statements)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from helios_ref.types import SqlType, Value, type_named


def shown(value: Value, type_: SqlType) -> str | None:
    """Return a value as the text of its type (MOD-023)."""
    return type_.shown(value)


@dataclass(frozen=True, slots=True)
class Reply:
    """Columns and rows, or neither; a refusal is an exception instead."""

    columns: tuple[str, ...] = ()
    """Names of the columns; none for a statement that returns no rows."""

    types: tuple[str, ...] = ()
    """Type names (MOD-023), one per column."""

    rows: tuple[tuple[Value, ...], ...] = ()
    changed: int | None = None
    """Rows that an INSERT, UPDATE or DELETE touched; None for any other statement."""

    notices: tuple[str, ...] = ()
    """What the user should know although the statement succeeded."""

    def cells(
        self, text: Callable[[Value, SqlType], str | None] = shown
    ) -> Iterator[list[str | None]]:
        """Yield the rows as text, None for NULL (CNF-021), and hold no more than one."""
        types = [type_named(name) for name in self.types]
        return (list(map(text, row, types)) for row in self.rows)
