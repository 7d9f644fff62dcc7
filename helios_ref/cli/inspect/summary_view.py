"""The summary of a file for people (07-operations)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from helios_ref.cli.inspect.fields import moment
from helios_ref.cli.inspect.summary import Summary, TableSummary
from helios_ref.cli.output.console import painted
from helios_ref.cli.output.grid import aligned
from helios_ref.cli.output.text import counted, visible
from helios_ref.hldb.layout import MAJOR
from helios_ref.hldb.read_blocks import File
from helios_ref.tables.catalog_records import backup_id

MOST: Final = 20
"""Of more blocks than this, those in the middle are left out, unless they are damaged."""


def written(summary: Summary) -> Iterator[str]:
    """Yield where the file belongs, what it holds, and where that stands (OPS-030)."""
    file = summary.file
    yield painted(visible(file.name), bold=True)
    for name, value in _facts(file):
        yield painted(f"  {name:<9}", "cyan") + visible(value)
    if summary.tables:
        yield ""
        yield from _tables(summary)
    if summary.damages:
        yield f"of {len(file.index):,} blocks, {len(summary.damages):,} cannot be read or counted"
    if summary.strays:
        yield f"entries with a key of no known kind: {summary.strays:,}"
    yield ""
    yield from _sections(summary)


def _facts(file: File) -> Iterator[tuple[str, str]]:
    """Yield what header and trailer say, without a look at any block."""
    header, trailer, state = file.header, file.trailer, file.trailer.state
    parent = "none: a full backup"
    if header.parent is not None:
        parent = f"{backup_id(header.parent.number)} with the root {header.parent.root.hex()}"
    values = trailer.entries - trailer.tombstones
    yield "backup", f"{backup_id(header.number)}, {header.kind}, format {MAJOR}.{header.minor}"
    yield "taken", f"{moment(header.created)} on the branch {header.branch}"
    yield "parent", parent
    yield "root", file.root.hex()
    yield "size", f"{trailer.file_length:,} bytes"
    yield "entries", f"{trailer.entries:,}: {values:,} values, {trailer.tombstones:,} tombstones"
    yield "leads to", f"a state of {state.keys:,} keys with the checksum {state.checksum:016x}"


def _tables(summary: Summary) -> Iterator[str]:
    """Yield what the file holds of each table; tombstones where there are some, or may be."""
    kinds = {"upserts": " upserted", "deletes": " deleted"}
    if summary.file.header.kind == "full" and not any(one.tombstones for one in summary.blocks):
        kinds = {"upserts": ""}
    counts = [f"{noun}{kind}" for noun in ("rows", "index keys") for kind in kinds.values()]
    rows = [
        [name, _schema(table)]
        + [f"{getattr(one, kind):,}" for one in (table.rows, table.index_keys) for kind in kinds]
        for name, table in sorted(summary.tables.items())
    ]
    yield from aligned(["table", "schema", *counts], [False, False, *(True for _ in counts)], rows)


def _schema(table: TableSummary) -> str:
    if table.dropped:
        return "dropped"
    return "not readable" if table.columns is None else counted(len(table.columns), "column")


def _sections(summary: Summary) -> Iterator[str]:
    """Yield where everything stands in the file; an ellipsis for blocks that are left out."""
    blocks, trailer = summary.blocks, summary.file.trailer
    first = blocks[0].offset if blocks else trailer.index_offset
    end = trailer.index_offset + trailer.index_length
    rows = [["header", "0", f"{first:,}"]]
    for number, block in enumerate(blocks):
        if MOST // 2 <= number < len(blocks) - MOST // 2 and block.damage is None:
            if rows[-1] != ["…"]:
                rows.append(["…"])
            continue
        numbers = [f"{part:,}" for part in (block.offset, block.length, block.entries)]
        tombstones = "damaged" if block.tombstones is None else f"{block.tombstones:,}"
        name = f"block {number + 1:,} of {len(blocks):,}"
        rows.append([name, *numbers, tombstones, block.first_key])
    rows.append(["index", f"{trailer.index_offset:,}", f"{trailer.index_length:,}"])
    rows.append(["trailer", f"{end:,}", f"{trailer.file_length - end:,}"])
    names = ["section", "offset", "bytes", "entries", "tombstones", "first key"]
    yield from aligned(names, [name not in {"section", "first key"} for name in names], rows)
