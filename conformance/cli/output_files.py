"""Files that a command writes: looked at before it begins; `-` is standard output (CNF-041)."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

import click
import msgspec

from conformance.report.page import Page, page

STDOUT: Final = Path("-")
"""What stands for standard output where a file is asked for."""


def writable(ctx: click.Context, param: click.Parameter, path: Path | None) -> Path | None:
    """Return a path at which a file can be written; another is wrong usage, before anything ran."""
    if path is None or path == STDOUT:
        return path
    if path.is_dir():
        why = "is a directory"
    elif not path.parent.is_dir():
        why = f"cannot be written: there is no directory {path.parent}"
    elif not os.access(path if path.exists() else path.parent, os.W_OK):
        why = "cannot be written: permission denied"
    else:
        return path
    misuse = f"{path} {why}"
    raise click.BadParameter(misuse, ctx, param)


def writable_file(ctx: click.Context, param: click.Parameter, path: Path | None) -> Path | None:
    """Return the same of a file that has others beside it, which standard output has not."""
    if path == STDOUT:
        raise click.BadParameter("- is standard output; name a file", ctx, param)
    return writable(ctx, param, path)


with_json = click.option(
    "--json",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=writable,
    help="Write what came of it for machines; - is standard output.",
)


def page_beside(*paths: Path | None) -> Page:
    """Return where people read: not where one of the files is to stand alone."""
    return page(sys.stderr if STDOUT in paths else sys.stdout)


def json_text(document: object) -> str:
    """Return a document as machines and people can read it."""
    return msgspec.json.format(msgspec.json.encode(document), indent=1).decode() + "\n"


def write_text(path: Path, text: str) -> None:
    """Write a file, or to standard output."""
    if path == STDOUT:
        click.echo(text, nl=False)
    else:
        path.write_text(text, encoding="utf-8")
