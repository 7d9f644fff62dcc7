"""`targets`: the engines that the suite knows, each held to what is written of it (CNF-051)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.cli.choice import sound_suite
from conformance.cli.output_files import writable_file
from conformance.spec.given_file import GivenFileError
from conformance.targets import TARGETS
from conformance.targets.matrix import matrix, share, with_front
from conformance.targets.measure import Measured, measured
from conformance.targets.record import Result, read_results, result, write_results
from conformance.targets.run_target import Visit, visit
from conformance.verdict.claims import FAULTY_SUITE, SUCCESS, UNEXPECTED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.book.suite import Suite
    from conformance.targets import Known


RESULTS = "matrix.json"
"""What the page is made of; one that is not visited keeps what came of it last."""


@click.command("targets")
@click.argument("names", metavar="[NAME …]", nargs=-1, type=click.Choice(list(TARGETS)))
@click.option(
    "--matrix",
    "page",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=writable_file,
    help="Write what they hold, profile by profile, as Markdown, and matrix.json beside it.",
)
@click.option(
    "--front",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Write the short table between its marks on this page, from matrix.json.",
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Ask for more profiles, and measure bit rot and load, as far as each goes.",
)
def targets_command(
    names: tuple[str, ...], page: Path | None, front: Path | None, *, everything: bool
) -> None:
    """Run every engine that the suite knows, and hold each to its list of deviations."""
    suite = sound_suite(None)
    chosen = _chosen(names)
    kept = read_results(page.with_name(RESULTS)) if page else {}
    ends = SUCCESS
    for known in chosen:
        one = _visited(known, suite, more=everything)
        if one.report.interrupted:
            click.echo(f"{known.name}: interrupted; what came of it last is kept", err=True)
            ends = one.report.exit_code
            break
        found = measured(known) if everything else Measured()
        kept[known.name] = result(one, found, kept.get(known.name))
        for line in (*_lines(one, kept[known.name]), *_measured_lines(found)):
            click.echo(line)
        ends = ends if one.holds else UNEXPECTED
    if page is not None:
        write_results(page.with_name(RESULTS), kept.values())
        ordered = [kept[name] for name in TARGETS if name in kept]
        page.write_text(matrix(ordered, [*suite.charter.profiles]), encoding="utf-8")
        if front is not None:
            read = front.read_text(encoding="utf-8")
            front.write_text(with_front(read, ordered), encoding="utf-8")
    raise SystemExit(ends)


def _chosen(names: tuple[str, ...]) -> list[Known]:
    """Return the targets that are asked for; one that is not installed is named."""
    chosen = [TARGETS[name] for name in names or TARGETS]
    for known in chosen:
        if known.absent and (names or not known.may_be_left_out):
            misuse = f"{known.name}: {known.absent}"
            raise click.UsageError(misuse)
        if known.absent:
            click.echo(f"{known.name} is left out: {known.absent}", err=True)
    return [known for known in chosen if not known.absent]


def _visited(known: Known, suite: Suite, *, more: bool) -> Visit:
    try:
        return visit(known, suite, more=more)
    except GivenFileError as error:
        click.echo(f"{known.name}: {error}", err=True)
        raise SystemExit(FAULTY_SUITE) from error


def _lines(one: Visit, kept: Result) -> Iterator[str]:
    """Yield what came of one target, and whatever is not as it is written."""
    target = one.report.target
    yield f"{one.known.name}: {target.name} {target.version}, {one.duration_s:.0f} s"
    for profile, verdicts in kept.verdicts.items():
        yield f"  {profile:12} {share(verdicts)}"
    yield from (f"  no longer declares {name}" for name in one.lost)
    yield from (f"  suite error: {complaint}" for complaint in one.report.complaints)
    yield from (f"  {case.verdict}: {case.id} {case.reason}" for case in one.surprises)


def _measured_lines(found: Measured) -> Iterator[str]:
    """Yield what came of turning bits, file by file, and of backups and kills under load."""
    for row in found.rot.rows if found.rot else ():
        counts = ", ".join(f"{number} {kind}" for kind, number in row.counts.items() if number)
        yield f"  one bit of {row.file}, {row.restored} restored: {counts}"
    for one in found.load.backups if found.load else ():
        yield f"  {one.kind} under load, {one.transfers_during} transfers during it: {one.came}"
    for kill in found.load.kills if found.load else ():
        yield f"  killed during {kill.during}: {kill.came}"
