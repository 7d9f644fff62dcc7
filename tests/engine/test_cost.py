"""What texts and patterns cost: in proportion to their length, whatever they say."""

from __future__ import annotations

import re
from decimal import Decimal, localcontext
from time import process_time
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helios_ref.engine.expressions import decimal_ops
from helios_ref.engine.expressions.like_pattern import matches, segments
from helios_ref.errors import (
    InvalidParameterError,
    OutOfRangeError,
    ProgramLimitError,
    StringTooLongError,
)
from helios_ref.session import Session
from helios_ref.settings import Settings
from helios_ref.storage.database import Database
from helios_ref.storage.limits import MAX_VALUE
from helios_ref.types import INTEGER, NUMERIC, TYPES
from helios_ref.types.bytea import BYTEA
from helios_ref.types.json import JSON
from helios_ref.types.numeric import exponent, of_integer
from tests.cost import FIXED, peak_of

if TYPE_CHECKING:
    from tests.engine.conftest import Run

SIZE: Final = 1 << 18
PER_BYTE: Final = 12

LITERALS: Final = (
    ("'", "a", "'"),
    ("'", "''", "'"),
    ("'", "a''", "'"),
    ("'", "中", "'"),
    ("'", "😀", "'"),
    ('"', "a", '"'),
    ('"', '""', '"'),
    ("'", "a", ""),
    ("", "a", ""),
    ("1", "0", ""),
    ("1", "0", ".5"),
    ("1e", "1", ""),
    ("$1", "0", ""),
    ("1::numeric(1", "0", ")"),
    ("1 ", " ", ""),
    ("1 /*", "a", "*/"),
    ("1 /*", "/*", "*/"),
    ("1 --", "-", ""),
    ("json '\"", "a", "\"'"),
    ("json '\"", "\\n", "\"'"),
    ("json '", "[", "'"),
    ("bytea '", "\\\\", "'"),
    ("bytea '\\x", "ab", "'"),
)
"""What a statement can hold that is long: its beginning, what is repeated, its end."""

UNITS: Final = (
    *"019af_.-+eE:[{,]}\"' \\%",
    "1_",
    "0x",
    "\\001",
    '"a":',
    "[]",
    "{}",
    "1,",
    "é",
    "😀",
)
STARTS: Final = ("", "1", "-", "0x", "0o", "0b", "1.", "1e", '"', "[", '{"a":', "\\x", "{", "2020-")


@pytest.mark.parametrize(("before", "unit", "after"), LITERALS)
def test_what_is_written_takes_memory_like_its_length(before: str, unit: str, after: str) -> None:
    """SQL-093."""
    text = f"SELECT {before}{unit * (SIZE // len(unit.encode()))}{after}"
    session = Session(Database(), Settings(clock=lambda: 0))
    assert peak_of(lambda: session.execute(text)) <= PER_BYTE * len(text.encode()) + FIXED


@pytest.mark.parametrize("type_", TYPES.values(), ids=lambda type_: type_.name)
def test_a_text_is_read_as_a_value_in_memory_like_its_length(type_: object) -> None:
    """SQL-093."""
    for start in STARTS:
        for unit in UNITS:
            text = start + unit * (SIZE // 8)
            peak = peak_of(lambda: type_.parsed(text))  # type: ignore[attr-defined]  # noqa: B023
            assert peak <= PER_BYTE * len(text.encode()) + FIXED, (start, unit)


@pytest.mark.parametrize("digits", [4_301, 100_000, 1_000_000])
@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("$#", ProgramLimitError),
        ("1::numeric(#)", InvalidParameterError),
        ("1::numeric(5, #)", InvalidParameterError),
        ("'a'::varchar(#)", InvalidParameterError),
        ("1::float(#)", InvalidParameterError),
        ("1::int(#)", InvalidParameterError),
        ("'#'::bigint", OutOfRangeError),
        ("'0x#'::bigint", OutOfRangeError),
        ("1e#", OutOfRangeError),
        ("1e-#", OutOfRangeError),
    ],
)
def test_more_digits_than_python_reads_are_refused_with_a_code(
    run: Run, digits: int, text: str, refusal: type[Exception]
) -> None:
    """SQL-014, SQL-020, SQL-022, SQL-094."""
    with pytest.raises(refusal) as refused:
        run("SELECT " + text.replace("#", "1" * digits))
    assert len(str(refused.value)) < 10_000  # ERR-010


