"""Engines that build an incremental on the wrong backup, or look at too little (04-backup)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from conformance.faults.capture import never_looks_at_the_chain, taken_incremental, without
from conformance.faults.wrong_engine import WrongEngines
from helios_ref.backup.catalog import newest
from helios_ref.backup.chain import by_id, member_at
from helios_ref.backup.steps import STEPS
from helios_ref.backup.verify import state_of
from helios_ref.errors import HeliosError
from helios_ref.storage.database import Newest
from helios_ref.storage.layer import Layer, values
from helios_ref.storage.snapshot import Snapshot, difference
from helios_ref.tables import keys as k
from helios_ref.tables.catalog_records import decoded, records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helios_ref.backup.capture import Taken
    from helios_ref.backup.chain import Member
    from helios_ref.storage.checksum import StateSum
    from helios_ref.storage.database import Database
    from helios_ref.tables.catalog_records import Record

ENGINES = WrongEngines()
answering = ENGINES.answering

LOOKED: Final = 16
"""How many of a chain's newest members the right one looks at (BKP-027)."""


@answering("BKP-023", "parent")
def newest_by_its_spelling(database: Database) -> tuple[Member, Newest]:
    """Take for the newest backup the one whose ID comes last as a text."""
    if not database.catalog:
        return STEPS.parent(database)
    last = decoded(database.catalog[max(database.catalog)]).number
    with without(database, lambda record: record.number <= last):
        return STEPS.parent(database)


@answering("BKP-022", "incremental")
def restates_plain_names_alone(parent: Newest, state: Snapshot) -> Taken:
    """Look for schema and counters of a changed table under its name as it is not escaped."""
    delta = difference(parent.snapshot, state)
    tables = {place.table.encode() for place, _ in k.runs(delta.keys())}
    keys = [prefix + table for table in tables for prefix in (k.SCHEMAS, k.COUNTERS)]
    restated = values(dict(zip(keys, state.cells(keys), strict=True)))
    return taken_incremental(parent, delta, Layer(restated))


@answering("BKP-020", "full")
def full_keeps_what_went(state: Snapshot) -> Taken:
    """Lay over what was there first what was written since, and not what was deleted."""
    oldest, newer = state.layers[:1], state.layers[1:]
    return STEPS.full(Snapshot((*oldest, *(layer.image() for layer in newer))))


@answering("BKP-024", "snapshot")
def numbers_stand_for_states(
    database: Database, leaf: Member, layer: Layer, state: StateSum
) -> Snapshot:
    """Take what has the number of the newest backup for that backup."""
    snapshot = STEPS.snapshot(database, leaf, layer, state)
    record = newest(database.catalog)
    if record is not None and record.number == leaf.header.number:
        database.newest = Newest(record.key, snapshot)
    return snapshot


def looked_at(database: Database, some: Sequence[Record]) -> tuple[Member, Newest]:
    """Return the parent of the next incremental, some of its chain looked at."""
    for record in some:
        try:
            member = member_at(record.path, record.backup_id)
        except HeliosError:
            return STEPS.parent(database)
        if member.trailer.root != record.root:
            return STEPS.parent(database)
    return never_looks_at_the_chain(database)


def members(database: Database) -> list[Record]:
    """Return the records of the newest backup's chain, the newest first."""
    known = {record.number: record for record in records(database.catalog)}
    chain = [known[max(known)]] if known else []
    while chain and (parent := chain[-1].parent) in known:
        chain.append(known[parent])
    return chain


@answering("BKP-027", "parent")
def looks_at_fifteen(database: Database) -> tuple[Member, Newest]:
    """Look at one of the newest members less than should be looked at."""
    chain = members(database)
    return looked_at(database, [*chain[: LOOKED - 1], *chain[-1:]])


@answering("BKP-027", "parent")
def looks_at_no_full_far_away(database: Database) -> tuple[Member, Newest]:
    """Look at the newest members alone, of which the full of a long chain is none."""
    return looked_at(database, members(database)[:LOOKED])


@answering("BKP-027", "parent")
def looks_at_both_ends(database: Database) -> tuple[Member, Newest]:
    """Look at the full and at the newest member, and at none between them."""
    chain = members(database)
    return looked_at(database, [*chain[:1], *chain[-1:]])


@answering("BKP-023", "parent")
def forgets_what_holds_nothing(database: Database) -> tuple[Member, Newest]:
    """Take the difference from the backup before one that holds nothing."""
    member, known = STEPS.parent(database)
    *older, last = records(database.catalog)
    if last.key_count or not older:
        return member, known
    layer, state = state_of(by_id(database.catalog, older[-1].backup_id), database.written)
    return member, Newest(known.key, Snapshot((layer,), state))
