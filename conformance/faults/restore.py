"""Engines that restore the wrong thing, or more, or less (05-restore)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING

from msgspec import structs

from conformance.faults.wrong_engine import WrongEngines
from helios_ref.backup.catalog import newest
from helios_ref.backup.chain import by_id
from helios_ref.backup.files import SUFFIX
from helios_ref.backup.steps import STEPS
from helios_ref.collaborators import COLLABORATORS
from helios_ref.errors import CorruptBackupError, HeliosError, IoError
from helios_ref.storage.database import Newest
from helios_ref.storage.layer import SILENT, Layer
from helios_ref.storage.snapshot import Snapshot
from helios_ref.tables.catalog_records import records
from helios_ref.tables.names import MAX_NAME
from helios_ref.tables.schema import decode_schema, encode_schema

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from helios_ref.backup.chain import Chain, Member
    from helios_ref.reply import Reply
    from helios_ref.settings import Settings
    from helios_ref.sql import control
    from helios_ref.storage.checksum import StateSum
    from helios_ref.storage.database import Database
    from helios_ref.storage.layer import Cell

Told = Callable[[CorruptBackupError, "control.Restore"], None]

ENGINES = WrongEngines()
answering = ENGINES.answering


def of_damage(clause: str) -> Callable[[Told], Told]:
    """Keep what changes a refusal of RESTORE before it is told; its docstring is the vice."""

    def keep(told: Told) -> Told:
        """Keep an engine whose RESTORE is right, and whose refusals of damage say what is not."""

        @answering(clause, "restore")
        @wraps(told)
        def restore(
            database: Database, settings: Settings, branch: str, statement: control.Restore
        ) -> Reply:
            try:
                return COLLABORATORS.restore(database, settings, branch, statement)
            except CorruptBackupError as error:
                told(error, statement)
                raise

        return told

    return keep


@answering("RST-001", "restore")
def restores_in_words_only(
    database: Database, settings: Settings, branch: str, statement: control.Restore
) -> Reply:
    """Answer that a backup was restored, and leave the branch as it is."""
    before = database.branches[branch]
    reply = COLLABORATORS.restore(database, settings, branch, statement)
    database.branches[branch] = before
    return reply


@answering("RST-002", "restore")
def restore_replies_in_five_columns(
    database: Database, settings: Settings, branch: str, statement: control.Restore
) -> Reply:
    """Leave the target branch out of the reply of RESTORE."""
    reply = COLLABORATORS.restore(database, settings, branch, statement)
    (row,) = reply.rows
    return replace(reply, columns=reply.columns[:-1], types=reply.types[:-1], rows=(row[:-1],))


@answering("RST-003", "restore")
def counts_one_file(
    database: Database, settings: Settings, branch: str, statement: control.Restore
) -> Reply:
    """Give no key as restored, and no byte."""
    reply = COLLABORATORS.restore(database, settings, branch, statement)
    (row,) = reply.rows
    return replace(reply, rows=((*row[:2], 0, 0, *row[4:]),))


@answering("RST-010", "verify")
def applies_the_newest_first(chain: Chain, written: Collection[bytes]) -> tuple[Layer, StateSum]:
    """Apply the incrementals of a chain from the newest to the oldest."""
    return STEPS.verify((chain[0], *reversed(chain[1:])), written)


@answering("RST-013", "restore")
def member_by_member(
    database: Database, settings: Settings, branch: str, statement: control.Restore
) -> Reply:
    """Write each member of an ID's chain to the branch before the next is read."""
    try:
        return COLLABORATORS.restore(database, settings, branch, statement)
    except HeliosError:
        if not statement.source.startswith("bk_"):
            raise
        with suppress(HeliosError):
            base = by_id(database.catalog, records(database.catalog)[0].backup_id)
            layer, _ = STEPS.verify(base, database.written)
            database.branches[branch] = Snapshot((layer,))
        raise


@answering("RST-014", "restore")
def missing_files_as_damage(
    database: Database, settings: Settings, branch: str, statement: control.Restore
) -> Reply:
    """Call a missing file a damaged one."""
    try:
        return COLLABORATORS.restore(database, settings, branch, statement)
    except IoError as error:
        raise CorruptBackupError(error.path, 0, "it is missing", "HLD-003") from error


@of_damage("RST-015")
def damage_without_a_name(error: CorruptBackupError, statement: control.Restore) -> None:
    """Say that the backup of an ID is damaged, but not which file."""
    if statement.source.startswith("bk_"):
        error.path = "a file"


@of_damage("HLD-050")
def damage_at_the_beginning(error: CorruptBackupError, _: control.Restore) -> None:
    """Say of any damage that it stands where the file begins."""
    error.offset = 0


