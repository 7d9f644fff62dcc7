"""Engines that write files of another form, which they read again themselves (03-hldb)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from conformance.faults.skip_checks import PatchedEngines
from helios_ref.errors import UnsupportedFormatError
from helios_ref.hldb import read_sections, write_file
from helios_ref.tables.table import opened
from helios_ref.types import FloatType, NumericType, SqlType, TextType, canonical, type_named

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from decimal import Decimal
    from typing import Any

    from helios_ref.hldb.layout import BlockEntry, HeaderHead, Trailer
    from helios_ref.hldb.model import Header

    Encode = Callable[[Any], bytes]

_check_version = read_sections.check_version
_header_bytes = write_file.header_bytes
_index_bytes = write_file.index_bytes
_trailer_over = write_file.trailer_over

ENGINES = PatchedEngines()
fault, overlooks = ENGINES.fault, ENGINES.overlooks

WRITING: Final = "helios_ref.hldb.write_file"
BLOCK: Final = "helios_ref.hldb.block_encode"
RUNS: Final = "helios_ref.hldb.block_decode"
OPENING: Final = "helios_ref.hldb.read_sections"
LIMITS: Final = "helios_ref.hldb.model"
STATE: Final = "helios_ref.hldb.read_blocks:check_state_sum"


def _limited(name: str, limit: int, *modules: str) -> Mapping[str, object]:
    """Return a limit of another size in these modules."""
    return {f"{module}.{name}": limit for module in modules}


ENGINES.value(
    "HLD-027",
    "blocks-of-4095",
    "Cut blocks after 4,095 entries.",
    _limited("MAX_ENTRIES", 4095, BLOCK, RUNS, LIMITS),
)
ENGINES.value(
    "HLD-027",
    "blocks-of-4097",
    "Cut blocks after 4,097 entries.",
    _limited("MAX_ENTRIES", 4097, BLOCK, RUNS, LIMITS),
)
ENGINES.value(
    "HLD-001",
    "blocks-of-a-byte-less",
    "Cut blocks before they have 262,144 bytes.",
    _limited("MAX_BYTES", 262_143, BLOCK, RUNS),
)
ENGINES.value(
    "HLD-001",
    "blocks-of-a-byte-more",
    "Cut blocks when they have more than 262,145 bytes.",
    _limited("MAX_BYTES", 262_145, BLOCK, RUNS),
)
ENGINES.value(
    "HLD-002",
    "files-of-keys-of-4095",
    "Refuse a file with a key of 4,096 bytes.",
    _limited("MAX_KEY", 4095, RUNS),
)
ENGINES.value(
    "HLD-002",
    "values-of-64-kilobytes",
    "Refuse a file with a value above 65,535 bytes.",
    _limited("MAX_VALUE", 65_535, RUNS),
)
ENGINES.value(
    "HLD-002",
    "branches-of-62",
    "Refuse a file of a branch whose name has 63 bytes.",
    _limited("MAX_BRANCH", 62, LIMITS),
)
ENGINES.value(
    "HLD-002",
    "numbers-of-62-bits",
    "Refuse a file with a number that needs 63 bits.",
    _limited("MAX_NUMBER", 2**62 - 1, LIMITS),
)


def _whole(first: bytes, last: bytes) -> bytes:
    """Return no prefix."""
    return b""


overlooks(
    "HLD-022",
    "no-prefix",
    "Write keys whole.",
    {f"{RUNS}:decode_keys": ("'prefix'",)},
    {f"{BLOCK}.common_prefix": _whole},
)


def _widest(lengths: Sequence[int], widths: Sequence[int]) -> int:
    """Return the greatest width."""
    return widths[-1]


overlooks(
    "HLD-023",
    "lengths-of-four-bytes",
    "Write lengths as wide as there are widths.",
    {f"{RUNS}:decode_lengths": ("is enough",)},
    {f"{BLOCK}.narrowest": _widest},
)


@fault("HLD-001", f"{WRITING}.header_bytes")
def signs_its_files(header: Header) -> bytes:
    """Write its own name into the header, as an optional feature."""
    return _header_bytes(replace(header, optional=1, extension=b"a wrong engine"))


@fault("HLD-016", f"{WRITING}.header_bytes")
def begun_at_no_second(header: Header) -> bytes:
    """Leave the second at which a backup began out of its file."""
    return _header_bytes(replace(header, created=0))


@fault("HLD-018", f"{WRITING}.header_bytes")
def always_of_main(header: Header) -> bytes:
    """Write that every backup is of the branch main."""
    return _header_bytes(replace(header, branch="main"))


def _unhashed(index: Sequence[BlockEntry]) -> bytes:
    """Return an index without hashes."""
    return _index_bytes([replace(entry, sha256=bytes(32)) for entry in index])


overlooks(
    "HLD-001",
    "hashes-of-zeros",
    "Write zeros for the hashes of blocks.",
    {"helios_ref.hldb.read_blocks:block": ("'HLD-031'",)},
    {f"{WRITING}.index_bytes": _unhashed},
)


def _unsummed(*written: Any) -> Trailer:  # noqa: ANN401  # as the right one takes them
    """Return a trailer without a checksum."""
    return write_file.sealed(replace(_trailer_over(*written), state_checksum=0))


overlooks(
    "HLD-041",
    "checksum-of-zeros",
    "Write zeros for the checksum of the state.",
    {STATE: ("'state_checksum'",)},
    {f"{WRITING}.trailer_over": _unsummed},
)


def _of_the_file(*written: Any) -> Trailer:  # noqa: ANN401  # as the right one takes them
    """Return a trailer that counts the file's own entries."""
    trailer = _trailer_over(*written)
    return write_file.sealed(replace(trailer, state_keys=trailer.entries))


