"""Values that move from one type to another, by assignment or by CAST (01-model)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helios_ref.values.types import SqlType, Value


def stored(value: Value, source: SqlType, target: SqlType, *, explicit: bool = False) -> Value:
    """
    Return `value`, of type `source`, as one of type `target`, as PostgreSQL assigns or casts it.

    NULL fits every type. A `source` of family UNKNOWN is text to be read as `target`. DatatypeMismatchError where an
    assignment has no such conversion (its `what` is "the target"), CannotCoerceError where even CAST has none.
    """
    raise NotImplementedError
