"""A refusal is judged by code and facts, where these are declared, and never by its words."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from conformance.verdict.verdicts import Verdict
from tests.conformance.toys import Toy, ToyRefusedError, rows, verdict_on

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

REFUSED = """
  @BKP-025
  Scenario: [1] An incremental needs a backup
    When executing: BACKUP DATABASE INCREMENTAL
    Then it is refused with NO_BASE
"""


@pytest.mark.parametrize(
    ("profile", "capability", "verdict"),
    [
        ("reference", "codes", Verdict.FAIL),
        ("reference", "files", Verdict.PASS),
        ("documented", "codes", Verdict.PASS),
    ],
)
def test_codes_count_where_they_are_declared_and_never_in_documented(
    profile: str, capability: str, verdict: Verdict, tmp_path: Path
) -> None:
    """CNF-002, CNF-010."""
    toy = Toy(capability, answers={"BACKUP DATABASE INCREMENTAL": ToyRefusedError("OTHER", "")})
    head = f"@{profile}\nFeature: Toy1 - Refusals\n\n  Toys refuse. They say why.\n"
    assert verdict_on(REFUSED, toy, tmp_path, head).verdict is verdict


EITHER = """
  @RST-015
  Scenario: [1] What is not refused is right
    When executing: RESTORE DATABASE FROM 'bk_7'
    Then it is refused, or SELECT 1 answers:
      | n |
      | 1 |
"""


@pytest.mark.parametrize(
    ("restored", "answered", "verdict"),
    [
        (ToyRefusedError("NO", ""), rows("n", rows=(("2",),)), Verdict.PASS),
        (rows(), rows("n", rows=(("1",),)), Verdict.PASS),
        (rows(), rows("n", rows=(("2",),)), Verdict.FAIL),
        (rows(), ToyRefusedError("NO", ""), Verdict.FAIL),
        (KeyError("n"), rows("n", rows=(("1",),)), Verdict.FAULT),
    ],
)
def test_what_is_not_refused_is_right(
    restored: object, answered: object, verdict: Verdict, tmp_path: Path
) -> None:
    """CNF-030."""
    toy = Toy(answers={"RESTORE DATABASE FROM 'bk_7'": restored, "SELECT 1": answered})
    assert verdict_on(EITHER, toy, tmp_path).verdict is verdict


class NamingError(ToyRefusedError):
    """A refusal that knows what it is about."""

    facts: Mapping[str, object] = MappingProxyType({"path": "/a/b.hldb", "line": 3})


@pytest.mark.parametrize(
    ("named", "verdict"),
    [
        ("/a/b.hldb", Verdict.PASS),
        ("/a", Verdict.PASS),
        ("line 3", Verdict.PASS),
        ("line 3 and /a/b.hldb", Verdict.PASS),
        ("line 3 and /a/c.hldb", Verdict.FAIL),
        ("why", Verdict.FAIL),
        ("line 4 or line 3 and /a/c.hldb or /a/b.hldb", Verdict.PASS),
        ("line 3 or line 4 and /a/c.hldb", Verdict.FAIL),
        ("/a/b", Verdict.PASS),
        ("/a/b.h", Verdict.FAIL),
    ],
)
def test_facts_count_where_they_are_declared_and_words_never_do(
    named: str, verdict: Verdict, tmp_path: Path
) -> None:
    """CNF-010, CNF-030, ERR-002."""
    answers = {"BACKUP DATABASE INCREMENTAL": NamingError("NO_BASE", "why")}
    scenario = REFUSED.replace("NO_BASE", f"NO_BASE, naming {named}")
    with_facts = Toy("codes", "facts", answers=answers)
    assert verdict_on(scenario, with_facts, tmp_path).verdict is verdict
    assert verdict_on(scenario, Toy("codes", answers=answers), tmp_path).verdict is Verdict.PASS


@pytest.mark.parametrize("facts", [7, {"line": None}, {"line": "\ud800"}, {1: "line"}])
def test_facts_are_texts_and_numbers_by_name(facts: object, tmp_path: Path) -> None:
    """CNF-022."""
    refusal = ToyRefusedError("NO_BASE", "why")
    refusal.facts = facts  # type: ignore[attr-defined]
    toy = Toy("codes", "facts", answers={"BACKUP DATABASE INCREMENTAL": refusal})
    assert verdict_on(REFUSED, toy, tmp_path).verdict is Verdict.FAULT


def test_a_success_is_no_refusal_in_documented_either(tmp_path: Path) -> None:
    """CNF-002."""
    head = "@documented\nFeature: Toy1 - Refusals\n\n  Toys refuse. They say why.\n"
    assert verdict_on(REFUSED, Toy(), tmp_path, head).verdict is Verdict.FAIL
