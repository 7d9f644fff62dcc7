"""What is written into the pages of the spec by a command: what shows each clause, and links."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Final

from conformance.spec.clauses import CLAUSE_ID
from conformance.spec.links import linked, targets, unlinked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from conformance.book.suite import Suite
    from conformance.traceability.triangle import Trace

SHOWN: Final = "> *Shown by* "
"""How the line below a clause begins."""

OTHERWISE: Final = {
    "law": "laws of the reference",
    "test": "tests of the reference",
    "calls": "recordings of its calls",
}
"""What is said of evidence that stands outside of the spec and of the features."""


def pages(spec: Path) -> Iterator[Path]:
    """Yield the pages of the specification that speak of clauses."""
    yield from sorted(spec.glob("*.md"))
    yield from sorted((spec / "decisions").glob("*.md"))
    yield spec / "vectors" / "README.md"


def navigable(suite: Suite, spec: Path, traced: Trace) -> Mapping[Path, str]:
    """Return every page with what shows its clauses, with anchors and with links."""
    written = {page: _as_written(page.read_text(encoding="utf-8")) for page in pages(spec)}
    to = targets(spec, written)
    shown = {clause: _shown(suite, spec, traced, clause) for clause in suite.clauses}
    return {page: linked(_with_evidence(text, shown), page, to) for page, text in written.items()}


def write_navigation(suite: Suite, spec: Path, traced: Trace) -> None:
    """Write every page that is not as it should be."""
    for page, text in navigable(suite, spec, traced).items():
        if page.read_text(encoding="utf-8") != text:
            page.write_text(text, encoding="utf-8")


def _as_written(text: str) -> str:
    """Return a page without anything that this module writes."""
    lines: list[str] = []
    for line in re.sub(r'<a id="[^"]+"></a>\n\n(?=### )', "", text).splitlines():
        if line.startswith(SHOWN):
            if lines and lines[-1] == "":
                lines.pop()
            continue
        lines.append(line)
    return unlinked("\n".join(lines)).rstrip("\n") + "\n"


def _with_evidence(text: str, shown: Mapping[str, str]) -> str:
    """Return a page with a line at the end of each clause that says what shows it."""
    lines: list[str] = []
    clause: str | None = None
    fenced = False
    for line in [*text.splitlines(), "#"]:
        fenced ^= line.startswith("```")
        if line.startswith("#") and not fenced:
            if clause is not None and shown[clause]:
                while lines[-1] == "":
                    lines.pop()
                lines += ["", SHOWN + shown[clause], ""]
            named = CLAUSE_ID.match(line.removeprefix("### "))
            clause = named[0] if named and line.startswith("### ") and named[0] in shown else None
        lines.append(line)
    return "\n".join(lines[:-1]).rstrip("\n") + "\n"


def _shown(suite: Suite, spec: Path, traced: Trace, clause: str) -> str:
    """Return what shows a clause: cases and golden files with what they are about."""
    titles = {case.scenario_id: case.bare_title for case in suite.cases}
    parts = [f"`{case}` {titles[case]}" for case in traced.of(clause, "scenario")]
    vectors = traced.of(clause, "vector")
    parts += [f"`{one}` {_about(spec, one)}" for one in vectors if not one.startswith("sql/")]
    worked = sum(one.startswith("sql/") and "[" not in one for one in vectors)
    if worked:
        parts.append(f"{worked} worked cases" if worked > 1 else "its worked case")
    declared = suite.clauses[clause].evidence
    parts += [words for kind, words in OTHERWISE.items() if kind in declared]
    return " · ".join(parts)


def _about(spec: Path, vector: str) -> str:
    """Return what a golden file says of itself, without the full stop."""
    path = spec / "vectors" / vector / "vector.toml"
    return str(tomllib.loads(path.read_text(encoding="utf-8"))["about"]).rstrip(".")
