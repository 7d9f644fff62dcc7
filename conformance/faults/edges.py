"""Engines that are right but at one edge: a width, a number, a form, a text executed again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from conformance.faults.skip_checks import PatchedEngines
from helios_ref.backup.parent_search import by_path
from helios_ref.backup.verify import state_of
from helios_ref.collaborators import COLLABORATORS
from helios_ref.engine import prepared
from helios_ref.errors import HeliosError
from helios_ref.hldb import block_encode, read_sections
from helios_ref.hldb.model import MAX_BYTES
from helios_ref.tables import define_tables
from helios_ref.tables.catalog_records import records
from helios_ref.tables.check_state import StateCheck
from helios_ref.tables.read_tables import find, scan
from helios_ref.tables.write_rows import Counters, Insertion, Writer, counters

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from helios_ref.engine.view import View
    from helios_ref.hldb.block_encode import Block
    from helios_ref.hldb.layout import HeaderFields
    from helios_ref.hldb.location import Place
    from helios_ref.hldb.model import Header
    from helios_ref.storage.database import Database
    from helios_ref.storage.layer import Cell
    from helios_ref.tables.check_entries import Tables
    from helios_ref.tables.table import Table

ENGINES = PatchedEngines()
fault, overlooks = ENGINES.fault, ENGINES.overlooks

_fitting = block_encode._fitting
_header_of = read_sections.header_of
_carried = define_tables._carried
_reindex = define_tables._reindex

SECTIONS: Final = "helios_ref.hldb.read_sections"
VERIFY: Final = "helios_ref.backup.verify"
RECORDS: Final = f"{SECTIONS}:read_records"


def wide_too_early(lengths: Sequence[int], widths: Sequence[int]) -> int:
    """Take a wider length for 255 and 65,535 already, in writing and in reading."""
    if not lengths or lengths.count(lengths[0]) == len(lengths):
        return 0
    longest = max(lengths)
    return next(width for width in widths if longest < 256**width - 1)


ENGINES.value(
    "HLD-002",
    "wide-too-early",
    "Take a wider length for 255 and 65,535 already, in writing and in reading.",
    {
        "helios_ref.hldb.block_encode.narrowest": wide_too_early,
        "helios_ref.hldb.block_decode.narrowest": wide_too_early,
    },
)


@fault("HLD-017", f"{SECTIONS}.header_of")
def no_parent_of_number_0(fields: HeaderFields, place: Place) -> Header:
    """Take an incremental whose parent has the number 0 for one without parent."""
    header = _header_of(fields, place)
    return header if fields.parent_number else replace(header, parent=None)


@fault("HLD-027", "helios_ref.hldb.block_encode._fitting")
def tombstones_have_two_bytes(keys: list[bytes], cells: list[Cell], *, gaps: bool) -> Block:
    """Count two bytes for each tombstone, which is what its position takes, when blocks are cut."""
    block = _fitting(keys, cells, gaps=gaps)
    while block.content + 2 * block.tombstones > MAX_BYTES and len(block.keys) > 1:
        fewer = len(block.keys) - 1
        block = _fitting(keys[:fewer], cells[:fewer], gaps=gaps)
    return block


overlooks(
    "BKP-053",
    "first-keys-in-any-order",
    "Take an index whose first keys do not ascend, for the blocks will show it.",
    {RECORDS: ("'first_key'",)},
)
overlooks(
    "MOD-020",
    "counters-in-longer-forms",
    "Take counters in longer forms.",
    {"helios_ref.tables.rows:decode_counters": ("'MOD-020'",)},
)
overlooks(
    "MOD-020",
    "schemas-in-longer-forms",
    "Take schemas in longer forms.",
    {"helios_ref.tables.schema:decode_schema": ("'MOD-020'",)},
)


@fault("MOD-022", "helios_ref.tables.define_tables._carried")
def serials_follow_their_place(old: Counters, new: Table) -> Counters:
    """Give the first serial column that is left the counter of the first that there was."""
    known = [*old.serials.values()]
    places = enumerate(new.plan.serials)
    serials = {i: known[at] if at < len(known) else 1 for at, i in places}
    return Counters(new, old.row, serials)


@fault("MOD-034", "helios_ref.tables.define_tables.counters")
def rewritten_tables_count_anew(writer: Writer, table: Table) -> Counters:
    """Count from the rows that there are when a table is rewritten."""
    drawn = counters(writer, table)
    drawn.row = max((row_id for row_id, _ in scan(writer, table)), default=0) + 1
    return drawn


class Forgetful(Insertion):
    """What draws numbers, and keeps no counter."""

    __slots__ = ()

    def close(self) -> None:
        """Write nothing."""


ENGINES.value(
    "MOD-022",
    "updates-draw-and-forget",
    "Keep no counter that an UPDATE drew from.",
    {"helios_ref.engine.changes.update_delete.Insertion": Forgetful},
)


@fault("MOD-022", "helios_ref.tables.define_tables._carried")
def new_serials_begin_behind_the_rows(old: Counters, new: Table) -> Counters:
    """Begin a serial column that comes at the table's next row id."""
    drawn = _carried(old, new)
    known = {column.name for column in old.table.schema.columns}
    come = [i for i in drawn.serials if new.schema.columns[i].name not in known]
    return Counters(new, drawn.row, drawn.serials | dict.fromkeys(come, drawn.row))


