"""An index changes no answer, whatever a column is compared with."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final

from hypothesis import given
from hypothesis import strategies as st

from helios_ref.errors import HeliosError
from helios_ref.session import Session
from helios_ref.settings import Settings
from helios_ref.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import Sequence

Answer = str | tuple[tuple[object, ...], ...]

VALUES: Final = {
    "SMALLINT": ("-32768", "0", "1", "32767"),
    "INT": ("-2147483648", "0", "1", "2147483647"),
    "BIGINT": ("-9223372036854775808", "0", "1", "9223372036854775807"),
    "REAL": ("-1e38", "0", "1e-45", "1", "0.1", "'NaN'", "'Infinity'"),
    "FLOAT8": ("-1e308", "0", "5e-324", "1", "0.1", "'NaN'", "'-Infinity'"),
    "NUMERIC": ("-1e1000", "0", "1e-1000", "1", "0.1", "'NaN'", "'Infinity'"),
    "NUMERIC(3, 1)": ("-99.9", "0", "1", "0.1", "'NaN'"),
    "TEXT": ("''", "'a'", "'1'", "'1e-400'"),
    "VARCHAR(2)": ("''", "'a'", "'ab'"),
    "DATE": ("'0001-01-01'", "'2026-03-26'", "'9999-12-31'"),
    "TIMESTAMP": ("'0001-01-01 00:00:00'", "'2026-03-26 10:20:30'"),
    "BOOLEAN": ("TRUE", "FALSE"),
}
"""Types that an index can be on, with values that lie at their ends."""

OTHERS: Final = (
    *("NULL", "1e-400", "-1e-400", "1e400", "1e-46", "1e39", "32768", "2147483648", "1e1000"),
    *("9223372036854775808", "1.5", "'x'", "'abc'", "'1e-400'", "1 / 0", "$1", "1e131071", "'NaN'"),
)
"""What a column may be compared with, and few have as a value."""

conditions = st.tuples(
    st.sampled_from(
        ["{} = {}", "{} < {}", "{} <= {}", "{} > {}", "{} >= {}", "{} BETWEEN {} AND 9"]
    ),
    st.integers(0, 30),
    st.booleans(),
)


def answer(session: Session, statement: str) -> Answer:
    """Return rows, or the code of a refusal."""
    try:
        return session.execute(statement, ("1e-400",) if "$1" in statement else ()).rows
    except HeliosError as refusal:
        return refusal.code


def conditioned(values: Sequence[str], condition: tuple[str, int, bool]) -> str:
    """Return a condition on the column `a`."""
    form, number, turned = condition
    known = (*OTHERS, *values)
    value = known[number % len(known)]
    return form.format(*((value, "a") if turned else ("a", value)))


@given(st.sampled_from(sorted(VALUES)), st.lists(st.integers(0, 6), max_size=4), conditions)
def test_an_answer_is_the_same_with_an_index_and_without(
    type_: str, rows: Sequence[int], condition: tuple[str, int, bool]
) -> None:
    """SQL-095."""
    session = Session(Database(), Settings(clock=lambda: 0))
    values = VALUES[type_]
    for table in "tu":
        session.execute(f"CREATE TABLE {table} (a {type_})")
        for row in rows:
            session.execute(f"INSERT INTO {table} VALUES ({values[row % len(values)]})")
    session.execute("CREATE INDEX i ON u (a)")
    where = conditioned(values, condition)
    for statement in ("SELECT a FROM {} WHERE {}", "SELECT count(*) FROM {} WHERE NOT ({})"):
        plain, indexed = (answer(session, statement.format(table, where)) for table in "tu")
        assert repr(plain) == repr(indexed), where


@given(st.sampled_from(sorted(VALUES)), st.lists(st.integers(0, 6), max_size=4))
def test_an_answer_is_the_same_row_by_row_and_gathered_first(
    type_: str, rows: Sequence[int]
) -> None:
    """SQL-063. A SELECT that only reads rows holds none of them twice; a WHERE gathers them."""
    session = Session(Database(), Settings(clock=lambda: 0))
    session.execute(f"CREATE TABLE t (a {type_})")
    for row in rows:
        session.execute(f"INSERT INTO t VALUES ({VALUES[type_][row % len(VALUES[type_])]})")
    each = answer(session, "SELECT a, 1 / 1 FROM t")
    assert repr(each) == repr(answer(session, "SELECT a, 1 / 1 FROM t WHERE true"))


@given(
    st.sampled_from(sorted(VALUES)),
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=4),
    conditions,
    st.sampled_from(["a", "a, b", "b, a"]),
    st.sampled_from(
        [
            "UPDATE {} SET n = n + 100 WHERE {}",
            "UPDATE {} SET a = NULL, b = b + 1 WHERE {}",
            "DELETE FROM {} WHERE {}",
            "DELETE FROM {} WHERE {} AND b = 1",
        ]
    ),
)
def test_a_change_is_the_same_with_an_index_and_without(
    type_: str,
    rows: Sequence[tuple[int, int]],
    condition: tuple[str, int, bool],
    indexed: str,
    change: str,
) -> None:
    """SQL-095. Whichever columns it is over, and where a change writes them, too."""
    session = Session(Database(), Settings(clock=lambda: 0))
    values = VALUES[type_]
    for table in "tu":
        session.execute(f"CREATE TABLE {table} (a {type_}, b INT, n INT)")
        for number, (value, other) in enumerate(rows):
            cells = f"{values[value % len(values)]}, {other}, {number}"
            session.execute(f"INSERT INTO {table} VALUES ({cells})")
    session.execute(f"CREATE INDEX i ON u ({indexed})")
    where = conditioned(values, condition)
    done = [answer(session, change.format(table, where)) for table in "tu"]
    held = [answer(session, f"SELECT * FROM {table} ORDER BY n") for table in "tu"]
    assert repr(done[0]) == repr(done[1]), where
    assert repr(held[0]) == repr(held[1]), where


def test_a_value_that_no_row_is_compared_with_is_not_refused() -> None:
    """SQL-095: over no rows, nothing is compared."""
    session = Session(Database(), Settings(clock=lambda: 0))
    session.execute("CREATE TABLE t (a FLOAT8 PRIMARY KEY, b REAL UNIQUE)")
    for column, number in product("ab", ("1e-400", "1e400")):
        assert session.execute(f"SELECT a FROM t WHERE {column} = {number}").rows == ()
