"""Random programs find planted faults, and nothing where there is none (CNF-052)."""

from __future__ import annotations

import subprocess
import sys
from random import Random
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from conformance.book.suite import read_suite
from conformance.cli import main
from conformance.drivers import driver_named
from conformance.drivers.target import Target
from conformance.explore import operations as op
from conformance.explore.dialect import Dialect
from conformance.explore.generator import brimful, conflicting, huge
from conformance.explore.model import Model
from conformance.explore.oracle import Oracle
from conformance.explore.play_program import Usage, explored
from conformance.explore.scenario import feature
from conformance.explore.search import Budget, Search
from conformance.explore.shrinker import shortest
from conformance.explore.turn import Refuses, Statement
from conformance.faults import WRONG_ENGINES
from conformance.lint import problems
from conformance.run.runner import run
from conformance.targets.run_target import Silence
from conformance.verdict.verdicts import Verdict
from tests.conformance.engines.stubborn import WithoutTruncate
from tests.conformance.programs import KEYED, LOSES_A_ROW, WRONG

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conformance.drivers.protocol import Driver

FOUND = (
    *("backup-replies-in-six-columns", "catalog-rolled-back", "counters-begin-anew"),
    *("counts-no-counters", "differential", "failed-backup-as-parent", "files-for-everybody"),
    *("full-without-counters", "ids-collide", "ids-in-milliseconds"),
    *("lists-the-latest-first", "lost-tombstones", "missing-files-as-damage"),
    *("negative-duration", "never-looks-at-the-chain"),
    *("onto-an-existing-branch", "overwrites"),
    *("refuses-an-empty-incremental", "restore-replies-in-five-columns"),
    *("size-without-the-trailer", "takes-a-full-for-an-incremental", "timestamp-is-the-number"),
)
CHAIN = (KEYED, op.Backup(incremental=False), op.Insert(0, (0,)), op.Backup(incremental=True))
TAKEN = op.Backup(incremental=True, place="taken")
TAKEN_LATER = op.Backup(incremental=True)
GONE_AND_DAMAGED = ("CORRUPT_BACKUP", "IO_ERROR")
GONE = ("IO_ERROR",)
ABORTED = ("IN_TRANSACTION", "TRANSACTION_ABORTED")
IN_USE = ("BRANCH_IN_USE", "PROTECTED_BRANCH")


def reference() -> Target:
    return Target(driver_named("reference"))


@pytest.mark.parametrize("name", FOUND)
def test_a_planted_fault_is_found_within_a_part_of_the_budget(name: str) -> None:
    """CNF-052. A quarter of the programs that the command plays when nobody says how many."""
    wrong = Target(WRONG_ENGINES[name].driver())
    search = Search(wrong, Budget(250, 0, 60.0), most=1, shrinks=False)
    search.run()
    assert search.findings


def test_nothing_is_found_in_the_reference() -> None:
    """CNF-052. The oracle and the reference were written apart, and agree."""
    search = Search(reference(), Budget(60, 1, 600.0))
    search.run()
    assert search.findings == []
    assert search.runs == 60
    assert search.usage.most_bytes > 0


@pytest.mark.parametrize(
    ("story", "code"),
    [
        (huge, "PROGRAM_LIMIT_EXCEEDED"),
        (brimful, "PROGRAM_LIMIT_EXCEEDED"),
        (conflicting, "ID_CONFLICT"),
    ],
)
def test_what_programs_seldom_do_is_right_in_the_reference(
    story: Callable[[Random, Dialect], Iterator[op.Operation]], code: str
) -> None:
    """CNF-052. A text beyond the limit of a value, and two files of one ID."""
    usage = Usage()
    for seed in range(4):
        program = tuple(story(Random(seed), Dialect()))  # noqa: S311 - the same each time
        assert explored(reference(), program, Dialect(), usage=usage) is None
    assert code in str(usage.met)


def test_a_finding_becomes_a_case_that_tells_the_engines_apart(tmp_path: Path) -> None:
    """CNF-052."""
    finding = explored(Target(driver_named(WRONG)), LOSES_A_ROW, Dialect())
    assert finding is not None
    short = shortest(Target(driver_named(WRONG)), finding, Dialect())
    assert len(short.program) < len(finding.program)
    folder, text = feature(short, "Found1", "an engine")
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "Found1.feature").write_text(text, encoding="utf-8")
    assert problems(read_suite(tmp_path)) == ()
    assert verdict(tmp_path, driver_named("reference")) is Verdict.PASS
    assert verdict(tmp_path, driver_named(WRONG)) is Verdict.FAIL


def verdict(features: Path, driver: Driver) -> Verdict:
    ended = run(Target(driver), read_suite(features).cases, Silence())
    [outcome] = ended.outcomes
    return outcome.verdict


@pytest.mark.parametrize(("workers", "runs"), [("1", "8"), ("2", "16")])
def test_the_command_writes_what_it_finds_and_says_what_it_took(
    workers: str, runs: str, tmp_path: Path
) -> None:
    """CNF-052. The work may be shared by several processes."""
    engine = WRONG
    effort = ["--runs", runs, "--workers", workers]
    given = ["explore", "--driver", engine, *effort, "--into", str(tmp_path / "found")]
    done = CliRunner().invoke(main, given)
    assert done.exit_code == 1, done.output
    assert "bytes on disk" in done.output
    assert list(tmp_path.glob("found/*/Found1.feature"))


