"""`executemany` is whole or undone, and its shorter way for plain rows comes to the same end."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

import helios_ref
from helios_ref.engine.changes.insert import InsertPlan
from helios_ref.errors import BusyError, FeatureNotSupportedError, TransactionAbortedError
from tests.session.world import World, values

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLES = (
    "(a INT, b TEXT)",
    "(a INT PRIMARY KEY, b TEXT UNIQUE)",
    "(a INT CHECK (a > 0), b TEXT)",
    "(a BIGINT, b TEXT, c SERIAL)",
    "(a DECIMAL, b VARCHAR(3) NOT NULL)",
)
INSERTS = (
    "INSERT INTO t (a, b) VALUES (?, ?)",
    "INSERT INTO t (a, b) VALUES (?, ?), (7, 'more')",
    "INSERT INTO t (b, a) SELECT ?, ?",
)
numbers = st.sampled_from([None, 1, 2, 3, -1, 2**40, Decimal("1.50"), "4", "x"])
texts = st.sampled_from([None, "", "a", "b", "long text", 5])


def end(table: str, statement: str, rows: list[tuple[object, ...]], *, many: bool) -> object:
    """Return the rows that there are in the end, or the refusal."""
    with helios_ref.connect() as connection:
        cursor = connection.cursor()
        cursor.execute(f"CREATE TABLE t {table}")
        try:
            if many:
                cursor.executemany(statement, rows)
            else:
                for row in rows:
                    cursor.execute(statement, row)
        except helios_ref.Error as refusal:
            return type(refusal), str(refusal)
        connection.commit()
        return cursor.execute("SELECT * FROM t").fetchall()


@pytest.mark.parametrize("statement", INSERTS)
@pytest.mark.parametrize("table", TABLES)
@given(st.lists(st.tuples(numbers, texts), max_size=4))
def test_many_rows_at_once_are_each_row_by_itself(
    table: str, statement: str, rows: list[tuple[object, ...]]
) -> None:
    """SQL-016. Whatever types they are given in, and whatever refuses them."""
    assert end(table, statement, rows, many=True) == end(table, statement, rows, many=False)


def test_plain_rows_take_the_shorter_way() -> None:
    """SQL-016. No row of plain VALUES goes the way of all others."""
    with patch.object(InsertPlan, "add") as slow:
        rows = end(TABLES[1], INSERTS[0], [(at, f"{at}") for at in range(9)], many=True)
    assert not slow.called
    assert rows == [(at, f"{at}") for at in range(9)]


@pytest.mark.parametrize("rows", [[(1, "a"), (2, "b"), (3, object())], [(1, "a"), (2,)]])
def test_a_batch_is_whole_or_undone(rows: list[tuple[object, ...]]) -> None:
    """SQL-016, BRN-023. The next row does not take the place of one that is there."""
    with helios_ref.connect() as connection:
        connection.execute("CREATE TABLE t (a INT, b TEXT)")
        connection.commit()
        with pytest.raises(helios_ref.Error):
            connection.executemany("INSERT INTO t VALUES (?, ?)", rows)
        with pytest.raises(helios_ref.OperationalError) as error:
            connection.execute("INSERT INTO t VALUES (5, 'z')")
        assert error.value.code == "TRANSACTION_ABORTED"
        connection.rollback()
        connection.execute("INSERT INTO t VALUES (5, 'z')")
        assert connection.execute("SELECT a FROM t").fetchall() == [(5,)]


def rows_and(error: BaseException) -> Iterator[tuple[int]]:
    """Yield two rows, and raise."""
    yield (2,)
    yield (3,)
    raise error


@pytest.mark.parametrize("statement", ["INSERT INTO t VALUES (?)", "UPDATE t SET a = ?"])
@pytest.mark.parametrize("error", [ValueError(), KeyboardInterrupt(), BusyError(0)])
def test_many_rows_are_one_statement(world: World, statement: str, error: BaseException) -> None:
    """SQL-016, BRN-023, BRN-024. Also where the rows end in what is harmless elsewhere."""
    with pytest.raises(type(error)):
        world.one.execute_many(statement, rows_and(error))
    assert values(world.one) == [1]
    world.one.execute("BEGIN")
    with pytest.raises(type(error)):
        world.one.execute_many(statement, rows_and(error))
    with pytest.raises(TransactionAbortedError):
        world.one.execute("INSERT INTO t VALUES (5)")
    world.one.execute("COMMIT")
    assert values(world.two) == [1]


def test_many_rows_wait_for_their_turn(world: World) -> None:
    """SQL-016, BRN-024. BUSY before the first row leaves the transaction usable."""
    world.two.execute("BEGIN")
    assert values(world.two) == [1]
    world.one.execute("BEGIN")
    world.one.execute("SELECT 1")
    world.one.execute("DELETE FROM t WHERE a = 9")
    with pytest.raises(BusyError):
        world.two.execute_many("INSERT INTO t VALUES (?)", [(2,)])
    world.one.execute("ROLLBACK")
    assert world.two.execute_many("INSERT INTO t VALUES (?)", [(2,), (3,)]) == 2
    world.two.execute("COMMIT")
    assert values(world.one) == [1, 2, 3]


def test_many_backups_are_no_statement(world: World) -> None:
    """SQL-016."""
    with pytest.raises(FeatureNotSupportedError):
        world.one.execute_many("BACKUP DATABASE", [(), ()])
    assert not world.database.catalog
