"""Values as text: what PostgreSQL prints, and what it reads (01-model)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helios_ref.values.types import SqlType, Value


def shown(value: Value, type_: SqlType) -> str | None:
    """Return the text that PostgreSQL prints for `value`; None for NULL (MOD-023)."""
    raise NotImplementedError


def parsed(text: str, type_: SqlType) -> Value:
    """
    Return the value that `text` denotes, as PostgreSQL's input function of the type (MOD-023).

    InvalidTextError, OutOfRangeError, DatetimeFormatError, DatetimeRangeError, StringTooLongError,
    InvalidParameterError (bytea) or CharacterError where it denotes none.
    """
    raise NotImplementedError