@pytest.mark.parametrize(
    "command", ["explore --driver reference --runs 5", "diff reference reference --runs 5"]
)
def test_nothing_is_written_where_nothing_is_found(command: str, tmp_path: Path) -> None:
    """CNF-052."""
    words = [sys.executable, "-m", "conformance", *command.split()]
    done = subprocess.run(  # noqa: S603  # our own command
        words, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_driver_that_changes_the_reference_is_judged_by_another(tmp_path: Path) -> None:
    """CNF-052. What it finds is checked with a reference in a process of its own."""
    engine = "tests.conformance.engines.stubborn:Poisoner"
    words = [
        "explore",
        "--driver",
        engine,
        "--in-process",
        "--runs",
        "60",
        "--into",
        str(tmp_path / "found"),
    ]
    done = subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "-m", "conformance", *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stdout + done.stderr


def test_a_backup_without_a_name_is_a_finding(tmp_path: Path) -> None:
    """CNF-052."""
    engine = "tests.conformance.engines.stubborn:Wordless"
    given = ["explore", "--driver", engine, "--runs", "5", "--into", str(tmp_path)]
    done = CliRunner().invoke(main, given)
    assert done.exit_code == 1, done.output
    assert "When executing: BACKUP DATABASE" in done.output


def test_what_an_engine_does_not_know_can_be_left_out() -> None:
    """CNF-052."""
    budget = Budget(60, 4, 60.0)
    told = Search(Target(WithoutTruncate()), budget, Dialect(frozenset({"truncate"})))
    told.run()
    assert told.findings == []
    untold = Search(Target(WithoutTruncate()), budget, shrinks=False)
    untold.run()
    assert untold.findings
    for one in untold.findings:
        assert isinstance(one.turn.act, Statement)
        assert one.turn.act.text.startswith("TRUNCATE ")
    assert untold.runs == 60, "what is known is passed over"


def test_a_word_that_programs_do_not_have_is_wrong_usage() -> None:
    """CNF-041."""
    done = CliRunner().invoke(main, ["explore", "--driver", "reference", "--without", "truncat"])
    assert done.exit_code == 2
    assert "did you mean truncate?" in done.output


@pytest.mark.parametrize(
    ("disturbances", "asked", "codes"),
    [
        ([op.Damage(0, "empty")], TAKEN, ("CORRUPT_BACKUP", "PATH_EXISTS")),
        ([op.Damage(1, "missing")], TAKEN, ("IO_ERROR", "PATH_EXISTS")),
        ([op.Damage(0, "missing"), op.Damage(1, "empty")], op.Restore(0), GONE_AND_DAMAGED),
        ([op.Damage(1, "missing"), op.Restart(), op.Damage(0, "missing")], op.Restore(0), GONE),
        ([op.Damage(1, "missing"), op.Restart()], op.Restore(0), ("CHAIN_BROKEN",)),
        ([op.Damage(0, "longer")], op.Restore(0, "main"), ("BRANCH_EXISTS", "CORRUPT_BACKUP")),
        ([op.Begin(), op.Insert(3, (0,))], op.Backup(incremental=False), ABORTED),
        ([op.Branch("use", "main")], op.Branch("drop", "main"), IN_USE),
    ],
)
def test_the_oracle_knows_every_refusal_that_applies(
    disturbances: list[op.Operation], asked: op.Operation, codes: tuple[str, ...]
) -> None:
    """ERR-003, CNF-052. Any of them may be given."""
    oracle, model = Oracle(reference().hello.capabilities), Model()
    for operation in (*CHAIN, *disturbances):
        played = oracle.turn(model, operation)
        assert played is not None
        model = played[1]
    played = oracle.turn(model, asked)
    assert played is not None
    assert played[0].thens == (Refuses(codes),)


@pytest.mark.parametrize(
    "undecided",
    [
        pytest.param([op.Damage(0, "one bit off"), TAKEN_LATER], id="level 0 need not see it"),
        pytest.param([op.Damage(0, "one bit off"), op.Restart()], id="nor a rebuild"),
        pytest.param([op.Begin(), TAKEN], id="one refusal aborts and the other does not"),
    ],
)
def test_what_no_clause_decides_is_left_out(undecided: list[op.Operation]) -> None:
    """CNF-052."""
    oracle, model = Oracle(reference().hello.capabilities), Model()
    last = undecided[-1]
    for operation in (*CHAIN, *undecided[:-1]):
        played = oracle.turn(model, operation)
        assert played is not None
        model = played[1]
    assert oracle.turn(model, last) is None


LONG: op.Program = (KEYED, op.Backup(incremental=False), *[op.Backup(incremental=True)] * 20)
"""A chain of which an incremental need not look at every member."""


@pytest.mark.parametrize(
    ("from_the_end", "refused"),
    [(0, True), (15, True), (16, False), (10, True), (19, False), (20, True)],
)
def test_the_middle_of_a_long_chain_is_left_to_restore(from_the_end: int, *, refused: bool) -> None:
    """BKP-027, CNF-052. The sixteen newest and the full decide; whether others do is not said."""
    oracle, model = Oracle(reference().hello.capabilities), Model()
    for operation in (*LONG, op.Damage(from_the_end, "missing")):
        played = oracle.turn(model, operation)
        assert played is not None
        model = played[1]
    taken = oracle.turn(model, TAKEN_LATER)
    assert (taken and taken[0].thens) == ((Refuses(GONE),) if refused else None)
    restored = oracle.turn(model, op.Restore(0))
    assert restored is not None
    assert restored[0].thens == (Refuses(GONE),)
