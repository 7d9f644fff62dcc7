"""Index and trailer that do not describe the file, under repaired hashes (HLD-030 to HLD-033)."""

from collections.abc import Callable

import pytest

from conformance.hldb_reader import Refused, read

from .build import Parts, full_file, pack, products, short

STATE = {b"data:products:%016x" % at: pack((at, "x" * 60_000, None)) for at in range(1, 9)}
LARGE = full_file(STATE | products(following=9))


EDITS: list[tuple[str, str, Callable[[Parts], None]]] = [
    (
        "HLD-030",
        "block 24",
        lambda p: p.records.__setitem__(0, (p.records[0][0], *p.records[0][1:3], b"a")),
    ),
    ("HLD-003", "index 72", lambda p: p.records.__setitem__(1, (99, *p.records[1][1:]))),
    (
        "HLD-021",
        "index 120",
        lambda p: p.records.__setitem__(1, (*p.records[1][:3], p.records[0][3])),
    ),
    (
        "HLD-027",
        "index 20",
        lambda p: p.records.__setitem__(0, (*p.records[0][:2], 0, p.records[0][3])),
    ),
    (
        "HLD-032",
        "trailer 8",
        lambda p: p.records.__setitem__(0, (*p.records[0][:2], 7, p.records[0][3])),
    ),
    (
        "HLD-003",
        "trailer 40",
        lambda p: p.records.__setitem__(1, (*p.records[1][:1], 9, *p.records[1][2:])),
    ),
    ("HLD-032", "trailer 4", lambda p: p.trailer.__setitem__(0, 3)),
    ("HLD-032", "trailer 8", lambda p: p.trailer.__setitem__(1, 2)),
    ("HLD-032", "trailer 16", lambda p: p.trailer.__setitem__(2, 2)),
    ("HLD-041", "trailer 24", lambda p: p.trailer.__setitem__(3, 2)),
    ("HLD-041", "trailer 32", lambda p: p.trailer.__setitem__(4, 2)),
    ("HLD-032", "trailer 40", lambda p: p.trailer.__setitem__(5, 2)),
    ("HLD-032", "trailer 40", lambda p: p.trailer.__setitem__(6, 2)),
    ("HLD-032", "trailer 56", lambda p: p.trailer.__setitem__(7, 2)),
]


@pytest.mark.parametrize(("clause", "place", "edit"), EDITS, ids=short)
def test_index_and_trailer_are_those_of_the_file(
    clause: str, place: str, edit: Callable[[Parts], None]
) -> None:
    parts = Parts.of(LARGE)
    edit(parts)
    numbers = list(parts.numbers)
    numbers[6] = 8 + sum(48 + len(record[3]) for record in parts.records)
    numbers[7] += numbers[6] - parts.numbers[6]
    parts.numbers = tuple(numbers)
    with pytest.raises(Refused) as caught:
        read(parts.sealed())
    assert caught.value.clause == clause
    section, at = place.split()
    starts = {"block": 84, "index": parts.numbers[5], "trailer": parts.numbers[7] - 168}
    assert caught.value.offset == starts[section] + int(at)
    assert caught.value.block == (1 if section == "block" else None)


def sealed(index: bytes, blocks: int) -> bytes:
    """An empty file with any index."""
    parts = Parts.of(full_file({}))
    size = len(parts.header)
    parts.numbers = (blocks, 0, 0, 0, 0, size, len(index), size + len(index) + 168)

    def replaced(old: bytearray) -> None:
        old[:] = index

    return parts.sealed(replaced)


@pytest.mark.parametrize(
    ("index", "blocks"),
    [
        (b"HIDX\0\0\0", 0),
        (b"HIDY" + bytes(4), 0),
        (b"HIDX" + bytes(5), 0),
        (b"HIDX\1\0\0\0" + bytes(47), 1),
        (b"HIDX\xff\xff\xff\xff" + bytes(480), 2**32 - 1),
        (b"HIDX\2\0\0\0" + b"\x54" + bytes(11) + b"\1\0\7\0" + bytes(32 + 41), 2),
        (b"HIDX\1\0\0\0" + b"\x54" + bytes(11) + b"\1\0\7\0" + bytes(32 + 6), 1),
    ],
    ids=short,
)
def test_records_are_there_before_they_are_read(index: bytes, blocks: int) -> None:
    data = sealed(index, blocks)
    with pytest.raises(Refused, match="HLD-030") as caught:
        read(data, level=0)
    assert caught.value.offset >= 84
    assert caught.value.block is None


def test_the_header_ends_before_the_index() -> None:
    parts = Parts.of(full_file({}))
    parts.numbers = (0, 0, 0, 0, 0, 80, 12, parts.numbers[7])
    with pytest.raises(Refused, match="within the header"):
        read(parts.sealed(), level=0)
    longer = Parts.of(full_file({}))
    longer.numbers = (0, 0, 0, 0, 0, 85, 7, longer.numbers[7])
    with pytest.raises(Refused, match="HLD-033"):
        read(longer.sealed(), level=0)
