"""What a shell completes behind the options that choose cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.book.gherkin import read_casebook
from conformance.spec.chapter08 import read_charter
from conformance.spec.clauses import read_clauses
from conformance.spec.resources import features_directory, spec_directory

if TYPE_CHECKING:
    from collections.abc import Iterable

    import click


def profile_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the profiles that begin so."""
    del ctx, param
    return _beginning(incomplete, read_charter(spec_directory()).profiles)


def clause_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the clauses that begin so."""
    del ctx, param
    return _beginning(incomplete, read_clauses(spec_directory()))


def feature_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the features that begin so; within one, its cases."""
    del ctx, param
    ids = [case.id for case in read_casebook(features_directory()).cases]
    named = ids if "[" in incomplete else [one.partition("[")[0] for one in ids]
    return _beginning(incomplete, dict.fromkeys(named))


def _beginning(incomplete: str, names: Iterable[str]) -> list[str]:
    return [name for name in names if name.startswith(incomplete)]
