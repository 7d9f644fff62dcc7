"""
The sections of a `.hldb` file: each is declared once, as a record that construct parses and builds.

A field's doc is the clause that says what it holds; its name is that of the tables of 03-hldb.
What comes in any size stands in a record of its own below the one of fixed size, because no length
is believed before it was checked (HLD-004): first the head, then the whole (decision 0025).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any, Final, Generic, TypeVar, dataclass_transform

from construct import Adapter, Bytes, Container, Int8ul, Int16ul, Int32ul, Int64ul, this
from construct_typed import DataclassMixin, DataclassStruct, csfield, csfield_default

from helios_ref.storage.checksum import StateSum

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from construct import Construct
    from construct.core import Context

    _Run = Adapter[bytes, bytes, Sequence[int], Sequence[int]]
else:
    _Run = Adapter  # construct is generic for type checkers only

END_MAGIC: Final = b"\x1a\n\rBDLH\x89"
"""The last bytes of a file: the first ones, from behind (HLD-032)."""

MAJOR: Final = 1
"""The version of the format that this room speaks (HLD-011)."""

KEY_WIDTHS: Final = (0, 1, 2)
VALUE_WIDTHS: Final = (0, 1, 2, 4)
"""Bytes per length in a run; 0 when all are equal (HLD-023)."""

_CONTEXT: Final = Container(_params=None, _root=None)
"""
What construct parses in. It has no root, because a record would then be its own, and each run wait
for the garbage collector: of as many blocks as that likes, 16 MiB each.
"""

_CODES: Final = {1: "B", 2: "H", 4: "I"}


class Numbers(_Run):
    """A run of equally wide numbers, taken at once; construct's own arrays are 50 times slower."""

    def __init__(self, count: Any, width: Any) -> None:  # noqa: ANN401  # numbers, or sums of fields
        super().__init__(Bytes(count * width))
        self._width = width if callable(width) else lambda _: width

    def _decode(self, obj: bytes, context: Context, _: object) -> Sequence[int]:
        """Return what the run says; nothing at all when its width is 0."""
        width = self._width(context)
        return struct.unpack(f"<{len(obj) // width}{_CODES[width]}", obj) if width else ()

    def _encode(self, obj: Sequence[int], context: Context, _: object) -> bytes:
        """Return the bytes of the numbers."""
        width = self._width(context)
        if width == 1:
            return bytes(obj)
        return struct.pack(f"<{len(obj)}{_CODES[width]}", *obj) if width else b""


@dataclass_transform(kw_only_default=True, field_specifiers=(csfield, csfield_default))
class Fields(DataclassMixin):
    """Fields that stand one after the other: frozen, each given by its name."""

    def __init_subclass__(cls) -> None:
        """Make a dataclass of the declaration."""
        dataclass(frozen=True, kw_only=True)(cls)

    __str__ = object.__str__  # construct-typing's own locks what it shows by writing to it


class HeaderHead(Fields):
    """The header up to the branch."""

    magic: bytes = csfield_default(Bytes(8), "HLD-010", default=END_MAGIC[::-1])
    major_version: int = csfield_default(Int16ul, "HLD-011", default=MAJOR)
    minor_version: int = csfield(Int16ul, "HLD-013")
    critical_features: int = csfield_default(Int32ul, "HLD-012", default=0)
    optional_features: int = csfield(Int32ul, "HLD-012")
    header_length: int = csfield(Int16ul, "HLD-014")
    kind: int = csfield(Int8ul, "HLD-015")
    branch_length: int = csfield(Int8ul, "HLD-018")
    backup_number: int = csfield(Int64ul, "HLD-016")
    created: int = csfield(Int64ul, "HLD-016")
    parent_number: int = csfield(Int64ul, "HLD-017")
    parent_root: bytes = csfield(Bytes(32), "HLD-017")


class HeaderFields(HeaderHead):
    """The whole header; what it says is a `Header`."""

    branch: bytes = csfield(Bytes(this.branch_length), "HLD-018")
    extension: bytes = csfield(Bytes(this.header_length - 80 - this.branch_length), "HLD-014")


class BlockHead(Fields):
    """The numbers of a block, from which the sizes of its runs follow."""

    magic: bytes = csfield_default(Bytes(4), "HLD-020", default=b"HBLK")
    codec: int = csfield_default(Int8ul, "HLD-020", default=0)
    key_width: int = csfield(Int8ul, "HLD-023")
    value_width: int = csfield(Int8ul, "HLD-023")
    reserved: int = csfield_default(Int8ul, "HLD-020", default=0)
    count: int = csfield(Int16ul, "HLD-027")
    tombstones: int = csfield(Int16ul, "HLD-025")
    prefix_length: int = csfield(Int32ul, "HLD-022")
    key_bytes: int = csfield(Int32ul, "HLD-024")
    value_bytes: int = csfield(Int32ul, "HLD-024")