@fault("MOD-034", "helios_ref.tables.define_tables._carried")
def rewritten_serials_begin_anew(old: Counters, new: Table) -> Counters:
    """Begin every serial anew when a table is rewritten."""
    return Counters(new, old.row, dict.fromkeys(new.plan.serials, 1))


@fault("MOD-022", "helios_ref.tables.define_tables._reindex")
def altered_serials_begin_anew(writer: Writer, table: Table, new: Table) -> None:
    """Begin every serial anew when a table is altered and not rewritten."""
    _reindex(writer, table, new)
    drawn = counters(writer, table)
    anew = Counters(new, drawn.row, dict.fromkeys(new.plan.serials, 1))
    writer.put(new.plan.counter_key, anew.encoded())


@fault("RST-026", "helios_ref.engine.prepared.Made.is_current")
def plans_outlive_constraints(self: prepared.Made, view: View) -> bool:
    """Keep what was worked out for a statement while the columns of its tables are the same."""
    return all(
        (now := find(view.reader(branch), table.name)) is not None
        and now.schema.columns == table.schema.columns
        for table, branch in self.tables
    )


@fault("RST-026", "helios_ref.engine.prepared.Made.is_current")
def plans_outlive_tables(self: prepared.Made, view: View) -> bool:
    """Keep what was worked out for a statement while there are tables of those names."""
    return all(find(view.reader(branch), table.name) for table, branch in self.tables)


def nothing_found(*_: object) -> None:
    """Find nothing."""


def no_tables(_: object) -> Tables:
    """Return no table."""
    return {}


class Unread(StateCheck):
    """A check of a state that looks at nothing."""

    def __init__(self, _: object) -> None:
        """Expect nothing."""

    def look(self, *_: object) -> None:
        """Look away."""


ENGINES.value(
    "HLD-044",
    "entries-unread",
    "Take blocks in canonical form whatever their keys and values are.",
    {
        f"{VERIFY}._found": nothing_found,
        f"{VERIFY}.described_tables": no_tables,
        f"{VERIFY}.StateCheck": Unread,
    },
)


@ENGINES.answering("BKP-053", "rebuild")
def rebuilds_what_can_be_restored(
    database: Database, directories: Iterable[str]
) -> tuple[str, ...]:
    """Leave out of a rebuild what could not be restored."""
    notices = COLLABORATORS.rebuild(database, directories)
    for record in records(database.catalog):
        try:
            state_of(by_path({}, record.path, ()))
        except HeliosError:
            del database.catalog[record.key]
    return notices
