"""Assignments and casts between types; every row was run in PostgreSQL."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helios_ref.errors import (
    CannotCoerceError,
    CharacterError,
    DatatypeMismatchError,
    FeatureNotSupportedError,
    HeliosError,
    OutOfRangeError,
    StringTooLongError,
)
from helios_ref.types import UNKNOWN, SqlType, type_named
from helios_ref.types.casts import conversion
from helios_ref.types.numeric import NUMERIC, PLAIN


def named(name: str) -> SqlType:
    """Return a type, `unknown` included."""
    return UNKNOWN if name == "unknown" else type_named(name)


def moved(text: str, source: str, target: str, *, explicit: bool) -> str | None:
    """Return the text of a value of one type as one of another."""
    convert = conversion(named(source), named(target), explicit=explicit)
    return named(target).shown(convert(named(source).parsed(text)))


@pytest.mark.parametrize(
    ("text", "source", "target", "output"),
    [
        ("1.5", "double precision", "integer", "2"),
        ("2.5", "double precision", "integer", "2"),
        ("-2.5", "real", "bigint", "-2"),
        ("2.5", "numeric", "integer", "3"),
        ("-2.5", "numeric", "integer", "-3"),
        ("1.005", "numeric", "numeric(10,2)", "1.01"),
        ("7", "integer", "numeric(10,2)", "7.00"),
        ("0.1", "double precision", "numeric", "0.1"),
        ("123456789.123456789", "double precision", "numeric", "123456789.123457"),
        ("0.1", "real", "numeric", "0.1"),
        ("100", "double precision", "numeric", "100"),
        ("1e20", "double precision", "numeric", "100000000000000000000"),
        ("NaN", "double precision", "numeric", "NaN"),
        ("16777217", "bigint", "real", "1.6777216e+07"),
        ("0.1", "double precision", "real", "0.1"),
        ("0.1", "real", "double precision", "0.10000000149011612"),
        ("t", "boolean", "text", "true"),
        ("f", "boolean", "character varying", "false"),
        ("1e20", "double precision", "text", "1e+20"),
        ("1.50", "numeric", "text", "1.50"),
        ("\\x41", "bytea", "text", "\\x41"),
        ("2024-01-31", "date", "timestamp", "2024-01-31 00:00:00"),
        ("2024-01-31 10:00:00", "timestamp", "date", "2024-01-31"),
        ("abc  ", "text", "character varying(3)", "abc"),
        (" 7 ", "unknown", "integer", "7"),
        ("1.005", "unknown", "numeric(3,2)", "1.01"),
        ("t", "unknown", "boolean", "t"),
    ],
)
def test_an_assignment_converts(text: str, source: str, target: str, output: str) -> None:
    """MOD-024, MOD-027. And so does a cast."""
    assert moved(text, source, target, explicit=False) == output
    assert moved(text, source, target, explicit=True) == output


@pytest.mark.parametrize(
    ("text", "source", "target", "output"),
    [
        ("abcd", "text", "character varying(3)", "abc"),
        ("abcd", "unknown", "character varying(3)", "abc"),
        ("1234", "integer", "character varying(2)", "12"),
    ],
)
def test_a_cast_cuts_what_an_assignment_refuses(
    text: str, source: str, target: str, output: str
) -> None:
    """MOD-027. As the SQL standard has it."""
    assert moved(text, source, target, explicit=True) == output
    with pytest.raises(StringTooLongError):
        moved(text, source, target, explicit=False)


@pytest.mark.parametrize(
    ("text", "source", "target", "output"),
    [
        ("12", "text", "integer", "12"),
        ("{}", "text", "json", "{}"),
        ("5", "integer", "boolean", "t"),
        ("0", "integer", "boolean", "f"),
        ("t", "boolean", "integer", "1"),
        (" yes ", "character varying", "boolean", "t"),
    ],
)
def test_some_conversions_need_a_cast(text: str, source: str, target: str, output: str) -> None:
    """MOD-027. PostgreSQL has no assignment cast for them."""
    assert moved(text, source, target, explicit=True) == output
    with pytest.raises(DatatypeMismatchError):
        moved(text, source, target, explicit=False)


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("t", "boolean", "bigint"),
        ("t", "boolean", "numeric"),
        ("1", "smallint", "boolean"),
        ("1", "integer", "date"),
        ("2024-01-01", "date", "integer"),
        ("{}", "json", "bytea"),
        ("1", "numeric", "json"),
    ],
)
def test_some_types_have_no_way_between_them(text: str, source: str, target: str) -> None:
    """MOD-027. Neither by assignment nor by cast."""
    with pytest.raises(CannotCoerceError):
        moved(text, source, target, explicit=True)
    with pytest.raises(DatatypeMismatchError):
        moved(text, source, target, explicit=False)


@pytest.mark.parametrize(
    ("text", "source", "target", "error"),
    [
        ("40000", "integer", "smallint", OutOfRangeError),
        ("9.2233720368547758e18", "double precision", "bigint", OutOfRangeError),
        ("Infinity", "double precision", "integer", OutOfRangeError),
        ("1e400", "numeric", "double precision", OutOfRangeError),
        ("1e-400", "numeric", "double precision", OutOfRangeError),
        ("1e300", "double precision", "real", OutOfRangeError),
        ("1e-300", "double precision", "real", OutOfRangeError),
        ("100", "integer", "numeric(3,2)", OutOfRangeError),
        ("Infinity", "numeric", "numeric(3,2)", OutOfRangeError),
        ("NaN", "numeric", "integer", FeatureNotSupportedError),
    ],
)
def test_what_does_not_fit_is_refused(
    text: str, source: str, target: str, error: type[HeliosError]
) -> None:
    """MOD-027. Not cut, not wrapped, not rounded to infinity or zero."""
    for explicit in (False, True):
        with pytest.raises(error):
            moved(text, source, target, explicit=explicit)


def test_null_fits_every_type() -> None:
    """MOD-023. Whatever the types are."""
    assert conversion(UNKNOWN, named("integer"))(None) is None


@pytest.mark.parametrize("text", ["a\0", "\ud800"])
def test_a_literal_is_checked_for_its_characters(text: str) -> None:
    """MOD-027. Also on its way to a text."""
    for explicit in (False, True):
        with pytest.raises(CharacterError):
            conversion(UNKNOWN, named("text"), explicit=explicit)(text)


@given(st.from_regex(PLAIN, fullmatch=True))
def test_a_plain_decimal_is_what_the_longer_way_makes_of_it(text: str) -> None:
    """MOD-024. To the last zero behind the point."""
    assert str(NUMERIC.parsed(text)) == str(NUMERIC.fitted(Decimal(text)))
