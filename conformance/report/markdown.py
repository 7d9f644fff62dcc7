"""A run as Markdown, for pull requests and pages (CNF-044)."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from conformance.verdict.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conformance.report.document import CaseReport, Report

MOST_NAMED = 200
"""Cases of one cause that are named: what GitHub shows of a run has a limit."""


def markdown(report: Report) -> str:
    """Return the document: claims, a table for each profile, and what went wrong."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    """Yield claims, circumstances, verdicts by profile, and of each cause of failure one case."""
    yield f"# {report.target.name} {report.target.version}, suite {report.suite}"
    yield ""
    yield from (f"- **{claim}**" for claim in report.claims)
    if report.no_claim:
        yield f"- {_cell(report.no_claim)}"
    yield from (f"- suite error: {_cell(complaint)}" for complaint in report.complaints)
    yield f"- capabilities: {', '.join(report.target.capabilities) or 'none'}"
    if report.target.supplied:
        yield f"- supplied by the driver: {', '.join(report.target.supplied)}"
    where = report.environment
    system = f"{where.system} {where.release}, {where.machine}"
    yield f"- {where.implementation} {where.python} on {system}"
    yield ""
    verdicts = [one for one in Verdict if any(case.verdict == one.value for case in report.cases)]
    yield _row(["profile", *(verdict.value for verdict in verdicts)])
    yield _row(["---", *("---:" for _ in verdicts)])
    for profile, version in report.profiles.items():
        counts = Counter(case.verdict for case in report.cases if case.profile == profile)
        if counts:
            numbers = (str(counts[verdict.value] or "") for verdict in verdicts)
            yield _row([f"{profile} {version}", *numbers])
    unexpected = [case for case in report.cases if Verdict(case.verdict).unexpected]
    if unexpected:
        yield from ("", "## Unexpected", "")
    causes: dict[tuple[str, str], list[CaseReport]] = {}
    for case in unexpected:
        causes.setdefault((case.verdict, case.reason), []).append(case)
    for (verdict, reason), cases in causes.items():
        yield from (f"### {len(cases)} {verdict}: {_cell(reason)}", "")
        yield from _failure(cases[0])
        if others := [f"`{case.id}`" for case in cases[1:MOST_NAMED]]:
            more = f" and {len(cases) - MOST_NAMED} more" if len(cases) > MOST_NAMED else ""
            yield from (f"The others: {', '.join(others)}{more}", "")


def _failure(case: CaseReport) -> Iterator[str]:
    """Yield a case that went wrong, to be unfolded."""
    heading = f"{case.verdict}: {case.id} {case.title}"
    yield f"<details><summary>{_html(heading)}</summary>"
    yield ""
    yield f"{', '.join(case.clauses)} · `{case.feature}:{case.line}`"
    yield ""
    if case.failure:
        failure = case.failure
        text = f"{failure.step}\n\nexpected\n{failure.expected}\n\nactual\n{failure.actual}"
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
        yield from (fence, text, fence)
    else:
        yield _cell(case.reason)
    yield ""
    yield "</details>"
    yield ""


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(text: str) -> str:
    return _html(text).replace("|", "\\|").replace("\n", " ")


def _html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
