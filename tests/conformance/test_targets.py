"""The engines that the suite knows: what is written of them is what they do (CNF-051)."""

from __future__ import annotations

import re
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from click.testing import CliRunner

from conformance.book.suite import read_suite
from conformance.cli import main, targets_command
from conformance.drivers import opened
from conformance.targets import TARGETS
from conformance.targets.matrix import front, matrix, share, with_front
from conformance.targets.measure import Measured
from conformance.targets.nano import NanoDriver, PanickedError, cell
from conformance.targets.record import Rot, read_results, result, write_results
from conformance.targets.run_target import Visit, visit
from conformance.verdict.deviations import read_deviations

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).resolve().parents[2]
SUITE = read_suite()
HLDB = replace(TARGETS["reference"], profiles=("hldb",))
HEADERS = replace(SUITE, cases=tuple(one for one in SUITE.cases if one.id[:8] == "Header1["))


@pytest.fixture(scope="module")
def visited() -> Visit:
    """Return a visit with every case of the profile."""
    return visit(HLDB, SUITE)


@pytest.mark.parametrize("name", TARGETS)
def test_a_list_of_deviations_fits_the_capabilities(name: str) -> None:
    """CNF-043, CNF-051."""
    known = TARGETS[name]
    listed = read_deviations(known.deviations, SUITE.cases, known.capabilities)
    assert known.faults <= {case.id for case in SUITE.cases} - set(listed.reasons)


def test_the_reference_is_known_for_all_that_it_declares() -> None:
    """CNF-051."""
    with TARGETS["reference"].reached() as name, opened(name) as driver:
        declared = driver.hello()["capabilities"]
    assert isinstance(declared, list)
    assert TARGETS["reference"].capabilities == set(declared)


def test_an_engine_that_does_what_is_written_holds(visited: Visit) -> None:
    """CNF-051."""
    assert visited.holds
    verdicts = result(visited, Measured(), None).verdicts
    assert share(verdicts["hldb"]).startswith("conformant")
    assert "sql" not in verdicts
    assert share({}) == "not asked"


def test_a_capability_that_is_lost_is_told() -> None:
    """CNF-051. Its cases would not apply any more, and nobody would notice."""
    one = visit(replace(HLDB, capabilities=HLDB.capabilities | {"flight"}), HEADERS)
    assert one.lost == ("flight",)
    assert not one.holds


def test_a_verdict_that_is_not_written_down_is_told() -> None:
    """CNF-051."""
    assert visit(HLDB, HEADERS).holds
    wrong = replace(HLDB, reached=lambda: nullcontext("conformance.faults:full_without_counters"))
    assert not visit(wrong, HEADERS).holds


def breaks(one: Visit, *cases: str) -> Visit:
    """Return a visit of one that is known to break down in a case, and breaks down in these."""
    reports = [
        msgspec.structs.replace(case, verdict="fault") if case.id in cases else case
        for case in one.report.cases
    ]
    known = replace(HLDB, faults=frozenset({"Header1[1]"}))
    return replace(one, known=known, report=msgspec.structs.replace(one.report, cases=reports))


def test_a_fault_is_expected_where_it_is_known_and_nowhere_else(visited: Visit) -> None:
    """CNF-051. No list of deviations excuses it, and one that is gone is told as well."""
    first, second = "Header1[1]", "Header1[2]"
    assert breaks(visited, first).holds
    assert [case.id for case in breaks(visited, first, second).surprises] == [second]
    assert [case.id for case in breaks(visited).surprises] == [first]


def test_the_page_has_a_row_for_each_target_and_a_column_for_each_profile(visited: Visit) -> None:
    """CNF-051."""
    page = matrix([result(visited, Measured(), None)], [*SUITE.charter.profiles])
    head, _, row = (line for line in page.splitlines() if line.startswith("|"))
    columns = ["target", *SUITE.charter.profiles, "bit rot", "under load", "seconds"]
    assert [word.strip(" `") for word in head.split("|")][1:-1] == columns
    cells = dict(zip(columns, row.split("|")[1:], strict=False))
    assert "conformant" in cells["hldb"]
    assert "not asked" in cells["sql"]
    assert "not measured" in cells["bit rot"]


def test_the_first_page_shows_what_was_asked_of_backups_last() -> None:
    """CNF-051. Cases that hold by the kit count for nobody (CNF-066)."""
    kept = [*read_results(ROOT / "conformance/targets/matrix.json").values()]
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    assert with_front(page, kept) == page
    whole, short = (
        next(line for line in table.splitlines() if line.startswith("| SQLite 3"))
        for table in (matrix(kept, ["documented"]), front(kept))
    )
    counts = re.search(r"(\d+) of (\d+), (\d+) of them by the kit", whole)
    assert counts is not None
    passed, asked, by_the_kit = map(int, counts.groups())
    assert f"| {passed - by_the_kit} of {asked - by_the_kit} |" in short


