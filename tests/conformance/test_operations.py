"""The profile `operations`: its cases, its wrong engines, and its call through both doors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conformance.book.suite import read_suite
from conformance.drivers import opened
from conformance.drivers.answers import Refused, Rows
from conformance.drivers.target import Target
from conformance.faults import combining, pruning, retention
from conformance.faults.fault_lock import read_catches

if TYPE_CHECKING:
    from pathlib import Path

CASES = [case for case in read_suite().cases if case.profile == "operations"]


def test_a_case_is_about_the_chapter_and_needs_the_capability() -> None:
    """CNF-090. And there are some."""
    assert CASES
    for case in CASES:
        assert {clause[:3] for clause in case.clauses} == {"OPS"}, case.id
        assert {"operations", "files"} <= set(case.needs), case.id


def test_every_case_has_an_engine_that_fails_it() -> None:
    """CNF-090, CNF-055. No two of them fail the same cases."""
    caught = {
        engine.name: read_catches()[engine.name]
        for room in (combining, pruning, retention)
        for engine in room.ENGINES.engines
    }
    assert {case.id for case in CASES} == {one for cases in caught.values() for one in cases}
    assert len(set(caught.values())) == len(caught)


@pytest.mark.parametrize("in_process", [True, False], ids=["in process", "process"])
def test_what_is_operated_may_be_refused(*, in_process: bool, tmp_path: Path) -> None:
    """CNF-020, CNF-060. Through either door it is done, or refused with a code."""
    with opened("reference", 60, in_process=in_process) as driver:
        target = Target(driver)
        target.open(str(tmp_path))
        target.execute("main", f"BACKUP DATABASE TO '{tmp_path}/full.hldb'")
        prune = ["prune", str(tmp_path), "--keep-days", "7", "--keep-full", "1"]
        assert isinstance(target.operate(prune), Rows)
        full = str(tmp_path / "full.hldb")
        answer = target.operate(["combine", full, "-o", str(tmp_path / "one.hldb")])
        assert isinstance(answer, Refused)
        assert answer.code == "ID_CONFLICT"


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["combine"],
        ["combine", "bk_1", "one.hldb"],
        ["prune", ".", "--keep-full", "1", "--keep-days", "7"],
        ["prune", ".", "--keep-days", "7", "--keep-full", "1", "--dry-run"],
        ["drill", "."],
    ],
)
def test_other_words_are_refused(words: list[str], tmp_path: Path) -> None:
    """CNF-020. And nothing else is done."""
    with opened("reference", 60, in_process=True) as driver:
        target = Target(driver)
        target.open(str(tmp_path))
        answer = target.operate(words)
        assert isinstance(answer, Refused)
        assert answer.code == "INVALID_PARAMETER_VALUE"
