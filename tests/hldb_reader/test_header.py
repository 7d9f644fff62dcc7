"""The header's fields, one by one, under repaired hashes (HLD-010 to HLD-018, HLD-051)."""

import struct
from dataclasses import replace

import pytest

from conformance.hldb_reader import Header, Refused, read, write
from conformance.hldb_reader.header import encode_header

from .build import FULL, INCREMENTAL, Parts, full_file, short

EMPTY = Parts.of(full_file({}))


def sealed(header: bytes) -> bytes:
    return replace(EMPTY, header=header).moved().sealed()


def patched(at: int, raw: bytes, header: Header = FULL) -> bytes:
    fixed = encode_header(header)
    return sealed(fixed[:at] + raw + fixed[at + len(raw) :])


@pytest.mark.parametrize(
    ("clause", "offset", "data"),
    [
        ("HLD-010", 0, patched(7, b"\x1b")),
        ("HLD-014", 20, patched(20, struct.pack("<H", 80))),
        ("HLD-014", 20, patched(20, struct.pack("<H", 85))),
        ("HLD-014", 20, patched(20, struct.pack("<H", 0xFFFF))),
        ("HLD-014", 20, patched(23, b"\3")),
        ("HLD-014", 20, patched(23, b"\5")),
        ("HLD-014", 20, sealed(encode_header(replace(FULL, extension=b"x")))),
        ("HLD-015", 22, patched(22, b"\0")),
        ("HLD-015", 22, patched(22, b"\3")),
        ("HLD-016", 24, patched(24, struct.pack("<Q", 2**63))),
        ("HLD-016", 32, patched(32, struct.pack("<Q", 2**63))),
        ("HLD-017", 40, patched(40, b"\1")),
        ("HLD-017", 48, patched(79, b"\1")),
        ("HLD-017", 40, patched(40, struct.pack("<Q", 9), INCREMENTAL)),
        ("HLD-017", 48, patched(48, bytes(32), INCREMENTAL)),
        (
            "HLD-018",
            23,
            sealed(encode_header(replace(FULL, branch="", optional=1, extension=b"x"))),
        ),
        ("HLD-018", 23, sealed(encode_header(replace(FULL, branch="b" * 64)))),
        ("HLD-018", 80, sealed(encode_header(replace(FULL, branch="a\0b")))),
        ("HLD-018", 80, patched(80, b"\xff")),
    ],
    ids=short,
)
def test_a_field_out_of_its_range_is_damage(clause: str, offset: int, data: bytes) -> None:
    with pytest.raises(Refused) as caught:
        read(data, level=0)
    assert (caught.value.code, caught.value.clause) == ("CORRUPT_BACKUP", clause)
    assert caught.value.offset == offset


@pytest.mark.parametrize(
    "header",
    [
        replace(FULL, number=0, created=0, branch="b"),
        replace(FULL, number=2**63 - 1, created=2**63 - 1, branch="b" * 63),
        replace(INCREMENTAL, number=1, parent_number=0, branch="ä:%"),
        replace(FULL, minor=65535),
        replace(FULL, optional=1),
        replace(FULL, minor=1, optional=2**32 - 1, extension=bytes(65_000)),
    ],
    ids=short,
)
def test_a_possible_header_is_read_back(header: Header) -> None:
    data = write(header, (), 0, 0)
    assert read(data).header == header
    assert read(data).trailer.file_length == len(data)


@pytest.mark.parametrize(
    ("at", "raw", "clause"),
    [
        (8, b"\0\0", "HLD-011"),
        (8, b"\2\0", "HLD-011"),
        (12, b"\1", "HLD-012"),
        (15, b"\x80", "HLD-012"),
    ],
    ids=short,
)
def test_another_version_is_unsupported_only_if_the_file_is_intact(
    at: int, raw: bytes, clause: str
) -> None:
    data = patched(at, raw)
    with pytest.raises(Refused, match="UNSUPPORTED_FORMAT") as caught:
        read(data, level=0)
    assert (caught.value.offset, caught.value.clause) == (at & ~3 if at > 8 else at, clause)
    for place in (0, 30, len(data) - 168, len(data) - 100, len(data) - 30, len(data) - 1):
        damaged = bytearray(data)
        damaged[place] ^= 1
        with pytest.raises(Refused, match="CORRUPT_BACKUP"):
            read(bytes(damaged), level=0)


def test_unknown_critical_bits_are_named() -> None:
    with pytest.raises(Refused, match="unknown bits 0, 31"):
        read(patched(12, b"\1\0\0\x80"))


def test_a_header_with_another_hash_is_damaged_from_its_beginning() -> None:
    damaged = bytearray(full_file({}))
    damaged[80] ^= 1
    with pytest.raises(Refused) as caught:
        read(bytes(damaged), level=0)
    assert (caught.value.offset, caught.value.clause) == (0, "HLD-033")
    assert str(caught.value).startswith("CORRUPT_BACKUP: offset 0: the header has")


def test_a_version_comes_before_the_other_fields() -> None:
    with pytest.raises(Refused, match="UNSUPPORTED_FORMAT"):
        read(patched(8, b"\2\0\0\0", replace(FULL, number=2**63)))
