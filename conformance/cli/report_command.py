"""The files that a run writes when it is asked to, and `report`, which reads them (CNF-044)."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec
from rich.console import Console

from conformance.report.comparison import show_comparison
from conformance.report.document import Report
from conformance.report.junit import junit
from conformance.report.markdown import markdown

if TYPE_CHECKING:
    from collections.abc import Callable

_FILE = click.Path(dir_okay=False, path_type=Path)


@dataclass(frozen=True, slots=True)
class Files:
    """Where reports go, and what cases leave; None for nowhere."""

    json: Path | None
    junit: Path | None
    markdown: Path | None
    kept: Path | None
    """Where the files of cases go that end unexpectedly."""

    def write(self, report: Report) -> None:
        """Write each report that was asked for."""
        if self.json is not None:
            document = msgspec.json.format(msgspec.json.encode(report), indent=1)
            self.json.write_bytes(document + b"\n")
        if self.junit is not None:
            self.junit.write_text(junit(report), encoding="utf-8")
        if self.markdown is not None:
            self.markdown.write_text(markdown(report), encoding="utf-8")


def with_reports(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that name reports, as one argument `files`."""

    @click.option("--json", "json_file", type=_FILE, help="Write the run as JSON.")
    @click.option("--junit", "junit_file", type=_FILE, help="Write the run as JUnit's XML.")
    @click.option("--markdown", "markdown_file", type=_FILE, help="Write the run as Markdown.")
    @click.option(
        "--keep",
        "kept",
        type=click.Path(file_okay=False, path_type=Path, resolve_path=True),
        help="Keep the files of cases that end unexpectedly, in a folder for each.",
    )
    @wraps(command)
    def with_files(
        json_file: Path | None,
        junit_file: Path | None,
        markdown_file: Path | None,
        kept: Path | None,
        **options: object,
    ) -> None:
        command(files=Files(json_file, junit_file, markdown_file, kept), **options)

    return with_files


@click.command("report")
@click.argument("paths", metavar="REPORT.json …", nargs=-1, required=True, type=_FILE)
def report_command(paths: tuple[Path, ...]) -> None:
    """Show runs beside each other: what each target holds, and where they differ."""
    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    show_comparison(console, [_read(path) for path in paths])


def _read(path: Path) -> Report:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Report)
    except (OSError, msgspec.DecodeError) as error:
        misuse = f"{path}: {error}"
        raise click.UsageError(misuse) from error