@of_damage("HLD-054")
def damage_of_one_clause(error: CorruptBackupError, _: control.Restore) -> None:
    """Say of any damage that it breaks the clause about damage."""
    error.clause = "HLD-050"


@of_damage("HLD-050")
def damage_in_the_file_that_was_named(
    error: CorruptBackupError, statement: control.Restore
) -> None:
    """Name the file that RESTORE names, whichever of its chain is damaged."""
    if statement.source.endswith(SUFFIX):
        error.path = statement.source


@answering("BKP-055", "snapshot")
def what_follows_the_newest_is_the_newest(
    database: Database, leaf: Member, layer: Layer, state: StateSum
) -> Snapshot:
    """Take a restored child of the newest backup for that backup, and compare with it from then."""
    snapshot = STEPS.snapshot(database, leaf, layer, state)
    parent, record = leaf.header.parent, newest(database.catalog)
    if parent is not None and record is not None and parent.number == record.number:
        database.newest = Newest(record.key, snapshot)
    return snapshot


@answering("RST-020", "snapshot")
def merges_instead_of_replacing(
    database: Database, leaf: Member, layer: Layer, state: StateSum
) -> Snapshot:
    """Write the backup's rows over the branch's, and leave what was made since."""
    main = database.branches["main"].image()
    extra = {key: cell for key, cell in main.items() if key.startswith((b"data:", b"index:"))}
    return Snapshot((layer.over(Layer(extra)),))


@answering("RST-021", "restore")
def always_onto_main(
    database: Database, settings: Settings, branch: str, statement: control.Restore
) -> Reply:
    """Restore onto main, whatever the current branch is."""
    return COLLABORATORS.restore(database, settings, "main", statement)


@answering("RST-022", "restore")
def onto_both_branches(
    database: Database, settings: Settings, branch: str, statement: control.Restore
) -> Reply:
    """Restore onto the new branch and onto the current one."""
    reply = COLLABORATORS.restore(database, settings, branch, statement)
    database.branches[branch] = database.branches[statement.branch or branch]
    return reply


@answering("RST-023", "restore")
def onto_an_existing_branch(
    database: Database, settings: Settings, branch: str, statement: control.Restore
) -> Reply:
    """Restore onto a branch that exists, as if it were new."""
    target = statement.branch
    if target is not None and target in database.branches:
        branch, statement = target, structs.replace(statement, branch=None)
    return COLLABORATORS.restore(database, settings, branch, statement)


@answering("RST-024", "restore")
def half_a_restore(
    database: Database, settings: Settings, branch: str, statement: control.Restore
) -> Reply:
    """Empty the branch first, and then see whether the backup can be read."""
    if statement.branch is None:
        database.branches[branch] = Snapshot()
    return COLLABORATORS.restore(database, settings, branch, statement)


@answering("RST-026", "snapshot")
def counters_begin_anew(
    database: Database, leaf: Member, layer: Layer, state: StateSum
) -> Snapshot:
    """Give row ids from 1 on after a restore."""
    reset = {key: b"\x91\x01" for key, _ in layer.items() if key.startswith(b"counter:")}
    return Snapshot((Layer(reset).over(layer),))


@answering("RST-026", "snapshot")
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


@answering("RST-022", "restore")
def branches_by_their_letters(
    database: Database, settings: Settings, branch: str, statement: control.Restore
) -> Reply:
    """Measure the name of a new branch in letters, not in bytes."""
    name = statement.branch or ""
    if len(name.encode()) <= MAX_NAME or len(name) > MAX_NAME:
        return COLLABORATORS.restore(database, settings, branch, statement)
    short = structs.replace(statement, branch=f"{name[:9]} {len(database.branches)}")
    reply = COLLABORATORS.restore(database, settings, branch, short)
    database.branches[name] = database.branches.pop(short.branch or "")
    return reply


class ByFiles(Layer):
    """The state of a chain, in which what the full does not hold comes last."""

    __slots__ = ("full",)

    full: Layer

    def range(self, start: bytes, stop: bytes | None) -> Iterator[tuple[bytes, Cell]]:
        """Yield the keys of the full first."""
        cells = [*super().range(start, stop)]
        return iter(sorted(cells, key=lambda cell: self.full.get(cell[0]) is SILENT))


@answering("RST-020", "verify")
def rows_file_by_file(chain: Chain, written: Collection[bytes]) -> tuple[Layer, StateSum]:
    """Read the rows of a restored chain file by file, whatever their ids."""
    layer, state = STEPS.verify(chain, written)
    if len(chain) > 1:
        layer = ByFiles(layer.values())
        layer.full, _ = STEPS.verify(chain[:1], written)
    return layer, state
