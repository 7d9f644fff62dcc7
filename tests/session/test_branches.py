"""Branches, as sessions use them."""

from __future__ import annotations

import pytest

from helios_ref.errors import (
    BranchExistsError,
    BranchInUseError,
    ProtectedBranchError,
    UnknownBranchError,
)
from tests.session.world import World, values


def test_branches_are_isolated_both_ways(world: World) -> None:
    """BRN-002, BRN-003, BRN-005, BRN-007."""
    world.one.execute("CREATE DATABASE BRANCH b")
    world.two.execute("USE BRANCH b")
    world.one.execute("INSERT INTO t VALUES (2)")
    world.two.execute("INSERT INTO t VALUES (3)")
    assert values(world.one) == [1, 2]
    assert values(world.two) == [1, 3]
    assert values(world.one, "t AT BRANCH b") == [1, 3]
    assert world.one.branch == "main"


def test_branches_are_listed_by_name(world: World) -> None:
    """BRN-006."""
    world.one.execute("CREATE DATABASE BRANCH z FROM main AS OF NOW")
    world.one.execute('CREATE DATABASE BRANCH "B"')
    world.one.execute("USE BRANCH z")
    assert world.one.execute("SHOW BRANCHES").rows == (("B", False), ("main", False), ("z", True))


def test_some_branches_cannot_be_dropped(world: World) -> None:
    """BRN-008, BRN-004. A dropped name is free again."""
    world.one.execute("CREATE DATABASE BRANCH b")
    with pytest.raises(BranchExistsError):
        world.one.execute("CREATE DATABASE BRANCH b")
    world.two.execute("USE BRANCH b")
    for branch, refusal in (("main", ProtectedBranchError), ("b", BranchInUseError)):
        with pytest.raises(refusal):
            world.one.execute(f"DROP DATABASE BRANCH {branch}")
    world.two.close()
    world.one.execute("DROP DATABASE BRANCH b")
    world.one.execute("CREATE DATABASE BRANCH b")


@pytest.mark.parametrize(
    "statement",
    [
        "USE BRANCH nope",
        "DROP DATABASE BRANCH nope",
        "CREATE DATABASE BRANCH b FROM nope",
        "SELECT * FROM t AT BRANCH nope",
        "SELECT * FROM helios_backups AT BRANCH nope",
    ],
)
def test_a_branch_that_does_not_exist_is_refused(world: World, statement: str) -> None:
    """BRN-009."""
    with pytest.raises(UnknownBranchError):
        world.one.execute(statement)
    world.one.execute("DROP DATABASE BRANCH IF EXISTS nope")
