"""The kit: seven calls make a driver, and what it supplies is nobody's merit (CNF-065, CNF-066)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from conformance.book.selection import selected
from conformance.book.suite import read_suite
from conformance.cli import main
from conformance.cli.kit_command import held
from conformance.drivers.target import Target
from conformance.kit import KIT_CAPABILITIES, PARTS, KitDriver, RefusalError
from conformance.kit import statements as s
from conformance.kit.example import Database, Engine, driver
from conformance.report.document import report
from conformance.report.junit import junit
from conformance.report.markdown import markdown
from conformance.run.plugin import Terms
from conformance.run.runner import run
from conformance.verdict.merits import by_the_kit
from conformance.verdict.verdicts import Verdict
from tests.conformance.toys import Silent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from conformance.run.runner import Run

SUITE = read_suite()
DOCUMENTED = selected(SUITE.cases, ["documented"])
SECONDS = (1711400000, 1711400001, 1711400001)


def judged(kit: KitDriver[Database], *wanted: str) -> Run:
    """Return what came of cases of the profile `documented`."""
    target = Target(kit)
    terms = Terms(by_the_kit=by_the_kit(SUITE, target.hello))
    return run(target, selected(DOCUMENTED, (), wanted), Silent(), terms)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("BACKUP DATABASE", s.TakeBackup(incremental=False, path=None)),
        ("backup  database\nto 'it''s'", s.TakeBackup(incremental=False, path="it's")),
        ("BACKUP DATABASE INCREMENTAL TO '/a'", s.TakeBackup(incremental=True, path="/a")),
        ("RESTORE DATABASE FROM 'bk_1'", s.RestoreBackup("bk_1", None)),
        ("RESTORE DATABASE FROM 'bk_1' TO BRANCH 'Trial'", s.RestoreBackup("bk_1", "Trial")),
        ("RESTORE DATABASE FROM 'bk_1' TO BRANCH Trial", s.RestoreBackup("bk_1", "trial")),
        ("CREATE DATABASE BRANCH Dev", s.CreateBranch("dev", None)),
        ('CREATE DATABASE BRANCH "D" FROM main AS OF NOW', s.CreateBranch("D", "main")),
        ("USE BRANCH dev", s.UseBranch("dev")),
        ("SHOW BRANCHES", s.ShowBranches()),
        ("DROP DATABASE BRANCH IF EXISTS dev", s.DropBranch("dev", may_be_absent=True)),
        ("SELECT * FROM Helios_Backups", s.OfCatalog("SELECT * FROM Helios_Backups", reads=True)),
        ("DROP TABLE helios_backups", s.OfCatalog("DROP TABLE helios_backups", reads=False)),
        ("SELECT 'helios_backups'", s.OfEngine("SELECT 'helios_backups'", None)),
        ("SELECT * FROM t AT BRANCH dev WHERE a", s.OfEngine("SELECT * FROM t WHERE a", "dev")),
        ("BACKUP TABLE t", s.OfEngine("BACKUP TABLE t", None)),
    ],
)
def test_statements_are_told_from_the_engines_own(written: str, read: s.Statement) -> None:
    assert s.understood(written) == read


def test_the_example_holds_the_profile_documented() -> None:
    """CNF-065, CNF-066. It is what new-driver writes."""
    ended = judged(driver())
    verdicts = {outcome.verdict for outcome in ended.outcomes}
    assert verdicts == {Verdict.PASS, Verdict.BY_THE_KIT}
    said = report(SUITE, ended, Target(driver()).hello)
    parts = ", ".join([*PARTS, *Engine.supplied])
    (claim,) = said.claims
    assert claim.endswith(f"; the driver supplies {parts}")
    assert f"supplied by the driver: {parts}" in markdown(said)
    assert " ".join(said.target.supplied) in junit(said)


def test_chapter_08_has_the_parts_of_the_kit() -> None:
    """CNF-065."""
    assert SUITE.charter.kit == set(PARTS)
    assert set(Engine.supplied) <= set(SUITE.charter.parts)
    assert set(KIT_CAPABILITIES) <= set(SUITE.charter.capabilities)


def test_what_holds_on_every_null_engine_is_by_the_kit() -> None:
    """CNF-066. Of every fourth case here, in shares; `helios-conformance kit` asks all of them."""
    left = tuple(
        case for case in DOCUMENTED if not case.needs - {*KIT_CAPABILITIES, *Engine.capabilities}
    )[::4]
    found = {case for place in range(2) for case in held(left[place::2])[-1]}
    assert found == SUITE.by_the_kit & {case.id for case in left}
    assert found
    assert len(found) < len(left)


class HalfHonest(KitDriver[Database]):
    """A driver that has another catalog than the kit's."""

    def hello(self) -> dict[str, object]:
        """Leave a part out."""
        return {**super().hello(), "supplied": ["statements", "ids"]}


