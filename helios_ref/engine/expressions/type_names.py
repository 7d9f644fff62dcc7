"""Types as statements spell them (SQL-020)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helios_ref.errors import UndefinedObjectError
from helios_ref.values.types import canonical

if TYPE_CHECKING:
    from helios_ref.sql.expressions import TypeName
    from helios_ref.values import SqlType


def named(spelled: TypeName) -> SqlType:
    """Return the type that a statement names; UndefinedObjectError where there is none."""
    try:
        return canonical(spelled.name, spelled.modifiers)
    except KeyError:
        kind = "type"
        raise UndefinedObjectError(kind, spelled.name) from None
