"""Types as the generator sees them: how they are spelled, and a few values of each."""

from __future__ import annotations

from typing import Final

SMALLINT: Final = "smallint"
INTEGER: Final = "integer"
BIGINT: Final = "bigint"
NUMERIC: Final = "numeric"
REAL: Final = "real"
DOUBLE: Final = "double precision"
TEXT: Final = "text"
VARYING: Final = "character varying"
BOOLEAN: Final = "boolean"
DATE: Final = "date"
TIMESTAMP: Final = "timestamp"
BYTEA: Final = "bytea"
UUID: Final = "uuid"
JSON: Final = "json"

INTEGERS: Final = (SMALLINT, INTEGER, BIGINT)
EXACT: Final = (*INTEGERS, NUMERIC)
FLOATS: Final = (REAL, DOUBLE)
LADDER: Final = (*EXACT, *FLOATS)
TEXTS: Final = (TEXT, VARYING)
SORTED: Final = (*LADDER, *TEXTS, BOOLEAN, DATE, TIMESTAMP, BYTEA, UUID)
"""What can be compared and sorted: everything but JSON."""

KINDS: Final = (*SORTED, JSON)

SPELLINGS: Final = {
    SMALLINT: ("SMALLINT", "int2"),
    INTEGER: ("INT", "INTEGER", "int4"),
    BIGINT: ("BIGINT", "int8"),
    NUMERIC: ("DECIMAL", "NUMERIC", "dec"),
    REAL: ("REAL", "float4", "FLOAT(24)", "float(1)"),
    DOUBLE: ("FLOAT8", "DOUBLE PRECISION", "FLOAT", "float(25)"),
    TEXT: ("TEXT",),
    VARYING: ("VARCHAR", "CHARACTER VARYING"),
    BOOLEAN: ("BOOLEAN", "bool"),
    DATE: ("DATE",),
    TIMESTAMP: ("TIMESTAMP",),
    BYTEA: ("BYTEA",),
    UUID: ("UUID",),
    JSON: ("JSON",),
}
"""How a statement can name each."""

BOUNDED: Final = {
    NUMERIC: ("NUMERIC(6,2)", "DECIMAL(3)", "decimal(4, 4)", "numeric(12,3)", "dec(1,0)"),
    VARYING: ("VARCHAR(3)", "CHARACTER VARYING(5)", "varchar(1)"),
}
"""Types with modifiers."""

COUNTED: Final = {INTEGER: ("SERIAL", "serial4"), BIGINT: ("BIGSERIAL", "serial8")}
"""Types whose columns have a counter."""

VALUES: Final = {
    SMALLINT: ("0", "1", "2", "3", "-1", "7", "100", "32767", "-32768"),
    INTEGER: ("0", "1", "2", "3", "-7", "7", "-10", "40000", "2147483647", "-2147483648"),
    BIGINT: ("0", "1", "2", "-3", "5", "3000000000", "9223372036854775807"),
    NUMERIC: (
        *(
            "0",
            "1",
            "1.0",
            "1.50",
            "2.5",
            "-0.5",
            "0.001",
            "99.99",
            "9.99",
            "0.045",
            "1e3",
            "1.5e-3",
        ),
        *("123456789.123456789", "-7", "33.333", "100000000000000000000", "NaN"),
    ),
    REAL: ("0", "1", "-0", "1.5", "0.1", "-2.25", "1e10", "3.4e38", "1e-40", "NaN", "Infinity"),
    DOUBLE: (
        *("0", "1", "-0", "1.5", "0.1", "-2.25", "1e15", "123456.789", "1e300", "5e-324", "NaN"),
        *("-Infinity", "0.3333333333333333"),
    ),
    TEXT: (
        "",
        "a",
        "A",
        "ab",
        "abc",
        "b",
        "B%",
        "a_c",
        "%",
        "é",
        "éa",
        " a ",
        "null",
        "1",
        "x''y",
        "z\\q",
    ),
    VARYING: ("", "a", "ab", "B", "b ", "A", "é", "1"),
    BOOLEAN: ("t", "f", "true", "no", "1", "OFF"),
    DATE: ("2024-02-29", "2024-01-31", "1999-12-31", "1970-01-01", "2024-1-5", "20240301"),
    TIMESTAMP: (
        *("2024-02-29 12:30:45.123456", "2024-01-31 00:00:00", "1999-12-31T23:59:59.5"),
        *("1970-01-01", "2024-1-5 1:02", "1969-12-31 23:59:59.999999"),
    ),
    BYTEA: ("\\x", "\\x00", "\\x00ff", "\\xDEADBEEF", "ab\\\\c\\001", "\\x0000"),
    UUID: (
        "00000000-0000-0000-0000-000000000000",
        "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
        "{A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A12}",
        "a0eebc999c0b4ef8bb6d6bb9bd380a13",
    ),
    JSON: ("{}", "[1, 2]", '{"a" : 1.50}', '"x"', "null", " true ", "-0.5e+1", '["\\u00e9"]'),
}
"""Texts that denote a value of each; what stands here twice in other words is meant to."""

STRANGE: Final = {
    SMALLINT: ("32768", "1.5", "", "abc", "0x1F", "1_0"),
    INTEGER: ("2147483648", "1.0", " 7 ", "--1", "1e2", "0b11", "0o17"),
    BIGINT: ("9223372036854775808", "-9223372036854775809", "+5", "five"),
    NUMERIC: ("1..2", "1e", "Infinity", "-inf", " 2.50 ", "1_000.5", "1e200000", "0x10"),
    REAL: ("1e39", "1e-46", "nan", "one", " 1.5", "-infinity"),
    DOUBLE: ("1e309", "1e-400", "inf", "1.5.", "+.5"),
    TEXT: ("\\", "--", "/* */", ";"),
    VARYING: ("abcdefgh", "ab    ", "abc   x"),
    BOOLEAN: ("tr", "maybe", "2", " on ", "o", "y"),
    DATE: ("2023-02-29", "2024-13-01", "today is", "2024-02-29 10:00", "2024", ""),
    TIMESTAMP: (
        *("2024-01-15 24:00:00", "2024-01-15 25:00", "2024-01-15 10:20:60", "noon"),
        *("2024-01-15 10:20:30.9999999", "2024-01-15 10:20:30+02", "2024-02-30 10:00"),
    ),
    BYTEA: ("\\x0", "\\xzz", "a\\9", "é", "\\x 00"),
    UUID: (
        "a0eebc99",
        "g0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
        "{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
    ),
    JSON: ("{", "[1,]", "{'a': 1}", "01", "nul", '"\n"', "", "[]]"),
}
"""Texts at the edge of each, most of which denote none."""


def quoted(text: str) -> str:
    """Return a literal in quotes."""
    return "'" + text.replace("'", "''") + "'"


def upper(*kinds: str) -> str:
    """Return the type in which numbers of these types meet."""
    return max(kinds, key=LADDER.index)


def kind_of(spelled: str) -> str:
    """Return the kind of a type that the judge spells, modifiers left out."""
    plain = spelled.partition("(")[0]
    return TIMESTAMP if plain == "timestamp without time zone" else plain
