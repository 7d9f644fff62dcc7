"""Every unexpected verdict with its evidence: the clause, the step, both sides, the transcript."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from conformance.report.outcome_lines import STYLES, answered, why
from conformance.verdict.outcome_text import as_written
from conformance.verdict.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console, RenderableType

    from conformance.book.suite import Suite
    from conformance.verdict.verdicts import Failure, Outcome

MOST_IN_FULL = 20
"""Failures that are shown with all their evidence; of the rest, a line each."""

_GAP = 4


def show_failures(
    console: Console, suite: Suite, outcomes: Sequence[Outcome], again: Sequence[str]
) -> None:
    """Write what went wrong; `again` is a command that needs only the case's name."""
    failed = [outcome for outcome in outcomes if outcome.verdict.unexpected]
    failed.sort(key=lambda outcome: outcome.verdict is Verdict.BLOCKED)  # causes before effects
    for outcome in failed[:MOST_IN_FULL]:
        console.print()
        for part in _evidence(suite, outcome, again, console.width):
            console.print(part, soft_wrap=isinstance(part, Text))
    rest = failed[MOST_IN_FULL:]
    if rest:
        console.print(Rule(f"{len(rest)} more"))
    for outcome in rest:
        line = Text(f"{outcome.verdict.value:{len('unexpected pass')}}  {outcome.case.id}  ")
        console.print(line.append(why(outcome), style="dim"), soft_wrap=True)
    if rest:
        run = shlex.join(again)
        more = f"one of these in full: {run} --case ID; all of them: {run} --json FILE"
        console.print(Text(f"\n{more}", style="dim"), soft_wrap=True)


def _evidence(
    suite: Suite, outcome: Outcome, again: Sequence[str], width: int
) -> Iterator[RenderableType]:
    """Yield the parts of one failure."""
    case = outcome.case
    title = Text(f"{outcome.verdict.value}  {case.id}", style=STYLES[outcome.verdict])
    yield Rule(title, align="left")
    yield Text(case.heading, style="bold")
    for clause in case.clauses:
        yield Text(f"{clause}  {suite.clauses[clause].sentence}", style="italic")
    yield Text(f"{suite.features / case.feature.name}:{_line(outcome)}")
    if outcome.failure is not None:
        yield Text(f"\n{outcome.failure.step or ''}", style="bold")
        yield from _sides(outcome, outcome.failure, width)
    else:
        yield Text(f"\n{outcome.reason}")
    if outcome.transcript:
        yield _transcript(outcome)
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


def _transcript(outcome: Outcome) -> Text:
    """Return everything that was asked, and what came back."""
    transcript = Text()
    for number, exchange in enumerate(outcome.transcript, 1):
        transcript.append(f"{number:3}  ", style="dim")
        transcript.append(f"{_indented(as_written(exchange.call, outcome))}\n")
        if shown := answered(exchange, outcome.directory):
            transcript.append(f"     {_indented(as_written(shown, outcome))}\n", style="dim")
    transcript.rstrip()
    return transcript


def _indented(text: str) -> str:
    return text.replace("\n", "\n     ")
