"""The sum of a run: a line for each profile, then what may be claimed (CNF-042)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from conformance import SUITE_VERSION
from conformance.report.outcome_lines import STYLES
from conformance.verdict.claims import (
    by_profile,
    claims,
    counts,
    no_claim,
    supplied_by_driver,
)
from conformance.verdict.verdicts import DOCUMENTED, Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from conformance.book.suite import Suite
    from conformance.drivers.answers import Hello


def show_sum(console: Console, suite: Suite, outcomes: Sequence[Outcome], hello: Hello) -> None:
    """Write a line for each profile, and the claims."""
    found = by_profile(outcomes, suite.charter)
    total = counts(outcomes)
    shown = [verdict for verdict in Verdict if total[verdict]]
    table = Table("profile")
    for verdict in shown:
        table.add_column(verdict.value, justify="right", style=STYLES[verdict])
    for profile, some in found.items():
        of_profile = counts(some)
        version = suite.charter.profiles[profile]
        table.add_row(f"{profile} {version}", *(str(of_profile[one] or "") for one in shown))
    console.print()
    console.print(table)
    for line in _conclusions(suite, outcomes, hello):
        console.print(line, soft_wrap=True)


def _conclusions(suite: Suite, outcomes: Sequence[Outcome], hello: Hello) -> Iterator[Text]:
    """Yield what the run says of the target, a line for each profile."""
    target = f"{hello.name} {hello.version}"
    claimed = {claim.profile: claim for claim in claims(outcomes, suite, hello.supplied)}
    if why := no_claim(suite):
        yield Text(why, style="yellow")
    for profile, some in by_profile(outcomes, suite.charter).items():
        if profile in claimed:
            yield Text(f"{target}: {claimed[profile]}", style="bold green")
        else:
            total = counts(some)
            said = [f"{total[verdict]} {verdict.value}" for verdict in Verdict if total[verdict]]
            version = suite.charter.profiles[profile]
            line = f"{target}: {profile} {version}, suite {SUITE_VERSION}: {', '.join(said)}"
            line += supplied_by_driver(hello.supplied)
            yield Text(line + _departures(some) if profile == DOCUMENTED else line)


def _departures(outcomes: Sequence[Outcome]) -> str:
    """Return which printed words of the source a target is known not to obey (CNF-043)."""
    known = [one.case.id for one in outcomes if one.verdict is Verdict.KNOWN_DEVIATION]
    return f"; it departs from the source in {', '.join(known)}" if known else ""
