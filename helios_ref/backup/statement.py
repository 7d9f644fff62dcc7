"""BACKUP and RESTORE, each recipe in one screen (04-backup, 05-restore)."""

from __future__ import annotations

from functools import partial
from time import perf_counter_ns
from typing import Final

from helios_ref.backup.files import SUFFIX
from helios_ref.backup.steps import STEPS, Steps
from helios_ref.errors import BranchExistsError, NameTooLongError
from helios_ref.hldb.model import Header
from helios_ref.hldb.write_file import Encoder
from helios_ref.reply import Reply
from helios_ref.settings import Settings
from helios_ref.sql import control
from helios_ref.storage.database import Database, Newest
from helios_ref.tables.catalog_records import backup_id
from helios_ref.tables.names import MAX_NAME, is_name

BACKUP_TYPES: Final = ("text", "text", "text", "bigint", "bigint", "text", "bigint")
"""Types of the columns of BACKUP's reply (BKP-002)."""

RESTORE_TYPES: Final = ("text", "text", "bigint", "bigint", "bigint", "text")
"""Types of the columns of RESTORE's reply (RST-002)."""


def backup(
    database: Database,
    settings: Settings,
    branch: str,
    statement: control.Backup,
    steps: Steps = STEPS,
) -> Reply:
    """Take, publish and record a backup of a branch (BKP-001)."""
    began = perf_counter_ns()
    with database.recorder:
        second = settings.clock()  # also where the number is another (BKP-012)
        number = steps.number(database.catalog, second)
        name = backup_id(number)
        target = steps.place(statement.path, settings.place, name)
        state = database.branches[branch]
        if statement.incremental:
            parent, before = steps.parent(database)
            header = Header(number, second, branch, parent.link)
            taken = steps.incremental(before, state)
            least, known = 0, None
        else:
            header = Header(number, second, branch)
            taken = steps.full(state)
            least, known = taken.entries.value_bytes, database.blocks
        encoder = Encoder(header, taken.entries, taken.state, known)
        with steps.publish(target, name, encoder.chunks(), least) as undo:
            record = steps.record(header, encoder.receipt, target)
            undo.append(partial(database.catalog.pop, record.key, None))
            database.catalog[record.key] = record.encoded()  # the commit point of the backup
        database.written.add(record.root)
        if not statement.incremental:
            database.blocks = encoder.kept
        with database.branch_lock:  # of the state that was taken, whatever was committed since
            database.newest = Newest(record.key, database.settled(branch, state))
    row = ("BACKUP", name, record.kind, record.key_count, record.size_bytes, target, _ms(began))
    return _reply(row, BACKUP_TYPES, _unnamed(target))


def restore(
    database: Database,
    settings: Settings,
    current_branch: str,
    statement: control.Restore,
    steps: Steps = STEPS,
) -> Reply:
    """Give a branch the state of a backup, or change nothing (RST-001, RST-024)."""
    began = perf_counter_ns()
    target = statement.branch
    branch = current_branch if target is None else _new_branch(database, target)  # RST-021
    catalog = dict(database.catalog)  # a backup may end meanwhile (BKP-070)
    chain, notices = steps.resolve(catalog, settings.search, statement.source)
    layer, state = steps.verify(chain, database.written)
    snapshot = steps.snapshot(database, chain[-1], layer, state)
    with database.branch_lock:
        if target is not None:  # somebody may have made it meanwhile
            _new_branch(database, target)
        database.replaced = database.replaced or database.branches.get(branch)
        database.branches[branch] = snapshot  # all that a restore changes
    # The keys that are there now, not those that were read; the bytes of the whole chain (RST-003).
    size = sum(member.trailer.file_length for member in chain)
    row = ("RESTORE", chain[-1].backup_id, state.keys, size, _ms(began), branch)
    return _reply(row, RESTORE_TYPES, notices)


def _unnamed(path: str) -> tuple[str, ...]:
    """Return what to tell of a file that nobody would know for a backup by its name (BKP-032)."""
    if path.endswith(SUFFIX):
        return ()
    consequence = "RESTORE by path and a rebuild do not take it; rename it first"
    return (f"{path} does not end in {SUFFIX}: {consequence}",)


def _new_branch(database: Database, name: str) -> str:
    """Return the name of a branch that is to be made; it must be free (RST-022, RST-023)."""
    if not is_name(name):
        raise NameTooLongError(name, MAX_NAME)
    if name in database.branches:
        raise BranchExistsError(name)
    return name


def _ms(began: int) -> int:
    """Return the whole milliseconds since then (BKP-005)."""
    return (perf_counter_ns() - began) // 1_000_000


def _reply(
    row: tuple[str | int, ...], types: tuple[str, ...], notices: tuple[str, ...] = ()
) -> Reply:
    """Return one row, its columns named by their position (BKP-002, RST-002)."""
    return Reply(tuple(f"col{at}" for at in range(len(row))), types, (row,), notices=notices)
