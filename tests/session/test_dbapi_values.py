"""What values PEP 249's door takes, and what it makes of them."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from enum import IntEnum
from typing import TYPE_CHECKING

import pytest

import helios_ref
from helios_ref import Connection, connect

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("values", [(), (1, 2)])
def test_each_parameter_has_one_value(connection: Connection, values: tuple[int, ...]) -> None:
    """SQL-014."""
    with pytest.raises(helios_ref.ProgrammingError) as error:
        connection.execute("SELECT ?", values)
    assert error.value.code == "UNDEFINED_PARAMETER"


class Colour(IntEnum):
    """A number that is more than a number."""

    RED = 7


def test_what_derives_from_a_type_is_taken_for_it(connection: Connection) -> None:
    """PEP 249."""
    row = connection.execute("SELECT ?, ?", (Colour.RED, bytearray(b"ab"))).fetchone()
    assert row == (7, b"ab")
    assert row is not None
    assert type(row[0]) is int


@pytest.mark.parametrize("value", [object(), [1], {1: 2}, datetime(2020, 1, 1, tzinfo=UTC)])
def test_what_is_no_value_is_refused(connection: Connection, value: object) -> None:
    """PEP 249."""
    with pytest.raises(helios_ref.InterfaceError):
        connection.execute("SELECT ?", (value,))
    with pytest.raises(helios_ref.InterfaceError):
        connection.execute("SELECT ?", "x")


IMPOSSIBLE = {
    "200,001 digits": 10**200_000,
    "140,001 digits": 10**140_000,
    "a great exponent": Decimal("1E+999999"),
    "a small exponent": Decimal("0E-999999"),
    "a zero byte": "a\0b",
    "half a character": "\ud800",
}
"""Values of Python that no type of the model has."""


class Stubborn(int):
    """A number that is none when it is asked."""

    def __index__(self) -> int:
        """Refuse to be a number."""
        raise KeyError


@pytest.mark.parametrize("kind", ["NUMERIC", "NUMERIC(9,2)", "REAL", "FLOAT8", "NUMERIC UNIQUE"])
@pytest.mark.parametrize("text", ["sNaN", "-sNaN99", "NaN123", "-NaN"])
def test_there_is_one_nan(kind: str, text: str, tmp_path: Path) -> None:
    """SQL-015, MOD-024. And its backup can be restored."""
    with connect(autocommit=True, directory=str(tmp_path)) as connection:
        connection.execute(f"CREATE TABLE t (a {kind})")
        connection.execute("INSERT INTO t VALUES (?)", (Decimal(text),))
        ((_, backup, *_),) = connection.execute("BACKUP DATABASE").fetchall()
        connection.execute(f"RESTORE DATABASE FROM '{backup!s}'")
        assert connection.execute("SELECT a::TEXT FROM t").fetchall() == [("NaN",)]


@pytest.mark.parametrize("value", [Decimal("-0.00"), Decimal("1E+5"), Stubborn(7), 2**64])
def test_numbers_are_those_of_the_model(value: object, tmp_path: Path) -> None:
    """SQL-015, MOD-024."""
    with connect(autocommit=True, directory=str(tmp_path)) as connection:
        connection.execute("CREATE TABLE t (a NUMERIC UNIQUE)")
        connection.execute("INSERT INTO t VALUES (?)", (value,))
        ((_, backup, *_),) = connection.execute("BACKUP DATABASE").fetchall()
        connection.execute(f"RESTORE DATABASE FROM '{backup!s}'")
        assert connection.execute("SELECT count(*) FROM t WHERE a = ?", (value,)).fetchone() == (1,)


@pytest.mark.parametrize("name", IMPOSSIBLE)
@pytest.mark.parametrize("kind", ["NUMERIC", "INT", "FLOAT8", "TEXT", "BYTEA"])
def test_what_no_type_holds_is_refused(name: str, kind: str) -> None:
    """SQL-015."""
    value = IMPOSSIBLE[name]
    with connect(autocommit=True) as connection:
        connection.execute(f"CREATE TABLE t (a {kind})")
        for statement in ("INSERT INTO t VALUES (?)", "SELECT ?"):
            with pytest.raises((helios_ref.DataError, helios_ref.InterfaceError)):
                connection.execute(statement, (value,))
        assert connection.execute("SELECT count(*) FROM t").fetchone() == (0,)
