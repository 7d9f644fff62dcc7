"""Several runs beside each other: what each target holds, and where they differ (CNF-044)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from conformance.report.outcome_lines import STYLES
from conformance.verdict.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

    from conformance.report.document import Report

ABSENT = "not run"


def show_comparison(console: Console, reports: Sequence[Report]) -> None:
    """Write the counts of each target, then the cases on which they differ."""
    names = [f"{report.target.name} {report.target.version}" for report in reports]
    totals = Table("profile", *names, title="passes of those that apply", title_justify="left")
    for profile in dict.fromkeys(profile for report in reports for profile in report.profiles):
        totals.add_row(profile, *(_share(report, profile) for report in reports))
    console.print(totals)
    verdicts = [{case.id: case.verdict for case in report.cases} for report in reports]
    differing = Table("case", *names, title="where they differ", title_justify="left")
    for case_id in dict.fromkeys(case_id for found in verdicts for case_id in found):
        row = [found.get(case_id, ABSENT) for found in verdicts]
        if len(set(row)) > 1:
            differing.add_row(case_id, *map(_coloured, row))
    if differing.row_count:
        console.print()
        console.print(differing)


def _share(report: Report, profile: str) -> str:
    """Return how many cases of a profile hold, of those that apply."""
    counts: Mapping[str, int] = Counter(
        case.verdict for case in report.cases if case.profile == profile
    )
    applicable = sum(counts.values()) - counts.get(Verdict.NOT_APPLICABLE.value, 0)
    said = f"{counts.get(Verdict.PASS.value, 0)} of {applicable}"
    if by_the_kit := counts.get(Verdict.BY_THE_KIT.value, 0):
        said += f", {by_the_kit} more by the kit"
    return said if counts else ABSENT


def _coloured(verdict: str) -> Text:
    known = {one.value: style for one, style in STYLES.items()}
    return Text(verdict, style=known.get(verdict, "dim"))
