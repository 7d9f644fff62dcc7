"""What a decoded value must be where a schema, row or counter expects it (MOD-021 to MOD-025)."""

from typing import Final

from conformance.hldb_reader.layout import LONGEST_NAME
from conformance.hldb_reader.msgpack import Value
from conformance.hldb_reader.refusal import BreachError

CLAUSE: Final = "MOD-021"


def array(value: Value, count: int | None = None, clause: str = CLAUSE) -> tuple[Value, ...]:
    """An array, of so many values if the number is given."""
    if not isinstance(value, tuple):
        raise BreachError(clause, "a value is no array")
    if count is not None and len(value) != count:
        raise BreachError(clause, f"an array of {len(value)} values in the place of {count}")
    return value


def string(value: Value) -> str:
    """A string."""
    if not isinstance(value, str):
        raise BreachError(CLAUSE, "a value is no string")
    return value


def typed(value: Value) -> str:
    """The text of an expression, without the character U+0000 (MOD-021)."""
    text = string(value)
    if "\0" in text:
        raise BreachError(CLAUSE, "a text holds U+0000")
    return text


def identifier(value: Value) -> str:
    """A name within its limit (MOD-011, MOD-040)."""
    name = typed(value)
    if not 1 <= len(name.encode()) <= LONGEST_NAME:
        raise BreachError("MOD-040", f"a name of {len(name.encode())} bytes")
    return name


def integer(value: Value, clause: str) -> int:
    """An integer."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise BreachError(clause, "a value is no integer")
    return value
