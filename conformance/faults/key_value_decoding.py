"""Engines that believe keys and values that no engine writes (01-model; HLD-044)."""

from __future__ import annotations

from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, get_args

import msgspec
from msgspec import Meta

from conformance.faults.skip_checks import PatchedEngines
from conformance.faults.state_stand_ins import AsEntries
from helios_ref.tables import keys, rows, schema
from helios_ref.tables.check_entries import check_entries, described_tables
from helios_ref.tables.check_state import StateCheck
from helios_ref.tables.schema import IndexKind, Schema
from helios_ref.types import type_named

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from helios_ref.tables.check_entries import Tables
    from helios_ref.tables.rows import RowCodec
    from helios_ref.types import SqlType
    from helios_ref.types.sql_type import Packed

_checked = rows.RowCodec.checked
_decode_counters = rows.decode_counters
_decode_schema = schema.decode_schema
_any_row = msgspec.msgpack.Decoder(tuple[Any, ...]).decode


ENGINES = PatchedEngines()
fault, overlooks = ENGINES.fault, ENGINES.overlooks

CHECKED: Final = "helios_ref.tables.rows.RowCodec.checked"
CODEC: Final = "helios_ref.tables.rows:RowCodec.checked"
FOUND: Final = "helios_ref.tables.described"
FILE: Final = "helios_ref.tables.check_entries"
KEYS: Final = "helios_ref.tables.keys"
POINTED: Final = f"{FILE}:_check_index_keys"


VERIFY: Final = "helios_ref.backup.verify"
UNDERIVED: Final = {f"{VERIFY}.StateCheck": AsEntries}
"""Where index keys are not compared with the rows, nor keys with the tables."""

FORM: Final = "the row id is not sixteen"

overlooks("MOD-012", "row-ids-in-any-digits", "Take any digits.", {f"{FOUND}:row_ids": (FORM,)})
overlooks(
    "MOD-050",
    "row-ids-from-the-future",
    "Take row ids that the counter has not reached.",
    {f"{FOUND}:row_ids": ("'MOD-050'",)},
)
overlooks(
    "MOD-022",
    "any-number-of-counters",
    "Take counters of columns that there are not, and none at all.",
    {f"{FOUND}:described": ("'MOD-022'",)},
)
overlooks("MOD-020", "longer-forms", "Take rows in longer forms.", {CODEC: ("'MOD-020'",)})
overlooks(
    "MOD-027",
    "texts-of-any-form",
    "Take any text for a decimal, for JSON and for a text.",
    {CODEC: ("'MOD-023'",)},
)
overlooks("MOD-050", "nulls-anywhere", "Take NULL everywhere.", {CODEC: ("'MOD-050'",)})
overlooks(
    "MOD-025",
    "index-keys-point-anywhere",
    "Take any value of an index key.",
    {POINTED: ("'MOD-025'",)},
    UNDERIVED,
)
overlooks(
    "MOD-013",
    "index-keys-of-any-form",
    "Take index keys that no row could have.",
    {POINTED: ("no row that fits", "no such index")},
    UNDERIVED,
)
overlooks(
    "HLD-044",
    "keys-of-no-table",
    "Pass over keys of tables that the file does not describe.",
    {f"{FILE}:_check_run": ("what became", "a value of a table")},
    UNDERIVED,
)
overlooks(
    "HLD-043",
    "values-of-dropped-tables",
    "Take values of a table whose schema is a tombstone.",
    {
        f"{FILE}:described_tables": ("its counters are not",),
        f"{FILE}:_check_run": ("a value of a table",),
    },
    UNDERIVED,
)
overlooks(
    "MOD-040",
    "names-of-any-length",
    "Take names of no byte, of any number, and with U+0000.",
    {f"{KEYS}:_name": ("is empty",)},
)
overlooks(
    "MOD-010",
    "index-keys-without-values",
    "Take an index key that ends after its index.",
    {f"{KEYS}:parse_key": ("without values",), POINTED: ("no row that fits",)},
    UNDERIVED,
)


def _decoded(decode: Callable[[bytes], Any], data: bytes) -> Any:  # noqa: ANN401  # what it decodes to
    """Return what bytes decode to, or None: what a library raises then is no one's business."""
    try:
        return decode(data)
    except Exception:  # noqa: BLE001  # libraries change what they raise, and never that they do
        return None


def _bounds(codec: RowCodec) -> list[tuple[type, Meta]]:
    """Return for each column what kind of cell it takes, and within which bounds."""
    types: Any = codec._typed.type
    kinds = [get_args(shape)[0] for shape in get_args(types)]
    return [(getattr(kind, "__origin__", kind), _meta(kind)) for kind in kinds]


def _meta(kind: object) -> Meta:
    (meta,) = getattr(kind, "__metadata__", (Meta(),))
    assert isinstance(meta, Meta)
    return meta


def _is_of(cell: object, kind: type) -> bool:
    """Whether a cell is NULL or of a kind; True and False are no numbers."""
    return cell is None or type(cell) is kind


def _is_within(cell: Any, meta: Meta) -> bool:  # noqa: ANN401  # of the kind that is bounded
    """Whether a cell is NULL, or neither too small nor too great, too short nor too long."""
    if cell is None:
        return True
    size = len(cell) if isinstance(cell, str | bytes) else 0
    return (
        (meta.ge is None or cell >= meta.ge)
        and (meta.le is None or cell <= meta.le)
        and (meta.min_length is None or size >= meta.min_length)
        and (meta.max_length is None or size <= meta.max_length)
    )


