"""The levels of verification, of one file and of a chain (03-hldb)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterator
from dataclasses import dataclass, field
from typing import cast

from helios_ref.backup.chain import Chain, Member, named
from helios_ref.backup.corruption import in_chain, in_file
from helios_ref.backup.files import reading
from helios_ref.errors import ChainBrokenError, HeliosError
from helios_ref.hldb import read_blocks as hldb
from helios_ref.hldb.byte_source import exactly
from helios_ref.hldb.stored_layer import StoredLayer
from helios_ref.storage.checksum import StateSum, column_sum, state_sum
from helios_ref.storage.layer import EMPTY, Cell, ColumnLayer, Layer, Mark, values
from helios_ref.tables.check_entries import Tables, check_entries, described_tables
from helios_ref.tables.check_state import check_state
from helios_ref.tables.described import Finding
from helios_ref.tables.keys import COUNTERS, SCHEMAS, CounterKey, SchemaKey, parse_key, under


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a verification has come."""

    path: str
    level: int
    blocks: int
    """Blocks of this file that are done at this level."""

    of: int
    """All its blocks."""


Seen = Callable[[Progress], object]
"""Who is told how far the work has come."""


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
            yield from _check_blocks(file)


def refusal_of(path: str, level: int, backup: str, seen: Seen) -> HeliosError | None:
    """Verify one file at level 0, 1 or 2, and return what is wrong with it, or None (OPS-044)."""
    try:
        for step in check_file(path, level, backup):
            seen(step)
    except HeliosError as refusal:
        return refusal
    return None


@dataclass(slots=True)
class Walk:
    """How far a chain was verified: one that begins with the same members goes on from there."""

    members: Chain = ()
    image: Layer = field(default_factory=lambda: EMPTY)
    """What the full among them holds."""

    state: dict[bytes, bytes] | None = None
    """What they lead to, where there are incrementals among them."""

    total: StateSum = field(default_factory=StateSum)

    def rest(self, chain: Chain) -> Chain:
        """Return the members of a chain that are still to be verified; all, or those behind."""
        if self.members and chain[: len(self.members)] == self.members:
            return chain[len(self.members) :]
        self.members, self.image, self.state, self.total = (), EMPTY, None, StateSum()
        return chain


def check_chain(
    chain: Chain, walk: Walk | None = None
) -> Generator[Progress, None, tuple[Layer, StateSum]]:
    """
    Verify a chain at levels 0 to 3, and return the state that it leads to (RST-013).

    What is known of a chain that it continues is not found out again.
    """
    walk, wrong = Walk() if walk is None else walk, None
    image: Layer | None = None
    for member in walk.rest(chain):
        with reading(member.path, member.backup_id) as source:
            file = same(hldb.open_file(source, member.path), member)
            columns = yield from _columns(file)
            if file.header.kind == "full":
                image = ColumnLayer(columns)
                wrong = _found(check_state, image)
                if wrong is not None:  # what is well-formed as a state can be what a file holds
                    _check_entries(file, dict(zip(*columns, strict=True)))
                _begin(file, image, walk, member)
            else:
                cells = dict(zip(*columns, strict=True))
                _check_entries(file, cells)
                _apply(file, cells, walk, member)
        yield Progress(member.path, 3, len(file.index), len(file.index))
    if walk.state is not None or image is None:
        image = walk.image if walk.state is None else Layer(dict(walk.state))
        wrong = _found(check_state, image)
    if wrong is not None:
        raise in_chain(chain, wrong) from wrong
    return image, walk.total


def state_of(chain: Chain, written: Collection[bytes] = ()) -> tuple[Layer, StateSum]:
    """
    Return the state that a chain leads to, after levels 0 to 3 of every member (RST-013, RST-016).

    Where all roots are in `written`, the hashes say that the files are the bytes that this database
    wrote: then levels 0 and 1 are enough, and a value is decoded when somebody wants it.
    """
    if all(member.trailer.root in written for member in chain):
        files = list(map(_believed, chain))
        return StoredLayer(files), files[-1].trailer.state
    steps = check_chain(chain)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            state: tuple[Layer, StateSum] = end.value
            return state


