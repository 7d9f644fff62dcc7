"""Errors that an encoder could have: each is one function of the writer, wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from helios_ref.hldb import block_encode, write_file
from helios_ref.hldb.model import MAX_BYTES, MAX_ENTRIES
from helios_ref.storage.layer import Layer, Mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from helios_ref.hldb.block_encode import Block
    from helios_ref.hldb.layout import BlockEntry, Trailer
    from helios_ref.hldb.model import Header
    from helios_ref.storage.database import Written

_block_bytes = block_encode.block_bytes
_cut = block_encode.cut
_header_bytes = write_file.header_bytes
_index_bytes = write_file.index_bytes
_narrowest = block_encode.narrowest
_common_prefix = block_encode.common_prefix
_join_suffixes = block_encode.join_suffixes
_trailer_over = write_file.trailer_over


def header_of(**fields: object) -> Callable[[Header], bytes]:
    """Return a writer of headers that gets some fields wrong."""
    return lambda header: _header_bytes(replace(header, **fields))  # type: ignore[arg-type]  # any field


def own_parent(header: Header) -> bytes:
    """Name the backup itself as its parent."""
    link = header.parent and replace(header.parent, number=header.number)
    return _header_bytes(replace(header, parent=link))


def swapped_kinds(header: Header) -> bytes:
    """Call a full an incremental, and the other way round."""
    data = bytearray(_header_bytes(header))
    data[22] = 3 - data[22]
    return bytes(data)


def each_record(**fields: Callable[[BlockEntry], Any]) -> Callable[[Sequence[BlockEntry]], bytes]:
    """Return a writer of indexes that gets some fields of each record wrong."""

    def index_bytes(index: Sequence[BlockEntry]) -> bytes:
        wrong = [{name: of(entry) for name, of in fields.items()} for entry in index]
        pairs = zip(index, wrong, strict=True)
        return _index_bytes([replace(entry, **given) for entry, given in pairs])

    return index_bytes


def trailer_of(**fields: Callable[[Trailer], Any]) -> Callable[..., Trailer]:
    """Return a maker of trailers that gets some fields wrong, under the right root."""

    def trailer(*given: Any) -> Trailer:  # noqa: ANN401  # as the right one takes them
        right = _trailer_over(*given)
        wrong = replace(right, **{name: of(right) for name, of in fields.items()})
        return wrong if "root" in fields else write_file.sealed(wrong)

    return trailer


def without_the_last_entry(layer: Layer, known: Mapping[bytes, Written]) -> Iterator[Block]:
    """Forget the last entry of the file."""
    return _cut(Layer(dict(list(layer.items())[:-1])), known)


def twice(layer: Layer, known: Mapping[bytes, Written]) -> Iterator[Block]:
    """Write the first block twice."""
    blocks = list(_cut(layer, known))
    return iter([*blocks[:1], *blocks])


def backwards(layer: Layer, known: Mapping[bytes, Written]) -> Iterator[Block]:
    """Write the last block first."""
    return iter(list(_cut(layer, known))[::-1])


def empty_for_gone(layer: Layer, known: Mapping[bytes, Written]) -> Iterator[Block]:
    """Write a tombstone as a value of no bytes."""
    return _cut(Layer({k: b"" if isinstance(v, Mark) else v for k, v in layer.items()}), known)


def positions_from_one(given: Block) -> bytes:
    """Count the positions of tombstones from 1."""
    cells = [*given.cells[-1:], *given.cells[:-1]]
    return _block_bytes(replace(given, cells=cells)) if given.tombstones else _block_bytes(given)


def codec_one(given: Block) -> bytes:
    """Say that a block is compressed."""
    data = _block_bytes(given)
    return data[:4] + b"\x01" + data[5:]


def padded(given: Block) -> bytes:
    """Fill a block up to a multiple of four bytes."""
    data = _block_bytes(given)
    return data + bytes(-len(data) % 4)


def rows_reversed(keys: Sequence[bytes], shared: int, _: bytes) -> tuple[bytes, Sequence[int]]:
    """Write the suffixes of keys in the wrong order."""
    run, lengths = _join_suffixes(keys[::-1], shared, b"".join(keys[::-1]))
    return run, lengths[::-1]


def never_equal(lengths: Sequence[int], widths: Sequence[int]) -> int:
    """Write out lengths that are all equal."""
    return _narrowest(lengths, widths) or widths[1]


def too_wide(lengths: Sequence[int], widths: Sequence[int]) -> int:
    """Take two bytes where one is enough."""
    return 2 if _narrowest(lengths, widths) == 1 else _narrowest(lengths, widths)


BLOCK: Final = "helios_ref.hldb.block_encode"
WRITING: Final = "helios_ref.hldb.write_file"
TRAILER: Final = f"{WRITING}.trailer_over"

PLANTED: Final[dict[str, tuple[str, object]]] = {
    "blocks of one entry less": (f"{BLOCK}.MAX_ENTRIES", MAX_ENTRIES - 1),
    "blocks of one entry more": (f"{BLOCK}.MAX_ENTRIES", MAX_ENTRIES + 1),
    "blocks of half the bytes": (f"{BLOCK}.MAX_BYTES", MAX_BYTES // 2),
    "blocks of twice the bytes": (f"{BLOCK}.MAX_BYTES", MAX_BYTES * 2),
    "no prefix": (f"{BLOCK}.common_prefix", lambda _first, _last: b""),
    "a prefix one byte short": (f"{BLOCK}.common_prefix", lambda a, b: _common_prefix(a, b)[:-1]),
    "suffixes in the wrong order": (f"{BLOCK}.join_suffixes", rows_reversed),
    "equal lengths written out": (f"{BLOCK}.narrowest", never_equal),
    "lengths too wide": (f"{BLOCK}.narrowest", too_wide),
    "another codec": (f"{WRITING}.block_bytes", codec_one),
    "padded blocks": (f"{WRITING}.block_bytes", padded),
    "tombstones one place on": (f"{WRITING}.block_bytes", positions_from_one),
    "tombstones as empty values": (f"{WRITING}.cut", empty_for_gone),
    "the last entry forgotten": (f"{WRITING}.cut", without_the_last_entry),
    "the first block twice": (f"{WRITING}.cut", twice),
    "blocks backwards": (f"{WRITING}.cut", backwards),
    "its own parent": (f"{WRITING}.header_bytes", own_parent),
    "kinds swapped": (f"{WRITING}.header_bytes", swapped_kinds),
    "a branch of 64 bytes": (f"{WRITING}.header_bytes", header_of(branch="b" * 64)),
    "an extension without a feature": (f"{WRITING}.header_bytes", header_of(extension=b"x")),
    "offsets from the first block": (
        f"{WRITING}.index_bytes",
        each_record(offset=lambda entry: entry.offset - 84),
    ),
    "hashes of nothing": (f"{WRITING}.index_bytes", each_record(sha256=lambda _: bytes(32))),
    "first keys cut short": (
        f"{WRITING}.index_bytes",
        each_record(
            first_key=lambda entry: entry.first_key[:-1],
            first_key_length=lambda entry: entry.first_key_length - 1,
        ),
    ),
    "tombstones not counted": (TRAILER, trailer_of(tombstones=lambda _: 0)),
    "entries counted twice": (
        TRAILER,
        trailer_of(entries=lambda t: 2 * t.entries),
    ),
    "a length without the trailer": (
        TRAILER,
        trailer_of(file_length=lambda trailer: trailer.file_length - 168),
    ),
    "a root of everything": (TRAILER, trailer_of(root=lambda t: t.index_sha256)),
    "a key too many": (
        TRAILER,
        trailer_of(state_keys=lambda t: t.state_keys + 1),
    ),
    "a checksum of 32 bits": (
        TRAILER,
        trailer_of(state_checksum=lambda t: t.state_checksum % 2**32),
    ),
}
"""What is replaced by what, by the name of the error."""
