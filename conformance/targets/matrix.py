"""What the known targets hold, profile by profile, as Markdown (CNF-051)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from conformance.verdict.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conformance.report.document import Report
    from conformance.targets.run_target import Visit

HEADING = """# Engines beside each other

`tox -e targets` writes this page.
Of the cases that apply to a target, so many pass.
The rest is listed, case by case, with what the target does instead.
"""

APART = (Verdict.PASS, Verdict.KNOWN_DEVIATION, Verdict.NOT_APPLICABLE, Verdict.BY_THE_KIT)


def matrix(visits: Sequence[Visit]) -> str:
    """Return the page: a row for each target, a column for each profile."""
    return "\n".join((HEADING, *_table(visits), "", *_targets(visits))) + "\n"


def _table(visits: Sequence[Visit]) -> Iterator[str]:
    profiles = dict.fromkeys(profile for one in visits for profile in one.report.profiles)
    yield _row(["target", *(f"`{profile}`" for profile in profiles)])
    yield _row(["---"] * (1 + len(profiles)))
    for one in visits:
        yield _row([_name(one.report), *(share(one.report, profile) for profile in profiles)])


def share(report: Report, profile: str) -> str:
    """Return what a target holds of a profile, in a few words."""
    counts = Counter(Verdict(case.verdict) for case in report.cases if case.profile == profile)
    if not counts:
        return "not asked"
    applicable = counts.total() - counts[Verdict.NOT_APPLICABLE]
    if not applicable:
        return "does not apply"
    held = counts[Verdict.PASS] + counts[Verdict.BY_THE_KIT]
    words = [f"{held} of {applicable}"]
    if held == applicable:
        words = [f"conformant, {held} of {applicable}"]
    if counts[Verdict.BY_THE_KIT]:
        words.append(f"{counts[Verdict.BY_THE_KIT]} of them by the kit")
    words += [f"{counts[one]} {one.value}" for one in Verdict if one not in APART and counts[one]]
    if counts[Verdict.NOT_APPLICABLE]:
        words.append(f"{counts[Verdict.NOT_APPLICABLE]} do not apply")
    return ", ".join(words)


def _targets(visits: Sequence[Visit]) -> Iterator[str]:
    for one in visits:
        capabilities = ", ".join(f"`{name}`" for name in one.report.target.capabilities) or "none"
        listed = one.known.deviations.name
        what = f"capabilities {capabilities}; deviations in [{listed}]({listed})"
        yield f"- {_name(one.report)}: {what}"


def _name(report: Report) -> str:
    return f"{report.target.name} {report.target.version}"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
