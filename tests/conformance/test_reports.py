"""Runs as documents, for machines and for pages (CNF-044)."""

from __future__ import annotations

import json
import platform
import shlex
import sys
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import jsonschema
import pytest
from click.testing import CliRunner

from conformance.book.suite import read_suite
from conformance.cli import main
from conformance.report.schemas import schema
from tests.conformance.toys import FEATURE, Toy, ToyRefusedError, rows

if TYPE_CHECKING:
    from pathlib import Path

FOUR = (
    """
  @BKP-001
  Scenario: [1] One & <one>
    When executing: SELECT 1
    Then the result is:
      | a|b |
      | 1 |
""".replace("a|b", "a\\|b")
    + """
  @BKP-001 @needs-hldb
  Scenario: [2] Two
    When executing: SELECT 2
    Then it succeeds

  @BKP-001
  Scenario: [3] Three
    Given having executed: SELECT 3
    When executing: SELECT 3
    Then it succeeds

  @BKP-001
  Scenario: [4] Four
    When executing: SELECT 4
    Then it succeeds
"""
)


def good() -> Toy:
    """Return a driver that keeps every case that applies."""
    return Toy(answers={"SELECT 1": rows("a|b", rows=(("1",),))})


def bad() -> Toy:
    """Return a driver of each vice."""
    answers = {
        "SELECT 1": rows("n", rows=(("<\x07>",),)),
        "SELECT 3": ToyRefusedError("NO_BASE", "no"),
        "SELECT 4": KeyError("n"),
    }
    return Toy(answers=answers)


def reported(folder: Path, driver: str) -> Path:
    """Return where a run wrote its reports, under the driver's name."""
    (folder / "Toy1.feature").write_text(FEATURE + FOUR, encoding="utf-8")
    stem = folder / driver
    options = ["--driver", f"{__name__}:{driver}", "--features", str(folder)]
    for kind in ("json", "junit", "markdown"):
        options += [f"--{kind}", f"{stem}.{kind}"]
    ended = CliRunner().invoke(main, ["run", *options])
    assert ended.exit_code in {0, 3}, ended.output
    return stem


def test_a_document_has_every_verdict_and_fits_its_schema(tmp_path: Path) -> None:
    """CNF-044. With what was expected, what came, and the transcript."""
    document = json.loads(reported(tmp_path, "bad").with_suffix(".json").read_bytes())
    printed = CliRunner().invoke(main, ["schema", "report"]).output
    jsonschema.Draft202012Validator(json.loads(printed)).validate(document)
    found = {case["id"]: case["verdict"] for case in document["cases"]}
    verdicts = ["fail", "not applicable", "blocked", "fault"]
    assert found == {f"Toy1[{number}]": verdict for number, verdict in enumerate(verdicts, 1)}
    assert (document["exit_code"], document["claims"]) == (3, [])
    failed = document["cases"][0]
    assert failed["failure"]["expected"] == "| a|b |\n| 1   |"
    assert set(document["timing"]["cases_ms"]) == set(found)
    assert failed["transcript"][-1] == {"call": "SELECT 1", "answer": "| n      |\n| <\\x07> |"}


def test_a_document_differs_in_its_timing_only(tmp_path: Path) -> None:
    """CNF-044. So that two of them can be compared byte by byte."""
    documents = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        path = reported(tmp_path / name, "bad").with_suffix(".json")
        document = json.loads(path.read_bytes())
        assert list(document.pop("timing")) == ["began", "cases_ms"]
        documents.append(json.dumps(document))
    assert documents[0] == documents[1]


def test_a_process_tells_the_same_of_the_reference_as_the_engine_in_our_own(
    tmp_path: Path,
) -> None:
    """CNF-044, CNF-060. Every door leads to the same; only a process of its own can be killed."""
    process = f"cmd:{shlex.join([sys.executable, '-m', 'helios_ref', 'stdio'])}"
    cases = read_suite().cases
    documented = [case.id for case in cases if case.profile == "documented"]
    of_files = [case.id for case in cases if case.profile == "hldb"][::8]  # a process for each
    options = [word for case in (*documented, *of_files) for word in ("--case", case)]
    documents, can = [], list[set[str]]()
    doors = (["reference", "--in-process"], ["reference"], [process])
    for number, driver in enumerate(doors):
        path = tmp_path / f"{number}.json"
        words = ["run", "-q", "--driver", *driver, *options, "--json", str(path)]
        assert CliRunner().invoke(main, words).exit_code == 0
        document = json.loads(path.read_bytes())
        del document["timing"]
        can.append(set(document["target"].pop("capabilities")))
        documents.append(document)
    assert documents[0] == documents[1] == documents[2]
    assert can[1] == can[2] == can[0] | {"durable", "kill"}
    assert len(documents[0]["cases"]) == len(documented) + len(of_files)


