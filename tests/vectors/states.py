"""Tables as keys and values, byte by byte from 01-model and from nobody's code."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tests.vectors.assemble import Entry

State = dict[bytes, bytes]


@dataclass(frozen=True)
class Column:
    """A column as a schema has it (MOD-021)."""

    name: str
    type: str
    not_null: bool = False
    default: str | None = None


@dataclass(frozen=True)
class Index:
    """A primary key, unique constraint or index (MOD-021)."""

    name: str
    kind: str
    columns: tuple[int, ...]


@dataclass(frozen=True)
class Table:
    """A table with its rows by row id."""

    name: str
    columns: tuple[Column, ...]
    rows: Mapping[int, Sequence[Any]] = field(default_factory=dict)
    indexes: tuple[Index, ...] = ()
    checks: tuple[tuple[str, str], ...] = ()
    counters: tuple[int, ...] = ()
    """Empty: the row id after the last, and no SERIAL column."""

    def state(self) -> State:
        """Return every key and value of the table (MOD-010)."""
        name = escaped(self.name)
        state: State = {b"meta:table:" + name: self.schema()}
        state[b"counter:" + name] = pack(self.counters or (max(self.rows, default=0) + 1,))
        for row_id, row in self.rows.items():
            state[b"data:%s:%016x" % (name, row_id)] = packed_row(self.columns, row)
            for index in self.indexes:
                state[self.index_key(index, row_id, row)] = pack(row_id)
        return state

    def schema(self) -> bytes:
        """Return the value of the schema key (MOD-021)."""
        columns = [(c.name, c.type, c.not_null, c.default) for c in self.columns]
        indexes = [(index.name, index.kind, index.columns) for index in self.indexes]
        return pack((columns, indexes, self.checks))

    def index_key(self, index: Index, row_id: int, row: Sequence[Any]) -> bytes:
        """Return a row's key in an index (MOD-013)."""
        values = [row[at] for at in index.columns]
        types = [self.columns[at].type for at in index.columns]
        key = b"index:%s:%s:" % (escaped(self.name), escaped(index.name))
        key += b"".join(map(index_value, types, values))
        return key + b"%016x" % row_id if index.kind == "index" or None in values else key


def escaped(name: str) -> bytes:
    """Return a name as keys have it (MOD-011)."""
    return name.encode().replace(b"%", b"%25").replace(b":", b"%3A")


def pack(value: Any) -> bytes:  # noqa: ANN401  # whatever MessagePack can hold
    """Return a value in the shortest form (MOD-020)."""
    return msgspec.msgpack.encode(value)


def packed_row(columns: Sequence[Column], row: Sequence[Any]) -> bytes:
    """Return a row (MOD-023)."""
    return pack([cell(column.type, value) for column, value in zip(columns, row, strict=True)])


def cell(kind: str, value: Any) -> Any:  # noqa: ANN401  # any value of a row
    """Return what stands for a value in a row: floats by their bits (MOD-023, MOD-024)."""
    if kind == "real" and value is not None:
        return msgspec.Raw(b"\xca" + struct.pack(">f", value))
    if kind == "double precision" and value is not None:
        return msgspec.Raw(b"\xcb" + struct.pack(">d", value))
    return value


def index_value(kind: str, value: Any) -> bytes:  # noqa: ANN401  # any value of a row
    """Return a value as index keys have it (MOD-014)."""
    return b"\x02" if value is None else b"\x01" + ORDERS[kind.partition("(")[0]](value)


def bytes_order(data: bytes) -> bytes:
    """Return bytes so that a shorter one sorts before what it begins."""
    return data.replace(b"\0", b"\0\xff") + b"\0"


def float_order(value: float) -> bytes:
    """Return binary64 so that bytes sort as numbers do, NaN last."""
    bits = 0x7FF8 << 48 if value != value else int.from_bytes(struct.pack(">d", value + 0.0))  # noqa: PLR0124  # NaN
    bits = bits ^ (2**64 - 1) if bits >> 63 else bits | 1 << 63
    return bits.to_bytes(8, "big")


DECIMALS_OF_NO_DIGITS: Final = {"-Infinity": b"\x00", "Infinity": b"\x04", "NaN": b"\x05"}


def decimal_order(text: str) -> bytes:
    """Return a decimal as sign, exponent and digits, the infinities around, NaN last."""
    if text in DECIMALS_OF_NO_DIGITS:
        return DECIMALS_OF_NO_DIGITS[text]
    whole, _, fraction = text.lstrip("-").partition(".")
    digits = (whole + fraction).lstrip("0")
    exponent = len(digits) - len(fraction)
    digits = digits.rstrip("0")
    if not digits:
        return b"\x02"
    tail = (exponent + 2**31).to_bytes(4, "big") + digits.encode() + b"\0"
    return b"\x01" + bytes(255 - byte for byte in tail) if text[0] == "-" else b"\x03" + tail


def integer_order(value: int) -> bytes:
    """Return a number, also of days or microseconds, so that bytes sort as numbers do."""
    return (value + 2**63).to_bytes(8, "big")


ORDERS: Final[dict[str, Callable[[Any], bytes]]] = {
    **dict.fromkeys(("smallint", "integer", "bigint", "serial", "bigserial"), integer_order),
    **dict.fromkeys(("date", "timestamp"), integer_order),
    **dict.fromkeys(("real", "double precision"), float_order),
    **dict.fromkeys(("text", "character varying"), lambda text: bytes_order(text.encode())),
    "boolean": lambda value: bytes([value]),
    "numeric": decimal_order,
    "bytea": bytes_order,
    "uuid": bytes,
}
"""What follows the 01 of a value that is not NULL, by type (MOD-014)."""


def entries(state: Mapping[bytes, bytes | None]) -> list[Entry]:
    """Return keys and cells in key order."""
    return sorted(state.items(), key=lambda entry: entry[0])


def changed(state: Mapping[bytes, bytes], changes: Mapping[bytes, bytes | None]) -> State:
    """Return what applying entries makes of a state."""
    cells = {**state, **changes}
    return {key: value for key, value in cells.items() if value is not None}


def delta(before: State, after: State, *restated: str) -> dict[bytes, bytes | None]:
    """Return what an incremental holds: the difference, and the tables named (HLD-042, HLD-043)."""
    changes: dict[bytes, bytes | None] = {
        key: after.get(key)
        for key in before.keys() | after.keys()
        if before.get(key) != after.get(key)
    }
    for name in restated:
        for key in (b"meta:table:" + escaped(name), b"counter:" + escaped(name)):
            changes[key] = after[key]
    return changes


ID: Final = Column("id", "integer", not_null=True)
PRODUCTS: Final = Table(
    "products",
    (ID, Column("name", "text"), Column("price", "numeric")),
    {1: (1, "Widget", "9.99"), 2: (2, "Gadget", "24.99"), 3: (3, "Gizmo", "14.99")},
    (Index("products_pkey", "primary", (0,)),),
)
"""The tutorial's table after its first step (S16, S17)."""

CHANGED: Final = Table(
    "products",
    PRODUCTS.columns,
    {1: (1, "Widget", "11.99"), 2: (2, "Gadget", "24.99"), 4: (4, "Doohickey", "39.99")},
    PRODUCTS.indexes,
)
"""The tutorial's table after its third step (S23)."""
