"""Everything that a runner in another language needs, in one directory (CNF-046)."""

from __future__ import annotations

import json
import shutil
import tempfile
from errno import EEXIST
from os import strerror
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conformance import SUITE_VERSION
from conformance.book.beginnings import beginning
from conformance.steps.defined_phrases import phrases_that_read

if TYPE_CHECKING:
    from conformance.book.casebook import Case, Step
    from conformance.book.suite import Suite
    from conformance.spec.clauses import Clause

READABLE = 0o755
"""The mode of the directory, which is for everybody."""


def export(suite: Suite, spec: Path, directory: Path) -> None:
    """Write spec, features, clauses and cases into a new directory, all or nothing."""
    if directory.exists() or directory.is_symlink():
        raise FileExistsError(EEXIST, strerror(EEXIST), str(directory))
    directory.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".helios-export-", dir=directory.parent))
    try:
        shutil.copytree(spec, aside / "spec")  # the golden files with it
        shutil.copytree(suite.features, aside / "features")
        for name, document in _documents(suite).items():
            text = json.dumps(document, indent=1, ensure_ascii=False)
            (aside / name).write_text(f"{text}\n", encoding="utf-8")
        aside.chmod(READABLE)
        aside.rename(directory)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _documents(suite: Suite) -> dict[str, object]:
    """Return what is not written anywhere else, by the names of files."""
    return {
        "suite.json": {"suite": SUITE_VERSION, "profiles": dict(suite.charter.profiles)},
        "clauses.json": [_clause(clause) for clause in suite.clauses.values()],
        "cases.json": [_case(case) for case in suite.cases],
    }


def _clause(clause: Clause) -> dict[str, Any]:
    return {
        "id": clause.id,
        "title": clause.title,
        "chapter": clause.chapter,
        "line": clause.line,
        "provenance": clause.provenance,
        "evidence": sorted(clause.evidence),
        "text": clause.text,
    }


def _case(case: Case) -> dict[str, Any]:
    """Return a case as machines read it, its steps with the row's values in their places."""
    return {
        "id": case.id,
        "title": case.heading,
        "feature": case.feature.title,
        "file": case.feature.name,
        "line": case.line,
        "profile": case.profile,
        "needs": sorted(case.needs),
        "clauses": list(case.clauses),
        "steps": [_step(step) for step in case.steps],
    }


def _step(step: Step) -> dict[str, Any]:
    """Return a step with its phrase and what stands in the phrase's places (CNF-030)."""
    [phrase] = phrases_that_read(step.keyword, step.text)
    return {
        "keyword": step.keyword,
        "text": step.text,
        "phrase": phrase.text,
        "arguments": phrase.places(step.text),
        "statements": list(step.statements if phrase.below == "block" else beginning(step.text)),
        "table": step.table,
    }
