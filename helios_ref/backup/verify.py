"""The levels of verification, of one file and of a chain (03-hldb)."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass

from helios_ref.backup.chain import Chain, Member
from helios_ref.backup.chain_stream import Merged, describing, read_by_block, same
from helios_ref.backup.corruption import in_chain, in_file
from helios_ref.backup.files import reading
from helios_ref.errors import HeliosError
from helios_ref.hldb import read_blocks as hldb
from helios_ref.hldb.byte_source import exactly
from helios_ref.hldb.model import MAX_ENTRIES
from helios_ref.hldb.stored_layer import StoredFile, StoredLayer
from helios_ref.storage.checksum import StateSum
from helios_ref.storage.layer import KeyColumns, values
from helios_ref.storage.transaction import cell_sum
from helios_ref.tables.check_entries import check_entries, described_tables
from helios_ref.tables.check_state import StateCheck
from helios_ref.tables.described import Finding


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


def refusal_of(steps: Iterable[Progress], seen: Seen) -> HeliosError | None:
    """Take every step of a verification, and return what it finds wrong, or None (OPS-044)."""
    try:
        for step in steps:
            seen(step)
    except HeliosError as refusal:
        return refusal
    return None


Walk = list[tuple[Member, StoredFile]]
"""The chain that was verified last: one that continues it goes on from there (OPS-061)."""


def check_chain(chain: Chain, walk: Walk | None = None) -> Generator[Progress, None, StoredLayer]:
    """
    Verify a chain at levels 0 to 3, and return the state that it leads to (RST-013).

    All is read by the block, and the state stays these blocks (OPS-146).
    """
    walk = [] if walk is None else walk
    read = [*walk] if chain[: len(walk)] == tuple(member for member, _ in walk) else []
    walk.clear()  # until nothing is found wrong
    check = _check_full if len(chain) == 1 else _check_blocks
    for member in chain[len(read) :]:
        files = [stored for _, stored in read]
        try:
            read.append((member, read_by_block(member)))
            yield from check(read[-1][1].file)
        except HeliosError:
            _first_wrong(files, read[len(files) :])
            raise
    files = [stored for _, stored in read]
    if len(chain) > 1:
        yield from applied(chain, files)
    walk += read
    return StoredLayer(files)


def state_of(chain: Chain, written: Collection[bytes] = ()) -> tuple[StoredLayer, StateSum]:
    """
    Return the state that a chain leads to, after levels 0 to 3 of every member (RST-013, RST-016).

    Where all roots are in `written`, the hashes say that the files are the bytes that this database
    wrote, or verified: then levels 0 and 1 are enough. A value is decoded when somebody wants it.
    """
    if not all(member.trailer.root in written for member in chain):
        deque(check_chain(chain), maxlen=0)
    files = [StoredFile(_believed(member)) for member in chain]
    return StoredLayer(files), chain[-1].trailer.state


def _believed(member: Member) -> hldb.File:
    """Return a file, in memory, that is known by its hashes: levels 0 and 1 (RST-013)."""
    with reading(member.path, member.backup_id) as source:
        data = exactly(source, member.path, 0, source.size)
    file = same(hldb.open_file(hldb.BytesSource(data), member.path), member)
    deque(hldb.check_hashes(file), maxlen=0)
    return file


def applied(chain: Chain, files: Sequence[StoredFile] = ()) -> Iterator[Progress]:
    """Yield how far a chain was applied, each file of which passed level 2 (OPS-138)."""
    leaf = chain[-1]
    most = leaf.trailer.state.keys // MAX_ENTRIES + 1
    for done, _ in enumerate(state_parts(chain, files), start=1):
        yield Progress(leaf.path, 3, done, max(done, most))


def state_parts(chain: Chain, files: Sequence[StoredFile] = ()) -> Iterator[KeyColumns]:
    """
    Yield the state that a chain leads to, each file of which passed level 2, by the block.

    What RESTORE refuses is refused at the latest after the last part (RST-013, OPS-137).
    """
    files = files or list(map(read_by_block, chain))
    merged = Merged(files)
    check = StateCheck(values(describing(*files)))
    for columns in merged.parts():
        check.look(*columns)
        yield columns
    merged.finish()
    wrong = _found(check.finish, StoredLayer(files))
    if wrong is not None:
        raise in_chain(chain, wrong) from wrong


def _check_full(file: hldb.File) -> Generator[Progress, None, None]:
    """Check a full at level 2 and as a state, each block decoded once."""
    check, total = StateCheck(describing(StoredFile(file))), StateSum()
    for done, block in enumerate(hldb.blocks(file), start=1):
        check.look(block.keys, block.cells)
        total += cell_sum(block.keys, block.cells)
        yield Progress(file.name, 2, done, len(file.index))
    wrong = _found(check.finish, StoredLayer([StoredFile(file)]))
    if wrong is not None:
        yield from _check_blocks(file)  # what is well-formed as a state can be what a file holds
        raise in_file(file, wrong) from wrong
    hldb.check_state_sum(file, total)


def _first_wrong(before: Sequence[StoredFile], refused: Walk) -> None:
    """Refuse what is wrong with the changes of files before, or else the first block of this."""
    if len(before) > 1:
        merged = Merged(before)
        deque(merged.parts(), maxlen=0)
        merged.finish()
    for _, stored in refused:
        deque(hldb.blocks(stored.file), maxlen=0)


def _found(check: Callable[..., None], *what: object) -> Finding | None:
    """Return the first thing that a check finds wrong, or None."""
    try:
        check(*what)
    except Finding as finding:
        return finding
    return None


def _check_blocks(file: hldb.File) -> Generator[Progress, None, None]:
    """
    Check every block, then every entry by itself, and in a full the sum of the state (HLD-044).

    What an entry says is judged only when all blocks are found to be in canonical form (HLD-002).
    """
    total, wrong = StateSum(), None
    try:
        tables = described_tables(describing(StoredFile(file)))
    except Finding as finding:
        tables, wrong = {}, finding
    for done, block in enumerate(hldb.blocks(file), start=1):
        cells = dict(zip(block.keys, block.cells, strict=True))
        wrong = wrong or _found(check_entries, tables, cells)
        total += cell_sum(block.keys, block.cells)
        yield Progress(file.name, 2, done, len(file.index))
    if wrong is not None:
        raise in_file(file, wrong) from wrong
    if file.header.kind == "full":
        hldb.check_state_sum(file, total)
