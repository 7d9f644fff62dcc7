"""`trace`: each clause beside what shows it (08-conformance)."""

from __future__ import annotations

import sys
from pathlib import Path  # noqa: TC003 - click reads the annotation
from typing import TYPE_CHECKING

import click
from rich.table import Table

from conformance.book import case_lock, suite_lock
from conformance.book.nearest import hint
from conformance.cli.case_options import with_features
from conformance.cli.choice import sound_suite
from conformance.report.page import page
from conformance.spec.clause_lock import accept_clauses, changed_clauses, read_fingerprints
from conformance.spec.resources import spec_directory, tests_directory
from conformance.traceability.dossier import dossier
from conformance.traceability.guide_numbers import write_numbers
from conformance.traceability.navigation import write_navigation
from conformance.traceability.sql_vectors import write_sql_vectors
from conformance.traceability.triangle import KINDS, Trace, missing, strays, totals, trace
from conformance.verdict.claims import SUCCESS, UNEXPECTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conformance.book.suite import Suite


NOT_OURS = "--accept is for the suite's own tree in a checkout"


@click.command("trace")
@click.argument("wanted", metavar="[CLAUSE]", required=False)
@click.option("--missing", "only_missing", is_flag=True, help="Only clauses that lack evidence.")
@click.option("--changed", "only_changed", is_flag=True, help="What to read again, and why.")
@click.option("--accept", is_flag=True, help="Write links and vectors; lock the rest.")
@with_features
def trace_command(
    *,
    wanted: str | None,
    only_missing: bool,
    only_changed: bool,
    accept: bool,
    features: Path | None,
) -> None:
    """Show for each clause what holds an engine to it; of one CLAUSE, all that is known."""
    suite = sound_suite(features)
    spec = spec_directory()
    traced = trace(suite, spec, tests_directory())
    if accept:
        if features is not None or tests_directory() is None:
            raise click.UsageError(NOT_OURS)
        write_sql_vectors(suite, spec)
        write_navigation(suite, spec, trace(suite, spec, tests_directory()))
        accept_clauses(spec, suite.clauses.values())
        case_lock.accept_cases(suite.features, suite.cases)
        write_numbers(suite.features / "README.md", suite.cases)
        suite_lock.accept_suite()
    elif wanted is not None:
        tell_clause(suite, traced, wanted)
    elif only_changed:
        raise SystemExit(
            _tell_changes(suite, traced, changed_clauses(suite.clauses, read_fingerprints(spec)))
        )
    else:
        raise SystemExit(_tell_matrix(suite, traced, only_missing=only_missing))


def tell_clause(suite: Suite, traced: Trace, wanted: str) -> None:
    """Write all that is known of a clause."""
    clause = suite.clauses.get(wanted.upper())
    if clause is None:
        raise click.UsageError(f"there is no clause {wanted}{hint(wanted.upper(), suite.clauses)}")
    for line in dossier(suite, traced, clause):
        click.echo(line)


def _tell_changes(suite: Suite, traced: Trace, clauses: Sequence[str]) -> int:
    """Write the clauses whose sentence changed, each with its evidence."""
    for clause in clauses:
        known = suite.clauses.get(clause)
        click.echo(f"{clause} {known.sentence if known else 'is gone'}")
        for kind in KINDS:
            for name in traced.of(clause, kind):
                click.echo(f"  read again: {kind} {name}")
    return UNEXPECTED if clauses else SUCCESS


def _tell_matrix(suite: Suite, traced: Trace, *, only_missing: bool) -> int:
    """Write the matrix, its totals, and what lacks."""
    lacking = missing(suite, traced)
    table = Table(show_footer=True)
    table.add_column("clause", footer=str(len(suite.clauses)), no_wrap=True)
    table.add_column("title", footer="clauses with the evidence that they declare")
    for kind, declared, shown in totals(suite, traced):
        footer = f"{shown}/{declared}" if kind in traced.looked else "no tests here"
        table.add_column(kind, justify="right", footer=footer)
    for clause in suite.clauses.values():
        if only_missing and clause.id not in {one for one, _ in lacking}:
            continue
        cells = (_cell(traced, clause.id, kind, lacking) for kind in KINDS)
        table.add_row(clause.id, clause.title, *cells)
    page(sys.stdout).print(table)
    for unknown, name in strays(suite, traced):
        click.echo(f"{name} speaks of {unknown}, which does not exist", err=True)
    return UNEXPECTED if lacking or strays(suite, traced) else SUCCESS


def _cell(traced: Trace, clause: str, kind: str, lacking: Sequence[tuple[str, str]]) -> str:
    """Return how much evidence of a kind there is; what is declared and lacks is told."""
    if (clause, kind) in lacking:
        return "missing"
    return str(len(traced.of(clause, kind)) or "")
