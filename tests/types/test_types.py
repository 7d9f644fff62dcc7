"""Types by the names that schemas and statements give them."""

from __future__ import annotations

import pytest

from helios_ref.errors import FeatureNotSupportedError, InvalidParameterError
from helios_ref.types import TYPES, IntegerType, canonical, type_named


@pytest.mark.parametrize(
    ("sql", "modifiers", "name"),
    [
        ("SMALLINT", (), "smallint"),
        ("int2", (), "smallint"),
        ("INT", (), "integer"),
        ("Integer", (), "integer"),
        ("INT4", (), "integer"),
        ("INT8", (), "bigint"),
        ("BIGINT", (), "bigint"),
        ("SERIAL", (), "serial"),
        ("BIGSERIAL", (), "bigserial"),
        ("DECIMAL", (), "numeric"),
        ("NUMERIC", (10,), "numeric(10,0)"),
        ("DECIMAL", (10, 2), "numeric(10,2)"),
        ("NUMERIC", (3, -5), "numeric(3,-5)"),
        ("REAL", (), "real"),
        ("FLOAT", (24,), "real"),
        ("FLOAT", (25,), "double precision"),
        ("FLOAT", (), "double precision"),
        ("FLOAT4", (), "real"),
        ("FLOAT8", (), "double precision"),
        ("DOUBLE PRECISION", (), "double precision"),
        ("TEXT", (), "text"),
        ("VARCHAR", (), "character varying"),
        ("CHARACTER VARYING", (7,), "character varying(7)"),
        ("BOOL", (), "boolean"),
        ("DATE", (), "date"),
        ("TIMESTAMP", (), "timestamp"),
        ("BYTEA", (), "bytea"),
        ("UUID", (), "uuid"),
        ("JSON", (), "json"),
    ],
)
def test_every_spelling_leads_to_the_name_in_a_schema(
    sql: str, modifiers: tuple[int, ...], name: str
) -> None:
    """MOD-023. And the name leads back to the same type."""
    type_ = canonical(sql, modifiers)
    assert type_.name == name
    assert type_named(name) == type_


@pytest.mark.parametrize(
    ("sql", "modifiers"),
    [
        ("NUMERIC", (0,)),
        ("NUMERIC", (1001,)),
        ("NUMERIC", (1, 1001)),
        ("NUMERIC", (1, -1001)),
        ("VARCHAR", (0,)),
        ("VARCHAR", (10_485_761,)),
        ("FLOAT", (0,)),
        ("FLOAT", (54,)),
    ],
)
def test_a_modifier_out_of_its_range_is_refused(sql: str, modifiers: tuple[int, ...]) -> None:
    """MOD-027. The limits of p, s and n."""
    with pytest.raises(InvalidParameterError):
        canonical(sql, modifiers)


@pytest.mark.parametrize(
    ("sql", "modifiers"),
    [("TIMESTAMP", (3,)), ("INT", (4,)), ("NUMERIC", (1, 2, 3)), ("FLOAT8", (3,)), ("TEXT", (1,))],
)
def test_a_modifier_that_the_type_does_not_take_is_refused(
    sql: str, modifiers: tuple[int, ...]
) -> None:
    """MOD-023. No type name of a schema would say it."""
    with pytest.raises(FeatureNotSupportedError):
        canonical(sql, modifiers)


@pytest.mark.parametrize(
    "name",
    [
        "int",
        "INTEGER",
        "numeric(10)",
        "numeric(010,2)",
        "numeric(10, 2)",
        "numeric(10,-0)",
        "numeric(1001,0)",
        "numeric(0,0)",
        "varchar(3)",
        "character varying(0)",
        "character varying(99999999999999999999)",
        "money",
        "unknown",
        "",
    ],
)
def test_a_schema_has_one_name_for_each_type(name: str) -> None:
    """MOD-023. Everything else is no name of a type."""
    with pytest.raises(KeyError):
        type_named(name)


def test_integer_types_know_their_bounds() -> None:
    """MOD-027. Two's complement of 16, 32 and 64 bits."""
    integers = {name: one for name, one in TYPES.items() if isinstance(one, IntegerType)}
    bounds = {name: (one.low, one.high) for name, one in integers.items()}
    assert bounds == {
        "smallint": (-(2**15), 2**15 - 1),
        "integer": (-(2**31), 2**31 - 1),
        "serial": (-(2**31), 2**31 - 1),
        "bigint": (-(2**63), 2**63 - 1),
        "bigserial": (-(2**63), 2**63 - 1),
    }
    assert [name for name, one in TYPES.items() if one.serial] == ["serial", "bigserial"]
