"""The guide beside the features says what is there (features/README.md)."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from conformance.book.gherkin import read_casebook
from conformance.cli import main
from conformance.spec.chapter08 import read_charter
from conformance.spec.resources import features_directory, spec_directory
from conformance.traceability.guide_numbers import with_numbers, write_numbers

if TYPE_CHECKING:
    from pathlib import Path

FEATURES = features_directory()
GUIDE = (FEATURES / "README.md").read_text(encoding="utf-8")
LINKS = re.findall(r"\]\(([^)]+)\)", GUIDE)
COMMANDS = re.findall(r"`helios-conformance ([^`]+)`", GUIDE)
CASES = read_casebook(FEATURES).cases


@pytest.mark.parametrize("link", sorted({link.partition("#")[0] for link in LINKS}))
def test_a_link_leads_somewhere(link: str) -> None:
    assert (FEATURES / link).exists()


@pytest.mark.parametrize("typed", COMMANDS)
def test_a_command_is_one_that_can_be_typed(typed: str) -> None:
    """With --help it does nothing but parse."""
    assert CliRunner().invoke(main, [*shlex.split(typed), "--help"]).exit_code == 0


def test_the_phrases_are_those_of_the_chapter() -> None:
    """CNF-030."""
    written = re.findall(r"^\| ((?:Given|When|Then) .+) \|$", GUIDE, re.MULTILINE)
    assert sorted(written) == sorted(read_charter(spec_directory()).phrases)


def test_every_feature_has_its_place_in_the_order_and_its_title() -> None:
    """CNF-031. And the suite goes by it."""
    rows = re.findall(r"^\| \[(\w+)\]\((.+\.feature)\) \| (.+) \|$", GUIDE, re.MULTILINE)
    features = list(dict.fromkeys(case.feature for case in CASES))
    assert [(f"{name} - {about}", path) for name, path, about in rows] == [
        (feature.title, feature.name) for feature in features
    ]
    assert {path for _, path, _ in rows} == {
        path.relative_to(FEATURES).as_posix() for path in FEATURES.rglob("*.feature")
    }


def test_the_numbers_are_those_of_today() -> None:
    """And `helios-conformance trace --accept` writes them."""
    scenarios = {case.scenario_id for case in CASES}
    files = {case.feature for case in CASES}
    assert f": {len(scenarios)} of them, in {len(files)} files" in GUIDE
    assert f", {len(CASES):,} cases." in GUIDE
    assert with_numbers(GUIDE, CASES) == GUIDE


def test_numbers_of_yesterday_are_written_anew(tmp_path: Path) -> None:
    guide = tmp_path / "README.md"
    guide.write_text(re.sub(r"[\d,]+ cases\.", "7 cases.", GUIDE), encoding="utf-8")
    write_numbers(guide, CASES)
    assert guide.read_text(encoding="utf-8") == GUIDE
    write_numbers(guide, CASES[:1])
    assert ": 1 of them, in 1 files" in guide.read_text(encoding="utf-8")


def test_the_scenario_that_is_read_aloud_stands_in_a_feature() -> None:
    (quoted,) = re.findall(r"^```gherkin\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
    transcript = FEATURES / "tutorial" / "Transcript2.feature"
    assert quoted.strip() in transcript.read_text(encoding="utf-8")


@pytest.mark.parametrize("case_id", sorted(set(re.findall(r"`(\w+\d\[\d+\](?:#[^`]+)?)`", GUIDE))))
def test_a_case_that_is_named_is_there(case_id: str) -> None:
    """CNF-031."""
    assert case_id in {case.id for case in CASES}


@pytest.mark.parametrize("cell", sorted(set(re.findall(r"`(<\w+[^`]*>)`", GUIDE))))
def test_a_placeholder_of_the_guide_is_in_the_chapter_and_in_a_feature(cell: str) -> None:
    """CNF-030."""
    words = "\n".join(step.words for case in CASES for step in case.steps)
    kind = re.split(r"[ >]", cell)[0]
    assert kind in words
    assert kind in (spec_directory() / "08-conformance.md").read_text(encoding="utf-8")
