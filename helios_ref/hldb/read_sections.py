"""The algorithm *read*, level 0: header, index and trailer (03-hldb)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from helios_ref.errors import CorruptBackupError, UnsupportedFormatError
from helios_ref.hldb.byte_source import Source, exactly
from helios_ref.hldb.checksum import StateSum
from helios_ref.hldb.layout import (
    END_MAGIC,
    HEADER,
    INDEX,
    INDEX_MAGIC,
    KINDS,
    MAGIC,
    MAJOR,
    RECORD,
    ROOTED,
    SHORTEST,
    TRAILER,
    TRAILER_MAGIC,
)
from helios_ref.hldb.location import Place
from helios_ref.hldb.model import (
    MAX_BRANCH,
    MAX_ENTRIES,
    MAX_NUMBER,
    BlockEntry,
    Header,
    Link,
    Trailer,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from construct import Container

_NO_HLDB = "by its first bytes, this is not a .hldb file"


@dataclass(frozen=True, slots=True)
class File:
    """A file whose header, index and trailer are intact."""

    source: Source
    name: str
    """What refusals call the file, usually its path."""

    header: Header
    index: tuple[BlockEntry, ...]
    trailer: Trailer

    @property
    def root(self) -> bytes:
        """The identity of the file (HLD-033)."""
        return self.trailer.root


def open_file(source: Source, name: str) -> File:
    """Return the file after level 0, in the order of HLD-051."""
    if source.size < SHORTEST:
        reason = f"the file ends here, and the shortest has {SHORTEST} bytes"
        if not MAGIC.startswith(exactly(source, name, 0, min(source.size, len(MAGIC)))):
            reason += f"; {_NO_HLDB}"
        raise CorruptBackupError(path=name, offset=source.size, reason=reason, clause="HLD-003")
    magic = exactly(source, name, 0, len(MAGIC))
    if magic != MAGIC:
        raise Place(name, HEADER, 0, "header").damage("magic", f"is {magic.hex(' ')}; {_NO_HLDB}")
    trailer = _trailer(source, name)
    header, length = _header(source, name, trailer)
    index = _index(source, name, trailer, length)
    return File(source, name, header, index, trailer)


def _trailer(source: Source, name: str) -> Trailer:
    """Return the trailer, its magics, lengths and root checked (HLD-032, HLD-033)."""
    offset = source.size - TRAILER.fixed
    place = Place(name, TRAILER, offset, "trailer")
    data = exactly(source, name, offset, TRAILER.fixed)
    fields = TRAILER.parse(data)
    if fields.magic != TRAILER_MAGIC:
        raise place.damage("magic", f"is {fields.magic.hex(' ')}")
    if fields.end_magic != END_MAGIC:
        raise place.damage("end_magic", f"is {fields.end_magic.hex(' ')}")
    if fields.file_length != source.size:
        raise place.damage("file_length", f"is {fields.file_length}, and the file's {source.size}")
    if sha256(data[:ROOTED]).digest() != fields.root:
        raise place.damage("root", "is not the hash of the trailer")
    if fields.index_offset < HEADER.fixed + 1:
        raise place.damage("index_offset", f"is {fields.index_offset}, inside the header")
    if fields.index_offset + fields.index_length != offset:
        reason = f"{fields.index_length} from {fields.index_offset} does not end at {offset}"
        raise place.damage("index_length", reason)
    return _trailer_record(fields)


def _trailer_record(fields: Container[Any]) -> Trailer:
    """Return what the trailer says, without its magics."""
    return Trailer(
        blocks=fields.blocks,
        entries=fields.entries,
        tombstones=fields.tombstones,
        state=StateSum(fields.state_keys, fields.state_checksum),
        index_offset=fields.index_offset,
        index_length=fields.index_length,
        file_length=fields.file_length,
        header_sha256=fields.header_sha256,
        index_sha256=fields.index_sha256,
        root=fields.root,
    )


def _header(source: Source, name: str, trailer: Trailer) -> tuple[Header, int]:
    """Return the header and its length, the hash and then the versions checked (HLD-051)."""
    place = Place(name, HEADER, 0, "header")
    head = HEADER.head(exactly(source, name, 0, HEADER.fixed))
    length = head.header_length
    if not HEADER.fixed < length <= trailer.index_offset:
        raise place.damage("header_length", f"is {length}")
    data = exactly(source, name, 0, length)
    if sha256(data).digest() != trailer.header_sha256:
        raise place.ruin("HLD-033", "does not have the hash that the trailer says")
    _check_known(head, name)
    if length < HEADER.fixed + head.branch_length:
        reason = f"is {length}, too short for a branch of {head.branch_length} bytes"
        raise place.damage("header_length", reason)
    place = replace(place, head=head)
    fields = HEADER.parse(data)
    _check_identity(fields, place)
    return _header_record(fields, place), length


def _check_known(head: Container[Any], name: str) -> None:
    """Refuse an intact file that this version cannot read (HLD-011, HLD-012)."""
    if head.major_version != MAJOR:
        reason = f"its format is version {head.major_version}, and {MAJOR} is known (HLD-011)"
        raise UnsupportedFormatError(path=name, reason=reason)
    if head.critical_features:
        reason = f"it needs the features {head.critical_features:#010x} (HLD-012)"
        raise UnsupportedFormatError(path=name, reason=reason)


def _check_identity(fields: Container[Any], place: Place) -> None:
    """Check kind, numbers, parent and the length of the extension (HLD-014 to HLD-017)."""
    if fields.kind not in KINDS:
        raise place.damage("kind", f"is {fields.kind}, not 1 or 2")
    if fields.backup_number > MAX_NUMBER:
        raise place.damage("backup_number", f"is {fields.backup_number}")
    if fields.created > MAX_NUMBER:
        raise place.damage("created", f"is {fields.created}")
    full = KINDS[fields.kind] == "full"
    if full and fields.parent_number:
        raise place.damage("parent_number", f"is {fields.parent_number} in a full")
    if not full and fields.parent_number >= fields.backup_number:
        raise place.damage("parent_number", f"is {fields.parent_number}, not an earlier one")
    if full == any(fields.parent_root):
        raise place.damage("parent_root", "is not zeros in a full" if full else "is all zeros")
    if fields.extension and not fields.optional_features:
        raise place.damage("extension", f"has {len(fields.extension)} bytes, and no feature")


def _header_record(fields: Container[Any], place: Place) -> Header:
    """Return what the header says, the branch decoded (HLD-018)."""
    if not 1 <= fields.branch_length <= MAX_BRANCH:
        raise place.damage("branch_length", f"is {fields.branch_length}, not 1 to {MAX_BRANCH}")
    try:
        branch = fields.branch.decode()
    except UnicodeDecodeError as error:
        raise place.damage("branch", "is not UTF-8") from error
    if "\0" in branch:
        raise place.damage("branch", "holds U+0000")
    return Header(
        number=fields.backup_number,
        created=fields.created,
        branch=branch,
        parent=Link(fields.parent_number, fields.parent_root) if any(fields.parent_root) else None,
        minor=fields.minor_version,
        optional=fields.optional_features,
        extension=fields.extension,
    )


def _index(
    source: Source, name: str, trailer: Trailer, first_offset: int
) -> tuple[BlockEntry, ...]:
    """Return the index, which describes touching blocks in key order (HLD-030, HLD-003)."""
    place = Place(name, INDEX, trailer.index_offset, "index")
    data = exactly(source, name, trailer.index_offset, trailer.index_length)
    if sha256(data).digest() != trailer.index_sha256:
        raise place.ruin("HLD-033", "does not have the hash that the trailer says")
    if len(data) < INDEX.fixed:
        raise place.ruin("HLD-030", f"has {len(data)} bytes, and its head alone {INDEX.fixed}")
    head = INDEX.head(data[: INDEX.fixed])
    if head.magic != INDEX_MAGIC:
        raise place.damage("magic", f"is {head.magic.hex(' ')}")
    if head.blocks != trailer.blocks:
        raise place.damage("blocks", f"are {head.blocks}, and the trailer says {trailer.blocks}")
    index = tuple(_records(data, name, trailer, first_offset))
    entries = sum(entry.count for entry in index)
    if entries != trailer.entries:
        place = Place(name, TRAILER, source.size - TRAILER.fixed, "trailer")
        raise place.damage("entries", f"are {trailer.entries}, and the index says {entries}")
    return index


def _records(data: bytes, name: str, trailer: Trailer, offset: int) -> Iterator[BlockEntry]:
    """Yield the records, which must fill the index and describe all bytes up to it (HLD-030)."""
    at, previous = INDEX.fixed, None
    for position in range(1, trailer.blocks + 1):
        title = f"index record {position} of {trailer.blocks}"
        place = Place(name, RECORD, trailer.index_offset + at, title)
        entry = _record(data, at, place)
        if entry.offset != offset:
            raise place.damage("offset", f"is {entry.offset}, and {offset} comes next", "HLD-003")
        offset += entry.length
        if offset > trailer.index_offset:
            raise place.damage("length", f"is {entry.length}, beyond the index", "HLD-003")
        if not 1 <= entry.count <= MAX_ENTRIES:
            raise place.damage("count", f"is {entry.count}, not 1 to {MAX_ENTRIES}", "HLD-027")
        if previous is not None and entry.first_key <= previous:
            raise place.damage("first_key", "is not above the one before", "HLD-021")
        yield entry
        at += RECORD.fixed + len(entry.first_key)
        previous = entry.first_key
    place = Place(name, INDEX, trailer.index_offset, "index")
    if at != len(data):
        raise place.ruin("HLD-030", f"has {len(data)} bytes, and its records end after {at}")
    if offset != trailer.index_offset:
        raise place.ruin("HLD-003", f"describes blocks up to {offset}, where it does not begin")


def _record(data: bytes, at: int, place: Place) -> BlockEntry:
    """Return the record at this place of the index, no length of it believed (HLD-004)."""
    first = at + RECORD.fixed
    if first > len(data):
        raise place.ruin("HLD-030", "is cut short by the trailer")
    # Bare, because there is one of these for each block of a file.
    offset, length, count, key_length, digest = RECORD.packed.unpack_from(data, at)
    end = first + key_length
    if end > len(data):
        raise place.damage("first_key_length", f"is {key_length}, beyond the index")
    return BlockEntry(offset, length, count, data[first:end], digest)
