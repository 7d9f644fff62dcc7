"""What expressions are worth: laws, and the corners of types."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helios_ref.engine.expressions import decimal_ops
from helios_ref.engine.expressions.compile_expression import compiled
from helios_ref.engine.expressions.scope import Scope
from helios_ref.errors import (
    CharacterError,
    DatatypeMismatchError,
    DatetimeRangeError,
    DivisionByZeroError,
    EscapeError,
    HeliosError,
    OutOfRangeError,
    ProgramLimitError,
    UndefinedColumnError,
    UndefinedFunctionError,
    UndefinedObjectError,
)
from helios_ref.sql import parse_expression
from helios_ref.types import numeric, order_key, type_named

if TYPE_CHECKING:
    from tests.engine.conftest import Run, Table

SECOND = 1_600_000_000


def worth(text: str) -> str | None:
    expression = compiled(parse_expression(text), Scope())
    return expression.type.shown(expression.evaluate((), (SECOND,)))


digits = st.integers(min_value=-(10**12), max_value=10**12)
decimals = st.builds(lambda n, scale: Decimal(n).scaleb(-scale), digits, st.integers(0, 12))


def scale(value: Decimal) -> int:
    return -numeric.exponent(value)


@given(decimals, decimals)
def test_decimals_are_exact_at_their_scales(left: Decimal, right: Decimal) -> None:
    """SQL-043."""
    exact = {"+": Fraction(left) + Fraction(right), "-": Fraction(left) - Fraction(right)}
    wider = max(scale(left), scale(right))
    for found, expected in ((decimal_ops.add, exact["+"]), (decimal_ops.subtract, exact["-"])):
        assert Fraction(found(left, right)) == expected
        assert scale(found(left, right)) == wider
    product = decimal_ops.multiply(left, right)
    assert Fraction(product) == Fraction(left) * Fraction(right)
    assert scale(product) == scale(left) + scale(right)


@given(decimals, decimals.filter(bool))
def test_a_quotient_is_the_nearest_at_its_scale(left: Decimal, right: Decimal) -> None:
    """SQL-043. Half away from zero; and quotient and remainder make up the dividend."""
    quotient, exact = decimal_ops.divide(left, right), Fraction(left) / Fraction(right)
    unit = Fraction(1, 10 ** scale(quotient))
    assert abs(Fraction(quotient) - exact) <= unit / 2
    assert abs(Fraction(quotient)) >= abs(exact) - unit / 2
    assert len(quotient.as_tuple().digits) >= 13 or not left
    rest = decimal_ops.modulo(left, right)
    whole = int(exact)
    assert Fraction(rest) == Fraction(left) - whole * Fraction(right)


@given(st.lists(st.sampled_from(["NaN", "Infinity", "-Infinity", "-0", "0.5", "-1e300", "7"])))
def test_floats_and_decimals_have_one_order(texts: list[str]) -> None:
    """SQL-051. NaN is equal to itself and above all else."""
    rank = ["-Infinity", "-1e300", "-0", "0.5", "7", "Infinity", "NaN"]
    for name in ("double precision", "numeric"):
        values = [type_named(name).parsed(text) for text in texts]
        ordered = sorted(values, key=order_key)
        expected = [type_named(name).parsed(text) for text in sorted(texts, key=rank.index)]
        assert list(map(order_key, ordered)) == list(map(order_key, expected))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("now()", "2020-09-13 12:26:40"),
        ("CURRENT_DATE", "2020-09-13"),
        ("-9223372036854775808", "-9223372036854775808"),
        ("9223372036854775808", "9223372036854775808"),
        ("-(-2147483648)", "2147483648"),
        ("- - 1.50", "1.50"),
        ("coalesce(1, 1/0)", "1"),
        ("CASE WHEN true THEN 1 ELSE 1/0 END", "1"),
        ("nullif(1, 1.0)", None),
        ("nullif(2, 1.0)", "2"),
        ("abs(-1.50)", "1.50"),
        ("abs('-2')", "2"),
        ("abs(-0.5::real)", "0.5"),
        ("upper('aä')", "Aä"),
        ("2 IN (1, NULL)", None),
        ("2 IN (1, 1 + 1, NULL)", "t"),
        ("NULL IN (1 + 1)", None),
        ("3 IN (1 + 1)", "f"),
        ("1 IS DISTINCT FROM NULL", "t"),
        ("'a' IS NOT DISTINCT FROM 'a'", "t"),
        ("'NaN'::float8 > 'Infinity'", "t"),
        ("'NaN'::numeric = 'NaN'", "t"),
        ("1 % 'Infinity'::numeric", "1"),
        ("5 / 'Infinity'::numeric", "0"),
        ("'Infinity'::numeric / 2", "Infinity"),
        ("'NaN'::numeric / 0", "NaN"),
        ("'nan'::float8 / 0", "NaN"),
        ("1::float8 / 'Infinity'", "0"),
        ("'Infinity'::float8 - 'Infinity'", "NaN"),
        ("'\\x01'::bytea || '\\x02'", "\\x0102"),
        ("date '2020-03-01' - 1", "2020-02-29"),
        ("1 + date '2020-02-28'", "2020-02-29"),
        ("date '2020-03-01' - '2020-02-01'", "29"),
        ("'a' LIKE 'A'", "f"),
        ("'a%\n' LIKE '_\\%_'", "t"),
    ],
)
def test_expressions_have_the_values_of_postgresql(text: str, value: str | None) -> None:
    """SQL-007."""
    assert worth(text) == value


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("1/0", DivisionByZeroError),
        ("1 % 0", DivisionByZeroError),
        ("1.5 % 0", DivisionByZeroError),
        ("1.5 / 0", DivisionByZeroError),
        ("1::float8 / 0", DivisionByZeroError),
        ("2147483647 + 1", OutOfRangeError),
        ("-((-32768)::smallint)", OutOfRangeError),
        ("1e308::float8 * 10", OutOfRangeError),
        ("1e-300::float8 * 1e-300", OutOfRangeError),
        ("1e-300::float8 / 1e300", OutOfRangeError),
        ("1e38::real * 10::real", OutOfRangeError),
        ("1::float8 % 2", UndefinedFunctionError),
        ("'1' + '2'", UndefinedFunctionError),
        ("-'1'", UndefinedFunctionError),
        ("true + 1", UndefinedFunctionError),
        ("date '2020-01-01' + 1::bigint", UndefinedFunctionError),
        ("1 || 2", UndefinedFunctionError),
        ("1 = true", UndefinedFunctionError),
        ("'{}'::json = '{}'::json", UndefinedFunctionError),
        ("'{}'::json IS DISTINCT FROM '{}'::json", UndefinedFunctionError),
        ("'{}'::json IN ('{}'::json)", UndefinedFunctionError),
        ("1 LIKE '1'", UndefinedFunctionError),
        ("lower(1)", UndefinedFunctionError),
        ("nope()", UndefinedFunctionError),
        ("lower(*)", UndefinedFunctionError),
        ("'a' LIKE 'a\\'", EscapeError),
        ("1 AND true", DatatypeMismatchError),
        ("CASE WHEN 1 THEN 2 END", DatatypeMismatchError),
        ("CASE WHEN true THEN 1 ELSE date '2020-01-01' END", DatatypeMismatchError),
        ("date '9999-12-31' + 1", DatetimeRangeError),
        ("1::nope", UndefinedObjectError),
        ("nope", UndefinedColumnError),
        ("CAST('a\0' AS text)", CharacterError),
    ],
)
def test_expressions_are_refused_as_postgresql_refuses_them(
    text: str, refusal: type[HeliosError]
) -> None:
    """SQL-007, SQL-048."""
    with pytest.raises(refusal):
        worth(text)


def test_an_expression_nests_as_deep_as_it_may(run: Run) -> None:
    """SQL-037. A chain of one word is one level, and parentheses are none."""
    assert run("SELECT - - -" + "(" * 500 + "1" + ")" * 500).rows == ((-1,),)
    assert run("SELECT 1 WHERE " + " AND ".join(["1 = 1"] * 2000)).rows == ((1,),)
    assert run("SELECT " + " + ".join(["1"] * 200)).rows == ((200,),)
    with pytest.raises(ProgramLimitError):
        run("SELECT " + " + ".join(["1"] * 300))
    with pytest.raises(ProgramLimitError):
        run("SELECT " + "lower(" * 300 + "'a'" + ")" * 300)
    for deep in ("NOT " * 5000 + "true", "- " * 5000 + "a", "1" + "::int" * 5000 + " = 1"):
        with pytest.raises(ProgramLimitError):
            run(f"CREATE TABLE t (a INT CHECK ({deep}))")
    chain = " OR ".join(["true"] * 5000)
    assert run(f"SELECT {chain} ORDER BY {chain}").rows == ((True,),)


def test_a_clock_may_stand_beyond_all_dates(table: Table) -> None:
    """SQL-062."""
    with pytest.raises(DatetimeRangeError):
        compiled(parse_expression("now()"), Scope()).evaluate((), (2**62,))
    assert table("SELECT now()") == ["2020-09-13 12:26:40"]
