"""A bar for work that takes long, on the standard error of a terminal (07-operations)."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from time import monotonic
from typing import TYPE_CHECKING, Final, TypeVar

from helios_ref.cli.output.text import visible

if TYPE_CHECKING:
    from collections.abc import Generator

    from rich.progress import Progress, TaskID

    from helios_ref.backup import verify

Found = TypeVar("Found")

PATIENCE_S: Final = 0.5
"""After so long the bar appears."""


class Watch(ExitStack):
    """Work on blocks, watched by whoever sits at the terminal until it ends (OPS-045)."""

    def __init__(self) -> None:
        """Begin to wait."""
        super().__init__()
        self._began = monotonic()
        self._bar: tuple[Progress, TaskID] | None = None
        self._seen = sys.stderr.isatty()

    def see(self, what: str, done: int, of: int) -> None:
        """Show how many blocks of something are done."""
        if not self._seen or monotonic() - self._began < PATIENCE_S:
            return
        bar, task = self._bar = self._bar or self._made(what, of)
        bar.update(task, description=visible(what), completed=done, total=of)

    def step(self, step: verify.Progress) -> None:
        """Show how far a file has come (OPS-135)."""
        self.see(step.path, step.blocks, step.of)

    def _made(self, what: str, of: int) -> tuple[Progress, TaskID]:
        """Return a bar on standard error that goes when the work is done, and its task."""
        from rich import progress  # noqa: PLC0415  # most work is done before it is needed
        from rich.console import Console  # noqa: PLC0415  # likewise

        console = Console(stderr=True, markup=False, emoji=False)
        text = progress.TextColumn("{task.description}: block", markup=False)
        numbers = (
            progress.MofNCompleteColumn(),
            progress.BarColumn(),
            progress.TimeRemainingColumn(),
        )
        bar = progress.Progress(
            text, *numbers, console=console, transient=True, redirect_stdout=False
        )
        task = bar.add_task(visible(what), total=of)
        self.enter_context(bar)
        return bar, task


def watched(steps: Generator[verify.Progress, None, Found]) -> Found:
    """Take every step of a verification, show how far it is, and return what it ends with."""
    with Watch() as watch:
        try:
            while True:
                watch.step(next(steps))
        except StopIteration as end:
            found: Found = end.value
            return found