@pytest.mark.parametrize(("base", "digit"), [("0x", "f"), ("0o", "7"), ("0b", "1"), ("", "9")])
def test_a_numeral_of_any_length_is_read_or_refused_at_once(base: str, digit: str) -> None:
    """SQL-093."""
    begin = process_time()
    for digits in (100_000, 1_000_000, 10_000_000):
        peak_of(lambda: NUMERIC.parsed(base + digit * digits))  # noqa: B023
    assert process_time() - begin < 20  # it was hours


@given(st.integers(0, 60_000), st.integers(-2, 2), st.booleans())
def test_an_integer_becomes_the_decimal_that_it_is(bits: int, more: int, negative: bool) -> None:  # noqa: FBT001
    """MOD-024; `Decimal` itself is the slow twin."""
    value = ((1 << bits) + more) * (-1 if negative else 1)
    assert str(of_integer(value)) == str(Decimal(value))


decimals = st.builds(
    lambda digits, power, sign: NUMERIC.fitted(Decimal(f"{sign}{digits}E{power}")),
    st.text("0159", min_size=1, max_size=40),
    st.integers(-1100, 1100) | st.integers(-20, 20),
    st.sampled_from("+-"),
)


def divided(left: Decimal, right: Decimal) -> Decimal:
    """Return a quotient by whole numbers: the slow twin."""
    scale = decimal_ops.quotient_scale(left, right)
    shift = exponent(left) - exponent(right) + scale
    dividend, divisor = (int(value.copy_abs().scaleb(-exponent(value))) for value in (left, right))
    dividend, divisor = dividend * 10 ** max(shift, 0), divisor * 10 ** max(-shift, 0)
    whole, rest = divmod(dividend, divisor)
    sign = -1 if left.is_signed() ^ right.is_signed() else 1
    return NUMERIC.fitted(of_integer(sign * (whole + (2 * rest >= divisor))).scaleb(-scale))


@given(decimals, decimals.filter(bool))
def test_a_quotient_is_rounded_once(left: Decimal, right: Decimal) -> None:
    """SQL-043."""
    with localcontext(decimal_ops.QUIET):
        expected = divided(left, right)
    assert str(decimal_ops.divide(left, right)) == str(expected)


def test_a_quotient_of_the_longest_decimals_comes_at_once() -> None:
    """SQL-093."""
    begin = process_time()
    longest = Decimal("1e131071")
    for right in (Decimal(7), longest, Decimal("3." + "1" * 16_000)):
        decimal_ops.divide(Decimal(1), right)
        decimal_ops.divide(longest, right)
    assert process_time() - begin < 2


def expression(pattern: str) -> re.Pattern[str]:
    """Return the regular expression of a LIKE pattern: the slow twin."""
    parts = re.findall(r"\\.|[^\\]", pattern, re.DOTALL)
    signs = {"%": ".*", "_": "."}
    return re.compile("".join(signs.get(part) or re.escape(part[-1]) for part in parts), re.DOTALL)


patterns = st.lists(
    st.sampled_from(["a", "b", "%", "_", "\\%", "\\_", "\\\\", "\\a", "\n"]), max_size=12
)


@given(st.text("ab%_\\\n", max_size=14), patterns.map("".join))
def test_a_pattern_matches_what_its_regular_expression_does(text: str, pattern: str) -> None:
    """SQL-054."""
    assert matches(text, pattern) == (expression(pattern).fullmatch(text) is not None)


@pytest.mark.parametrize("unit", ["%a", "%", "%_", "%_a", "%a_a", "a_", "%aab", "\\%%"])
@pytest.mark.parametrize("times", [3, 50, 1_000])
def test_a_pattern_of_any_form_comes_to_its_end(run: Run, unit: str, times: int) -> None:
    """SQL-093."""
    begin, pattern = process_time(), f"%{unit * times}%b"
    run("CREATE TABLE t (a TEXT)")
    for _ in range(20):
        run("INSERT INTO t VALUES ($1)", "a" * 5_000)
    assert run("SELECT count(*) FROM t WHERE a LIKE $1", pattern).rows == ((0,),)
    assert run("SELECT count(*) FROM t WHERE a NOT LIKE $1", pattern).rows == ((20,),)
    assert process_time() - begin < 20


