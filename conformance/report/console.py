"""A run as people see it: a line for each case while it runs, and a live line below them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from conformance.report.outcome_lines import STYLES, why
from conformance.verdict.verdicts import Verdict

if TYPE_CHECKING:
    from types import TracebackType

    from rich.console import Console

    from conformance.book.casebook import Case, FeatureFile
    from conformance.drivers.transcript import Transcript
    from conformance.verdict.verdicts import Outcome

_WIDTH = max(len(verdict.value) for verdict in Verdict)


class Narrator:
    """Tells a run as it goes on, feature by feature."""

    def __init__(
        self, console: Console, total: int, *, quiet: bool, transcript: Transcript | None = None
    ) -> None:
        self.console = console
        self.quiet = quiet
        self.transcript = transcript
        self._feature: FeatureFile | None = None
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._progress.add_task("", total=total)

    def __enter__(self) -> Self:
        """Show the live line, where there is a terminal."""
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take the live line away."""
        self._progress.stop()

    def begun(self, case: Case) -> None:
        """Name the case that runs, also in the transcript."""
        if self.transcript is not None:
            self.transcript.case = case.id
        self._progress.update(self._task, description=case.id)

    def judged(self, outcome: Outcome) -> None:
        """Write the line of a case."""
        if not self.quiet:
            self._tell(outcome)
        self._progress.advance(self._task)

    def _tell(self, outcome: Outcome) -> None:
        case = outcome.case
        if case.feature != self._feature:
            self._feature = case.feature
            self.console.print(Text(f"\n{case.feature.title}", style="bold"), soft_wrap=True)
        line = Text("  ")
        line.append(f"{outcome.verdict.value:{_WIDTH}}  ", style=STYLES[outcome.verdict])
        line.append(case.heading)
        if case.row is not None:
            line.append(f"  #{case.row}")
        if reason := why(outcome):
            line.append(f"  ({reason})", style="dim")
        self.console.print(line, soft_wrap=True)
