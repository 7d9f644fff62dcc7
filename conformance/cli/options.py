"""Options that several commands take, and the suite that they choose."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from conformance.suite import NoSuchCaseError, Suite, read_suite, selected
from conformance.summary import FAULTY_SUITE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from conformance.casebook import Case

Command = TypeVar("Command", bound="Callable[..., object]")


def with_features(function: Command) -> Command:
    """Give a command the option of another tree of features."""
    return click.option(
        "--features",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="Another tree of features than the suite's own.",
    )(function)


def with_profiles(function: Command) -> Command:
    """Give a command the option of some profiles."""
    return click.option(
        "--profile", "profiles", multiple=True, help="Only cases of this profile. Repeatable."
    )(function)


def sound_suite(features: Path | None) -> Suite:
    """Return a suite that passed its own checks; one that did not ends the command (CNF-034)."""
    suite = read_suite(features)
    for problem in suite.problems:
        click.echo(f"{problem}", err=True)
    if suite.problems:
        click.echo(f"{len(suite.problems)} problems: no case was run", err=True)
        raise SystemExit(FAULTY_SUITE)
    return suite


def chosen(suite: Suite, profiles: Sequence[str], wanted: Sequence[str] = ()) -> tuple[Case, ...]:
    """Return the cases that the options mean; words that mean none are wrong usage."""
    for profile in profiles:
        if profile not in suite.charter.profiles:
            known = ", ".join(suite.charter.profiles)
            misuse = f"there is no profile {profile}; there are {known}"
            raise click.UsageError(misuse)
    try:
        return selected(suite.cases, profiles, wanted)
    except NoSuchCaseError as error:
        raise click.UsageError(str(error)) from error