overlooks(
    "HLD-041",
    "keys-of-the-file-alone",
    "Write the number of the file's own entries for that of the state's keys.",
    {STATE: ("'state_keys'",)},
    {f"{WRITING}.trailer_over": _of_the_file},
)


@fault("HLD-013", f"{OPENING}.check_version")
def later_versions_unread(head: HeaderHead, name: str) -> None:
    """Refuse a later minor version."""
    _check_version(head, name)
    if head.minor_version:
        raise UnsupportedFormatError(path=name, reason="its version is a later one")


@fault("HLD-012", f"{OPENING}.check_version")
def optional_features_needed(head: HeaderHead, name: str) -> None:
    """Refuse optional features that it does not know."""
    _check_version(head, name)
    if head.optional_features:
        raise UnsupportedFormatError(path=name, reason="its features are not known")


def _keys(kind: type[SqlType], wrong: Callable[[Any, Encode], bytes]) -> Mapping[str, object]:
    """Return the two doors through which types come, where those of a kind encode values wrong."""

    def changed(right: Callable[..., SqlType]) -> Callable[..., SqlType]:
        def named(*spelled: Any) -> SqlType:  # noqa: ANN401  # as the right one
            type_ = right(*spelled)
            if not isinstance(type_, kind):
                return type_
            encode = type_.encode
            return replace(type_, encode=lambda value: wrong(value, encode))

        return named

    return {
        "helios_ref.tables.schema.type_named": changed(type_named),
        "helios_ref.engine.schema.table_schema.canonical": changed(canonical),
        "helios_ref.tables.read_tables.opened": opened.__wrapped__,  # what is kept has other types
    }


def _zero_has_a_sign(value: float | None, encode: Encode) -> bytes:
    return b"\x01" + bytes(8) if str(value) == "-0.0" else encode(value)


def _scale_counts(value: Decimal | None, encode: Encode) -> bytes:
    return encode(value) + b"\0" * len(str(value).partition(".")[2])


def _text_of_its_length(value: str | None, encode: Encode) -> bytes:
    if value is None:
        return encode(value)
    text = value.encode()
    return b"\x01%04x%b" % (len(text), text)


def _null_first(value: Any, encode: Encode) -> bytes:  # noqa: ANN401  # of any type
    return b"\x00" if value is None else encode(value)


ENGINES.value(
    "HLD-001",
    "zeros-have-signs",
    "Encode -0.0 before all other floats in index keys.",
    _keys(FloatType, _zero_has_a_sign),
)
ENGINES.value(
    "MOD-014",
    "scales-count-in-keys",
    "Encode the scale of a DECIMAL in index keys.",
    _keys(NumericType, _scale_counts),
)
ENGINES.value(
    "MOD-011",
    "texts-by-their-length",
    "Encode a text by its length in index keys, and not by its end.",
    _keys(TextType, _text_of_its_length),
)
ENGINES.value(
    "MOD-013",
    "nulls-before-values",
    "Encode NULL before every value in index keys.",
    _keys(SqlType, _null_first),
)
