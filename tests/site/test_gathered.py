"""What the pages show: taken from the spec, from runs, and from what is kept of engines."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from conformance.book.setup_words import setup_words
from conformance.book.suite import Suite, read_suite
from conformance.hldb_reader import Refused, read
from conformance.report.document import (
    CaseReport,
    EnvironmentReport,
    FailureReport,
    Report,
    TargetReport,
    TimingReport,
)
from conformance.run.clock import FIRST_SECOND
from conformance.site.benchmarks import kept_benchmark, read_benchmark
from conformance.site.engines import engines
from conformance.site.file_entries import entries
from conformance.site.file_fields import fields
from conformance.site.golden import read_vectors, twins
from conformance.site.mentions import Mention, mentions_linked
from conformance.site.recorded_tutorial import record_tutorial
from conformance.site.source_page import read_statements, read_steps
from conformance.site.zoo import with_code
from conformance.spec.resources import spec_directory
from conformance.spec.vectors import golden_file
from conformance.targets.record import read_matrix, read_results, write_results
from conformance.targets.registry import HERE
from conformance.traceability.citations import cited_lines
from conformance.verdict.verdicts import Verdict

if TYPE_CHECKING:
    from conformance.site.recorded_tutorial import Recording

SPEC = spec_directory()
VECTORS = read_vectors(SPEC)


@pytest.fixture(scope="module")
def suite() -> Suite:
    return read_suite()


@pytest.fixture(scope="module")
def recording() -> Recording:
    return record_tutorial(read_steps(SPEC))


def test_verdicts_that_are_derived_are_those_that_were_counted(suite: Suite) -> None:
    """CNF-051. As far as the page of engines is of this suite's cases."""
    kept = read_results(HERE / "matrix.json")
    compared = []
    for engine in engines(suite, []):
        for profile, counts in kept[engine.key].verdicts.items():
            cases = [case.id for case in suite.cases if case.profile == profile]
            if sum(counts.values()) == len(cases):
                assert {one.value: n for one, n in engine.counts(cases).items()} == counts
                compared.append((engine.key, profile))
    assert len(compared) >= 20


def test_the_tutorial_is_played_as_the_source_prints_it(recording: Recording) -> None:
    """CNF-080. IDs and counts are the source's; lengths are ours."""
    replies = {step.title: step.acts[-1].answer.rows for step in recording.steps}
    assert replies["Full Backup"][0][:4] == ["BACKUP", f"bk_{FIRST_SECOND}", "full", "8"]
    incremental = replies["Incremental Backup"][0]
    assert incremental[:4] == ["BACKUP", f"bk_{FIRST_SECOND + 3600}", "incremental", "7"]
    assert [row[3] for row in replies["View Backup History"]] == [None, f"bk_{FIRST_SECOND}"]
    after = recording.steps[-1].acts[-1].after
    assert after.files["full_001.hldb"] == len(golden_file("valid/tutorial/full.hldb"))
    assert sorted(after.tables) == ["main", "restored_v1"]


def test_each_pitfall_is_played_from_each_step_that_it_can_happen_after(
    recording: Recording,
) -> None:
    assert {name: [*played] for name, played in recording.pitfalls.items()} == {
        "MissingFiles1": [2, 3, 4, 5, 6, 7, 8],
        "ChainIntegrity1": [4, 5, 6, 7, 8],
        "Overwriting1": [2, 3, 4, 5, 6, 7, 8],
        "Timestamps1": [1, 2, 3, 4, 5, 6, 7, 8],
        "DiskSpace1": [1, 2, 3, 4, 5, 6, 7, 8],
    }
    lost = recording.pitfalls["ChainIntegrity1"][4].acts
    assert [act.answer.code for act in lost] == ["", "", "", "IO_ERROR", ""]
    before, after = lost[2].after, lost[3].after
    assert before == after  # a refusal changes nothing (RST-024)


@pytest.mark.parametrize("vector", VECTORS)
def test_each_byte_of_a_file_belongs_to_one_field(vector: str) -> None:
    for data in VECTORS[vector].files.values():
        at = 0
        for field in fields(data):
            assert field.at == at
            at += field.size
        assert at == len(data)


@pytest.mark.parametrize("vector", [name for name, one in VECTORS.items() if one.valid])
def test_the_entries_of_a_file_are_those_that_the_reader_finds(vector: str) -> None:
    for data in VECTORS[vector].files.values():
        found = read(data)
        shown = entries(data)
        assert [one.value == "tombstone" for one in shown] == [
            entry.value is None for entry in found.entries
        ]
        for one, entry in zip(shown, found.entries, strict=True):
            places = {name: data[at : at + size] for name, at, size in one.parts}
            assert places.get("prefix", b"") + places.get("key suffix", b"") == entry.key
            assert entry.value is None or places.get("value", b"") == entry.value


def test_a_twin_is_valid_and_like_its_file() -> None:
    for name, twin in twins(VECTORS).items():
        assert VECTORS[twin.vector].valid, name
    flipped = twins(VECTORS)["invalid/value-bit-flipped"]
    ours, theirs = VECTORS["invalid/value-bit-flipped"].data, flipped.data
    assert sum(one != other for one, other in zip(ours, theirs, strict=True)) == 1
    with pytest.raises(Refused):
        read(ours)


