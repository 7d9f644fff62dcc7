"""Transactions: what a session sees, writes and waits for."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING

import pytest

from helios_ref.errors import (
    BusyError,
    DivisionByZeroError,
    InTransactionError,
    SerializationFailureError,
    TransactionAbortedError,
)
from helios_ref.session import Session
from helios_ref.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path
from tests.session.world import World, values


def test_a_commit_is_seen_whole_or_not_at_all(world: World) -> None:
    """BRN-022."""
    for statement in ("BEGIN", "INSERT INTO t VALUES (2)", "CREATE TABLE u (a INT)"):
        world.one.execute(statement)
    assert values(world.two) == [1]
    world.one.execute("COMMIT")
    assert values(world.two) == [1, 2]
    assert values(world.two, "u") == []


def test_a_rollback_leaves_nothing(world: World) -> None:
    """BRN-022, MOD-032."""
    before = dict(world.database.branches)
    for statement in ("BEGIN", "INSERT INTO t VALUES (2)", "DROP TABLE t", "ROLLBACK"):
        world.one.execute(statement)
    assert world.database.branches == before


def test_a_refused_statement_leaves_nothing(world: World) -> None:
    """BRN-023."""
    before = dict(world.database.branches)
    with pytest.raises(DivisionByZeroError):
        world.one.execute("INSERT INTO t VALUES (2), (3/0)")
    assert world.database.branches == before


def test_a_reader_sees_one_commit(world: World) -> None:
    """BRN-021. From the first statement on, not from BEGIN."""
    world.two.execute("BEGIN")
    world.one.execute("INSERT INTO t VALUES (2)")
    assert values(world.two) == [1, 2]
    world.one.execute("INSERT INTO t VALUES (3)")
    assert values(world.two) == [1, 2]
    world.two.execute("COMMIT")
    assert values(world.two) == [1, 2, 3]


def test_a_transaction_sees_its_own_writes(world: World) -> None:
    """BRN-021, BRN-007. AT BRANCH reads what is committed."""
    world.one.execute("BEGIN")
    world.one.execute("INSERT INTO t VALUES (2)")
    assert values(world.one) == [1, 2]
    assert values(world.one, "t AT BRANCH main") == [1]


def test_one_transaction_writes_at_a_time(world: World) -> None:
    """BRN-020, BRN-024. The one that is refused may try again."""
    world.one.execute("BEGIN")
    world.one.execute("INSERT INTO t VALUES (2)")
    world.two.execute("BEGIN")
    with pytest.raises(BusyError):
        world.two.execute("DELETE FROM t")
    world.one.execute("ROLLBACK")
    assert world.two.execute("DELETE FROM t").changed == 1


def test_a_writer_waits_as_long_as_it_was_told(world: World) -> None:
    """BRN-020."""
    patient = Session(world.database, Settings(timeout_ms=5000))
    world.one.execute("BEGIN")
    world.one.execute("INSERT INTO t VALUES (2)")
    waiting = Thread(target=patient.execute, args=("INSERT INTO t VALUES (3)",))
    waiting.start()
    world.one.execute("COMMIT")
    waiting.join()
    assert values(world.one) == [1, 2, 3]


def test_nobody_writes_over_what_they_have_not_seen(world: World) -> None:
    """BRN-026, BRN-024."""
    world.two.execute("BEGIN")
    assert values(world.two) == [1]
    world.one.execute("INSERT INTO t VALUES (2)")
    with pytest.raises(SerializationFailureError):
        world.two.execute("DELETE FROM t")
    with pytest.raises(TransactionAbortedError):
        world.two.execute("SELECT 1")
    world.two.execute("ROLLBACK")
    assert world.two.execute("DELETE FROM t").changed == 2


def test_a_squashed_branch_has_not_changed(world: World) -> None:
    """BRN-026. What is compared is the state."""
    world.one.execute("INSERT INTO t VALUES (2)")
    world.two.execute("BEGIN")
    assert values(world.two) == [1, 2]
    image = world.database.branches["main"].image()
    world.database.branches["main"] = type(world.database.branches["main"])((image,))
    assert world.two.execute("DELETE FROM t").changed == 2


def test_a_failed_transaction_waits_for_its_end(world: World) -> None:
    """BRN-024."""
    world.one.execute("BEGIN")
    world.one.execute("INSERT INTO t VALUES (2)")
    with pytest.raises(DivisionByZeroError):
        world.one.execute("SELECT 1/0")
    for statement in ("SELECT 1", "BEGIN", "SHOW BRANCHES", "BACKUP DATABASE"):
        with pytest.raises(TransactionAbortedError):
            world.one.execute(statement)
    world.one.execute("COMMIT")
    assert values(world.one) == [1]


@pytest.mark.parametrize(
    "statement",
    [
        "BACKUP DATABASE",
        "RESTORE DATABASE FROM 'bk_1'",
        "CREATE DATABASE BRANCH b",
        "USE BRANCH main",
        "DROP DATABASE BRANCH IF EXISTS b",
    ],
)
def test_some_statements_cannot_run_inside_a_transaction(world: World, statement: str) -> None:
    """BRN-025."""
    world.one.execute("BEGIN")
    with pytest.raises(InTransactionError):
        world.one.execute(statement)
    assert values(world.one) == [1]


def test_ending_what_has_not_begun_does_nothing(world: World) -> None:
    """BRN-027."""
    for statement in ("COMMIT", "ROLLBACK", "BEGIN", "START TRANSACTION", "COMMIT"):
        world.one.execute(statement)
    assert not world.one.in_transaction


def test_a_restore_counts_as_writing(world: World, tmp_path: Path) -> None:
    """BRN-020."""
    ((_, backup, *_),) = world.one.execute(f"BACKUP DATABASE TO '{tmp_path}/f.hldb'").rows
    world.two.execute("BEGIN")
    world.two.execute("INSERT INTO t VALUES (2)")
    with pytest.raises(BusyError):
        world.one.execute(f"RESTORE DATABASE FROM '{backup!s}'")
    world.two.execute("COMMIT")
    world.one.execute(f"RESTORE DATABASE FROM '{backup!s}'")
    assert values(world.two) == [1]


def raising() -> int:
    """Be a clock that does not work."""
    raise LookupError


@pytest.mark.parametrize("begun", [False, True])
def test_a_clock_that_raises_keeps_nobody_out(world: World, *, begun: bool) -> None:
    """BRN-020, BRN-023."""
    broken = Session(world.database, Settings(clock=raising))
    if begun:
        broken.execute("BEGIN")
    with pytest.raises(LookupError):
        broken.execute("INSERT INTO t VALUES (2)")
    assert world.two.execute("DELETE FROM t").changed == 1
