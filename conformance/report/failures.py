"""What went wrong, by cause, with the evidence of one case: clause, step, both sides, calls."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from conformance.report.causes import causes
from conformance.report.outcome_lines import STYLES, answered
from conformance.verdict.outcome_text import as_written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console, RenderableType

    from conformance.book.suite import Suite
    from conformance.verdict.verdicts import Failure, Outcome

MOST_IN_FULL = 5
"""Causes of which a case is shown with all its evidence; of the rest, a line each."""

MOST_NAMED = 24
"""Cases of one cause that are named."""

_GAP = 4


def show_failures(
    console: Console, suite: Suite, outcomes: Sequence[Outcome], again: Sequence[str]
) -> None:
    """Write what went wrong, by cause; `again` is a command that needs only the case's name."""
    found = causes(outcomes)
    for cause in found[:MOST_IN_FULL]:
        console.print()
        console.print(Rule(Text(str(cause), style=STYLES[cause.verdict]), align="left"))
        for part in _evidence(suite, cause.example, again, console.width):
            console.print(part, soft_wrap=isinstance(part, Text))
        if others := _listed(cause.ids[1:]):
            console.print(Text(f"the others: {others}"))
    rest = found[MOST_IN_FULL:]
    if rest:
        console.print()
        console.print(Rule(f"{len(rest)} more causes", align="left"))
    for cause in rest:
        console.print(Text(str(cause), style=STYLES[cause.verdict]), soft_wrap=True)
        console.print(Text(f"  {_listed(cause.ids)}"))
    if sum(len(cause.ids) for cause in found) > len(found[:MOST_IN_FULL]):
        run = shlex.join(again)
        more = f"one of these in full: {run} --case ID; all of them: {run} --json FILE"
        console.print(Text(f"\n{more}", style="dim"), soft_wrap=True)


def _listed(ids: Sequence[str]) -> str:
    """Return IDs in a row, cut where there are many."""
    more = f" and {len(ids) - MOST_NAMED} more" if len(ids) > MOST_NAMED else ""
    return "  ".join(ids[:MOST_NAMED]) + more


def _evidence(
    suite: Suite, outcome: Outcome, again: Sequence[str], width: int
) -> Iterator[RenderableType]:
    """Yield the parts of one failure."""
    case = outcome.case
    yield Text(f"{case.id}  {case.heading.partition('] ')[2]}", style="bold")
    for clause in case.clauses:
        yield Text(f"{clause}  {suite.clauses[clause].sentence}", style="italic")
    yield Text(f"{suite.features / case.feature.name}:{_line(outcome)}")
    if outcome.failure is not None:
        yield Text(f"\n{outcome.failure.step or ''}", style="bold")
        yield from _sides(outcome, outcome.failure, width)
    else:
        yield Text(f"\n{outcome.reason}")
    if outcome.transcript:
        yield transcript(outcome)
    if outcome.printed:
        yield Text(f"\nprinted meanwhile:\n{outcome.printed.rstrip()}")
    if outcome.kept:
        yield Text(f"\nfiles: {outcome.kept}")
    yield Text(f"\nagain: {shlex.join([*again, '--case', case.id])}", style="dim")


def _line(outcome: Outcome) -> int:
    """Return the line of the failing step, or of the case."""
    step = outcome.failure.step if outcome.failure else None
    return step.line if step else outcome.case.line


def _sides(outcome: Outcome, failure: Failure, width: int) -> Iterator[RenderableType]:
    """Yield what was expected and what came, side by side where there is room."""
    expected = as_written(failure.expected, outcome)
    actual = as_written(failure.actual, outcome)
    if _widest(expected) + _widest(actual) + _GAP > width:
        yield Text("expected", style="green")
        yield Text(expected)
        yield Text("actual", style="red")
        yield Text(f"{actual}\n")
        return
    table = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0))
    table.add_column("expected", header_style="green")
    table.add_column("actual", header_style="red")
    table.add_row(Text(expected), Text(actual))
    yield table
    yield Text()


def _widest(text: str) -> int:
    return max(map(len, text.splitlines()), default=0)


def transcript(outcome: Outcome) -> Text:
    """Return everything that was asked, and what came back."""
    told = Text()
    for number, exchange in enumerate(outcome.transcript, 1):
        told.append(f"{number:3}  ", style="dim")
        told.append(f"{_indented(as_written(exchange.call, outcome))}\n")
        if shown := answered(exchange, outcome.directory):
            told.append(f"     {_indented(as_written(shown, outcome))}\n", style="dim")
    told.rstrip()
    return told


def _indented(text: str) -> str:
    return text.replace("\n", "\n     ")
