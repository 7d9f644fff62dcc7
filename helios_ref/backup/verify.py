"""All four levels of verification, of a chain (03-hldb)."""

from __future__ import annotations

from collections.abc import Collection, Generator
from dataclasses import dataclass

from helios_ref.backup.chain import Chain, Member, named
from helios_ref.backup.corruption import in_chain, in_file
from helios_ref.backup.files import reading
from helios_ref.errors import ChainBrokenError
from helios_ref.hldb import read_blocks as hldb
from helios_ref.hldb.checksum import StateSum, state_sum
from helios_ref.storage.layer import Cell, Layer, Mark
from helios_ref.tables.check_file import check_entries
from helios_ref.tables.check_state import check_state
from helios_ref.tables.integrity import Finding
from helios_ref.tables.keys import CounterKey, SchemaKey, parse_key


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a verification has come."""

    path: str
    level: int
    blocks: int
    """Blocks of this file that are done at this level."""

    of: int
    """All its blocks."""


def check_chain(
    chain: Chain, written: Collection[bytes] = ()
) -> Generator[Progress, None, tuple[Layer, StateSum]]:
    """
    Verify a chain at levels 0 to 3, and return the state that it leads to (RST-013).

    Of files whose roots are in `written` no value is decoded: the hashes say that they are the
    bytes that this database wrote.
    """
    state: dict[bytes, bytes] = {}
    total = StateSum()
    for member in chain:
        with reading(member.path, member.backup_id) as source:
            file = _same(hldb.open_file(source, member.path), member)
            cells = yield from _cells(file)
            if file.root not in written:
                _check_entries(file, cells)
            total = _apply(file, cells, state, total)
            hldb.check_state_sum(file, total)
        yield Progress(member.path, 3, len(file.index), len(file.index))
    layer = Layer(state)
    keys = layer.keys()
    try:
        check_state(zip(keys, map(state.__getitem__, keys), strict=True))
    except Finding as finding:
        raise in_chain(chain, finding) from finding
    return layer, total


def state_of(chain: Chain, written: Collection[bytes] = ()) -> tuple[Layer, StateSum]:
    """Return the state that a chain leads to, after levels 0 to 3 (RST-013)."""
    steps = check_chain(chain, written)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            state: tuple[Layer, StateSum] = end.value
            return state


def _same(file: hldb.File, member: Member) -> hldb.File:
    """Return the file if it still is the one whose links were followed (RST-011)."""
    if file.root != member.trailer.root:
        reason = f"another file, with the root {file.root.hex()}, was put there meanwhile"
        raise ChainBrokenError(member.backup_id, named(member.link), member.path, reason)
    return file


def _cells(file: hldb.File) -> Generator[Progress, None, dict[bytes, Cell]]:
    """Return all entries of a file, hashes and blocks checked, each byte read once (HLD-002)."""
    cells: dict[bytes, Cell] = {}
    for done, block in enumerate(hldb.blocks(file), start=1):
        cells.update(zip(block.keys, block.cells, strict=True))
        yield Progress(file.name, 2, done, len(file.index))
    return cells


def _check_entries(file: hldb.File, cells: dict[bytes, Cell]) -> None:
    """Decode every value of a file, the rest of level 2 (HLD-044)."""
    try:
        check_entries(cells.items())
    except Finding as finding:
        raise in_file(file, finding) from finding


def _apply(
    file: hldb.File, cells: dict[bytes, Cell], state: dict[bytes, bytes], total: StateSum
) -> StateSum:
    """Change `state`, whose sum is `total`, by the entries of a file; return its new sum."""
    if file.header.kind == "incremental":
        _check_changes(file, cells, state)
    gone = {key: was for key in cells if (was := state.pop(key, None)) is not None}
    new = _values(cells)
    state.update(new)
    return total - state_sum(gone) + state_sum(new)


def _check_changes(file: hldb.File, cells: dict[bytes, Cell], state: dict[bytes, bytes]) -> None:
    """Refuse entries that change nothing, except what a changed table restates (HLD-042)."""
    idle = {
        key
        for key, cell in cells.items()
        if (key not in state if isinstance(cell, Mark) else state.get(key) == cell)
    }
    changed = {parse_key(key).table for key in cells.keys() - idle} if idle else set()
    for key in sorted(idle):
        place = parse_key(key)
        if not isinstance(place, SchemaKey | CounterKey) or place.table not in changed:
            reason = "the entry changes nothing in the parent's state"
            raise in_file(file, Finding(key, reason, "HLD-042"))


def _values(cells: dict[bytes, Cell]) -> dict[bytes, bytes]:
    """Return the keys and values of a file, without its tombstones."""
    return {key: cell for key, cell in cells.items() if not isinstance(cell, Mark)}
