"""The header: read at level 0, and written (HLD-010 to HLD-018)."""

from hashlib import sha256

from conformance.hldb_reader import layout
from conformance.hldb_reader.records import Header, Kind, Trailer
from conformance.hldb_reader.refusal import Refused, corrupt


def read_header(data: bytes, trailer: Trailer) -> Header:
    """The header, once its hash and its version allow to read it (HLD-051)."""
    fields = layout.HEADER.unpack_from(data)
    _, major, minor, critical, optional, length, kind, branch_length, *rest = fields
    if not layout.SHORTEST_HEADER <= length <= trailer.index_offset:
        raise _fault("header_length", "HLD-014", f"{length} bytes")
    if sha256(data[:length]).digest() != trailer.header_hash:
        raise corrupt(0, "HLD-033", "the header has another hash than the trailer says")
    if major != layout.MAJOR:
        raise _unsupported("major_version", "HLD-011", str(major))
    if critical:
        bits = ", ".join(str(bit) for bit in range(32) if critical >> bit & 1)
        raise _unsupported("critical_features", "HLD-012", f"unknown bits {bits}")
    shortest = layout.HEADER.size + branch_length
    if length < shortest or (length > shortest and not optional):
        raise _fault("header_length", "HLD-014", f"{length} bytes with a branch of {branch_length}")
    if kind not in {Kind.FULL, Kind.INCREMENTAL}:
        raise _fault("kind", "HLD-015", str(kind))
    number, created, parent_number, parent_root = rest
    branch = _branch(data[layout.HEADER.size : shortest])
    header = Header(
        Kind(kind), number, created, branch, parent_number, parent_root, minor, optional,
        data[shortest:length],
    )  # fmt: skip
    _check(header)
    return header


def _check(header: Header) -> None:
    """Numbers and parent are possible (HLD-016, HLD-017)."""
    if header.number > layout.LARGEST:
        raise _fault("backup_number", "HLD-016", f"{header.number} is above 2^63 - 1")
    if header.created > layout.LARGEST:
        raise _fault("created", "HLD-016", f"{header.created} is above 2^63 - 1")
    if header.kind is Kind.FULL:
        if header.parent_number != 0:
            raise _fault("parent_number", "HLD-017", "a full has a parent")
        if header.parent_root != layout.NO_ROOT:
            raise _fault("parent_root", "HLD-017", "a full has a parent")
    else:
        if header.parent_number >= header.number:
            raise _fault("parent_number", "HLD-017", "the parent is no earlier backup")
        if header.parent_root == layout.NO_ROOT:
            raise _fault("parent_root", "HLD-017", "an incremental has no parent")


def _branch(raw: bytes) -> str:
    """The name of the branch (HLD-018)."""
    if not 1 <= len(raw) <= layout.LONGEST_NAME:
        raise _fault("branch_length", "HLD-018", f"{len(raw)} bytes")
    try:
        name = raw.decode()
    except UnicodeDecodeError:
        raise corrupt(layout.HEADER.size, "HLD-018", "the branch is not UTF-8") from None
    if "\0" in name:
        raise corrupt(layout.HEADER.size, "HLD-018", "the branch holds U+0000")
    return name


def encode_header(header: Header) -> bytes:
    """The bytes of a header of major version 1 without critical features."""
    branch = header.branch.encode()
    fixed = layout.HEADER.pack(
        layout.MAGIC, layout.MAJOR, header.minor, 0, header.optional, header.length,
        header.kind, len(branch), header.number, header.created, header.parent_number,
        header.parent_root,
    )  # fmt: skip
    return fixed + branch + header.extension


def _fault(field: str, clause: str, reason: str) -> Refused:
    """Damage in a field of the header (HLD-050)."""
    return corrupt(layout.HEADER_FIELDS[field][0], clause, f"{field.replace('_', ' ')}: {reason}")


def _unsupported(field: str, clause: str, reason: str) -> Refused:
    """An intact file that this reader is too old for (HLD-011, HLD-012)."""
    offset = layout.HEADER_FIELDS[field][0]
    return Refused("UNSUPPORTED_FORMAT", offset, f"{field.replace('_', ' ')}: {reason}", clause)