def test_a_driver_that_is_not_the_kit_has_all_its_passes() -> None:
    """CNF-066."""
    (outcome,) = judged(HalfHonest(Engine()), "MissingFiles1[1]").outcomes
    assert outcome.verdict is Verdict.PASS
    (outcome,) = judged(driver(), "MissingFiles1[1]").outcomes
    assert outcome.verdict is Verdict.BY_THE_KIT


class Breaking(Engine):
    """An engine that writes half a file, and then cannot."""

    def full(self, database: Database, file: Path) -> None:
        """Write something, and fail as a disk does."""
        del database
        file.write_bytes(b"half")
        raise OSError(28, "no space")


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[KitDriver[Database]]:
    """Yield the example with an empty database."""
    one = driver()
    one.open(str(tmp_path))
    yield one
    one.close()


def test_a_refused_backup_leaves_nothing(tmp_path: Path) -> None:
    one = KitDriver(Breaking())
    one.open(str(tmp_path))
    with pytest.raises(RefusalError, match="no space"):
        one.execute("main", f"BACKUP DATABASE TO '{tmp_path}/new/full'")
    assert list(tmp_path.iterdir()) == []
    assert one.execute("main", "SELECT count(*) FROM helios_backups")[1] == [["0"]]
    one.close()


def test_ids_never_collide(opened: KitDriver[Database]) -> None:
    said = []
    for second in SECONDS:
        opened.set_clock(second)
        said.append(opened.execute("main", "BACKUP DATABASE")[1][0][1])
    assert said == ["bk_1711400000", "bk_1711400001", "bk_1711400002"]


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("BACKUP DATABASE INCREMENTAL", "NO_BASE"),
        ("BACKUP DATABASE TO ''", "INVALID_PATH"),
        ("BACKUP DATABASE TO '/'", "INVALID_PATH"),
        ("BACKUP DATABASE TO '/dev/null'", "PATH_EXISTS"),
        ("RESTORE DATABASE FROM 'bk_1'", "UNKNOWN_BACKUP"),
        ("DELETE FROM helios_backups", "READ_ONLY_RELATION"),
        ("SELECT nothing FROM helios_backups", "REFUSED"),
        ("USE BRANCH nowhere", "UNKNOWN_BRANCH"),
        ("CREATE DATABASE BRANCH main", "BRANCH_EXISTS"),
        ("DROP DATABASE BRANCH main", "PROTECTED_BRANCH"),
        ("NO SQL", "REFUSED"),
    ],
)
def test_the_kit_refuses(opened: KitDriver[Database], statement: str, code: str) -> None:
    with pytest.raises(RefusalError) as refused:
        opened.execute("main", statement)
    assert refused.value.code == code


def test_what_is_no_refusal_of_the_engine_is_a_crash(tmp_path: Path) -> None:
    """CNF-022."""

    class Crashing(Engine):
        def restored(self, chain: Sequence[Path], folder: Path) -> Database:
            raise ZeroDivisionError(chain, folder)

    one = KitDriver(Crashing())
    one.open(str(tmp_path))
    one.execute("main", f"BACKUP DATABASE TO '{tmp_path}/full'")
    backup_id = one.execute("main", "SELECT backup_id FROM helios_backups")[1][0][0]
    with pytest.raises(ZeroDivisionError):
        one.execute("main", f"RESTORE DATABASE FROM '{backup_id}'")
    one.close()


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """CNF-033."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    one = driver()
    one.open(str(tmp_path))
    one.execute("main", "BACKUP DATABASE")
    one.execute("main", "CREATE DATABASE BRANCH dev")
    assert list(tmp_path.iterdir())
    one.close()
    assert list(tmp_path.iterdir()) == []


def test_a_branch_in_use_stays(opened: KitDriver[Database]) -> None:
    opened.execute("main", "CREATE DATABASE BRANCH dev")
    opened.execute("other", "USE BRANCH dev")
    assert opened.execute("other", "SHOW BRANCHES")[1] == [["dev", "t"], ["main", "f"]]
    with pytest.raises(RefusalError):
        opened.execute("main", "DROP DATABASE BRANCH dev")
    opened.execute("other", "USE BRANCH main")
    opened.execute("main", "DROP DATABASE BRANCH dev")
    opened.execute("main", "DROP DATABASE BRANCH IF EXISTS dev")
    assert opened.execute("main", "SHOW BRANCHES")[1] == [["main", "t"]]


def test_a_list_that_is_not_what_the_command_finds_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """CNF-066."""
    few = selected(SUITE.cases, (), ["MissingFiles1", "Full1"])
    monkeypatch.setattr(
        "conformance.cli.kit_command.sound_suite",
        lambda _: replace(SUITE, cases=few, by_the_kit=frozenset({"Full1[1]"})),
    )
    told = CliRunner().invoke(main, ["kit", "--workers", "1"])
    assert told.exit_code == 1
    assert "MissingFiles1[1] is by the kit" in told.output
    assert "Full1[1] is no more by the kit" in told.output
