"""The options that choose cases (CNF-070)."""

from __future__ import annotations

from dataclasses import fields
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from conformance.cli.choice import Choice
from conformance.cli.complete import clause_names, feature_names, profile_names

if TYPE_CHECKING:
    from collections.abc import Callable

with_features = click.option(
    "--features",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Another tree of features than the suite's own.",
)
"""Gives a command the option of another tree of features."""


def with_cases(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that choose cases, as one argument `choice`."""

    @with_features
    @click.option(
        "--profile",
        "profiles",
        multiple=True,
        shell_complete=profile_names,
        help="Only this profile. Repeatable.",
    )
    @click.option(
        "--case",
        "wanted",
        multiple=True,
        shell_complete=feature_names,
        help="Only this case, or feature; * and ? stand for any text. Repeatable.",
    )
    @click.option(
        "--clause",
        "clauses",
        multiple=True,
        shell_complete=clause_names,
        help="Only cases that show this clause, such as BKP-023 or 'RST-*'. Repeatable.",
    )
    @click.option(
        "--failed",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="REPORT.json",
        help="Only cases that ended unexpectedly in the run of this report.",
    )
    @click.option(
        "--shard",
        default="1/1",
        callback=_share,
        metavar="K/N",
        help="Of N equal parts of the cases, the Kth.",
    )
    @wraps(command)
    def with_choice(**options: Any) -> None:  # noqa: ANN401 - what click parsed
        own = {one.name: options.pop(one.name) for one in fields(Choice)}
        command(choice=Choice(**own), **options)

    return with_choice


def _share(ctx: click.Context, param: click.Parameter, value: str) -> tuple[int, int]:
    """Return K and N."""
    place, _, parts = value.partition("/")
    if not (place.isdecimal() and parts.isdecimal() and 1 <= int(place) <= int(parts)):
        misuse = f"{value} is not K/N with K from 1 to N, such as 1/4"
        raise click.BadParameter(misuse, ctx, param)
    return int(place), int(parts)
