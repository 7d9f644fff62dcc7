"""The options that choose cases, and the suite that they choose from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.book.suite import NoSuchCaseError, Suite, read_suite, selected
from conformance.lint import problems
from conformance.verdict.claims import FAULTY_SUITE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from conformance.book.casebook import Case

with_features = click.option(
    "--features",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Another tree of features than the suite's own.",
)
"""Gives a command the option of another tree of features."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which cases, of which features."""

    features: Path | None
    profiles: tuple[str, ...]
    wanted: tuple[str, ...]

    @property
    def options(self) -> list[str]:
        """The options that name the features again."""
        return [] if self.features is None else ["--features", str(self.features)]

    def suite(self) -> Suite:
        """Return the suite of the features."""
        return sound_suite(self.features)

    def cases(self, suite: Suite) -> tuple[Case, ...]:
        """Return the cases of a suite that are meant."""
        return chosen(suite, self.profiles, self.wanted)


def with_cases(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that choose cases, as one argument `choice`."""

    @with_features
    @click.option("--profile", "profiles", multiple=True, help="Only this profile. Repeatable.")
    @click.option("--case", "wanted", multiple=True, help="Only this case, or feature. Repeatable.")
    @wraps(command)
    def with_choice(
        features: Path | None, profiles: tuple[str, ...], wanted: tuple[str, ...], **options: object
    ) -> None:
        command(choice=Choice(features, profiles, wanted), **options)

    return with_choice


def sound_suite(features: Path | None) -> Suite:
    """Return a suite that passed its own checks; one that did not ends the command (CNF-034)."""
    suite = read_suite(features)
    if not (suite.cases or suite.unread):
        misuse = (
            f"--features {features}: there is no case below it; name a folder of .feature files"
        )
        raise click.UsageError(misuse)
    found = problems(suite)
    for problem in found:
        click.echo(f"{problem}", err=True)
    if found:
        click.echo(f"{len(found)} problems: no case was run", err=True)
        raise SystemExit(FAULTY_SUITE)
    return suite


def chosen(suite: Suite, profiles: Sequence[str], wanted: Sequence[str]) -> tuple[Case, ...]:
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
