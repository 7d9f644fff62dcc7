"""All that is known of one clause: words of the source, decisions, cases, code, wrong engines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from conformance.spec.links import unlinked
from conformance.spec.resources import PACKAGE, spec_directory
from conformance.traceability.citations import TESTS, by_owner, cited_lines
from conformance.traceability.triangle import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from conformance.book.suite import Suite
    from conformance.spec.clauses import Clause
    from conformance.traceability.citations import CitedLine
    from conformance.traceability.triangle import Trace

WRONG: Final = PACKAGE / "faults" / "faults.lock"
"""One wrong engine a line: its name, the clause that it breaks, and the cases that must see it."""

_STATEMENT: Final = re.compile(r"^\| (S\d+) \| [^|]+ \| ((?:[^|\\]|\\.)+) \|", re.MULTILINE)
_LONGEST: Final = 12
"""Worked cases and rows that are listed one by one."""


def dossier(suite: Suite, traced: Trace, clause: Clause) -> Iterator[str]:
    """Yield the lines of everything that is known of a clause."""
    spec = spec_directory()
    yield f"{clause.id} {clause.title}"
    yield f"{spec / clause.chapter}:{clause.line}"
    kinds = ", ".join(kind for kind in KINDS if kind in clause.evidence)
    yield f"{clause.provenance} · evidence: {kinds}"
    yield from _part("", [clause.text])
    yield from _part("the source says", _quotes(spec, clause))
    yield from _part("decided in", _decisions(spec, clause))
    titles = {case.scenario_id: case.bare_title for case in suite.cases}
    cases = traced.of(clause.id, "scenario")
    yield from _part("cases", [f"{case}  {titles[case]}" for case in cases])
    for kind in KINDS[1:]:
        yield from _part(f"evidence of the kind {kind}", _shortened(traced.of(clause.id, kind)))
    for owner, lines in by_owner(cited_lines().get(clause.id, ())).items():
        if owner != TESTS:  # which are evidence, and were named as such
            yield from _part(f"lines of {owner}", map(_place, lines))
    yield from _part("broken by the wrong engines", _wrong_engines(clause))


def _part(title: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield a title and what stands below it; nothing where there is nothing."""
    below = [line for block in lines for line in block.splitlines()]
    if below:
        yield ""
        if title:
            yield f"{title}:"
        yield from (f"  {line}".rstrip() for line in below)


def _shortened(names: tuple[str, ...]) -> Iterator[str]:
    yield from names[:_LONGEST]
    if len(names) > _LONGEST:
        yield f"… and {len(names) - _LONGEST} more"


def _quotes(spec: Path, clause: Clause) -> Iterator[str]:
    """Yield the words of the source that a clause rests on."""
    rows = dict(_STATEMENT.findall(unlinked((spec / "source.md").read_text(encoding="utf-8"))))
    yield from (f"{number}  {rows[number]}" for number in clause.documented)


def _decisions(spec: Path, clause: Clause) -> Iterator[str]:
    """Yield the records that decided a clause, with their titles."""
    for number in re.findall(r"\bD(\d+)\b", clause.provenance):
        [record] = (spec / "decisions").glob(f"{int(number):04d}-*.md")
        title = record.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
        yield f"{title}  ({record})"


def _place(line: CitedLine) -> str:
    return f"{line.path}:{line.line}  {line.text}"


def _wrong_engines(clause: Clause) -> Iterator[str]:
    """Yield the deliberately wrong engines that break a clause."""
    lines = WRONG.read_text(encoding="utf-8").splitlines() if WRONG.is_file() else []
    for line in lines:
        name, _, rest = line.partition(" ")
        if rest.startswith(f"{clause.id} "):
            yield f"{name}  (helios-conformance run --driver conformance.faults:{_factory(name)})"


def _factory(name: str) -> str:
    return name.replace("-", "_")
