"""Levels 0 to 2 of verification, of one file, whatever its length (03-hldb)."""

from __future__ import annotations

from collections.abc import Generator, Iterator

from helios_ref.backup.corruption import in_file
from helios_ref.backup.files import reading
from helios_ref.backup.verify import Progress
from helios_ref.hldb import read_blocks as hldb
from helios_ref.hldb.block_encode import Block
from helios_ref.hldb.checksum import StateSum, state_sum
from helios_ref.storage.layer import Cell
from helios_ref.tables.check_entry import Tables, check_entry, described_tables
from helios_ref.tables.integrity import Finding
from helios_ref.tables.keys import COUNTERS, SCHEMAS, under


def check_file(path: str, level: int, backup: str) -> Generator[Progress, None, None]:
    """Verify one file at level 0, 1 or 2, with one block in memory at a time (OPS-044)."""
    assert 0 <= level <= 2, level  # noqa: PLR2004  # the levels of 03-hldb
    with reading(path, backup) as source:
        file = hldb.open_file(source, path)
        yield Progress(path, 0, 0, len(file.index))
        if level == 1:
            for done, _ in enumerate(hldb.check_hashes(file), start=1):
                yield Progress(path, 1, done, len(file.index))
        elif level > 1:
            total = yield from _entries(file)
            if file.header.kind == "full":
                hldb.check_state_sum(file, total)


def _entries(file: hldb.File) -> Generator[Progress, None, StateSum]:
    """
    Check every block, then every entry by itself, and return the sum of the values (HLD-044).

    What an entry says is judged only when all blocks are found to be in canonical form (HLD-002).
    """
    total = StateSum()
    tables, wrong = _tables(file)
    for done, block in enumerate(hldb.blocks(file), start=1):
        wrong = wrong or _wrong(tables, block)
        total += _sum(block)
        yield Progress(file.name, 2, done, len(file.index))
    if wrong is not None:
        raise in_file(file, wrong) from wrong
    return total


def _tables(file: hldb.File) -> tuple[Tables, Finding | None]:
    """Return the tables that a file describes, or what is wrong with their descriptions."""
    try:
        return described_tables(_describing(file)), None
    except Finding as finding:
        return {}, finding


def _wrong(tables: Tables, block: Block) -> Finding | None:
    """Return the first thing that is wrong with the entries of a block."""
    try:
        for key, cell in zip(block.keys, block.cells, strict=True):
            check_entry(tables, key, cell)
    except Finding as finding:
        return finding
    return None


def _describing(file: hldb.File) -> Iterator[tuple[bytes, Cell]]:
    """Yield the counters and schemas of a file, in key order; the index says where they are."""
    for prefix in (COUNTERS, SCHEMAS):
        for number in hldb.block_range(file, *under(prefix)):
            block = hldb.block(file, number)
            entries = zip(block.keys, block.cells, strict=True)
            yield from (entry for entry in entries if entry[0].startswith(prefix))


def _sum(block: Block) -> StateSum:
    """Return the sum of the entries of a block that have values."""
    entries = zip(block.keys, block.cells, strict=True)
    return state_sum({key: cell for key, cell in entries if isinstance(cell, bytes)})
