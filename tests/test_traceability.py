"""The triangle is closed: sentence, evidence, code (08-conformance)."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from conformance.book.suite import Suite, read_suite
from conformance.spec.clause_lock import changed_clauses, locked
from conformance.traceability.triangle import KINDS, Trace, missing, strays, trace

ROOT = Path(__file__).parents[1]
SPEC = ROOT / "spec"


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


def test_a_changed_sentence_asks_for_its_evidence_to_be_read_again() -> None:
    """See `helios-conformance trace --changed`; `--accept` locks the sentences as they stand."""
    again = {
        clause: [name for kind in KINDS for name in traced().of(clause, kind)]
        for clause in changed_clauses(suite().clauses, locked(SPEC))
    }
    assert again == {}


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
