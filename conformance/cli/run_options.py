"""The options that say how a run goes, and how much of it is told."""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.report.console import Detail

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Manner:
    """How a run goes."""

    detail: Detail
    listed: Path | None
    """A list of known deviations; None where there is none."""


def with_manner(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say how a run goes, as one argument `manner`."""

    @click.option(
        "--deviations",
        "listed",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="A list of known deviations, held to be exact.",
    )
    @click.option("--quiet", "-q", is_flag=True, help="Only what went wrong, and the sum.")
    @click.option(
        "--verbose",
        "-v",
        "more",
        count=True,
        help="A line for each case instead of each feature; -vv: its calls as well.",
    )
    @wraps(command)
    def with_options(listed: Path | None, *, quiet: bool, more: int, **options: object) -> None:
        wanted = min(Detail.FEATURES + more, Detail.CALLS)
        detail = Detail.NOTHING if quiet else Detail(wanted)
        command(manner=Manner(detail, listed), **options)

    return with_options
