"""Under load: what is not of one moment, and what a kill leaves, is told (CNF-106 to CNF-108)."""

from __future__ import annotations

import json
import shlex
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from conformance.cli import main
from conformance.drivers import opened
from conformance.drivers.answers import Fault, Refused, Rows
from conformance.drivers.pipeline import Pipeline
from conformance.drivers.process import ProcessDriver
from conformance.drivers.target import Target
from conformance.kit import KitDriver
from conformance.kit.catalog import Catalog, Record
from conformance.kit.example import Database, Engine
from conformance.load.document import loaded
from conformance.load.ledger import ACCOUNTS, OPENING, Came, Ledger, Span
from conformance.load.play import NoLoadError
from conformance.load.under_load import Load

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from conformance.kit import Table

STDIO = f"cmd:{shlex.join([sys.executable, '-m', 'helios_ref', 'stdio'])}"
BRIEF = Load(sessions=3, rows=40, incrementals=1, kills=2)
TABLES = ("accounts", "ballast", "transfers")
PAUSE_S = 0.15


class TableAfterTable(Engine):
    """A BACKUP that reads without a snapshot: each table as it is when its turn comes."""

    def full(self, database: Database, file: Path) -> None:
        """Read a table, and wait."""
        found = {}
        for table in TABLES:
            reader = database.session(f"reader of {table}")
            reader.execute("PRAGMA busy_timeout = 5000")
            found[table] = [*reader.execute(f"SELECT * FROM {table}")]
            time.sleep(PAUSE_S)
        file.write_text(json.dumps(found))

    def incremental(self, database: Database, chain: Sequence[Path], file: Path) -> None:
        """Read them all again."""
        del chain
        self.full(database, file)

    def restored(self, chain: Sequence[Path], folder: Path) -> Database:
        """Write what was read."""
        database = self.begin(folder)
        session = database.session("main")
        for table, rows in json.loads(chain[-1].read_text()).items():
            places = ", ".join("?" * len(rows[0])) if rows else ""
            columns = "id, source, target, amount" if table == "transfers" else "id, balance"
            session.execute(f"CREATE TABLE {table} ({columns})")
            session.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
        return database


class RecordsFirst(KitDriver[Database]):
    """A BACKUP that is listed before its file is there."""

    def execute(self, session: str, statement: str) -> Table:
        """List it, wait, and write it."""
        if not statement.startswith("BACKUP"):
            return super().execute(session, statement)
        file = Path(statement.split("'")[1])
        parent = self._catalog.records[-1] if "INCREMENTAL" in statement else None
        record = Record(self._catalog.next_number(1), 1, parent, 1, file)
        self._catalog.add(record)
        time.sleep(PAUSE_S)
        database = self._branches["main"].database
        if parent is None:
            self._engine.full(database, file)
        else:
            self._engine.incremental(database, parent.chain, file)
        row = ["BACKUP", record.backup_id, record.kind, "0", "1", str(file), "0"]
        return [f"col{number}" for number in range(7)], [row]


class Forgetful(KitDriver[Database]):
    """A catalog that does not outlive its process."""

    def reopen(self, directories: Sequence[str]) -> None:
        """Begin with nothing."""
        super().reopen(directories)
        self._catalog = Catalog()


class OfTheFirst(Catalog):
    """A catalog that takes the first backup for the newest."""

    def parent(self) -> Record:
        """Return the first."""
        return self.records[0]


class LosesTheThread(KitDriver[Database]):
    """After a restart, an incremental is of the first backup that is listed."""

    def reopen(self, directories: Sequence[str]) -> None:
        """Find the catalog, and read it wrong."""
        super().reopen(directories)
        self._catalog = OfTheFirst(self._catalog.kept, self._catalog.records)


def right() -> KitDriver[Database]:
    """Return the driver of the example."""
    return KitDriver(Engine())


def table_after_table() -> KitDriver[Database]:
    """Return its driver."""
    return KitDriver(TableAfterTable())