@pytest.mark.parametrize("unit", ["%", "_", "%a", "_a", "%_a", "\\%", "\\\\"])
def test_a_pattern_takes_memory_like_its_length(unit: str) -> None:
    """SQL-093."""
    pattern = unit * (SIZE // len(unit))
    peak = peak_of(lambda: matches("a" * SIZE, pattern))
    assert peak <= 2 * PER_BYTE * SIZE + FIXED
    assert sum(map(len, segments(pattern))) <= len(pattern)


def test_a_statement_has_as_many_tokens_as_it_may_and_not_one_more(run: Run) -> None:
    """SQL-094."""
    most = 262_144
    members = ", ".join(["1"] * ((most - 4) // 2))
    assert run(f"SELECT 1 IN ({members})").rows == ((True,),)
    with pytest.raises(ProgramLimitError):
        run(f"SELECT 1 IN ({members}, 1)")


@pytest.mark.parametrize("unit", ["(", "1+", "NOT ", "a.", "'',"])
def test_what_has_too_many_tokens_is_refused_before_it_costs(unit: str) -> None:
    """SQL-094."""
    text = unit * 300_000
    session = Session(Database(), Settings(clock=lambda: 0))
    assert peak_of(lambda: session.execute(f"SELECT {text}")) <= PER_BYTE * len(text) + FIXED
    with pytest.raises(ProgramLimitError):
        session.execute(f"SELECT {text}")


def test_the_highest_parameter_has_a_limit(run: Run) -> None:
    """SQL-094."""
    with pytest.raises(ProgramLimitError):
        run("SELECT $65536")
    assert run("SELECT $65535", *["a"] * 65_535).rows == (("a",),)


@pytest.mark.parametrize("type_", ["text", "bytea"])
def test_what_is_joined_is_no_longer_than_a_value_may_be(run: Run, type_: str) -> None:
    """SQL-094."""
    half = "a" * (MAX_VALUE // 2)
    given = half if type_ == "text" else half.encode()
    assert run("SELECT length($1 || $1)", given).rows == ((MAX_VALUE,),)
    with pytest.raises(ProgramLimitError):
        run(f"SELECT $1 || $1 || 'a'::{type_}", given)
    doubled = " || ".join(["$1"] * 150)
    assert peak_of(lambda: run(f"SELECT {doubled}", given)) <= 8 * MAX_VALUE


def test_a_message_shows_no_more_of_a_fact_than_a_person_reads() -> None:
    """ERR-010."""
    refusal = StringTooLongError("a" * 10_000)
    assert str(refusal) == f"value too long for type {'a' * 4_096}…"
    assert refusal.type == "a" * 10_000


PLANTED: Final = {
    "types.integer.FORM": (
        re.compile(r"([+-]?)(?:()|0[xX]((?:_?[0-9a-f])+)()())"),
        lambda: INTEGER.parsed("0x" + "0" * SIZE),
    ),
    "types.bytea._PIECE": (
        re.compile(rb".+", re.DOTALL),
        lambda: BYTEA.parsed("\\\\" * (SIZE // 2)),
    ),
    "types.json._TOKEN": (
        re.compile(r'(?P<string>"(?:[^"\\]|\\.)*")'),
        lambda: JSON.parsed('"' + "a" * SIZE + '"'),
    ),
}
"""Ways to read a text that remember each of its characters, and what shows it."""


@pytest.mark.parametrize("name", PLANTED)
def test_the_measure_sees_a_pattern_that_remembers_each_character(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """SQL-093."""
    pattern, call = PLANTED[name]
    assert peak_of(call) <= PER_BYTE * SIZE + FIXED
    monkeypatch.setattr(f"helios_ref.{name}", pattern)
    assert peak_of(call) > PER_BYTE * SIZE + FIXED
