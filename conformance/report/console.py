"""A run as people see it: a line for each feature or case, and a live line below them."""

from __future__ import annotations

from collections import Counter
from enum import IntEnum
from typing import TYPE_CHECKING, Self

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from conformance.report.failures import transcript
from conformance.report.outcome_lines import STYLES, why
from conformance.verdict.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from rich.console import Console

    from conformance.book.casebook import Case, FeatureFile
    from conformance.drivers.transcript import Transcript
    from conformance.verdict.verdicts import Outcome

_WIDTH = max(len(verdict.value) for verdict in Verdict)


class Detail(IntEnum):
    """How much is written while a run goes on."""

    NOTHING = 0
    FEATURES = 1
    CASES = 2
    CALLS = 3


class Narrator:
    """Tells a run as it goes on, feature by feature."""

    def __init__(
        self,
        console: Console,
        cases: Sequence[Case],
        detail: Detail,
        transcript: Transcript | None = None,
    ) -> None:
        self.console = console
        self.detail = detail
        self.transcript = transcript
        self._left = Counter(case.feature for case in cases)
        self._width = max((len(_name(feature)) for feature in self._left), default=0)
        self._verdicts: dict[FeatureFile, list[Verdict]] = {}
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._progress.add_task("", total=len(cases))

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
        """Take the live line away; a feature that was not finished is told as far as it got."""
        self._progress.stop()
        if kind is None:
            for feature in [*self._verdicts]:
                self._tell_feature(feature)

    def begun(self, case: Case) -> None:
        """Name the case that runs, also in the transcript."""
        if self.transcript is not None:
            self.transcript.case = case.id
        self._progress.update(self._task, description=case.id)

    def judged(self, outcome: Outcome) -> None:
        """Write the line of a case, or with its last one that of its feature."""
        feature = outcome.case.feature
        if self.detail >= Detail.CASES:
            self._tell_case(outcome)
        elif self.detail == Detail.FEATURES:
            self._verdicts.setdefault(feature, []).append(outcome.verdict)
            self._left[feature] -= 1
            if not self._left[feature]:
                self._tell_feature(feature)
        self._progress.advance(self._task)

    def _tell_feature(self, feature: FeatureFile) -> None:
        """Write how many of its cases have which verdict."""
        total = Counter(self._verdicts.pop(feature))
        line = Text(f"{_name(feature):{self._width}}  ")
        said = [(verdict, total[verdict]) for verdict in Verdict if total[verdict]]
        for place, (verdict, count) in enumerate(said):
            line.append(", " if place else "")
            line.append(f"{count} {verdict.value}", style=STYLES[verdict])
        self.console.print(line, soft_wrap=True)

    def _tell_case(self, outcome: Outcome) -> None:
        """Write its verdict and its ID, as `--case` takes it, and what was asked if wanted."""
        case = outcome.case
        line = Text(f"{outcome.verdict.value:{_WIDTH}}  ", style=STYLES[outcome.verdict])
        line.append(case.id, style="bold")
        line.append(f"  {case.heading.partition('] ')[2]}")
        if reason := why(outcome):
            line.append(f"  ({reason})", style="dim")
        self.console.print(line, soft_wrap=True)
        if self.detail >= Detail.CALLS and outcome.transcript:
            self.console.print(transcript(outcome), soft_wrap=True)


def _name(feature: FeatureFile) -> str:
    return feature.title.partition(" - ")[0]