def _believed(member: Member) -> hldb.File:
    """Return a file, in memory, that is known by its hashes: levels 0 and 1 (RST-013)."""
    with reading(member.path, member.backup_id) as source:
        data = exactly(source, member.path, 0, source.size)
    file = same(hldb.open_file(hldb.BytesSource(data), member.path), member)
    for _ in hldb.check_hashes(file):
        pass
    return file


def same(file: hldb.File, member: Member) -> hldb.File:
    """Return the file if it still is the one whose links were followed (RST-011)."""
    if file.root != member.trailer.root:
        reason = f"another file, with the root {file.root.hex()}, was put there meanwhile"
        raise ChainBrokenError(member.backup_id, named(member.link), member.path, reason)
    return file


def _columns(file: hldb.File) -> Generator[Progress, None, tuple[list[bytes], list[Cell]]]:
    """Return all entries of a file, hashes and blocks checked, each byte read once (HLD-002)."""
    keys: list[bytes] = []
    cells: list[Cell] = []
    for done, block in enumerate(hldb.blocks(file), start=1):
        keys += block.keys
        cells += block.cells
        yield Progress(file.name, 2, done, len(file.index))
    return keys, cells


def _found(check: Callable[..., None], *what: object) -> Finding | None:
    """Return the first thing that a check finds wrong, or None."""
    try:
        check(*what)
    except Finding as finding:
        return finding
    return None


def _check_entries(file: hldb.File, cells: dict[bytes, Cell]) -> None:
    """Decode every value of a file, the rest of level 2 (HLD-044)."""
    try:
        check_entries(described_tables(cells), cells)
    except Finding as finding:
        raise in_file(file, finding) from finding


def _check_blocks(file: hldb.File) -> Generator[Progress, None, None]:
    """
    Check every block, then every entry by itself, and in a full the sum of the state (HLD-044).

    What an entry says is judged only when all blocks are found to be in canonical form (HLD-002).
    """
    total = StateSum()
    tables, wrong = _tables(file)
    for done, block in enumerate(hldb.blocks(file), start=1):
        cells = dict(zip(block.keys, block.cells, strict=True))
        wrong = wrong or _found(check_entries, tables, cells)
        total += state_sum(values(cells))
        yield Progress(file.name, 2, done, len(file.index))
    if wrong is not None:
        raise in_file(file, wrong) from wrong
    if file.header.kind == "full":
        hldb.check_state_sum(file, total)


def _tables(file: hldb.File) -> tuple[Tables, Finding | None]:
    """Return the tables that a file describes, or what is wrong with their descriptions."""
    try:
        return described_tables(describing(file)), None
    except Finding as finding:
        return {}, finding


def describing(file: hldb.File) -> dict[bytes, Cell]:
    """Return the counters and schemas of a file; the index says where they are."""
    found: dict[bytes, Cell] = {}
    for prefix in (COUNTERS, SCHEMAS):
        for number in hldb.block_range(file, *under(prefix)):
            block = hldb.block(file, number)
            entries = zip(block.keys, block.cells, strict=True)
            found.update(entry for entry in entries if entry[0].startswith(prefix))
    return found


def _begin(file: hldb.File, image: Layer, walk: Walk, member: Member) -> None:
    """Let a walk begin with a full, which is the image of a state, and leads to its sum."""
    keys, cells = image.columns()
    walk.image, walk.total = image, column_sum(keys, cast("list[bytes]", cells))
    hldb.check_state_sum(file, walk.total)
    walk.members = (member,)


def _apply(file: hldb.File, cells: dict[bytes, Cell], walk: Walk, member: Member) -> None:
    """Take one more member into a walk: its entries change the state, and lead to its sum."""
    members, new = walk.members, values(cells)
    state = walk.state
    if state is None:
        state = dict(cast("Iterator[tuple[bytes, bytes]]", walk.image.items()))
    _check_changes(file, cells, state)
    walk.members = ()  # until the sum was found right
    removed = {key: was for key in cells if (was := state.pop(key, None)) is not None}
    state.update(new)
    walk.state = state
    walk.total += state_sum(new) - state_sum(removed)
    hldb.check_state_sum(file, walk.total)
    walk.members = (*members, member)


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
