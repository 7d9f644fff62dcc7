"""The algorithm *read*, level 0: header, index and trailer (03-hldb)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from helios_ref.errors import CorruptBackupError, UnsupportedFormatError
from helios_ref.hldb import model
from helios_ref.hldb.block_index import BlockIndex
from helios_ref.hldb.byte_source import ByteSource, ByteStream, exactly
from helios_ref.hldb.layout import (
    END_MAGIC,
    HEADER,
    INDEX,
    MAJOR,
    RECORD,
    ROOTED,
    TRAILER,
    HeaderFields,
    HeaderHead,
    Trailer,
)
from helios_ref.hldb.location import Place

SHORTEST: Final = HEADER.fixed + 1 + INDEX.fixed + TRAILER.fixed
"""A header with a branch of one byte, an empty index, and the trailer: 257 bytes."""

HASHED: Final = 1 << 26
"""So many bytes of an index are hashed before what is wrong with its records is told."""

_NO_HLDB = "by its first bytes, this is not a .hldb file"


@dataclass(frozen=True, slots=True)
class File:
    """A file whose header, index and trailer are intact."""

    source: ByteSource
    name: str
    """What refusals call the file, usually its path."""

    header: model.Header
    index: BlockIndex
    trailer: Trailer

    @property
    def root(self) -> bytes:
        """The identity of the file (HLD-033)."""
        return self.trailer.root


def open_file(source: ByteSource, name: str) -> File:
    """Return the file after level 0, in the order of HLD-051."""
    magic = exactly(source, name, 0, min(source.size, len(HEADER.magic)))
    if source.size < SHORTEST:
        reason = f"the file ends here, and the shortest has {SHORTEST} bytes"
        if not HEADER.magic.startswith(magic):
            reason += f"; {_NO_HLDB}"
        raise CorruptBackupError(path=name, offset=source.size, reason=reason, clause="HLD-003")
    if magic != HEADER.magic:
        place = Place(name, HEADER, 0, "header")
        raise place.damage("magic", f"is {magic.hex(' ')}; {_NO_HLDB}")
    trailer = read_trailer(source, name)
    header, length = read_header(source, name, trailer)
    return File(source, name, header, read_index(source, name, trailer, length), trailer)


def trailer_place(source: ByteSource, name: str) -> Place:
    """Return where the trailer is: at the end, whatever is before it (HLD-032)."""
    return Place(name, TRAILER, source.size - TRAILER.fixed, "trailer")


def read_trailer(source: ByteSource, name: str) -> Trailer:
    """Return the trailer, its magics, lengths and root checked (HLD-032, HLD-033)."""
    place = trailer_place(source, name)
    data = exactly(source, name, place.offset, TRAILER.fixed)
    trailer = TRAILER.parse(data)
    if trailer.magic != TRAILER.magic:
        raise place.damage("magic", f"is {trailer.magic.hex(' ')}")
    if trailer.end_magic != END_MAGIC:
        raise place.damage("end_magic", f"is {trailer.end_magic.hex(' ')}")
    if trailer.file_length != source.size:
        raise place.damage("file_length", f"is {trailer.file_length}, and the file's {source.size}")
    if sha256(data[:ROOTED]).digest() != trailer.root:
        raise place.damage("root", "is not the hash of the trailer")
    if trailer.index_offset < HEADER.fixed + 1:
        raise place.damage("index_offset", f"is {trailer.index_offset}, inside the header")
    if trailer.index_offset + trailer.index_length != place.offset:
        reason = f"{trailer.index_length} from {trailer.index_offset}"
        raise place.damage("index_length", f"{reason} does not end at {place.offset}")
    return trailer


def read_header(source: ByteSource, name: str, trailer: Trailer) -> tuple[model.Header, int]:
    """Return the header and its length, the hash and then the versions checked (HLD-051)."""
    head = HEADER.head(exactly(source, name, 0, HEADER.fixed))
    place = Place(name, HEADER, 0, "header", head)
    length = head.header_length
    if not HEADER.fixed < length <= trailer.index_offset:
        raise place.damage("header_length", f"is {length}")
    data = exactly(source, name, 0, length)
    if sha256(data).digest() != trailer.header_sha256:
        raise place.ruin("HLD-033", "does not have the hash that the trailer says")
    check_version(head, name)  # not before: who knows what a damaged version was (HLD-051)
    return parsed_header(data, place, head), length


def parsed_header(data: bytes, place: Place, head: HeaderHead) -> model.Header:
    """Return what a whole header says (HLD-014 to HLD-018)."""
    if len(data) < HEADER.fixed + head.branch_length:
        reason = f"is {len(data)}, too short for a branch of {head.branch_length} bytes"
        raise place.damage("header_length", reason)
    fields = HEADER.parse(data)
    check_identity(fields, place)
    return header_of(fields, place)


def header_before(source: ByteSource, name: str, offset: int) -> model.Header | None:
    """Return what the header says of a file that is damaged from `offset` on (OPS-106)."""
    if offset < HEADER.fixed:
        return None
    head = HEADER.head(exactly(source, name, 0, HEADER.fixed))
    if not HEADER.fixed < head.header_length <= offset:
        return None
    data = exactly(source, name, 0, head.header_length)
    try:
        check_version(head, name)
        return parsed_header(data, Place(name, HEADER, 0, "header", head), head)
    except (CorruptBackupError, UnsupportedFormatError):
        return None


def check_version(head: HeaderHead, name: str) -> None:
    """Refuse an intact file that this version cannot read (HLD-011, HLD-012)."""
    if head.major_version != MAJOR:
        reason = f"its format is version {head.major_version}, and {MAJOR} is known (HLD-011)"
        raise UnsupportedFormatError(path=name, reason=reason)
    if head.critical_features:
        reason = f"it needs the features {head.critical_features:#010x} (HLD-012)"
        raise UnsupportedFormatError(path=name, reason=reason)


def check_identity(fields: HeaderFields, place: Place) -> None:
    """Check kind, numbers, parent and the length of the extension (HLD-014 to HLD-017)."""
    if fields.kind not in model.KINDS:
        raise place.damage("kind", f"is {fields.kind}, not 1 or 2")
    if fields.backup_number > model.MAX_NUMBER:
        raise place.damage("backup_number", f"is {fields.backup_number}")
    if fields.created > model.MAX_NUMBER:
        raise place.damage("created", f"is {fields.created}")
    full = model.KINDS[fields.kind] == "full"
    if full and fields.parent_number:
        raise place.damage("parent_number", f"is {fields.parent_number} in a full")
    if not full and fields.parent_number >= fields.backup_number:
        raise place.damage("parent_number", f"is {fields.parent_number}, not an earlier one")
    if full == any(fields.parent_root):
        raise place.damage("parent_root", "is not zeros in a full" if full else "is all zeros")
    if fields.extension and not fields.optional_features:
        raise place.damage("extension", f"has {len(fields.extension)} bytes, and no feature")


def header_of(fields: HeaderFields, place: Place) -> model.Header:
    """Return what the header says, the branch decoded (HLD-018)."""
    if not 1 <= fields.branch_length <= model.MAX_BRANCH:
        raise place.damage(
            "branch_length", f"is {fields.branch_length}, not 1 to {model.MAX_BRANCH}"
        )
    try:
        branch = fields.branch.decode()
    except UnicodeDecodeError as error:
        raise place.damage("branch", "is not UTF-8") from error
    if "\0" in branch:
        raise place.damage("branch", "holds U+0000")
    parent = model.Link(fields.parent_number, fields.parent_root)
    return model.Header(
        number=fields.backup_number,
        created=fields.created,
        branch=branch,
        parent=None if parent.root == model.NO_PARENT.root else parent,
        minor=fields.minor_version,
        optional=fields.optional_features,
        extension=fields.extension,
    )


def read_index(source: ByteSource, name: str, trailer: Trailer, first_offset: int) -> BlockIndex:
    """Return the index, which describes touching blocks in key order (HLD-030, HLD-003)."""
    place = Place(name, INDEX, trailer.index_offset, "index")
    stream = ByteStream(source, name, trailer.index_offset, trailer.index_length)
    try:
        check_index_head(stream, place, trailer)
        index = read_records(stream, place, trailer, first_offset)
    except CorruptBackupError:
        # The hash comes first, but of holes there may be more than anybody can hash (HLD-052).
        if trailer.index_length > HASHED or stream.digest() == trailer.index_sha256:
            raise
    if stream.digest() != trailer.index_sha256:
        raise place.ruin("HLD-033", "does not have the hash that the trailer says")
    if index.entries != trailer.entries:
        reason = f"are {trailer.entries}, and the index says {index.entries}"
        raise trailer_place(source, name).damage("entries", reason)
    return index


def check_index_head(stream: ByteStream, index: Place, trailer: Trailer) -> None:
    """Check what stands before the records (HLD-030)."""
    if trailer.index_length < INDEX.fixed:
        size = trailer.index_length
        raise index.ruin("HLD-030", f"has {size} bytes, and its head alone {INDEX.fixed}")
    head = INDEX.head(stream.read(INDEX.fixed))
    if head.magic != INDEX.magic:
        raise index.damage("magic", f"is {head.magic.hex(' ')}")
    if head.blocks != trailer.blocks:
        raise index.damage("blocks", f"are {head.blocks}, and the trailer says {trailer.blocks}")


def read_records(stream: ByteStream, index: Place, trailer: Trailer, offset: int) -> BlockIndex:
    """Return the records, which must fill the index and describe all bytes up to it (HLD-030)."""
    found, previous, at = BlockIndex(), b"", INDEX.fixed
    for position in range(1, trailer.blocks + 1):
        title = f"index record {position} of {trailer.blocks}"
        place = Place(index.path, RECORD, index.offset + at, title)
        record = read_record(stream, place)
        at += len(record)
        entry = found.append(record)
        if entry.offset != offset:
            raise place.damage("offset", f"is {entry.offset}, and {offset} comes next", "HLD-003")
        offset += entry.length
        if offset > trailer.index_offset:
            raise place.damage("length", f"is {entry.length}, beyond the index", "HLD-003")
        if not 1 <= entry.count <= model.MAX_ENTRIES:
            raise place.damage(
                "count", f"is {entry.count}, not 1 to {model.MAX_ENTRIES}", "HLD-027"
            )
        if position > 1 and entry.first_key <= previous:
            place = replace(place, head=entry)
            raise place.damage("first_key", "is not above the one before", "HLD-021")
        previous = entry.first_key
    if at != trailer.index_length:
        reason = f"has {trailer.index_length} bytes, and its records end after {at}"
        raise index.ruin("HLD-030", reason)
    if offset != trailer.index_offset:
        raise index.ruin("HLD-003", f"describes blocks up to {offset}, where it does not begin")
    return found


def read_record(stream: ByteStream, place: Place) -> bytes:
    """Return the bytes of the record that comes next, if the index has all of them (HLD-004)."""
    head = stream.read(RECORD.fixed)
    if len(head) < RECORD.fixed:
        raise place.ruin("HLD-030", "is cut short by the trailer")
    length = RECORD.head(head).first_key_length
    first_key = stream.read(length)
    if len(first_key) < length:
        raise place.damage("first_key_length", f"is {length}, beyond the index")
    return head + first_key
