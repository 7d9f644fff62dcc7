"""The files that a run writes when it is asked to, and `report`, which reads them (CNF-044)."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec
from rich.console import Console

from conformance.drivers.transcript import Transcript
from conformance.report.comparison import show_comparison
from conformance.report.document import Report
from conformance.report.junit import junit
from conformance.report.markdown import markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_FILE = click.Path(dir_okay=False, path_type=Path)


@dataclass(frozen=True, slots=True)
class Files:
    """Where reports go, and what cases leave; None for nowhere."""

    json: Path | None
    junit: Path | None
    markdown: Path | None
    kept: Path | None
    """Where the files of cases go that end unexpectedly."""

    lines: Path | None
    """Where every call goes, as it ends."""

    @contextmanager
    def transcript(self) -> Iterator[Transcript | None]:
        """Yield the transcript, if one was asked for; a file that cannot be written is misuse."""
        if self.lines is None:
            yield None
            return
        try:
            file = self.lines.open("wb")
        except OSError as error:
            misuse = f"--transcript {self.lines}: {error.strerror}"
            raise click.UsageError(misuse) from error
        with file:
            yield Transcript(file)

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

    @click.option("--json", type=_FILE, help="Write the run as JSON.")
    @click.option("--junit", type=_FILE, help="Write the run as JUnit's XML.")
    @click.option("--markdown", type=_FILE, help="Write the run as Markdown.")
    @click.option(
        "--transcript", "lines", type=_FILE, help="Write every call and its answer, a line each."
    )
    @click.option(
        "--keep",
        "kept",
        type=click.Path(file_okay=False, path_type=Path, resolve_path=True),
        help="Keep the files of cases that end unexpectedly, in a folder for each.",
    )
    @wraps(command)
    def with_files(**options: object) -> None:
        given: dict[str, Any] = {one.name: options.pop(one.name) for one in fields(Files)}
        command(files=Files(**given), **options)

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