def _fitting(codec: RowCodec, data: bytes) -> tuple[Packed, ...]:
    """Return a row that fits."""
    (row,) = _checked(codec, [data])
    return row


def rows_read(
    clause: str, also: Mapping[str, object] | None = None
) -> Callable[[Callable[[RowCodec, bytes], tuple[Packed, ...]]], object]:
    """Keep as a fault what reads one row; its name and docstring are those of the fault."""

    def keep(read: Callable[[RowCodec, bytes], tuple[Packed, ...]]) -> object:
        @wraps(read)
        def checked(self: RowCodec, data: list[bytes]) -> list[tuple[Packed, ...]]:
            return [read(self, one) for one in data]

        return fault(clause, CHECKED, also)(checked)

    return keep


@rows_read("MOD-023")
def rows_of_any_length(codec: RowCodec, data: bytes) -> tuple[Packed, ...]:
    """Fill up rows that are too short, and cut those that are too long."""
    cells, width = _decoded(_any_row, data), len(_bounds(codec))
    if cells is None or len(cells) == width:
        return _fitting(codec, data)
    return (*cells, *[None] * width)[:width]


@rows_read("MOD-023", UNDERIVED)
def values_of_other_types(codec: RowCodec, data: bytes) -> tuple[Packed, ...]:
    """Read a row with a value that is none of its column's type as a row of NULLs."""
    cells, bounds = _decoded(_any_row, data), _bounds(codec)
    if cells is None or len(cells) != len(bounds):
        return _fitting(codec, data)
    fit = all(_is_of(cell, kind) for cell, (kind, _) in zip(cells, bounds, strict=True))
    return _fitting(codec, data) if fit else (None,) * len(bounds)


@rows_read("MOD-027", UNDERIVED)
def values_beyond_their_types(codec: RowCodec, data: bytes) -> tuple[Packed, ...]:
    """Read a row with a value that is too great, too small or too long as a row of NULLs."""
    cells, bounds = _decoded(_any_row, data), _bounds(codec)
    if cells is None or len(cells) != len(bounds):
        return _fitting(codec, data)
    pairs = list(zip(cells, bounds, strict=True))
    beyond = all(_is_of(cell, kind) for cell, (kind, _) in pairs) and not all(
        _is_within(cell, meta) for cell, (_, meta) in pairs
    )
    return (None,) * len(bounds) if beyond else _fitting(codec, data)


@rows_read("MOD-020", UNDERIVED)
def values_in_no_form(codec: RowCodec, data: bytes) -> tuple[Packed, ...]:
    """Read what is no MessagePack, or no array, as a row of NULLs."""
    if _decoded(_any_row, data) is None:
        return (None,) * len(_bounds(codec))
    return _fitting(codec, data)


@fault("MOD-021", f"{FOUND}.decode_schema")
def schemas_of_any_shape(data: bytes) -> Schema:
    """Read a schema that is none as that of a table without columns."""
    parts = _decoded(schema._DECODER.decode, data)
    if parts is None or not all(kind in tuple(IndexKind) for _, kind, _ in parts[1]):
        return Schema()
    return _decode_schema(data)


@fault("MOD-021", "helios_ref.tables.schema.type_named")
def types_of_any_name(name: str) -> SqlType:
    """Take a type of no name for a text."""
    try:
        return type_named(name)
    except KeyError:
        return replace(type_named("text"), name=name)


@fault("MOD-021", "helios_ref.tables.schema.contradiction")
def schemas_that_contradict_themselves(schema_: Schema) -> None:
    """Take a schema whatever it says."""


@fault("MOD-022", f"{FOUND}.decode_counters")
def counters_of_any_form(data: bytes) -> tuple[int, ...]:
    """Read counters that are none as great ones."""
    try:
        return _decode_counters(data)
    except rows.RowError:
        return (2**62,)


def _passed_over(wrong: str) -> dict[str, object]:
    """Return checks that pass over keys that are wrong in one way."""

    def right(cells: Mapping[bytes, Any]) -> dict[bytes, Any]:
        return {key: cell for key, cell in cells.items() if wrong not in _form(key)}

    def entries(tables: Tables, cells: Mapping[bytes, Any]) -> None:
        check_entries(tables, right(cells))

    class OfTheRest(StateCheck):
        def __init__(self, described: Mapping[bytes, Any]) -> None:
            super().__init__(right(described))

        def look(self, *columns: Any) -> None:  # noqa: ANN401  # keys and values
            if cells := right(dict(zip(*columns, strict=True))):
                super().look(list(cells), list(cells.values()))

    return {
        f"{VERIFY}.described_tables": lambda cells: described_tables(right(cells)),
        f"{VERIFY}.check_entries": entries,
        f"{VERIFY}.StateCheck": OfTheRest,
    }


def _form(key: bytes) -> str:
    """Return what is wrong with the form of a key."""
    try:
        keys.parse_key(key)
    except keys.KeyFormError as error:
        return str(error)
    return ""


ENGINES.value(
    "MOD-010",
    "keys-of-any-kind",
    "Pass over keys of kinds that there are none of.",
    _passed_over("no known kind"),
)
ENGINES.value(
    "MOD-011",
    "names-of-any-form",
    "Pass over keys with names that are not written as names are.",
    _passed_over("a name that is"),
)
