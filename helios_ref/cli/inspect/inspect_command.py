"""`inspect`: what is in a file (07-operations)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from helios_ref.backup.files import OpenFile, reading
from helios_ref.cli.inspect import byte_at, fields, hexadecimal, summary_view, table_rows
from helios_ref.cli.inspect.summary import summary_of
from helios_ref.cli.output.console import write
from helios_ref.cli.output.progress import Watch
from helios_ref.cli.output.text import json_line
from helios_ref.errors import CorruptBackupError, UnsupportedFormatError
from helios_ref.hldb.field_map import Span, salvage, span_at, spans
from helios_ref.hldb.read_blocks import File, open_file

if TYPE_CHECKING:
    from collections.abc import Iterator

LABEL = "the file"
"""What refusals call a backup of which nothing is known yet."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to see of a file."""

    path: str
    as_hex: bool
    offset: int | None
    table: str | None
    as_json: bool


@click.command("inspect")
@click.argument("file")
@click.option("--hex", "as_hex", is_flag=True, help="Every byte, with the name of its field.")
@click.option(
    "--at",
    "offset",
    type=byte_at.offset_of,
    metavar="OFFSET",
    help="Which field the byte at OFFSET belongs to, and which clause says what it holds.",
)
@click.option("--rows", "table", metavar="TABLE", help="The rows of TABLE in this file alone.")
@click.option("--json", "as_json", is_flag=True, help="The same for machines.")
def inspect_command(
    *, file: str, as_hex: bool, offset: int | None, table: str | None, as_json: bool
) -> None:
    """
    Show what is in a backup file.

    Where FILE belongs in a chain, what it holds of each table, and where that stands; or its
    bytes, or the rows of a table. Nothing is restored, and parents are not needed.
    """
    if table is not None and (as_hex or offset is not None):
        misuse = "--rows shows no bytes: give either --rows, or --hex or --at"
        raise click.UsageError(misuse)
    write(_shown(Wish(file, as_hex, offset, table, as_json)))


def _shown(wish: Wish) -> Iterator[str]:
    """Yield what is to be written; writing is done elsewhere, so that its failures are its own."""
    with reading(wish.path, LABEL) as source:
        if wish.offset is not None:
            yield from _byte(source, wish, wish.offset)
        elif wish.as_hex:
            yield from _bytes(source, wish)
        elif wish.table is not None:
            file = open_file(source, wish.path)
            yield from table_rows.written(file, wish.table, as_json=wish.as_json)
        else:
            yield from _summary(open_file(source, wish.path), wish)


def _summary(file: File, wish: Wish) -> Iterator[str]:
    """Yield the summary, then raise the first damage: what can be read was shown (OPS-034)."""
    with Watch() as watch:
        summary = summary_of(file, lambda done: watch.see(wish.path, done, len(file.index)))
    if wish.as_json:
        yield json_line(summary_view.as_json(summary))
    else:
        yield from summary_view.written(summary)
    for damage in summary.damages.values():
        raise damage


def _bytes(source: OpenFile, wish: Wish) -> Iterator[str]:
    """Yield every field; of a file that is not whole, what can be named of it (OPS-034)."""
    refusal = None
    try:
        found = spans(open_file(source, wish.path))
    except (CorruptBackupError, UnsupportedFormatError) as error:
        refusal, found = error, salvage(source, wish.path)
    if wish.as_json:
        yield from map(_line, found)
    else:
        yield from hexadecimal.written(found, source.size)
    if refusal is not None:
        raise refusal


def _byte(source: OpenFile, wish: Wish, offset: int) -> Iterator[str]:
    """Yield what the byte at an offset belongs to; of a file that is not whole, if it can be."""
    if offset >= source.size:
        misuse = f"{wish.path} has {source.size:,} bytes, and none at {offset:,}"
        raise click.UsageError(misuse)
    refusal, entry = None, ""
    try:
        file = open_file(source, wish.path)
        byte = byte_at.Byte(offset, span_at(file, offset), source.size)
        entry = byte_at.entry_of(file, byte)
    except (CorruptBackupError, UnsupportedFormatError) as error:
        rest = salvage(source, wish.path)
        span = next(one for one in rest if offset < one.offset + len(one.data))
        refusal, byte = error, byte_at.Byte(offset, span, source.size)
    if wish.as_json:
        yield _line(byte.span)
    else:
        yield from byte_at.written(byte, entry)
    if refusal is not None:
        raise refusal


def _line(span: Span) -> str:
    """Return a field as a line of JSON (OPS-031)."""
    return json_line(fields.as_json(span))
