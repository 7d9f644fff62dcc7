"""The triangle is closed: sentence, evidence, code (08-conformance)."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from conformance.book.suite import Suite, read_suite
from conformance.spec.clause_lock import changed_clauses, read_fingerprints
from conformance.traceability.citations import cited_lines
from conformance.traceability.triangle import KINDS, Trace, missing, strays, trace

ROOT = Path(__file__).parents[1]
SPEC = ROOT / "spec"

NO_LINE = {
    "SQL-007": "it says which of two texts is the rule; whatever is done obeys it",
    "ERR-003": "it compares refusals with each other; each has its own clause",
    "OPS-060": "it binds later versions, and this is the first",
    "CNF-090": "it is a rule for those who write features, which a test holds",
}
"""Clauses that no single line obeys, and why."""


@cache
def suite() -> Suite:
    return read_suite()


@cache
def traced() -> Trace:
    return trace(suite(), SPEC, ROOT / "tests")


@pytest.mark.parametrize("kind", KINDS)
def test_every_clause_has_the_evidence_that_it_declares(kind: str) -> None:
    assert [clause for clause, lacks in missing(suite(), traced()) if lacks == kind] == []


def test_no_evidence_speaks_of_a_clause_that_does_not_exist() -> None:
    assert strays(suite(), traced()) == ()


def test_every_clause_obliges_and_declares_kinds_of_evidence_that_exist() -> None:
    for clause in suite().clauses.values():
        assert re.search(r"\b(?:MUST|SHOULD|MAY)\b", clause.text), clause.id
        assert clause.evidence, clause.id
        assert clause.evidence <= set(KINDS), clause.id


def test_the_code_names_no_clause_that_does_not_exist() -> None:
    named = {
        (clause, path.relative_to(ROOT).as_posix())
        for folder in ("helios_ref", "conformance", "tests", "features", "spec")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".feature", ".md", ".lark"} and path.name != "test_lint.py"
        for clause in re.findall(r"\b(?:MOD|BRN|SQL|HLD|BKP|RST|ERR|OPS|CNF)-\d{3}\b", _text(path))
    }
    assert sorted(one for one in named if one[0] not in suite().clauses) == []


def test_every_clause_stands_at_a_line_that_obeys_it() -> None:
    """In the engine, or in the suite where it is the suite that is obliged."""
    cited = cited_lines()
    nowhere = {
        clause
        for clause in suite().clauses
        if not any(line.whose == _obliged(clause) for line in cited.get(clause, ()))
    }
    assert nowhere == NO_LINE.keys()


def _obliged(clause: str) -> str:
    return "the suite" if clause.startswith("CNF") else "the engine"


def test_a_changed_sentence_asks_for_its_evidence_to_be_read_again() -> None:
    """See `helios-conformance trace --changed`; `--accept` locks the sentences as they stand."""
    again = {
        clause: [name for kind in KINDS for name in traced().of(clause, kind)]
        for clause in changed_clauses(suite().clauses, read_fingerprints(SPEC))
    }
    assert again == {}


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
