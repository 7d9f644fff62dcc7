"""Engines that do not keep values, names, counters or limits as they are (01-model)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from conformance.faults.fault import Shelf
from helios_ref.engine.changes import insert
from helios_ref.errors import DatetimeFormatError, DatetimeRangeError
from helios_ref.sql import parse
from helios_ref.storage.layer import Layer
from helios_ref.storage.snapshot import Snapshot
from helios_ref.tables import define_tables, write_rows
from helios_ref.tables.schema import decode_schema, encode_schema
from helios_ref.types import Text, dates, numeric

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from helios_ref.backup.chain import Member
    from helios_ref.engine.changes.defaults_and_checks import Cell
    from helios_ref.engine.expressions.evaluator import Row
    from helios_ref.engine.view import View
    from helios_ref.hldb.checksum import StateSum
    from helios_ref.storage.database import Database
    from helios_ref.tables.table import Table
    from helios_ref.tables.write_rows import Writer
    from helios_ref.types import SqlType, Value

_place = write_rows.place
_create = define_tables.create
_sources = insert.Insert.sources
_truncate = define_tables.truncate
_read = dates._read

SHELF = Shelf()
fault = SHELF.fault

PLACE = "helios_ref.tables.write_rows.place"
DAY_ONE: Final = date(1970, 1, 1)
CHECKED_NAME: Final = (
    "helios_ref.engine.schema.alter_table.checked_name",
    "helios_ref.engine.branches.checked_name",
    "helios_ref.engine.schema.create_table.checked_name",
    "helios_ref.engine.schema.table_schema.checked_name",
)


@fault("MOD-024", PLACE)
def decimals_through_floats(
    writer: Writer, table: Table, row_id: int, values: Sequence[Value]
) -> None:
    """Keep a DECIMAL as a binary float."""
    kept = [Decimal(repr(float(v))) if isinstance(v, Decimal) else v for v in values]
    _place(writer, table, row_id, kept)


@fault("MOD-024", PLACE)
def loses_scale(writer: Writer, table: Table, row_id: int, values: Sequence[Value]) -> None:
    """Cut the zeros at the end of a DECIMAL."""
    kept = [Decimal(format(v.normalize(), "f")) if isinstance(v, Decimal) else v for v in values]
    _place(writer, table, row_id, kept)


@fault("MOD-023", PLACE)
def null_is_empty(writer: Writer, table: Table, row_id: int, values: Sequence[Value]) -> None:
    """Keep a NULL as the empty text."""
    texts = [isinstance(column.type, Text) for column in table.schema.columns]
    kept = ["" if v is None and text else v for v, text in zip(values, texts, strict=True)]
    _place(writer, table, row_id, kept)


@fault("MOD-023", PLACE)
def empty_is_null(writer: Writer, table: Table, row_id: int, values: Sequence[Value]) -> None:
    """Keep the empty text as a NULL."""
    _place(writer, table, row_id, [None if value == "" else value for value in values])


@fault("MOD-023", PLACE)
def trims_texts(writer: Writer, table: Table, row_id: int, values: Sequence[Value]) -> None:
    """Cut the blanks at both ends of a text."""
    kept = [value.strip() if isinstance(value, str) else value for value in values]
    _place(writer, table, row_id, kept)


@fault("MOD-030", "helios_ref.engine.changes.insert.Insert.sources")
def the_last_row_first(
    self: insert.Insert, view: View, given: Row
) -> Iterable[tuple[tuple[Cell, ...], Row]]:
    """Add the rows of an INSERT from the last to the first."""
    return list(_sources(self, view, given))[::-1]


@fault("MOD-033", "helios_ref.engine.schema.create_table.truncate")
def truncate_begins_anew(writer: Writer, table: Table) -> None:
    """Let TRUNCATE begin all counters again."""
    _truncate(writer, table)
    _create(writer, table)


def _resumed(writer: Writer, table: Table) -> None:
    """Write the schema of a table, and counters unless some are left."""
    left = writer.get(table.plan.counter_key)
    _create(writer, table)
    if left is not None:
        writer.put(table.plan.counter_key, left)


@fault(
    "MOD-033",
    "helios_ref.engine.schema.create_table.drop",
    {"helios_ref.engine.schema.create_table.create": _resumed},
)
def drop_keeps_counters(writer: Writer, table: Table) -> None:
    """Keep the counters of a table that is dropped, for the next of its name."""
    _truncate(writer, table)
    writer.delete(table.plan.schema_key)


@fault("RST-026", "helios_ref.backup.catalog.shared")
def constraints_are_lost(
    database: Database, leaf: Member, layer: Layer, state: StateSum
) -> Snapshot:
    """Restore tables without their keys, constraints and indexes."""
    cells = {key: cell for key, cell in layer.items() if not key.startswith(b"index:")}
    for key, cell in cells.items():
        if key.startswith(b"meta:table:") and isinstance(cell, bytes):
            schema = decode_schema(cell)
            cells[key] = encode_schema(replace(schema, indexes=(), checks=()))
    return Snapshot((Layer(cells),))


@fault("MOD-028", "helios_ref.types.dates._read")
def moves_days_to_1970(text: str, type_: SqlType) -> tuple[date, timedelta]:
    """Take the first of days for one that no calendar has."""
    try:
        return _read(text, type_)
    except DatetimeRangeError:
        return DAY_ONE, timedelta()


@fault("MOD-028", "helios_ref.types.dates._read")
def guesses_dates(text: str, type_: SqlType) -> tuple[date, timedelta]:
    """Take the first of days for a text that is no date."""
    try:
        return _read(text, type_)
    except DatetimeFormatError:
        return DAY_ONE, timedelta()


def _names(is_name: Callable[[str], bool]) -> dict[str, object]:
    """Return what makes another rule of names."""
    places = ("engine.schema.table_schema", "backup.statement")
    return {f"helios_ref.{place}.is_name": is_name for place in places}


SHELF.value(
    "MOD-040",
    "names-end-in-a-zero",
    "Keep one of the 63 bytes of a name for a zero at its end.",
    _names(lambda text: 1 <= len(text.encode()) < 63),  # noqa: PLR2004  # the limit itself
)

SHELF.value(
    "MOD-040",
    "names-in-characters",
    "Measure names in characters.",
    _names(lambda text: 1 <= len(text) <= 63),  # noqa: PLR2004  # the limit itself
)

SHELF.value(
    "MOD-040",
    "names-are-cut",
    "Cut a name that is too long, as PostgreSQL does.",
    dict.fromkeys(CHECKED_NAME, lambda name: name.encode()[:63].decode(errors="ignore")),
)

SHELF.value(
    "MOD-040",
    "keys-of-4095",
    "Refuse a key of as many bytes as there may be.",
    {"helios_ref.tables.write_rows.MAX_KEY": 4095},
)

SHELF.value(
    "MOD-040",
    "keys-without-end",
    "Take keys of any length.",
    {"helios_ref.tables.write_rows.MAX_KEY": 1 << 40},
)

SHELF.value(
    "MOD-040",
    "values-below-the-limit",
    "Refuse a value of as many bytes as there may be.",
    {"helios_ref.tables.write_rows.MAX_VALUE": (1 << 24) - 1},
)

SHELF.value(
    "MOD-040",
    "values-without-end",
    "Take values of any length.",
    {"helios_ref.tables.write_rows.MAX_VALUE": 1 << 40},
)

SHELF.value(
    "MOD-040",
    "tables-of-1599-columns",
    "Refuse the last column that a table may have.",
    {"helios_ref.engine.schema.table_schema.MAX_COLUMNS": 1599},
)


class _AllLetters:
    """A table of translation that folds every letter that has two forms."""

    def __getitem__(self, code: int) -> str:
        """Return the character in lower case."""
        return chr(code).lower()


SHELF.value(
    "BRN-010",
    "folds-no-names",
    "Take every name exactly, in quotes or not.",
    {"helios_ref.sql.actions.FOLD": {}, "helios_ref.session._kept": parse},
)

SHELF.value(
    "BRN-010",
    "folds-all-letters",
    "Fold letters outside of ASCII, too.",
    {"helios_ref.sql.actions.FOLD": _AllLetters(), "helios_ref.session._kept": parse},
)

SHELF.value(
    "MOD-024",
    "more-than-one-nan",
    "Read NaNs with a sign, a payload or a signal, as libraries of decimals do.",
    {
        "helios_ref.types.numeric._SPECIAL": {
            **numeric._SPECIAL,
            **dict.fromkeys(("-nan", "snan", "nan123"), Decimal("NaN")),
        }
    },
)
