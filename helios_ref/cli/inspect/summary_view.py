"""The summary of a file, for people and for machines (07-operations)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from helios_ref.cli.inspect.fields import moment
from helios_ref.cli.output.console import painted
from helios_ref.cli.output.grid import aligned
from helios_ref.cli.output.text import counted, visible
from helios_ref.hldb.layout import MAJOR
from helios_ref.tables.catalog_records import backup_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helios_ref.cli.inspect.summary import Holding, Summary
    from helios_ref.hldb.read_blocks import File

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
    header, trailer = file.header, file.trailer
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
    state = trailer.state
    yield "leads to", f"a state of {state.keys:,} keys with the checksum {state.checksum:016x}"


def _tables(summary: Summary) -> Iterator[str]:
    """Yield what the file holds of each table; tombstones where there are some, or may be."""
    kinds = {"upserts": " upserted", "deletes": " deleted"}
    if summary.file.header.kind == "full" and not any(summary.tombstones.values()):
        kinds = {"upserts": ""}
    counts = [f"{noun}{kind}" for noun in ("rows", "index keys") for kind in kinds.values()]
    rows = [
        [name, _schema(held)]
        + [f"{getattr(count, kind):,}" for count in (held.rows, held.index_keys) for kind in kinds]
        for name, held in sorted(summary.tables.items())
    ]
    yield from aligned(["table", "schema", *counts], [False, False, *(True for _ in counts)], rows)


def _schema(holding: Holding) -> str:
    if holding.dropped:
        return "dropped"
    if holding.schema is None:
        return "not readable"
    return counted(len(holding.schema.columns), "column")


def _sections(summary: Summary) -> Iterator[str]:
    """Yield where everything stands in the file."""
    file, trailer = summary.file, summary.file.trailer
    first = file.index[0].offset if file.index else trailer.index_offset
    end = trailer.index_offset + trailer.index_length
    rows = [
        ["header", "0", f"{first:,}"],
        *(
            ["…"] if number is None else _block(summary, number)
            for number in _worth_showing(summary)
        ),
        ["index", f"{trailer.index_offset:,}", f"{trailer.index_length:,}"],
        ["trailer", f"{end:,}", f"{trailer.file_length - end:,}"],
    ]
    names = ["section", "offset", "bytes", "entries", "tombstones", "first key"]
    yield from aligned(names, [name not in {"section", "first key"} for name in names], rows)


def _block(summary: Summary, number: int) -> list[str]:
    """Return where a block stands, and what is in it."""
    entry, tombstones = summary.file.index[number], summary.tombstones.get(number)
    return [
        f"block {number + 1:,} of {len(summary.file.index):,}",
        *(f"{part:,}" for part in (entry.offset, entry.length, entry.count)),
        "damaged" if tombstones is None else f"{tombstones:,}",
        ascii(entry.first_key)[2:-1],
    ]


def _worth_showing(summary: Summary) -> Iterator[int | None]:
    """Yield positions of blocks; None where some are left out."""
    blocks = len(summary.file.index)
    left_out = False
    for number in range(blocks):
        if MOST // 2 <= number < blocks - MOST // 2 and number not in summary.damages:
            if not left_out:
                yield None
            left_out = True
        else:
            yield number
            left_out = False


def as_json(summary: Summary) -> dict[str, Any]:
    """Return the summary as JSON has it (OPS-031)."""
    file = summary.file
    header, trailer, parent = file.header, file.trailer, file.header.parent
    link = parent and {"backup_id": backup_id(parent.number), "root": parent.root.hex()}
    return {
        "path": file.name,
        "format": f"{MAJOR}.{header.minor}",
        "backup_id": backup_id(header.number),
        "backup_type": header.kind,
        "timestamp": header.created,
        "branch": header.branch,
        "parent": link,
        "root": file.root.hex(),
        "size_bytes": trailer.file_length,
        "key_count": trailer.entries,
        "tombstones": trailer.tombstones,
        "state": {"keys": trailer.state.keys, "checksum": f"{trailer.state.checksum:016x}"},
        "tables": {name: _table_json(held) for name, held in sorted(summary.tables.items())},
        "blocks": [_block_json(summary, number) for number in range(len(file.index))],
    }


def _table_json(holding: Holding) -> dict[str, Any]:
    columns = None
    if holding.schema is not None:
        columns = [{"name": one.name, "type": one.type.name} for one in holding.schema.columns]
    return {
        "dropped": holding.dropped,
        "columns": columns,
        "rows": {"upserts": holding.rows.upserts, "deletes": holding.rows.deletes},
        "index_keys": {
            "upserts": holding.index_keys.upserts,
            "deletes": holding.index_keys.deletes,
        },
    }


def _block_json(summary: Summary, number: int) -> dict[str, Any]:
    entry, damage = summary.file.index[number], summary.damages.get(number)
    return {
        "offset": entry.offset,
        "length": entry.length,
        "entries": entry.count,
        "tombstones": summary.tombstones.get(number),
        "first_key": ascii(entry.first_key)[2:-1],
        "damage": None if damage is None else damage.reason,
    }
