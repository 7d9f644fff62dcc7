"""The options that say how a run goes, and how much of it is told."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from conformance.report.console import Detail

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Manner:
    """What options say of a run, besides whom it judges and by which cases."""

    detail: Detail
    listed: Path | None
    """A list of known deviations; None where there is none."""

    first_only: bool
    """Whether the first unexpected verdict ends it."""

    only_listed: bool
    """Whether cases are listed, and none is run."""

    processes: int
    """How many judge, each with a driver of its own."""


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
    @click.option("-x", "first_only", is_flag=True, help="End with the first that is unexpected.")
    @click.option(
        "-n",
        "processes",
        type=click.IntRange(min=1),
        default=1,
        show_default=True,
        metavar="N",
        help="Run in N processes, each with a driver of its own.",
    )
    @click.option("--list", "only_listed", is_flag=True, help="List the cases, and run none.")
    @wraps(command)
    def with_options(*, quiet: bool, more: int, **options: Any) -> None:  # noqa: ANN401 - click's
        wanted = min(Detail.FEATURES + more, Detail.CALLS)
        own = {one.name: options.pop(one.name) for one in fields(Manner) if one.name != "detail"}
        detail = Detail.NOTHING if quiet else Detail(wanted)
        command(manner=Manner(detail, **own), **options)

    return with_options
