"""Small files, and what the tests of this room do with every file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hypothesis import strategies as st

from helios_ref.errors import CorruptBackupError, UnsupportedFormatError
from helios_ref.hldb.model import Header, Link
from helios_ref.hldb.read_blocks import BytesSource, check_state_sum, entries, open_file
from helios_ref.hldb.write_file import Encoder
from helios_ref.storage.checksum import StateSum, state_sum
from helios_ref.storage.layer import TOMBSTONE, Cell, Layer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from helios_ref.hldb.read_sections import File

Entries = list[tuple[bytes, Cell]]

FULL: Final = Header(number=7, created=7, branch="main")
INCREMENTAL: Final = Header(number=9, created=8, branch="b", parent=Link(7, b"\x01" * 32))

short_keys = st.text("abc", min_size=1, max_size=3).map(str.encode)
values = st.sampled_from([b"", b"1", b"2", b"xyz"])
cells: st.SearchStrategy[Cell] = st.just(TOMBSTONE) | values
states = st.dictionaries(short_keys, values, max_size=8).map(lambda d: sorted(d.items()))
deltas = st.dictionaries(short_keys, cells, max_size=8).map(lambda d: sorted(d.items(), key=first))


def first(entry: tuple[bytes, Cell]) -> bytes:
    """Return the key, the only part of an entry that sorts."""
    return entry[0]


def valued(cells: Iterable[tuple[bytes, Cell]]) -> StateSum:
    """Return the sum of the state that the entries are by themselves."""
    return state_sum({key: cell for key, cell in cells if isinstance(cell, bytes)})


def written(header: Header, content: Sequence[tuple[bytes, Cell]]) -> bytes:
    """Return a whole file."""
    return b"".join(Encoder(header, Layer(dict(content)), valued(content)).chunks())


def read(data: bytes) -> tuple[File, Entries]:
    """Return a file and its entries after levels 0 to 2, as far as bytes go."""
    file = open_file(BytesSource(data), "x.hldb")
    content = list(entries(file))
    if file.header.kind == "full":
        check_state_sum(file, valued(content))
    return file, content


def refusal(data: bytes) -> CorruptBackupError | UnsupportedFormatError | None:
    """Return how the bytes are refused, or None; any other exception is a failure."""
    try:
        read(data)
    except (CorruptBackupError, UnsupportedFormatError) as error:
        return error
    return None


SMALL_FILES: Final = {
    "an empty full": written(FULL, []),
    "a full": written(
        FULL, [(b"counter:t", b"\x91\x02"), (b"data:t:1", b""), (b"meta:t", b"\x93")]
    ),
    "an incremental": written(
        INCREMENTAL, [(b"a", b"1"), (b"b", TOMBSTONE), (b"bc", b"22"), (b"c", TOMBSTONE)]
    ),
}
