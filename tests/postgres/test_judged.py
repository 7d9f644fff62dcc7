"""A short run beside a real PostgreSQL."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from conformance.targets.postgres_server import served
from tests.postgres.accused import Accused
from tests.postgres.answers import Statement, Told
from tests.postgres.counting import Tally
from tests.postgres.judge import Judge
from tests.postgres.planted import wrong
from tests.postgres.run import Sides, run

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def sides() -> Iterator[Sides]:
    """Yield a server of our own beside the engine; afterwards nothing of it is left."""
    with served() as address:
        folder = Path(address.partition("=")[2].split()[0])
        assert folder.is_dir()
        judge = Judge(address)
        yield Sides(judge, Accused())
        judge.close()
    assert not folder.exists()


def test_the_judge_prints_what_the_chapter_prints(sides: Sides) -> None:
    """SQL-021."""
    sides.begin()
    answer = sides.judge.execute(Statement("SELECT 1.50, 0.1::float8 + $1, NULL", (0.2,)))
    assert isinstance(answer, Told)
    assert answer.rows == (("1.50", "0.30000000000000004", None),)
    assert answer.types == ("numeric", "double precision", "text")


def test_both_say_the_same(sides: Sides) -> None:
    """SQL-007, SQL-043, SQL-051. A slice; `tox -e postgres` runs at length."""
    tally = Tally()
    for seed in range(8):
        assert run(sides, seed, 40, tally.told) is None
    assert tally.statements > 300
    assert tally.refused > tally.statements // 8


def test_a_wrong_engine_is_found(sides: Sides) -> None:
    tally = Tally()
    with wrong("double precision"):
        assert any(run(sides, seed, 40, tally.told) is not None for seed in range(20))
