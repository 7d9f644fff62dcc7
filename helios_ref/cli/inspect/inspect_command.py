"""`inspect`: what is in a file (07-operations)."""

from __future__ import annotations

from collections.abc import Iterator

import click

from helios_ref.backup.files import OpenFile, reading
from helios_ref.cli.inspect import byte_at, fields, hexadecimal, summary_view, table_rows
from helios_ref.cli.inspect.summary import summary_of
from helios_ref.cli.output.console import write_lines
from helios_ref.cli.output.progress import Watch
from helios_ref.cli.output.text import json_line
from helios_ref.errors import CorruptBackupError, UnsupportedFormatError
from helios_ref.hldb.field_map import salvage, span_at, spans
from helios_ref.hldb.read_blocks import File, open_file

LABEL = "the file"
"""What refusals call a backup of which nothing is known yet."""


@click.command("inspect", epilog="\b\nExample:\n  helios-ref inspect --rows products full.hldb\n")
@click.argument("file", type=click.Path())
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
        raise click.UsageError("--rows shows no bytes: give either --rows, or --hex or --at")

    def lines() -> Iterator[str]:
        """Yield what is to be written, elsewhere: failures to write are not those to read."""
        with reading(file, LABEL) as source:
            if as_hex or offset is not None:
                yield from _fields(source, file, offset, as_json=as_json)
            elif table is not None:
                yield from table_rows.written(open_file(source, file), table, as_json=as_json)
            else:
                yield from _summary(open_file(source, file), as_json=as_json)

    write_lines(lines())


def _summary(file: File, *, as_json: bool) -> Iterator[str]:
    """Yield the summary, then raise the first damage: what can be read was shown (OPS-034)."""
    with Watch() as watch:
        summary = summary_of(file, lambda done: watch.see(file.name, done, len(file.index)))
    if as_json:
        yield json_line(summary.as_json())
    else:
        yield from summary_view.written(summary)
    if summary.damages:
        raise summary.damages[0]


def _fields(source: OpenFile, path: str, offset: int | None, *, as_json: bool) -> Iterator[str]:
    """Yield all fields, or that of a byte; of a file that is not whole, what is left (OPS-034)."""
    if offset is not None and offset >= source.size:
        raise click.UsageError(f"{path} has {source.size:,} bytes, and none at {offset:,}")
    refusal, entry = None, ""
    try:
        file = open_file(source, path)
        found = spans(file)
        if offset is not None:
            span = span_at(file, offset)
            found, entry = iter([span]), byte_at.entry_of(file, span, offset)
    except (CorruptBackupError, UnsupportedFormatError) as error:
        refusal, rest = error, salvage(source, path)
        found = (span for span in rest if offset is None or span.has(offset))
    if as_json:
        yield from (json_line(fields.as_json(span)) for span in found)
    elif offset is None:
        yield from hexadecimal.written(found, source.size)
    else:
        yield from byte_at.written(next(found), offset, source.size, entry)
    if refusal is not None:
        raise refusal
