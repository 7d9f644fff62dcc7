"""What a statement answers (02-sql)."""

from __future__ import annotations

from dataclasses import dataclass

from helios_ref.types import Value


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
