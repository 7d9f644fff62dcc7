"""`site`: the book, as pages (CNF-080)."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.cli.choice import sound_suite
from conformance.cli.read_report import read_report
from conformance.cli.site_extra import need_site
from conformance.spec.resources import spec_directory

if TYPE_CHECKING:
    from conformance.site.zoo import Culprit


@click.command("site")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.argument(
    "paths",
    metavar="[RESULTS.json …]",
    nargs=-1,
    type=click.Path(dir_okay=False, path_type=Path),
)
def site_command(directory: Path, paths: tuple[Path, ...]) -> None:
    """Write clauses, cases, files, engines and verdicts into DIR as pages that link each other."""
    began = time.monotonic()
    need_site()
    from conformance.site.benchmarks import read_benchmark  # noqa: PLC0415
    from conformance.site.book import Given, gathered  # noqa: PLC0415 - needs what an extra brings
    from conformance.site.press_run import publish_site  # noqa: PLC0415

    races = {path: benchmark for path in paths if (benchmark := read_benchmark(path))}
    reports = tuple(read_report(path) for path in paths if path not in races)
    given = Given(_culprits(), reports, tuple(races.values()))
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

    named = fault_lock.named()
    engines = WRONG_ENGINES.items()
    return with_code({name: (one.clause, one.vice, named.get(name, ())) for name, one in engines})