class BlockRuns(BlockHead):
    """A whole block: runs of keys and values, never a record per key."""

    prefix: bytes = csfield(Bytes(this.prefix_length), "HLD-022")
    key_lengths: Sequence[int] = csfield(Numbers(this.count, this.key_width), "HLD-023")
    value_lengths: Sequence[int] = csfield(
        Numbers(this.count - this.tombstones, this.value_width), "HLD-023"
    )
    tombstone_positions: Sequence[int] = csfield(Numbers(this.tombstones, 2), "HLD-025")
    key_suffixes: bytes = csfield(Bytes(this.key_bytes), "HLD-021")
    values: bytes = csfield(Bytes(this.value_bytes), "HLD-024")


class IndexHead(Fields):
    """The index up to its records."""

    magic: bytes = csfield_default(Bytes(4), "HLD-030", default=b"HIDX")
    blocks: int = csfield(Int32ul, "HLD-030")


class RecordHead(Fields):
    """A record of the index up to its key."""

    offset: int = csfield(Int64ul, "HLD-030")
    length: int = csfield(Int32ul, "HLD-030")
    count: int = csfield(Int16ul, "HLD-030")
    first_key_length: int = csfield(Int16ul, "HLD-030")
    sha256: bytes = csfield(Bytes(32), "HLD-031")


class BlockEntry(RecordHead):
    """What the index says of one block (HLD-030)."""

    first_key: bytes = csfield(Bytes(this.first_key_length), "HLD-030")


class Trailer(Fields):
    """Totals, the state that the file leads to, and the hashes of its sections (HLD-032)."""

    magic: bytes = csfield_default(Bytes(4), "HLD-032", default=b"HTRL")
    blocks: int = csfield(Int32ul, "HLD-032")
    entries: int = csfield(Int64ul, "HLD-032")
    tombstones: int = csfield(Int64ul, "HLD-032")
    state_keys: int = csfield(Int64ul, "HLD-041")
    state_checksum: int = csfield(Int64ul, "HLD-041")
    index_offset: int = csfield(Int64ul, "HLD-032")
    index_length: int = csfield(Int64ul, "HLD-032")
    file_length: int = csfield(Int64ul, "HLD-032")
    header_sha256: bytes = csfield(Bytes(32), "HLD-033")
    index_sha256: bytes = csfield(Bytes(32), "HLD-033")
    root: bytes = csfield(Bytes(32), "HLD-033")
    end_magic: bytes = csfield_default(Bytes(8), "HLD-032", default=END_MAGIC)

    @property
    def state(self) -> StateSum:
        """Of the state that comes out when the file is applied (HLD-041)."""
        return StateSum(self.state_keys, self.state_checksum)


Head = TypeVar("Head", bound=Fields)
Whole = TypeVar("Whole", bound=Fields)


class Section(Generic[Head, Whole]):
    """A declared section: parsed, built, and where its fields stand."""

    def __init__(self, head: type[Head], whole: type[Whole]) -> None:
        """Take the record of the fields of fixed size, and that of all fields."""
        self._records = head, whole
        self.magic: bytes = getattr(head, "magic", b"")
        """What it begins with; nothing for a record of the index."""
        self.fixed: int = DataclassStruct(head).sizeof()
        """Bytes before the first field of variable size."""
        self.fields: Sequence[Construct[Any, Any]] = DataclassStruct(whole).subcon.subcons

    @cached_property
    def _compiled(self) -> list[Any]:
        """
        Head and whole, compiled by construct, which is ten times as fast.

        They are blind to a short read: whoever parses has compared lengths before (HLD-004).
        """
        return [DataclassStruct(record).subcon.compile() for record in self._records]

    def head(self, data: bytes) -> Head:
        """Return the fields of fixed size, which tell the sizes of all others."""
        assert len(data) == self.fixed, "HLD-004"
        return self._records[0](**self._compiled[0].parsefunc(BytesIO(data), _CONTEXT))

    def parse(self, data: bytes) -> Whole:
        """Return all fields of a section whose lengths were found right (HLD-004)."""
        return self.read(BytesIO(data))

    def read(self, stream: IO[bytes]) -> Whole:
        """Return all fields of the section that comes next; the last is short where that ends."""
        return self._records[1](**self._compiled[1].parsefunc(stream, _CONTEXT))

    def build(self, record: Whole) -> bytes:
        """Return the bytes of the section."""
        data: bytes = self._compiled[1].build(vars(record), _root=None)  # why: see `_CONTEXT`
        return data

    def extents(self, head: Fields | None) -> Iterator[tuple[Construct[Any, Any], int, int]]:
        """Yield each field with its first byte and the one after it, as the head has it."""
        sizes, stop = vars(head) if head else {}, 0
        for field in self.fields:
            start, stop = stop, stop + field.sizeof(**sizes)
            yield field, start, stop


HEADER: Final = Section(HeaderHead, HeaderFields)
BLOCK: Final = Section(BlockHead, BlockRuns)
INDEX: Final = Section(IndexHead, IndexHead)
RECORD: Final = Section(RecordHead, BlockEntry)
TRAILER: Final = Section(Trailer, Trailer)

ROOTED: Final = 128
"""How many bytes of the trailer the root is the hash of (HLD-033)."""
