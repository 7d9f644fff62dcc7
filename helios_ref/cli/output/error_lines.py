"""One clear line for whatever went wrong (06-errors)."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from helios_ref.errors import HeliosError

ROOM: Final = "helios_ref"
"""The package that a fault is looked for in."""


def tell_refusal(refusal: HeliosError) -> None:
    """Print code, SQLSTATE, sentence and advice of a refusal (ERR-002)."""
    code = click.style(f"{refusal.code} ({refusal.sqlstate})", fg="red", bold=True)
    click.echo(f"{code}: {refusal}", err=True)
    for note in getattr(refusal, "__notes__", ()):
        click.echo(f"in {note}", err=True)
    if refusal.advice:
        click.echo(f"hint: {refusal.advice}", err=True)


def tell_fault(fault: Exception) -> None:
    """Print what a defect of ours is, and where, in one line that a report can quote (OPS-024)."""
    if isinstance(fault, ImportError):
        click.echo(f"helios-ref is not installed as it should be: {fault}", err=True)
        return
    frames = traceback.extract_tb(fault.__traceback__)
    ours = [frame for frame in frames if ROOM in Path(frame.filename).parts]
    frame = [*frames, *ours][-1]
    place = f"{Path(frame.filename).name}, line {frame.lineno}"
    what = " ".join(f"{type(fault).__name__}: {fault}".split())
    click.echo(f"fault: {what} ({place}); this is a defect of helios-ref, please report", err=True)