@pytest.mark.parametrize("door", [(), ("--in-process",)])
def test_a_transcript_has_a_line_for_each_call(door: tuple[str, ...], tmp_path: Path) -> None:
    """CNF-049, CNF-075. Requests and responses in it are those of a process, through any door."""
    path = tmp_path / "calls.jsonl"
    words = ["--driver", "reference", *door, "--case", "Refusals1[2]", "--transcript", str(path)]
    assert CliRunner().invoke(main, ["run", *words]).exit_code == 0
    lines = [json.loads(line) for line in path.read_bytes().splitlines()]
    validators = {
        name: jsonschema.Draft202012Validator(schema(name))
        for name in ("transcript", "request", "response")
    }
    for line in lines:
        validators["transcript"].validate(line)
        validators["request"].validate(line["request"])
        validators["response"].validate(line["response"])
    calls = [line["request"]["call"] for line in lines]
    assert calls == ["hello", "open", "set_clock", "execute", "close"]
    assert [line["case"] for line in lines] == ["", *["Refusals1[2]"] * 4]
    facts = {"line": 3, "column": 13, "near": '"AS"'}
    assert lines[3]["response"]["facts"] == facts
    assert [line["request"]["id"] for line in lines] == [1, 2, 3, 4, 5]


def test_a_transcript_tells_of_a_fault(tmp_path: Path) -> None:
    """CNF-049."""
    path = tmp_path / "calls.jsonl"
    (tmp_path / "Toy1.feature").write_text(FEATURE + FOUR, encoding="utf-8")
    words = ["--driver", f"{__name__}:bad", "--features", str(tmp_path), "--transcript", str(path)]
    assert CliRunner().invoke(main, ["run", *words]).exit_code == 3
    lines = [json.loads(line) for line in path.read_bytes().splitlines()]
    assert [line["fault"].partition(":")[0] for line in lines if line["fault"]] == [
        "crash in execute"
    ]


def test_junit_has_the_same_verdicts(tmp_path: Path) -> None:
    """CNF-044. And is XML, whatever the target wrote."""
    root = ET.parse(reported(tmp_path, "bad").with_suffix(".junit")).getroot()  # noqa: S314 - ours
    [suite] = root
    properties = {one.attrib["name"]: one.attrib["value"] for one in suite.iter("property")}
    assert (properties["suite"], properties["python"]) == ("1.0", platform.python_version())
    totals = [suite.attrib[name] for name in ("tests", "failures", "errors", "skipped")]
    assert totals == ["4", "2", "1", "1"]
    assert [[child.tag for child in case] for case in suite.iter("testcase")] == [
        ["failure"],
        ["skipped"],
        ["failure"],
        ["error"],
    ]


def test_markdown_tells_claims_and_failures(tmp_path: Path) -> None:
    """CNF-001, CNF-044."""
    text = reported(tmp_path, "bad").with_suffix(".markdown").read_text(encoding="utf-8")
    assert "| reference 1.0 | 1 | 1 | 1 | 1 |" in text
    assert f"- {platform.python_implementation()} {platform.python_version()} on " in text
    assert "<summary>fail: Toy1[1] [1] One &amp; &lt;one&gt;</summary>" in text
    assert "### 1 blocked: refused with NO_BASE: no" in text
    text = reported(tmp_path, "good").with_suffix(".markdown").read_text(encoding="utf-8")
    assert "- other features: no claim (features/Toy1.feature" in text
    assert "Unexpected" not in text


def test_runs_are_compared_case_by_case(tmp_path: Path) -> None:
    """CNF-044."""
    paths = [f"{reported(tmp_path, name)}.json" for name in ("good", "bad")]
    compared = CliRunner().invoke(main, ["report", *paths]).output
    assert "3 of 3" in compared
    assert "0 of 3" in compared
    assert [number for number in range(1, 5) if f"Toy1[{number}]" in compared] == [1, 3, 4]


@pytest.mark.parametrize("content", [None, "", "{}", '{"format": 1}'])
def test_another_document_is_wrong_usage(content: str | None, tmp_path: Path) -> None:
    """CNF-041."""
    path = tmp_path / "report.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    assert CliRunner().invoke(main, ["report", str(path)]).exit_code == 2
