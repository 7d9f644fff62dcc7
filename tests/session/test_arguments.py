"""What the door of PEP 249 does not take (OPS-160)."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import helios_ref
from helios_ref import InterfaceError, connect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NO_SECONDS: Final = (
    True,
    1.5,
    float("nan"),
    1e308,
    "x",
    None,
    2**70,
    datetime(2026, 1, 1, tzinfo=UTC),
)
"""What is no whole second, some of which Python takes for an integer."""

NONSENSE: Final = st.one_of(
    *(st.none(), st.booleans(), st.integers(), st.floats(), st.binary(), st.text(max_size=3)),
    *(st.sampled_from((2**70, 10**5000, -1, Decimal("NaN"), object(), "\0", "\ud800")),),
)
THINGS: Final = st.one_of(NONSENSE, st.lists(NONSENSE, max_size=2))


@pytest.mark.parametrize("second", NO_SECONDS, ids=repr)
@pytest.mark.parametrize("statement", ["BACKUP DATABASE", "SELECT now()"])
def test_a_clock_gives_whole_seconds(second: Any, statement: str, tmp_path: Path) -> None:  # noqa: ANN401  # it is no second
    """OPS-160, BKP-010. No backup has an ID that is none, and nothing is left of it."""
    connection = connect(clock=lambda: second, directory=str(tmp_path / "new"))
    with pytest.raises(InterfaceError, match=r"the clock gives, in seconds, is a whole number"):
        connection.execute(statement)
    assert [*tmp_path.iterdir()] == []
    assert connection.execute("SHOW BRANCHES").fetchall()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"clock": 5}, "clock is a function"),
        ({"collaborators": 5}, "collaborators are Collaborators"),
        ({"directory": 5}, "directory: a directory is a path as text, not 5"),
        ({"directory": ""}, "directory: a directory is a path as text, not ''"),
        ({"backups": 5}, "backups: directories are a list"),
        ({"backups": b"/tmp"}, "backups: directories are a list"),
        ({"backups": [None]}, "backups: a directory is a path as text, not None"),
        ({"search": [b"/tmp"]}, "search: a directory is a path as text"),
        ({"timeout_ms": True}, "timeout_ms is a whole number from 0 to 2147483647, not True"),
        ({"timeout_ms": 1 << 99999}, "not a int"),
    ],
    ids=range(10),
)
def test_an_option_is_what_the_guide_says(options: dict[str, Any], told: str) -> None:
    """OPS-160."""
    with pytest.raises(InterfaceError) as error:
        connect(**options)
    assert told in str(error.value)


@pytest.mark.parametrize("size", [-1, "x", 2**70, float("nan"), True, 1.0], ids=repr)
def test_rows_are_fetched_by_a_number(size: Any) -> None:  # noqa: ANN401  # it is no number
    """OPS-160. Given, or kept as `arraysize`; the rows are still there."""
    cursor = connect().execute("SELECT 1")
    cursor.arraysize = size
    for fetch in (cursor.fetchmany, partial(cursor.fetchmany, size)):
        with pytest.raises(InterfaceError, match="the number of rows is a whole number from 0"):
            fetch()
    assert cursor.fetchall() == [(1,)]


@pytest.mark.parametrize("statement", [None, b"SELECT 1", 5], ids=repr)
def test_a_statement_is_a_text(statement: Any) -> None:  # noqa: ANN401  # it is no text
    """OPS-160. What is none leaves the transaction alone."""
    connection = connect()
    connection.execute("CREATE TABLE t (a INT)")
    with pytest.raises(InterfaceError, match="a statement is a text, not "):
        connection.execute(statement)
    with pytest.raises(InterfaceError, match="a statement is a text, not "):
        connection.executemany(statement, [()])
    connection.commit()
    assert connection.execute("SELECT * FROM t").fetchall() == []


@pytest.mark.parametrize("directory", ["a\0b"])
def test_a_path_says_what_it_holds(directory: str) -> None:
    """OPS-160, BKP-033. A NUL is UTF-8, and in no path."""
    with pytest.raises(helios_ref.OperationalError, match="it holds a character that no path can"):
        connect(directory=directory).execute("BACKUP DATABASE")


@given(
    THINGS, st.sampled_from(("clock", "directory", "search", "backups", "timeout_ms", "database"))
)
def test_connect_takes_nothing_badly(thing: Any, option: str) -> None:  # noqa: ANN401  # whatever it is
    """OPS-160. Whatever is given, it works or is an error of PEP 249."""
    _tried(lambda: connect(**{option: thing}))


@settings(max_examples=60)
@given(THINGS, THINGS)
def test_cursors_take_nothing_badly(thing: Any, other: Any) -> None:  # noqa: ANN401  # likewise
    """OPS-160."""
    cursor = connect(clock=lambda: thing).cursor()
    _tried(lambda: cursor.execute(thing, other))
    _tried(lambda: cursor.executemany(thing, other))
    _tried(lambda: cursor.executemany("SELECT ?", other))
    _tried(lambda: cursor.execute("SELECT now(), ?", other))
    _tried(lambda: connect().execute("SELECT 1").fetchmany(thing))


def _tried(use: Callable[[], object]) -> None:
    try:
        use()
    except helios_ref.Error as error:
        assert str(error)  # noqa: PT017  # what it is does not matter


def test_nothing_was_made_here() -> None:
    """OPS-160. A directory that was a number became one."""
    assert not os.path.lexists("5")
