"""The sections of a `.hldb` file, field by field: the only declaration of the bytes (03-hldb)."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import TYPE_CHECKING, Any, Final

from construct import (
    Adapter,
    Bytes,
    Construct,
    Container,
    FormatField,
    Int8ul,
    Int16ul,
    Int32ul,
    Int64ul,
    this,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from construct.core import Context

    _Run = Adapter[bytes, bytes, tuple[int, ...], Any]
else:
    _Run = Adapter  # construct is generic for type checkers only

MAGIC: Final = b"\x89HLDB\r\n\x1a"
"""The first bytes of a file (HLD-010)."""

END_MAGIC: Final = MAGIC[::-1]
"""The last bytes of a file (HLD-032)."""

BLOCK_MAGIC: Final = b"HBLK"
INDEX_MAGIC: Final = b"HIDX"
TRAILER_MAGIC: Final = b"HTRL"

MAJOR: Final = 1
"""The version of the format that this room speaks (HLD-011)."""

KINDS: Final = {1: "full", 2: "incremental"}
"""Kinds by their number (HLD-015)."""

KEY_WIDTHS: Final = (0, 1, 2)
VALUE_WIDTHS: Final = (0, 1, 2, 4)
"""Bytes per length in a run; 0 when all are equal (HLD-023)."""

_CODES: Final = {0: "0s", 1: "B", 2: "H", 4: "I"}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a section."""

    name: str
    """As in the tables of 03-hldb."""

    type: Construct[Any, Any]
    clause: str
    """The clause that says what the field holds."""


@dataclass(frozen=True)
class Section:
    """Fields that stand one after the other."""

    title: str
    fields: tuple[Field, ...]
    fixed: int
    """Bytes before the first field of variable size."""

    @cached_property
    def packed(self) -> struct.Struct:
        """The fields of fixed size at once; construct's own records are 20 times slower."""
        types = [field.type for field in self.fields if field.name in self.offsets]
        return struct.Struct("<" + "".join(map(_code, types)))

    def head(self, data: bytes) -> Container[Any]:
        """Return the values of the fields of fixed size, which tell the sizes of all others."""
        return Container(zip(self.offsets, self.packed.unpack(data), strict=True))

    @cached_property
    def offsets(self) -> dict[str, int]:
        """Where each field of fixed size begins, counted from the section's first byte."""
        offsets: dict[str, int] = {}
        offset = 0
        for field in self.fields:
            if offset == self.fixed:
                break
            offsets[field.name] = offset
            offset += field.type.sizeof()
        assert offset == self.fixed, self.title
        return offsets

    def extents(self, head: Mapping[str, Any]) -> Iterator[tuple[Field, int, int]]:
        """Yield each field with its first byte and the one after it, as the head has it."""
        for field in self.fields[: len(self.offsets)]:
            start = self.offsets[field.name]
            yield field, start, start + field.type.sizeof()
        yield from self._runs(head)

    def _runs(self, head: Mapping[str, Any]) -> Iterator[tuple[Field, int, int]]:
        """Yield the fields of variable size, as `extents` does."""
        stop = self.fixed
        for field in self.fields[len(self.offsets) :]:
            start, stop = stop, stop + _length(field.type, head)
            yield field, start, stop

    def clause(self, name: str) -> str:
        """Return the clause of the field called `name`."""
        return next(field.clause for field in self.fields if field.name == name)

    def start(self, name: str, head: Mapping[str, Any]) -> int:
        """Return the first byte of a field; the head is needed where others of any size precede."""
        before = takewhile(lambda field: field.name != name, self.fields)
        return sum(field.type.sizeof(**head) for field in before)

    def parse(self, data: bytes) -> Container[Any]:
        """
        Return the values of all fields; the sizes were checked before.

        Large fields stay outside of construct's contexts, which are cycles and outlive their use.
        """
        values = self.head(data[: self.fixed])
        for field, start, stop in self._runs(values):
            type_, run = field.type, data[start:stop]
            values[field.name] = type_.numbers(run, values) if isinstance(type_, Numbers) else run
        return values

    def build(self, values: Mapping[str, Any]) -> bytes:
        """Return the bytes of the section."""
        head = {name: values[name] for name in self.offsets}
        variable = self.fields[len(head) :]
        runs = [field.type.build(values[field.name], **head) for field in variable]
        return self.packed.pack(*head.values()) + b"".join(runs)


def _code(type_: Construct[Any, Any]) -> str:
    """Return what `struct` calls a field of fixed size."""
    return type_.fmtstr[-1] if isinstance(type_, FormatField) else f"{type_.sizeof()}s"


def _length(type_: Construct[Any, Any], head: Mapping[str, Any]) -> int:
    """Return what `sizeof` returns, without the new context that makes it 10 times slower."""
    run = type_.subcon if isinstance(type_, Numbers) else type_
    assert isinstance(run, Bytes)
    evaluate: Any = run.length
    length: int = evaluate(head)
    return length


