"""What came of a backup under load is told, whatever it was (CNF-107, CNF-108)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

import pytest
from click.testing import CliRunner

from conformance.cli import main
from conformance.drivers.answers import Rows
from conformance.drivers.target import Target
from conformance.kit import KitDriver, RefusalError
from conformance.kit.example import Database, Engine
from conformance.load.document import loaded
from conformance.load.ledger import Ledger
from conformance.load.under_load import Load, under_way
from tests.conformance.toys import Toy

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from conformance.drivers.answers import Answer
    from conformance.drivers.pipeline import Pipeline

BRIEF = Load(sessions=1, rows=10, incrementals=0, kills=1)
REFUSED_FIRST = 2


class NeverBack(Engine):
    """Refuses every RESTORE."""

    def restored(self, chain: Sequence[Path], folder: Path) -> Database:
        """Refuse it."""
        del folder
        raise RefusalError("CORRUPT_BACKUP", str(chain[-1]))


class BreaksDown(Engine):
    """Breaks down in every RESTORE."""

    def restored(self, chain: Sequence[Path], folder: Path) -> Database:
        """Raise what is no refusal."""
        del folder
        raise KeyError(str(chain[-1]))


class Busy(Engine):
    """Refuses the first backups, as if the load were the reason."""

    def __init__(self) -> None:
        self.refused = 0

    def full(self, database: Database, file: Path) -> None:
        """Refuse, until it was asked often enough."""
        if self.refused < REFUSED_FIRST:
            self.refused += 1
            raise RefusalError("SERIALIZATION_FAILURE", "not now")
        super().full(database, file)


def never_back() -> KitDriver[Database]:
    """Return its driver."""
    return KitDriver(NeverBack())


def breaks_down() -> KitDriver[Database]:
    """Return its driver."""
    return KitDriver(BreaksDown())


def busy() -> KitDriver[Database]:
    """Return its driver."""
    return KitDriver(Busy())


@pytest.mark.parametrize(("make", "came"), [(never_back, "refused"), (breaks_down, "fault")])
def test_a_backup_that_does_not_come_back_is_told(make: Callable[[], object], came: str) -> None:
    """CNF-107, CNF-108. A refusal is told from a fault of the target."""
    report = loaded(f"{__name__}:{make.__name__}", 20.0, BRIEF)
    assert [one.came for one in report.backups] == [came]
    assert [one.came for one in report.kills] == [came]


def test_how_often_a_backup_was_refused_before_stands_beside_it(tmp_path: Path) -> None:
    """CNF-107. It is asked for again, and holds; the seed is told, too."""
    page = tmp_path / "load.json"
    much = ["--sessions", "1", "--rows", "10", "--incrementals", "0", "--kills", "0"]
    asked = ["load", "--driver", f"{__name__}:busy", *much, "--seed", "7", "--json", str(page)]
    assert CliRunner().invoke(main, asked).exit_code == 0
    report = json.loads(page.read_bytes())
    assert report["seed"] == 7
    assert [(one["came"], one["refused_before"]) for one in report["backups"]] == [
        ("holds", REFUSED_FIRST)
    ]


class AnswersAll:
    """A pipeline of which every statement succeeds, in the order in which they are sent."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def send(self, session: str, statement: str) -> None:
        """Take a statement."""
        del statement
        self.asked.append(session)

    def receive(self, seconds: float | None = None) -> tuple[str, Answer]:
        """Answer the one that waits longest."""
        del seconds
        return self.asked.pop(0), Rows((), ())


def transfers_of(seed: int) -> list[tuple[str, ...]]:
    """Return the first transfers of two sessions."""
    ledger, pipeline = Ledger(), cast("Pipeline", AnswersAll())
    load = Load(sessions=2, rows=1, seed=seed)
    under_way(Target(Toy()), pipeline, "", load, ledger).go_on(10)
    return [one.row for one in ledger.transfers]


def test_the_seed_says_which_transfers() -> None:
    """CNF-107. The same again, or others; and two sessions do not do the same."""
    assert transfers_of(1) == transfers_of(1)
    assert transfers_of(1) != transfers_of(2)
    one, other, *_ = (row[1:] for row in transfers_of(1))
    assert one != other
