"""`site`: the book, as pages (CNF-080)."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.cli.choice import sound_suite
from conformance.cli.read_report import read_report
from conformance.cli.report_options import enterable
from conformance.cli.site_extra import need_site
from conformance.spec.resources import spec_directory
from conformance.targets.record import read_matrix

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conformance.site.next_steps import Wording
    from conformance.site.zoo import Culprit


@click.command("site")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path), callback=enterable)
@click.argument(
    "paths",
    metavar="[RESULTS.json …]",
    nargs=-1,
    type=click.Path(dir_okay=False, path_type=Path),
)
def site_command(directory: Path, paths: tuple[Path, ...]) -> None:
    """
    Write clauses, cases, files, engines and verdicts into DIR as pages that link each other.

    RESULTS are what `run --json`, `targets --matrix` and a benchmark wrote; without any of the
    last two, the pages have what is kept of them.
    """
    began = time.monotonic()
    need_site()
    from conformance.site.benchmarks import kept_benchmark, read_benchmark  # noqa: PLC0415
    from conformance.site.book import Given, gathered  # noqa: PLC0415 - needs what an extra brings
    from conformance.site.press_run import publish_site  # noqa: PLC0415

    races = {path: benchmark for path in paths if (benchmark := read_benchmark(path))}
    visits = {path: kept for path in paths if (kept := read_matrix(path))}
    reports = tuple(read_report(path) for path in paths if path not in races | visits)
    matrix = {name: one for kept in visits.values() for name, one in kept.items()}
    raced = tuple(races.values()) or kept_benchmark()
    given = Given(_culprits(), _wordings(), reports, raced, matrix)
    book = gathered(sound_suite(None), spec_directory(), given)
    try:
        pages = publish_site(book, directory)
    except OSError as error:
        misuse = f"cannot write {error.filename or directory}: {error.strerror or error}"
        raise click.UsageError(misuse) from error
    took = time.monotonic() - began
    click.echo(f"{pages:,} pages in {took:.0f} s: open {directory / 'index.html'}")


def _culprits() -> tuple[Culprit, ...]:
    """Return the wrong engines with who catches them; the pages do not know the accused."""
    from conformance.faults import WRONG_ENGINES, fault_lock  # noqa: PLC0415 - the accused
    from conformance.site.zoo import with_code  # noqa: PLC0415

    named = fault_lock.read_catches()
    engines = WRONG_ENGINES.items()
    return with_code({name: (one.clause, one.vice, named.get(name, ())) for name, one in engines})


def _wordings() -> Mapping[str, Wording]:
    """Return how the accused words each refusal."""
    from conformance.faults.wordings import wordings  # noqa: PLC0415 - the accused
    from conformance.site.next_steps import Wording  # noqa: PLC0415

    return {code: Wording(*words) for code, words in wordings().items()}
