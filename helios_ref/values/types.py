"""The types of columns, by the names that schemas and statements give them (01-model)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from uuid import UUID

from helios_ref.errors import FeatureNotSupportedError, InvalidParameterError

if TYPE_CHECKING:
    from collections.abc import Sequence

Value = None | bool | int | float | Decimal | str | bytes | date | datetime | UUID
"""A value of any type; JSON is its text."""


class Family(Enum):
    """What kind of values a type has."""

    INTEGER = "integer"
    NUMERIC = "numeric"
    FLOAT = "float"
    TEXT = "text"
    BOOLEAN = "boolean"
    DATE = "date"
    TIMESTAMP = "timestamp"
    BYTEA = "bytea"
    UUID = "uuid"
    JSON = "json"
    UNKNOWN = "unknown"
    """Of a literal in quotes, or NULL, whose place gives it a type."""


@dataclass(frozen=True, slots=True, eq=False)
class SqlType:
    """A type with its modifiers (MOD-023); its name says all of it."""

    name: str
    """As a schema spells it."""

    family: Family
    precision: int | None = None
    """Digits of a `numeric(p,s)`; bits of a float: 24 in a `real`, 53 in a `double precision`."""

    scale: int | None = None
    """Of a `numeric(p,s)`."""

    length: int | None = None
    """Characters of a `character varying(n)`."""

    low: int = 0
    """The least value of an integer type."""

    high: int = 0
    """The greatest value of an integer type."""

    serial: bool = False
    """Whether a counter gives the column its default (MOD-022)."""

    def __eq__(self, other: object) -> bool:
        """Compare names, which is quick."""
        return self is other or (isinstance(other, SqlType) and self.name == other.name)

    def __hash__(self) -> int:
        """Hash the name alone, which says all the rest; types are looked up for every row."""
        return hash(self.name)


REAL_BITS: Final = 24
"""Precision of a `real`."""

DOUBLE_BITS: Final = 53
"""Precision of a `double precision`."""

MAX_DIGITS: Final = 1000
"""Greatest precision, and greatest distance of the scale from 0, of a `numeric(p,s)`."""

MAX_LENGTH: Final = 10_485_760
"""Greatest length of a `character varying(n)`."""

UNKNOWN: Final = SqlType("unknown", Family.UNKNOWN)


def _integer(name: str, bits: int, *, serial: bool = False) -> SqlType:
    high = (1 << (bits - 1)) - 1
    return SqlType(name, Family.INTEGER, low=-high - 1, high=high, serial=serial)


_PLAIN: Final = {
    type_.name: type_
    for type_ in (
        _integer("smallint", 16),
        _integer("integer", 32),
        _integer("bigint", 64),
        _integer("serial", 32, serial=True),
        _integer("bigserial", 64, serial=True),
        SqlType("numeric", Family.NUMERIC),
        SqlType("real", Family.FLOAT, precision=REAL_BITS),
        SqlType("double precision", Family.FLOAT, precision=DOUBLE_BITS),
        SqlType("text", Family.TEXT),
        SqlType("character varying", Family.TEXT),
        SqlType("boolean", Family.BOOLEAN),
        SqlType("date", Family.DATE),
        SqlType("timestamp", Family.TIMESTAMP),
        SqlType("bytea", Family.BYTEA),
        SqlType("uuid", Family.UUID),
        SqlType("json", Family.JSON),
    )
}

_SPELLINGS: Final = {
    **{name: name for name in _PLAIN},
    "int2": "smallint",
    "int": "integer",
    "int4": "integer",
    "int8": "bigint",
    "serial4": "serial",
    "serial8": "bigserial",
    "decimal": "numeric",
    "dec": "numeric",
    "float4": "real",
    "float8": "double precision",
    "float": "double precision",
    "varchar": "character varying",
    "bool": "boolean",
    "timestamp without time zone": "timestamp",
}

_MODIFIED: Final = re.compile(
    r"numeric\(([1-9][0-9]*),(0|-?[1-9][0-9]*)\)|character varying\(([1-9][0-9]*)\)"
)


@lru_cache(maxsize=1024)
def type_named(name: str) -> SqlType:
    """Return the type that a schema calls `name`; KeyError where there is none (MOD-023)."""
    modified = _MODIFIED.fullmatch(name)
    if modified is None or len(name) > len("character varying(10485760)"):
        return _PLAIN[name]
    precision, scale, length = modified.groups()
    try:
        return _varying(int(length)) if length else _numeric(int(precision), int(scale))
    except InvalidParameterError:
        raise KeyError(name) from None


def canonical(name: str, modifiers: Sequence[int] = ()) -> SqlType:
    """
    Return the type that SQL calls `name` (any case, single spaces), with its modifiers (MOD-023).

    KeyError where there is none; InvalidParameterError for a modifier out of its range,
    FeatureNotSupportedError where the type takes none or not so many.
    """
    spelling = name.lower()
    plain = _PLAIN[_SPELLINGS[spelling]]
    takes = "float(n)" if spelling == "float" else plain.name
    match takes, list(modifiers):
        case _, []:
            return plain
        case "numeric", [precision]:
            return _numeric(precision, 0)
        case "numeric", [precision, scale]:
            return _numeric(precision, scale)
        case "character varying", [length]:
            return _varying(length)
        case "float(n)", [bits]:
            _bound("the precision of float", bits, 1, DOUBLE_BITS)
            return _PLAIN["real" if bits <= REAL_BITS else "double precision"]
        case _:
            feature = f"{name}({', '.join(map(str, modifiers))})"
            raise FeatureNotSupportedError(feature)


def _numeric(precision: int, scale: int) -> SqlType:
    _bound("the precision of numeric", precision, 1, MAX_DIGITS)
    _bound("the scale of numeric", scale, -MAX_DIGITS, MAX_DIGITS)
    return SqlType(f"numeric({precision},{scale})", Family.NUMERIC, precision, scale)


def _varying(length: int) -> SqlType:
    _bound("the length of varchar", length, 1, MAX_LENGTH)
    return SqlType(f"character varying({length})", Family.TEXT, length=length)


def _bound(what: str, value: int, low: int, high: int) -> None:
    if not low <= value <= high:
        expected = f"{low} to {high}"
        raise InvalidParameterError(what, str(value), expected)
