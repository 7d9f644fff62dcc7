"""Under load: what is not of one moment, and what a kill leaves, is told (CNF-106 to CNF-108)."""

from __future__ import annotations

import json
import shlex
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from conformance.cli import main
from conformance.drivers import opened
from conformance.drivers.answers import Fault, Refused, Rows
from conformance.drivers.pipeline import Pipeline
from conformance.drivers.process import ProcessDriver
from conformance.drivers.target import Target
from conformance.kit.example import Database, Engine
from conformance.load.document import loaded
from conformance.load.play import NoLoadError
from conformance.load.under_load import Load
from tests.conformance.engines.under_load import PAUSE_S
from tests.conformance.toys import Wordless, kit

if TYPE_CHECKING:
    from pathlib import Path

    from conformance.kit import Table

STDIO = f"cmd:{shlex.join([sys.executable, '-m', 'helios_ref', 'stdio'])}"
BRIEF = Load(sessions=3, rows=40, incrementals=1, kills=2)
ENGINES = "tests.conformance.engines.under_load"


def came_of(engine: str, load: Load = BRIEF) -> tuple[set[str], set[str]]:
    """Return what came of backups and of kills."""
    report = loaded(f"{ENGINES}:{engine}", 20.0, load)
    assert len(report.backups) == load.incrementals + 1
    assert len(report.kills) == load.kills
    return {one.came for one in report.backups}, {one.came for one in report.kills}


@pytest.mark.parametrize("door", [STDIO, "reference", f"{ENGINES}:right"])
def test_who_reads_one_moment_holds(door: str) -> None:
    """CNF-107, CNF-108. The reference as a process and behind the host, and the kit's example."""
    report = loaded(door, 20.0, BRIEF)
    assert report.counts == {"holds": 4}
    assert [one.kind for one in report.backups] == ["full", "incremental"]
    assert [one.during for one in report.kills] == ["full", "incremental"]
    assert report.backups[0].transfers_before >= 10


def test_a_backup_that_reads_without_a_snapshot_is_caught() -> None:
    """CNF-107."""
    backups, _ = came_of("table_after_table", replace(BRIEF, kills=0))
    assert "half a transfer" in backups


def test_a_backup_that_is_listed_before_it_is_there_is_caught() -> None:
    """CNF-108. Without a kill nobody notices."""
    backups, kills = came_of("records_first")
    assert backups == {"holds"}
    assert "refused" in kills


def test_a_backup_that_is_forgotten_is_caught() -> None:
    """CNF-108."""
    assert came_of("forgetful", replace(BRIEF, kills=1))[1] == {"unlisted"}


def test_an_incremental_of_another_than_the_last_is_caught() -> None:
    """CNF-108."""
    assert came_of("loses_the_thread", replace(BRIEF, kills=1))[1] == {"unlinked"}


class Sleepy(Engine):
    """Takes its time in one of its sessions."""

    def query(self, database: Database, session: str, statement: str) -> Table:
        """Sleep over what the slow session asks."""
        if session == "slow":
            time.sleep(PAUSE_S)
        return super().query(database, session, statement)


sleepy = kit(Sleepy)
wordless = kit(Wordless)


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
        (["--driver", f"{ENGINES}:right", "--kills", "1"], 0),
        (["--driver", f"{ENGINES}:forgetful", "--kills", "1"], 1),
        (["--driver", f"{ENGINES}:right", "--in-process"], 2),
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


def test_what_machines_read_stands_alone_on_standard_output() -> None:
    """CNF-041, CNF-107. What people read is beside it."""
    brief = ["--sessions", "2", "--rows", "10", "--incrementals", "0", "--kills", "0"]
    told = CliRunner().invoke(main, ["load", "--driver", f"{ENGINES}:right", *brief, "--json", "-"])
    assert len(json.loads(told.stdout)["backups"]) == 1
    assert "again: helios-conformance load" in told.stderr


def test_who_refuses_every_transfer_is_not_under_load() -> None:
    """CNF-107."""
    with pytest.raises(NoLoadError, match="CREATE TABLE accounts"):
        loaded(f"{__name__}:wordless", 20.0, BRIEF)
