"""The options that name what a run writes; paths that do not do are refused before it begins."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from conformance.cli.output_files import STDOUT, json_text, writable, write_text
from conformance.cli.site_extra import need_site
from conformance.drivers.transcript import Transcript
from conformance.report.junit import junit
from conformance.report.markdown import markdown
from conformance.report.page import Page, page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conformance.report.document import Report


@dataclass(frozen=True, slots=True)
class Files:
    """Where reports go, and what cases leave; None for nowhere."""

    json: Path | None
    junit: Path | None
    markdown: Path | None
    html: Path | None
    kept: Path | None
    """Where the files of cases go that end unexpectedly."""

    lines: Path | None
    """Where every call goes, as it ends."""

    @property
    def on_stdout(self) -> int:
        """How many of them go to standard output."""
        return [self.json, self.junit, self.markdown, self.html, self.lines].count(STDOUT)

    def page(self) -> Page:
        """Return where people read: not where a report is to stand alone."""
        return page(sys.stderr if self.on_stdout else sys.stdout)

    @contextmanager
    def transcript(self) -> Iterator[Transcript | None]:
        """Yield the transcript, if one was asked for."""
        if self.lines is None:
            yield None
        elif self.lines == STDOUT:
            yield Transcript(sys.stdout.buffer)
        else:
            with self.lines.open("wb") as file:
                yield Transcript(file)

    def write(self, report: Report) -> None:
        """Write each report that was asked for."""
        if self.json is not None:
            write_text(self.json, json_text(report))
        if self.junit is not None:
            write_text(self.junit, junit(report))
        if self.markdown is not None:
            write_text(self.markdown, markdown(report))
        if self.html is not None:
            from conformance.site.run_page import run_page  # noqa: PLC0415 - needs an extra

            write_text(self.html, run_page(report))


def writable_page(ctx: click.Context, param: click.Parameter, path: Path | None) -> Path | None:
    """Return the same of a page, for which an extra has to be installed (CNF-081)."""
    if path is not None:
        need_site()
    return writable(ctx, param, path)


def enterable(ctx: click.Context, param: click.Parameter, path: Path | None) -> Path | None:
    """Return a path at which a directory is, or can be made."""
    if path is None:
        return None
    there = next(one for one in (path, *path.absolute().parents) if os.path.lexists(one))
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        misuse = f"nothing can be written below {there}"
        raise click.BadParameter(misuse, ctx, param)
    return path


def _file(name: str, *more: str, text: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return the option of a file that is written."""
    return click.option(
        name, *more, type=click.Path(path_type=Path), callback=writable, metavar="FILE", help=text
    )


def with_written(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that name the forms of a report, as one argument `files`."""

    @_file("--json", text="Write the run as JSON; - is standard output, here and below.")
    @_file("--junit", text="Write the run as JUnit's XML.")
    @_file("--markdown", text="Write the run as Markdown.")
    @click.option(
        "--html",
        type=click.Path(path_type=Path),
        callback=writable_page,
        metavar="FILE",
        help="Write the run as one page that stands alone.",
    )
    @wraps(command)
    def with_files(**options: object) -> None:
        named: dict[str, Any] = {one.name: options.pop(one.name, None) for one in fields(Files)}
        files = Files(**named)
        if files.on_stdout > 1:
            misuse = "only one of --json, --junit, --markdown, --html and --transcript can be -"
            raise click.UsageError(misuse)
        command(files=files, **options)

    return with_files


def with_reports(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command these options, and those that name what a run leaves besides."""
    keep = click.option(
        "--keep",
        "kept",
        type=click.Path(path_type=Path, resolve_path=True),
        callback=enterable,
        metavar="DIR",
        help="Keep the files of cases that end unexpectedly, in a folder for each.",
    )
    calls = _file("--transcript", "lines", text="Write every call and its answer, a line each.")
    return calls(keep(with_written(command)))
