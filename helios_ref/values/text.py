"""Values as text: what PostgreSQL prints, and what it reads (01-model)."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final
from uuid import UUID

from helios_ref.errors import (
    CharacterError,
    InvalidParameterError,
    InvalidTextError,
    StringTooLongError,
)
from helios_ref.values.calendar import day, moment, shown_moment
from helios_ref.values.floats import floating, shown_float
from helios_ref.values.json_text import is_json
from helios_ref.values.numbers import BLANKS, decimal, shown_decimal, whole
from helios_ref.values.types import Family

if TYPE_CHECKING:
    from collections.abc import Callable

    from helios_ref.values.types import SqlType, Value

_UUID: Final = re.compile(r"(\{)?[0-9a-fA-F]{4}(?:-?[0-9a-fA-F]{4}){7}(?(1)\})")
_UNPRINTABLE: Final = re.compile("[\0\ud800-\udfff]")
_TRUE: Final = frozenset({"t", "tr", "tru", "true", "y", "ye", "yes", "on", "1"})
_FALSE: Final = frozenset(
    {"f", "fa", "fal", "fals", "false", "n", "no", "of", "off", "0"},
)
_ESCAPE: Final = re.compile(rb"\\(?:(\\)|([0-3][0-7]{2}))|(\\)")


def shown(value: Value, type_: SqlType) -> str | None:
    """Return the text that PostgreSQL prints for `value`; None for NULL (MOD-023)."""
    match value:
        case None | str():
            return value
        case bool():
            return "t" if value else "f"
        case int() | float() | Decimal():
            return _shown_number(value, type_)
        case bytes():
            return "\\x" + value.hex()
        case datetime():
            return shown_moment(value)
        case _:
            return str(value)


def _shown_number(value: float | Decimal, type_: SqlType) -> str:
    if isinstance(value, float):
        return shown_float(value, type_)
    return shown_decimal(value) if isinstance(value, Decimal) else str(value)


def parsed(text: str, type_: SqlType) -> Value:
    """
    Return the value that `text` denotes, as PostgreSQL's input function of the type (MOD-023).

    InvalidTextError, OutOfRangeError, DatetimeFormatError, DatetimeRangeError, StringTooLongError,
    InvalidParameterError (bytea) or CharacterError where it denotes none.
    """
    return _READERS[type_.family](printable(text), type_)


def printable(text: str) -> str:
    """Return `text` if every character of it may stand in a text (MOD-023)."""
    if text.isascii() and "\0" not in text:
        return text
    found = _UNPRINTABLE.search(text)
    if found is not None:
        character = f"U+{ord(found[0]):04X}"
        raise CharacterError(character)
    return text


def assigned(text: str, type_: SqlType) -> str:
    """Return `text` without blanks beyond the type's length; refuse anything else beyond it."""
    if type_.length is None or len(text) <= type_.length:
        return text
    if text[type_.length :].strip(" "):
        raise StringTooLongError(type_.name)
    return text[: type_.length]


def _boolean(text: str, type_: SqlType) -> bool:
    word = text.strip(BLANKS).lower()
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    raise InvalidTextError(type_.name, text)


def _uuid(text: str, type_: SqlType) -> UUID:
    if _UUID.fullmatch(text) is None:
        raise InvalidTextError(type_.name, text)
    return UUID(text)


def _json(text: str, type_: SqlType) -> str:
    if not is_json(text):
        raise InvalidTextError(type_.name, text)
    return text


def _bytes(text: str, type_: SqlType) -> bytes:
    if text.startswith("\\x"):
        try:
            return bytes.fromhex(text[2:])
        except ValueError:
            expected = "pairs of hexadecimal digits"
            raise InvalidParameterError(type_.name, repr(text), expected) from None

    def unescaped(match: re.Match[bytes]) -> bytes:
        backslash, octal, stray = match.groups()
        if stray:
            raise InvalidTextError(type_.name, text)
        return bytes((int(octal, 8),)) if octal else bytes(backslash)

    return _ESCAPE.sub(unescaped, text.encode())


_READERS: Final[dict[Family, Callable[[str, SqlType], Value]]] = {
    Family.INTEGER: whole,
    Family.NUMERIC: decimal,
    Family.FLOAT: floating,
    Family.TEXT: assigned,
    Family.BOOLEAN: _boolean,
    Family.DATE: day,
    Family.TIMESTAMP: moment,
    Family.BYTEA: _bytes,
    Family.UUID: _uuid,
    Family.JSON: _json,
    Family.UNKNOWN: assigned,
}