class Numbers(_Run):
    """A run of equally wide numbers; construct's own arrays are 50 times slower."""

    def __init__(self, count: Callable[[Any], int], width: Callable[[Any], int]) -> None:
        super().__init__(Bytes(lambda context: count(context) * width(context)))
        self._width = width

    def numbers(self, data: bytes, head: Mapping[str, Any]) -> tuple[int, ...]:
        """Return the numbers of a run; none at all when their width is 0."""
        width = self._width(head)
        return struct.unpack(f"<{len(data) // width}{_CODES[width]}", data) if width else ()

    def _decode(self, obj: bytes, context: Context, path: object) -> tuple[int, ...]:
        """Return what the run says."""
        del path
        return self.numbers(obj, context)

    def _encode(self, obj: Any, context: Context, path: object) -> bytes:  # noqa: ANN401  # construct's signature
        """Return the bytes of the numbers."""
        del path
        width = self._width(context)
        return struct.pack(f"<{len(obj)}{_CODES[width]}", *obj) if width else b""


HEADER: Final = Section(
    "header",
    (
        Field("magic", Bytes(8), "HLD-010"),
        Field("major_version", Int16ul, "HLD-011"),
        Field("minor_version", Int16ul, "HLD-013"),
        Field("critical_features", Int32ul, "HLD-012"),
        Field("optional_features", Int32ul, "HLD-012"),
        Field("header_length", Int16ul, "HLD-014"),
        Field("kind", Int8ul, "HLD-015"),
        Field("branch_length", Int8ul, "HLD-018"),
        Field("backup_number", Int64ul, "HLD-016"),
        Field("created", Int64ul, "HLD-016"),
        Field("parent_number", Int64ul, "HLD-017"),
        Field("parent_root", Bytes(32), "HLD-017"),
        Field("branch", Bytes(this.branch_length), "HLD-018"),
        Field("extension", Bytes(this.header_length - 80 - this.branch_length), "HLD-014"),
    ),
    fixed=80,
)

BLOCK: Final = Section(
    "block",
    (
        Field("magic", Bytes(4), "HLD-020"),
        Field("codec", Int8ul, "HLD-020"),
        Field("key_width", Int8ul, "HLD-023"),
        Field("value_width", Int8ul, "HLD-023"),
        Field("reserved", Int8ul, "HLD-020"),
        Field("count", Int16ul, "HLD-027"),
        Field("tombstones", Int16ul, "HLD-025"),
        Field("prefix_length", Int32ul, "HLD-022"),
        Field("key_bytes", Int32ul, "HLD-024"),
        Field("value_bytes", Int32ul, "HLD-024"),
        Field("prefix", Bytes(this.prefix_length), "HLD-022"),
        Field("key_lengths", Numbers(this.count, this.key_width), "HLD-023"),
        Field("value_lengths", Numbers(this.count - this.tombstones, this.value_width), "HLD-023"),
        Field("tombstone_positions", Numbers(this.tombstones, lambda _: 2), "HLD-025"),
        Field("key_suffixes", Bytes(this.key_bytes), "HLD-021"),
        Field("values", Bytes(this.value_bytes), "HLD-024"),
    ),
    fixed=24,
)

INDEX: Final = Section(
    "index",
    (
        Field("magic", Bytes(4), "HLD-030"),
        Field("blocks", Int32ul, "HLD-030"),
    ),
    fixed=8,
)

RECORD: Final = Section(
    "index record",
    (
        Field("offset", Int64ul, "HLD-030"),
        Field("length", Int32ul, "HLD-030"),
        Field("count", Int16ul, "HLD-030"),
        Field("first_key_length", Int16ul, "HLD-030"),
        Field("sha256", Bytes(32), "HLD-031"),
        Field("first_key", Bytes(this.first_key_length), "HLD-030"),
    ),
    fixed=48,
)

TRAILER: Final = Section(
    "trailer",
    (
        Field("magic", Bytes(4), "HLD-032"),
        Field("blocks", Int32ul, "HLD-032"),
        Field("entries", Int64ul, "HLD-032"),
        Field("tombstones", Int64ul, "HLD-032"),
        Field("state_keys", Int64ul, "HLD-041"),
        Field("state_checksum", Int64ul, "HLD-041"),
        Field("index_offset", Int64ul, "HLD-032"),
        Field("index_length", Int64ul, "HLD-032"),
        Field("file_length", Int64ul, "HLD-032"),
        Field("header_sha256", Bytes(32), "HLD-033"),
        Field("index_sha256", Bytes(32), "HLD-033"),
        Field("root", Bytes(32), "HLD-033"),
        Field("end_magic", Bytes(8), "HLD-032"),
    ),
    fixed=168,
)

ROOTED: Final = 128
"""How many bytes of the trailer the root is the hash of (HLD-033)."""

SHORTEST: Final = 257
"""A header with a branch of one byte, an empty index, and the trailer (Read, level 0)."""

for _section in (HEADER, BLOCK, INDEX, RECORD, TRAILER):
    assert _section.packed.size == _section.fixed
assert (HEADER.fixed, BLOCK.fixed, INDEX.fixed, RECORD.fixed) == (80, 24, 8, 48)
assert TRAILER.fixed == TRAILER.offsets["root"] + 32 + 8
assert TRAILER.offsets["root"] == ROOTED
assert HEADER.fixed + 1 + INDEX.fixed + TRAILER.fixed == SHORTEST