def records_first() -> KitDriver[Database]:
    """Return its driver."""
    return RecordsFirst(Engine())


def forgetful() -> KitDriver[Database]:
    """Return its driver."""
    return Forgetful(Engine())


def loses_the_thread() -> KitDriver[Database]:
    """Return its driver."""
    return LosesTheThread(Engine())


def came_of(make: Callable[[], object], load: Load = BRIEF) -> tuple[set[str], set[str]]:
    """Return what came of backups and of kills."""
    report = loaded(f"{__name__}:{make.__name__}", 20.0, load)
    assert len(report.backups) == load.incrementals + 1
    assert len(report.kills) == load.kills
    return {one.came for one in report.backups}, {one.came for one in report.kills}


@pytest.mark.parametrize("door", [STDIO, "reference", f"{__name__}:right"])
def test_who_reads_one_moment_holds(door: str) -> None:
    """CNF-107, CNF-108. The reference as a process and behind the host, and the kit's example."""
    report = loaded(door, 20.0, BRIEF)
    assert report.counts == {"holds": 4}
    assert [one.kind for one in report.backups] == ["full", "incremental"]
    assert [one.during for one in report.kills] == ["full", "incremental"]
    assert report.backups[0].transfers_before >= 10


def test_a_backup_that_reads_without_a_snapshot_is_caught() -> None:
    """CNF-107."""
    backups, _ = came_of(table_after_table, replace(BRIEF, kills=0))
    assert "half a transfer" in backups


def test_a_backup_that_is_listed_before_it_is_there_is_caught() -> None:
    """CNF-108. Without a kill nobody notices."""
    backups, kills = came_of(records_first)
    assert backups == {"holds"}
    assert "refused" in kills


def test_a_backup_that_is_forgotten_is_caught() -> None:
    """CNF-108."""
    assert came_of(forgetful, replace(BRIEF, kills=1))[1] == {"unlisted"}


def test_an_incremental_of_another_than_the_last_is_caught() -> None:
    """CNF-108."""
    assert came_of(loses_the_thread, replace(BRIEF, kills=1))[1] == {"unlinked"}


@pytest.fixture
def ledger() -> Ledger:
    """Return a ledger of three transfers, one after the other, and of one that was refused."""
    ledger = Ledger()
    for _ in range(3):
        one = ledger.begin(0, 1, 5)
        one.sent = ledger.tick()
        ledger.tick()
        ledger.commit(one)
    refused = ledger.begin(1, 2, 7)
    refused.sent = ledger.tick()
    ledger.refuse(refused)
    return ledger


ALL = Span(sent=0, done=99)


def state(*numbers: int, moved: int = 5, target: str = "1") -> list[Rows]:
    """Return what a database reads that has these transfers."""
    held = {str(number): OPENING for number in range(ACCOUNTS)}
    held["0"] -= moved * len(numbers)
    held["1"] += moved * len(numbers)
    balances = tuple((account, str(balance)) for account, balance in held.items())
    transfers = tuple((str(one), "0", target, "5") for one in numbers)
    return [
        Rows(("id", "balance"), balances),
        Rows(("id", "source", "target", "amount"), transfers),
    ]


@pytest.mark.parametrize(
    ("read", "taken", "came"),
    [
        (state(), ALL, Came.HOLDS),
        (state(1, 2), ALL, Came.HOLDS),
        (state(1, 2, 3), ALL, Came.HOLDS),
        (state(1, 2, moved=4), ALL, Came.HALF),
        (state(1, target="2"), ALL, Came.HALF),
        (state(1), Span(sent=5, done=99), Came.LOST),
        (state(2), Span(sent=0, done=99), Came.TORN),
        (state(1, 2, 3), Span(sent=0, done=4), Came.FOREIGN),
        (state(4), ALL, Came.FOREIGN),
        (state(7), ALL, Came.FOREIGN),
        ([Refused("REFUSED", ""), state()[1]], ALL, Came.UNREADABLE),
    ],
)
def test_a_state_is_of_one_moment_or_something_is_said_of_it(
    ledger: Ledger, read: Sequence[Rows | Refused], taken: Span, came: Came
) -> None:
    """CNF-107. The ticks of the transfers are 1 and 2, 3 and 4, 5 and 6."""
    assert ledger.judged(read, taken) is came


