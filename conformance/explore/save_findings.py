"""Findings as files: features that fail on the engine, and pass on the reference (CNF-052)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from conformance.book.selection import selected
from conformance.book.suite import read_suite
from conformance.explore.scenario import FOLDER, LONG, feature
from conformance.run.runner import run
from conformance.targets.run_target import Silence
from conformance.verdict.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from conformance.drivers.target import Target
    from conformance.explore.play_program import Finding


@dataclass(frozen=True, slots=True)
class Kept:
    """A finding in its file."""

    finding: Finding
    name: str
    path: Path


def keep(findings: Sequence[Finding], into: Path, engine: str) -> tuple[Kept, ...]:
    """Write each finding to a feature of its own."""
    names = (f"Found{number}" for number in count(1))
    free = (name for name in names if not _stands(into, name))
    return tuple(_kept(one, into, name, engine) for one, name in zip(findings, free, strict=False))


def passing(kept: Sequence[Kept], into: Path, target: Target) -> frozenset[str]:
    """Return the names of those features whose case a target passes."""
    suite = read_suite(into)
    wanted = [f"{one.name}[1]" for one in kept]
    ended = run(target, selected(suite.cases, (), wanted), Silence())
    return frozenset(
        outcome.case.id.partition("[")[0]
        for outcome in ended.outcomes
        if outcome.verdict is Verdict.PASS
    )


def _kept(finding: Finding, into: Path, name: str, engine: str) -> Kept:
    folder, text = feature(finding, name, engine)
    path = into / folder / f"{name}.feature"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return Kept(finding, name, path)


def _stands(into: Path, name: str) -> bool:
    return any((into / folder / f"{name}.feature").exists() for folder in (FOLDER, LONG))
