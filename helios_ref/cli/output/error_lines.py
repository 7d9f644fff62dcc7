"""One clear line for whatever went wrong (06-errors)."""

from __future__ import annotations

import sys
from io import StringIO
from typing import TYPE_CHECKING, Final

from helios_ref.cli.output.console import tell, terminal_size
from helios_ref.cli.output.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    import click

    from helios_ref.errors import HeliosError

ROOM: Final = "helios_ref"
"""The package that a fault is looked for in."""


def tell_refusal(refusal: HeliosError) -> None:
    """Print code, SQLSTATE, sentence and advice of a refusal (ERR-002)."""
    label = f"{refusal.code} ({refusal.sqlstate})"
    first, *others = _fitted(f"{label}: {refusal}")
    tell(first[len(label) :], label)
    for line in others:
        tell(line)
    for note in getattr(refusal, "__notes__", ()):
        tell(note)
    if refusal.advice:
        for line in _fitted(f"hint: {refusal.advice}"):
            tell(line)


def _fitted(text: str) -> list[str]:
    """Return a text in lines that fit the terminal that they go to, if they go to one."""
    if not sys.stderr.isatty():
        return [text]
    import textwrap  # noqa: PLC0415  # all is well in most commands, which start without it

    width = terminal_size().columns - 1
    return textwrap.wrap(text, width, subsequent_indent="  ", break_on_hyphens=False)


def tell_misuse(misuse: click.ClickException) -> None:
    """Print how the command is used, and what of it was not understood (OPS-024)."""
    told = StringIO()
    misuse.show(told)
    text = told.getvalue().replace(misuse.message, visible(misuse.message))
    for line in text.splitlines():
        tell(line)


def tell_fault(fault: Exception) -> None:
    """Print what a defect of ours is, and where, in one line that a report can quote (OPS-024)."""
    if isinstance(fault, ImportError):
        tell(f"helios-ref is not installed as it should be: {fault}")
        return
    import traceback  # noqa: PLC0415  # likewise
    from pathlib import Path  # noqa: PLC0415  # likewise

    frames = traceback.extract_tb(fault.__traceback__)
    ours = [frame for frame in frames if ROOM in Path(frame.filename).parts]
    frame = [*frames, *ours][-1]
    place = f"{Path(frame.filename).name}, line {frame.lineno}"
    what = " ".join(f"{type(fault).__name__}: {fault}".split())
    tell(f"fault: {what} ({place}); this is a defect of helios-ref, please report")


def tell_notices(notices: Iterable[str]) -> None:
    """Print what the user should know although all went well."""
    for notice in notices:
        tell(f"notice: {notice}")
