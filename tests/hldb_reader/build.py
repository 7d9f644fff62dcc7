"""Small states, written by hand, and files whose parts can be damaged and sealed again."""

import struct
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Self

from conformance.hldb_reader import Entry, Float, Header, Kind, Value, checksum, full, write
from conformance.hldb_reader.layout import INDEX, RECORD, TRAILER


def short(parameter: object) -> str:
    """A parameter in the name of a test: by its own name, or by how it begins."""
    return str(getattr(parameter, "__name__", None) or ascii(parameter)[:24])


def pack(value: Value) -> bytes:
    """MessagePack in its shortest form (MOD-020), written independently of the decoder."""
    match value:
        case None:
            return b"\xc0"
        case bool() | int():
            return _integer(value)
        case Float():
            return (b"\xca" if len(value.bits) == 4 else b"\xcb") + value.bits
        case str():
            raw = value.encode()
            return _head(len(raw), 0xA0, 31, (0xD9, 0xDA, 0xDB)) + raw
        case bytes():
            return _head(len(value), 0, -1, (0xC4, 0xC5, 0xC6)) + value
        case _:
            head = _head(len(value), 0x90, 15, (None, 0xDC, 0xDD))
            return head + b"".join(map(pack, value))


def _integer(value: int) -> bytes:
    if isinstance(value, bool):
        return b"\xc3" if value else b"\xc2"
    if -32 <= value <= 127:
        return struct.pack("b", value)
    code = "BHIQ" if value >= 0 else "bhiq"
    first = 0xCC if value >= 0 else 0xD0
    for at, letter in enumerate(code):
        try:
            return bytes([first + at]) + struct.pack(f">{letter}", value)
        except struct.error:
            continue
    raise AssertionError(value)


def _head(size: int, fixed: int, most: int, heads: tuple[int | None, int, int]) -> bytes:
    if size <= most:
        return bytes([fixed + size])
    widths = zip(heads, ("B", "H", "I"), (0xFF, 0xFFFF, 0xFFFFFFFF), strict=True)
    head, letter = next((h, w) for h, w, top in widths if h is not None and size <= top)
    return bytes([head]) + struct.pack(f">{letter}", size)


PRODUCTS_SCHEMA = bytes.fromhex(
    "93 93 94 a2 6964 a7 696e7465676572 c3 c0 94 a4 6e616d65 a4 74657874 c2 c0"
    "94 a5 7072696365 a7 6e756d65726963 c2 c0"
    "91 93 ad 70726f64756374735f706b6579 a7 7072696d617279 91 00 90"
)
WIDGET = bytes.fromhex("93 01 a6 576964676574 a4 392e3939")


def integer_key(number: int) -> bytes:
    """An integer in an index key (MOD-014)."""
    return b"\x01" + struct.pack(">Q", number + 2**63)


def products(
    *rows: tuple[int, str | None, str | None], following: int | None = None
) -> dict[bytes, bytes]:
    """The worked table of chapter 01: row ids count from 1 and each id is its primary key."""
    state = {
        b"meta:table:products": PRODUCTS_SCHEMA,
        b"counter:products": pack((following or len(rows) + 1,)),
    }
    for row in rows:
        state[b"data:products:%016x" % row[0]] = pack(row)
        state[b"index:products:products_pkey:" + integer_key(row[0])] = pack(row[0])
    return state


Columns = Iterable[tuple[str, str, bool, str | None]]
Indexes = Iterable[tuple[str, str, tuple[int, ...]]]


def schema(
    columns: Columns, indexes: Indexes = (), checks: Iterable[tuple[str, str]] = ()
) -> bytes:
    """A schema's value (MOD-021)."""
    return pack((tuple(columns), tuple(indexes), tuple(checks)))


def table(
    name: str, columns: Columns, indexes: Indexes, counters: tuple[int, ...]
) -> dict[bytes, bytes]:
    """Schema and counters of a table whose name needs no escape."""
    key = name.encode()
    return {b"meta:table:" + key: schema(columns, indexes), b"counter:" + key: pack(counters)}


FULL = Header(Kind.FULL, 7, 1_750_000_000, "main")
ROOT = bytes(range(32))
INCREMENTAL = Header(Kind.INCREMENTAL, 9, 1_750_000_060, "main", 7, ROOT)


def full_file(state: Mapping[bytes, bytes], header: Header = FULL) -> bytes:
    """A full of a state."""
    return write(header, full(state), len(state), checksum(state))


def lone_incremental(layer: Mapping[bytes, bytes | None], header: Header = INCREMENTAL) -> bytes:
    """An incremental, for levels up to 2: what it leads to is not looked at."""
    return write(header, (Entry(key, layer[key]) for key in sorted(layer)), 1, 0)


@dataclass(slots=True)
class Parts:
    """A file in its parts; `sealed` writes it with whatever was changed, hashes repaired."""

    header: bytes
    blocks: list[bytes]
    records: list[tuple[int, int, int, bytes]]
    trailer: dict[int, int] = field(default_factory=dict)
    numbers: tuple[int, ...] = ()

    @classmethod
    def of(cls, data: bytes) -> Self:
        """The parts of an intact file."""
        numbers = TRAILER.unpack_from(data, len(data) - 168)[1:9]
        at, records, blocks = numbers[5] + INDEX.size, [], []
        for _ in range(numbers[0]):
            offset, length, count, key_length, _ = RECORD.unpack_from(data, at)
            at += RECORD.size
            records.append((offset, length, count, data[at : at + key_length]))
            blocks.append(data[offset : offset + length])
            at += key_length
        header = data[: int.from_bytes(data[20:22], "little")]
        return cls(header, blocks, records, {}, numbers)

    def moved(self) -> Self:
        """The same with offsets, lengths and numbers of the records and trailer made true."""
        at, records, total = len(self.header), [], 0
        for block, (_, _, count, key) in zip(self.blocks, self.records, strict=True):
            records.append((at, len(block), count, key))
            at, total = at + len(block), total + count
        size = INDEX.size + sum(RECORD.size + len(key) for *_, key in records)
        _, _, tombstones, keys, total_checksum, *_ = self.numbers
        numbers = (len(records), total, tombstones, keys, total_checksum, at, size, at + size + 168)
        return replace(self, records=records, numbers=numbers)

    def sealed(self, edit: Callable[[bytearray], None] = lambda _: None) -> bytes:
        """The file, its hashes and root computed after `edit` had its way with the index."""
        index = bytearray(INDEX.pack(b"HIDX", len(self.records)))
        for block, (offset, length, count, key) in zip(self.blocks, self.records, strict=True):
            digest = sha256(block).digest()
            index += RECORD.pack(offset, length, count, len(key), digest) + key
        edit(index)
        numbers = [self.trailer.get(at, number) for at, number in enumerate(self.numbers)]
        hashes = sha256(self.header).digest() + sha256(index).digest()
        rooted = b"HTRL" + struct.pack("<IQQQQQQQ", *numbers) + hashes
        end = rooted + sha256(rooted).digest() + bytes.fromhex("1a0a0d42444c4889")
        return self.header + b"".join(self.blocks) + bytes(index) + end