def test_what_is_acknowledged_during_a_backup_is_counted(ledger: Ledger) -> None:
    """CNF-107. Of one that was not answered, nobody knows."""
    assert Span(2, 5).during(ledger.transfers) == 1
    assert Span(0, None).during(ledger.transfers) == 0


class Sleepy(Engine):
    """Takes its time in one of its sessions."""

    def query(self, database: Database, session: str, statement: str) -> Table:
        """Sleep over what the slow session asks."""
        if session == "slow":
            time.sleep(PAUSE_S)
        return super().query(database, session, statement)


def sleepy() -> KitDriver[Database]:
    """Return its driver."""
    return KitDriver(Sleepy())


def test_a_session_does_not_wait_for_another(tmp_path: Path) -> None:
    """CNF-106. Calls that are of no session wait for all."""
    with opened(f"{__name__}:sleepy", 20.0) as driver:
        assert isinstance(driver, ProcessDriver)
        target, pipeline = Target(driver), Pipeline(driver)
        target.open(str(tmp_path))
        pipeline.send("slow", "SELECT 1 AS n")
        pipeline.send("swift", "SELECT 2 AS n")
        assert pipeline.receive() == ("swift", Rows(("n",), (("2",),)))
        assert pipeline.receive() == ("slow", Rows(("n",), (("1",),)))
        assert not pipeline.waits
        pipeline.send("slow", "CREATE TABLE t (n INT)")
        pipeline.receive()
        target.open(str(tmp_path))
        assert isinstance(target.execute("swift", "SELECT * FROM t"), Refused)


def test_a_silence_of_all_sessions_is_a_hang() -> None:
    """CNF-061, CNF-106."""
    with opened(f"cmd:{sys.executable} -c 'import time; time.sleep(60)'", 0.3) as driver:
        assert isinstance(driver, ProcessDriver)
        pipeline = Pipeline(driver)
        pipeline.send("main", "SELECT 1")
        assert pipeline.receive(0.01) is None
        with pytest.raises(Fault, match="no answer to any session within"):
            pipeline.receive()


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--driver", f"{__name__}:right", "--kills", "1"], 0),
        (["--driver", f"{__name__}:forgetful", "--kills", "1"], 1),
        (["--driver", f"{__name__}:right", "--in-process"], 2),
        (["--driver", "conformance.targets.nano:driver"], 2),
        ([], 2),
    ],
)
def test_the_exit_code_tells(options: list[str], code: int, tmp_path: Path) -> None:
    """CNF-041, CNF-107."""
    page = tmp_path / "load.json"
    brief = ["--sessions", "2", "--rows", "10", "--incrementals", "0", "--json", str(page)]
    told = CliRunner().invoke(main, ["load", *options, *brief])
    assert told.exit_code == code, told.output
    if code != 2:
        report = json.loads(page.read_bytes())
        assert (len(report["backups"]), len(report["kills"])) == (1, 1)
        assert "again: helios-conformance load --driver" in told.output


def test_who_refuses_every_transfer_is_not_under_load() -> None:
    """CNF-107."""
    with pytest.raises(NoLoadError, match="CREATE TABLE accounts"):
        loaded("tests.conformance.test_load:wordless", 20.0, BRIEF)


def wordless() -> KitDriver[Database]:
    """Return a driver that has no tables."""

    class Wordless(Engine):
        refusals = (ValueError,)

        def query(self, database: Database, session: str, statement: str) -> Table:
            """Refuse everything."""
            del database, session
            raise ValueError(statement)

    return KitDriver(Wordless())
