"""Values of every type: how they are written, what is printed, and what they are equal to (02)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class ModelCell(NamedTuple):
    """A value that is not NULL."""

    text: str
    """What SELECT shows of it (SQL-021)."""

    key: object
    """Equal for equal values, such as 1.5 and 1.50 (MOD-014)."""


ModelRow = tuple[ModelCell | None, ...]


@dataclass(frozen=True, slots=True)
class Literal:
    """A value as a statement writes it."""

    sql: str
    cell: ModelCell | None = None
    """None for NULL, and for what is refused."""

    code: str = ""
    """With what a column of the type refuses it."""


NULL = Literal("NULL")
LONG = "long " * 60
WIDE = "NUMERIC_VALUE_OUT_OF_RANGE"


def _integers(*numbers: int, beyond: int) -> tuple[Literal, ...]:
    good = tuple(Literal(str(one), ModelCell(str(one), one)) for one in numbers)
    return (*good, Literal(str(beyond), code=WIDE))


def _decimal(sql: str, text: str) -> Literal:
    key = text if text == "NaN" else Decimal(text)  # equal whatever its zeros, and never rounded
    return Literal(sql, ModelCell(text, key))


def _float(text: str) -> Literal:
    return Literal(f"'{text}'", ModelCell(text, text if text == "NaN" else float(text) + 0.0))


def _text(text: str) -> Literal:
    return Literal("'" + text.replace("'", "''") + "'", ModelCell(text, text))


def _read(written: str, text: str) -> Literal:
    return Literal(f"'{written}'", ModelCell(text, text))


TEXTS = (
    *("x", "y", "z", "", "null", "it's", " blank ", "a\\b", LONG),
    *("gr\u00f6\u00dfe", "gro\u0308\u00dfe", "\u6f22\u5b57", "\U0001f600", "%41:"),
)
"""With one word composed and decomposed, which are two texts."""

POOLS: Mapping[str, tuple[Literal, ...]] = {
    "integer": _integers(1, 2, 3, 4, 5, 6, 7, 0, -1, 2**31 - 1, -(2**31), beyond=2**31),
    "smallint": _integers(1, 2, 3, 4, 5, 0, -1, 2**15 - 1, -(2**15), beyond=2**15),
    "bigint": _integers(1, 2, 3, 4, 0, 2**53 + 1, 2**63 - 1, -(2**63), beyond=2**63),
    "serial": _integers(1, 2, 5, 9, beyond=2**31),
    "numeric": (
        *(_decimal(one, one) for one in ("1", "2", "1.5", "1.50", "-7.25", "0.00")),
        *(_decimal(one, one) for one in ("123456789012345678901234567890.123456789", "-0.001")),
        _decimal("123456789012345678901234567890.5", "123456789012345678901234567890.5"),
        _decimal("1e20", "1" + "0" * 20),
        _decimal("1e-20", "0." + "0" * 19 + "1"),
        _decimal("-0.0", "0.0"),
        _decimal("'NaN'", "NaN"),
    ),
    "numeric(10,2)": (
        *(_decimal(one, one) for one in ("1.00", "9.99", "99999999.99", "-0.01")),
        *(_decimal("1.005", "1.01"), _decimal("-1.005", "-1.01"), _decimal("7", "7.00")),
        Literal("100000000", code=WIDE),
    ),
    "real": tuple(map(_float, ("0.1", "1.5", "-0", "3.4028235e+38", "1e-45", "NaN"))),
    "double precision": (
        *map(_float, ("0.1", "0.30000000000000004", "-0", "1e+15", "1e-05", "Infinity")),
        *map(_float, ("1.7976931348623157e+308", "5e-324", "NaN", "0")),
    ),
    "text": tuple(map(_text, TEXTS)),
    "varchar(5)": (
        *map(_text, ("a", "b", "abcde", "", "gr\u00f6\u00dfe", "e\u0308e\u0308e")),
        Literal("'abcd   '", ModelCell("abcd ", "abcd ")),
        Literal("'abcdef'", code="STRING_DATA_RIGHT_TRUNCATION"),
    ),
    "boolean": (Literal("TRUE", ModelCell("t", "t")), Literal("FALSE", ModelCell("f", "f"))),
    "date": (
        *(_read(one, one) for one in ("2024-02-29", "0001-01-01", "9999-12-31", "1969-12-31")),
        Literal("'2023-02-29'", code="DATETIME_FIELD_OVERFLOW"),
        Literal("'soon'", code="INVALID_DATETIME_FORMAT"),
    ),
    "timestamp": (
        *(_read(one, one) for one in ("2026-03-26 10:20:30.123456", "0001-01-01 00:00:00")),
        *(_read(one, one) for one in ("9999-12-31 23:59:59.999999", "1969-12-31 23:59:59.5")),
        _read("2026-03-26 10:20:30.500", "2026-03-26 10:20:30.5"),
    ),
    "bytea": (_read("\\x", "\\x"), _read("\\x00ff", "\\x00ff"), _read("\\xDEAD", "\\xdead")),
    "uuid": (
        _read("00000000-0000-0000-0000-000000000000", "00000000-0000-0000-0000-000000000000"),
        _read("A0EEBC999C0B4EF8BB6D6BB9BD380A11", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
        Literal("'a0ee'", code="INVALID_TEXT_REPRESENTATION"),
    ),
    "json": tuple(map(_text, ('{"a": 1}', '{"a":1}', '{"a":1,"a":2}', "null", "[1, 1.0]"))),
}
"""Values of each type: small ones that meet often, the least and the greatest, ones beyond."""

LOOKED_UP = frozenset({"integer", "smallint", "bigint", "serial", "text", "varchar(5)", "date"})
"""Types whose literals compare with a column as they stand."""

EXPRESSIONS = {
    "integer": Literal("1 + 1", ModelCell("2", 2)),
    "text": Literal("'a' || 'b'", ModelCell("ab", "ab")),
    "bigint": Literal("-3 * 3", ModelCell("-9", -9)),
}
"""Defaults that are computed."""

LIMIT = 7

CHECKS: Mapping[str, tuple[str, Callable[[ModelCell], bool]]] = {
    "integer": (f"{{column}} < {LIMIT}", lambda cell: int(cell.text) < LIMIT),
    "bigint": ("{column} <> 0", lambda cell: cell.text != "0"),
    "text": ("{column} <> 'z'", lambda cell: cell.text != "z"),
    "numeric(10,2)": ("{column} > -1", lambda cell: Decimal(cell.text) > -1),
}
"""Conditions of a column of the type, and whether a value fulfils them."""


def literal(kind: str, number: int) -> Literal:
    """Return one of the values of a type; now and then NULL."""
    pool = POOLS[kind]
    place = number % (len(pool) + 1)
    return NULL if place == len(pool) else pool[place]
