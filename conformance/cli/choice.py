"""Which cases are meant, of which suite (CNF-070)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from conformance.book.nearest import hint
from conformance.book.selection import NoSuchCaseError, NoSuchClauseError, selected, showing
from conformance.book.suite import Suite, read_suite
from conformance.cli.read_report import read_report
from conformance.lint import problems
from conformance.verdict.claims import FAULTY_SUITE
from conformance.verdict.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from conformance.book.casebook import Case


@dataclass(frozen=True, slots=True)
class Choice:
    """Which cases, of which features."""

    features: Path | None
    profiles: tuple[str, ...]
    wanted: tuple[str, ...]
    clauses: tuple[str, ...] = ()
    failed: Path | None = None
    """A report, of whose cases those with an unexpected verdict are meant."""

    shard: tuple[int, int] = (1, 1)

    @property
    def options(self) -> list[str]:
        """The options that name the features again."""
        return [] if self.features is None else ["--features", str(self.features)]

    def suite(self) -> Suite:
        """Return the suite of the features."""
        return sound_suite(self.features)

    def cases(self, suite: Suite) -> tuple[Case, ...]:
        """Return the cases of a suite that are meant."""
        wanted = self.wanted if self.failed is None else (*self.wanted, *_failed(self.failed))
        found = chosen(suite, self.profiles, wanted)
        try:
            found = showing(found, self.clauses, suite.clauses)
        except NoSuchClauseError as error:
            raise click.UsageError(str(error)) from error
        place, parts = self.shard
        return found[place - 1 :: parts]


def sound_suite(features: Path | None) -> Suite:
    """Return a suite that passed its own checks; one that did not ends the command (CNF-034)."""
    suite = read_suite(features)
    if not (suite.cases or suite.unread):
        misuse = (
            f"--features {features}: there is no case below it; name a folder of .feature files"
        )
        raise click.UsageError(misuse)
    # The suite's own tree, unaltered, passed before it was locked (CNF-034, `trace --accept`).
    found = problems(suite) if suite.altered else ()
    for problem in found:
        click.echo(f"{problem}", err=True)
    if found:
        click.echo(f"{len(found)} problems: no case was run", err=True)
        raise SystemExit(FAULTY_SUITE)
    return suite


def chosen(suite: Suite, profiles: Sequence[str], wanted: Sequence[str]) -> tuple[Case, ...]:
    """Return the cases that the options mean; words that mean none are wrong usage."""
    known = suite.charter.profiles
    for profile in profiles:
        if profile not in known:
            near = hint(profile, known) or f"; there are {', '.join(known)}"
            misuse = f"there is no profile {profile}{near}"
            raise click.UsageError(misuse)
    try:
        return selected(suite.cases, profiles, wanted)
    except NoSuchCaseError as error:
        raise click.UsageError(str(error)) from error


def _failed(path: Path) -> list[str]:
    """Return the cases of a report that did not end as expected; none is wrong usage."""
    found = [case.id for case in read_report(path).cases if Verdict(case.verdict).unexpected]
    if not found:
        misuse = f"--failed {path}: every verdict in it is expected"
        raise click.UsageError(misuse)
    return found
