"""`targets`: the engines that the suite knows, each held to what is written of it (CNF-051)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.cli.choice import sound_suite
from conformance.cli.report_options import writable
from conformance.targets import TARGETS
from conformance.targets.matrix import matrix, share
from conformance.targets.run_target import Visit, visit
from conformance.verdict.claims import FAULTY_SUITE, SUCCESS, UNEXPECTED
from conformance.verdict.deviations import DeviationsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.book.suite import Suite
    from conformance.targets import Known


@click.command("targets")
@click.argument("names", metavar="[NAME …]", nargs=-1, type=click.Choice(list(TARGETS)))
@click.option(
    "--matrix",
    "page",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=writable,
    help="Write what they hold, profile by profile, as Markdown.",
)
def targets_command(names: tuple[str, ...], page: Path | None) -> None:
    """Run every engine that the suite knows, and hold each to its list of deviations."""
    suite = sound_suite(None)
    chosen = [TARGETS[name] for name in names or TARGETS]
    for known in chosen:
        if known.absent:
            misuse = f"{known.name}: {known.absent}"
            raise click.UsageError(misuse)
    visits = [_visited(known, suite) for known in chosen]
    for one in visits:
        for line in _lines(one):
            click.echo(line)
    if page is not None:
        page.write_text(matrix(visits), encoding="utf-8")
    raise SystemExit(SUCCESS if all(one.holds for one in visits) else UNEXPECTED)


def _visited(known: Known, suite: Suite) -> Visit:
    try:
        return visit(known, suite)
    except DeviationsError as error:
        click.echo(f"{known.name}: {error}", err=True)
        raise SystemExit(FAULTY_SUITE) from error


def _lines(one: Visit) -> Iterator[str]:
    """Yield what came of one target, and whatever is not as it is written."""
    target = one.report.target
    yield f"{one.known.name}: {target.name} {target.version}, {one.duration_s:.0f} s"
    for profile in one.report.profiles:
        yield f"  {profile:12} {share(one.report, profile)}"
    yield from (f"  no longer declares {name}" for name in one.lost)
    yield from (f"  suite error: {complaint}" for complaint in one.report.complaints)
    yield from (f"  {case.verdict}: {case.id} {case.reason}" for case in one.surprises)