def test_what_is_not_measured_now_is_as_it_was(visited: Visit, tmp_path: Path) -> None:
    """CNF-051. Nor is a target lost that is not at hand."""
    rot = Rot(flips=2, seconds=1, counts={"right": 5, "wrong": 2, "unreadable": 1})
    before = msgspec.structs.replace(result(visited, Measured(), None), rot=rot)
    assert result(visited, Measured(), before).rot == rot
    other = msgspec.structs.replace(before, name="sqlite", target="SQLite")
    write_results(tmp_path / "matrix.json", [other, before])
    kept = read_results(tmp_path / "matrix.json")
    assert [*kept] == ["reference", "sqlite"]
    assert "2 wrong, 1 unreadable of 8" in matrix([*kept.values()], [])
    assert read_results(tmp_path / "none.json") == {}


def test_what_came_before_an_interruption_is_not_kept(
    visited: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """CNF-051. Else a page would say that an engine holds all of the few that it was asked."""
    page = tmp_path / "README.md"
    stopped = msgspec.structs.replace(
        visited.report, cases=visited.report.cases[:1], interrupted="SIGTERM", exit_code=143
    )
    visits = iter([visited, replace(visited, report=stopped)])
    monkeypatch.setattr(targets_command, "visit", lambda *_, **__: next(visits))
    codes = [
        CliRunner().invoke(main, ["targets", "reference", "--matrix", str(page)]).exit_code
        for _ in range(2)
    ]
    assert codes == [0, 143]
    kept = read_results(tmp_path / "matrix.json")["reference"]
    assert sum(kept.verdicts["hldb"].values()) == len(visited.report.cases)


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        ({"pass": 2, "by the kit": 1}, "conformant, 3 of 3, 1 of them by the kit"),
        ({"pass": 2, "known deviation": 1}, "2 of 3"),
        ({"pass": 2, "fault": 1, "not applicable": 4}, "2 of 3, 1 fault, 4 do not apply"),
        ({"not applicable": 4}, "does not apply"),
    ],
)
def test_a_share_is_told_in_a_few_words(verdicts: Mapping[str, int], said: str) -> None:
    """CNF-066."""
    assert share(verdicts) == said


def test_only_what_is_large_or_comes_with_a_system_may_be_left_out() -> None:
    """CNF-051."""
    assert {name for name in TARGETS if TARGETS[name].may_be_left_out} == {
        "clickhouse",
        "clickhouse-lightweight",
        "mariadb",
    }


def test_an_engine_that_is_not_installed_is_named() -> None:
    absent = replace(HLDB, module="no_such_engine")
    assert "no_such_engine" in absent.absent
    assert HLDB.absent == ""


def test_a_target_that_nobody_knows_is_wrong_usage() -> None:
    """CNF-041."""
    assert CliRunner().invoke(main, ["targets", "nobody"]).exit_code == 2


class Handle:
    """An engine's handle that answers as it is told."""

    def __init__(self, answer: Sequence[Mapping[str, object]] | BaseException) -> None:
        self.answer = answer

    def execute(self, statement: str, /) -> int:
        """Nothing is asked this way."""
        raise AssertionError(statement)

    def query(self, statement: str, /) -> Sequence[Mapping[str, object]]:
        """Answer as told."""
        if isinstance(self.answer, BaseException):
            raise self.answer
        if not self.answer and "LEFT JOIN" in statement:
            return [{"helios_no_rows": 1, "id": None}]
        return self.answer


def test_columns_without_rows_have_names() -> None:
    """CNF-020."""
    driver = NanoDriver("1", lambda: Handle([]))
    assert driver.execute("main", "SELECT id FROM t") == (["id"], [])


def test_a_panic_of_the_engine_is_no_refusal() -> None:
    """CNF-022."""
    panic = type("PanicException", (BaseException,), {})
    driver = NanoDriver("1", lambda: Handle(panic("lost")))
    with pytest.raises(PanickedError):
        driver.execute("main", "SELECT 1")


def test_values_become_text_as_postgresql_prints_them() -> None:
    """CNF-021."""
    given = [None, True, b"\x01", 1.0, 0.1, 1.5e15, float("inf"), "9.90", 3]
    assert [cell(value) for value in given] == [
        *(None, "t", "\\x01", "1", "0.1", "1.5e+15", "Infinity", "9.90", "3"),
    ]