def test_every_statement_of_the_source_is_read() -> None:
    statements = read_statements(SPEC)
    assert [*statements] == [f"S{number}" for number in range(1, 66)]
    assert [name for name, one in statements.items() if one.deviates] == [
        *("S7", "S9", "S43", "S62", "S64")
    ]


def test_a_name_becomes_a_link_unless_it_is_in_one() -> None:
    mentions = {"BKP-023": Mention("clause", "clauses/BKP-023.html", "The parent is …")}
    shown = mentions_linked("<p>BKP-023, XBKP-023, <a href='x'>BKP-023</a></p>", mentions)
    assert shown.count("site:/clauses/BKP-023.html") == 1


def test_a_setup_is_told_in_a_few_words(suite: Suite) -> None:
    cases = {case.id: case for case in suite.cases}
    assert setup_words(cases["Transcript1[1]"].steps) == "products, three rows"
    assert setup_words(cases["Transcript2[4]"].steps).startswith(
        "products, three rows; a full backup $full; "
    )


def test_lines_that_bear_an_id_are_found_in_engine_suite_and_tests() -> None:
    rooms = Counter(line.path.partition("/")[0] for line in cited_lines()["BKP-023"])
    assert {*rooms} == {"helios_ref", "conformance", "tests"}


def test_a_wrong_engine_is_shown_with_its_code() -> None:
    [culprit] = with_code({"always-onto-main": ("RST-021", "Restore onto main.", ())})
    assert "def always_onto_main(" in culprit.code
    assert Path(culprit.path).name == "restore.py"


def test_a_verdict_is_known_for_each_case_of_the_reference(suite: Suite) -> None:
    reference = engines(suite, [])[0]
    assert {said.verdict for said in reference.verdicts.values()} == {Verdict.PASS}
    assert reference.verdicts.keys() == {case.id for case in suite.cases}


def test_races_are_read_and_reports_are_not_taken_for_them(tmp_path: Path) -> None:
    """CNF-080. What a command was given is told apart by what it holds."""
    path = tmp_path / "given.json"
    path.write_text(
        '{"date": "2026-11-30", "machine": "m", "command": "c", "races": [{"name": "full", '
        '"peer_name": "backup()", "ours_s": 3.0, "peer_s": 1.5, "goal": 1.5}]}'
    )
    benchmark = read_benchmark(path)
    assert benchmark is not None
    [race] = benchmark.races
    assert (race.ratio, race.missed, benchmark.longest_s) == (2.0, True, 3.0)
    path.write_text('{"format": 1}')
    assert read_benchmark(path) is None
    assert read_benchmark(tmp_path / "none.json") is None


def report(name: str, version: str, began: str) -> Report:
    """Return a report of a run in which one case failed."""
    failure = FailureReport(step="Then it succeeds", line=9, expected="8", actual="7")
    case = CaseReport(
        id="Tutorial1[7]",
        profile="documented",
        verdict="fail",
        title="[7] The eight steps",
        feature="tutorial/Tutorial1.feature",
        line=10,
        clauses=["BKP-002"],
        needs=[],
        reason="another result",
        failure=failure,
    )
    where = EnvironmentReport(python="3", implementation="P", system="S", release="1", machine="m")
    return Report(
        format=1,
        suite="1.0",
        target=TargetReport(name=name, version=version, capabilities=[]),
        environment=where,
        profiles={"documented": "1.0"},
        claims=[],
        no_claim="",
        exit_code=1,
        complaints=[],
        notices=[],
        interrupted="",
        cases=[case],
        timing=TimingReport(began=began, cases_ms={}),
    )


def test_a_report_of_a_known_engine_is_the_next_of_its_versions(suite: Suite) -> None:
    """CNF-080. What a report says is shown, and what was kept is history."""
    reports = [report("SQLite", "99", "2030-01-02"), report("SQLite", "98", "2030-01-01")]
    found = {one.key: one for one in engines(suite, reports)}
    sqlite = found["sqlite"]
    assert sqlite.version == "99"
    assert [one.version for one in sqlite.earlier][:1] == ["98"]
    assert len(sqlite.earlier) == 2
    said = sqlite.verdicts["Tutorial1[7]"]
    assert (said.verdict, said.expected, said.actual) == (Verdict.FAIL, "8", "7")
    assert sqlite.rot is not None


def test_a_report_of_another_engine_has_a_page_of_its_own(suite: Suite) -> None:
    """CNF-080."""
    found = engines(suite, [report("My Engine", "0.1", "2030-01-01")])
    assert found[-1].key == "my-engine"
    assert found[-1].earlier == ()


def test_a_matrix_takes_the_place_of_what_is_kept(suite: Suite, tmp_path: Path) -> None:
    """CNF-080. As `targets --matrix` wrote it; another file is none."""
    kept = read_results(HERE / "matrix.json")
    newer = tmp_path / "matrix.json"
    write_results(newer, [replace(kept["duckdb"], version="99")])
    matrix = read_matrix(newer)
    assert matrix is not None
    found = {one.key: one for one in engines(suite, [], matrix)}
    assert found["duckdb"].version == "99"
    assert found["sqlite"].version == kept["sqlite"].version
    newer.write_text("{}")
    assert read_matrix(newer) is None


def test_a_checkout_shows_its_last_benchmark() -> None:
    """CNF-080. By the command as the guides have it."""
    [kept] = kept_benchmark()
    assert [race.name for race in kept.races][:1] == ["full, first"]
