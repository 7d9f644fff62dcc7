"""Engines that restore the wrong thing, or more, or less (05-restore)."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from conformance.faults.fault import Shelf
from helios_ref.backup import chain as chains
from helios_ref.backup import statement as statements
from helios_ref.backup import verify as verifying
from helios_ref.errors import (
    CorruptBackupError,
    HeliosError,
    IoError,
)
from helios_ref.storage.layer import Layer
from helios_ref.storage.snapshot import Snapshot
from helios_ref.tables import catalog_records

if TYPE_CHECKING:
    from helios_ref.backup.chain import Chain, Member
    from helios_ref.hldb.checksum import StateSum
    from helios_ref.reply import Reply
    from helios_ref.settings import Settings
    from helios_ref.storage.database import Database

_restore = statements.restore
_reply = statements._reply
_state_of = verifying.state_of

SHELF = Shelf()
fault = SHELF.fault

RESTORE = "helios_ref.backup.statement.restore"


@fault("RST-001", RESTORE)
def restores_in_words_only(
    database: Database, settings: Settings, current_branch: str, *, source: str, target: str | None
) -> Reply:
    """Answer that a backup was restored, and leave the branch as it is."""
    before = database.branches[current_branch]
    reply = _restore(database, settings, current_branch, source=source, target=target)
    database.branches[current_branch] = before
    return reply


@fault("RST-002", "helios_ref.backup.statement._reply")
def restore_replies_in_five_columns(
    row: tuple[str | int, ...], types: tuple[str, ...], notices: tuple[str, ...] = ()
) -> Reply:
    """Leave the target branch out of the reply of RESTORE."""
    shorter = row[0] == "RESTORE"
    return _reply(row[:-1], types[:-1], notices) if shorter else _reply(row, types, notices)


@fault("RST-003", "helios_ref.backup.statement._reply")
def counts_one_file(
    row: tuple[str | int, ...], types: tuple[str, ...], notices: tuple[str, ...] = ()
) -> Reply:
    """Give no key as restored, and no byte."""
    wrong = (*row[:2], 0, 0, *row[4:]) if row[0] == "RESTORE" else row
    return _reply(wrong, types, notices)


@fault("RST-010", "helios_ref.backup.statement.state_of")
def applies_the_newest_first(chain: Chain, written: set[bytes]) -> tuple[Layer, StateSum]:
    """Apply the incrementals of a chain from the newest to the oldest."""
    return _state_of((chain[0], *reversed(chain[1:])), written)


class _Agreeable(bytes):
    """A hash that is never another than expected."""

    __slots__ = ()
    __hash__ = bytes.__hash__

    def __eq__(self, other: object) -> bool:
        """Agree."""
        return True

    def __ne__(self, other: object) -> bool:
        """Agree."""
        return False


class _Unread:
    """A hash of whatever it is given."""

    def __init__(self, data: bytes = b"") -> None:
        """Look at nothing."""

    def digest(self) -> bytes:
        """Agree with every hash."""
        return _Agreeable()


@fault("RST-013", RESTORE)
def member_by_member(
    database: Database, settings: Settings, current_branch: str, *, source: str, target: str | None
) -> Reply:
    """Write each member of an ID's chain to the branch before the next is read."""
    try:
        return _restore(database, settings, current_branch, source=source, target=target)
    except HeliosError:
        if not source.startswith("bk_"):
            raise
        with suppress(HeliosError):
            base = chains.by_id(
                database.catalog, catalog_records.records(database.catalog)[0].backup_id
            )
            layer, _ = _state_of(base, database.written)
            database.branches[current_branch] = Snapshot((layer,))
        raise


SHELF.value(
    "RST-015",
    "hashes-unchecked",
    "Believe bytes without their hashes, and states without their sums.",
    {
        "helios_ref.hldb.read_sections.sha256": _Unread,
        "helios_ref.hldb.read_blocks.sha256": _Unread,
        "helios_ref.hldb.read_blocks.check_state": lambda *_: None,
    },
)


@fault("RST-014", RESTORE)
def missing_files_as_damage(
    database: Database, settings: Settings, current_branch: str, *, source: str, target: str | None
) -> Reply:
    """Call a missing file a damaged one."""
    try:
        return _restore(database, settings, current_branch, source=source, target=target)
    except IoError as error:
        raise CorruptBackupError(error.path, 0, "it is missing", "HLD-003") from error


@fault("RST-015", RESTORE)
def damage_without_a_name(
    database: Database, settings: Settings, current_branch: str, *, source: str, target: str | None
) -> Reply:
    """Say that the backup of an ID is damaged, but not which file."""
    try:
        return _restore(database, settings, current_branch, source=source, target=target)
    except CorruptBackupError as error:
        if source.startswith("bk_"):
            error.path = "a file"
        raise


@fault("RST-020", "helios_ref.backup.catalog.shared")
def merges_instead_of_replacing(
    database: Database, leaf: Member, layer: Layer, state: StateSum
) -> Snapshot:
    """Write the backup's rows over the branch's, and leave what was made since."""
    main = database.branches["main"].image()
    extra = {key: cell for key, cell in main.items() if key.startswith((b"data:", b"index:"))}
    return Snapshot((layer.over(Layer(extra)),))


@fault("RST-021", RESTORE)
def always_onto_main(
    database: Database, settings: Settings, current_branch: str, *, source: str, target: str | None
) -> Reply:
    """Restore onto main, whatever the current branch is."""
    return _restore(database, settings, "main", source=source, target=target)


@fault("RST-022", RESTORE)
def onto_both_branches(
    database: Database, settings: Settings, current_branch: str, *, source: str, target: str | None
) -> Reply:
    """Restore onto the new branch and onto the current one."""
    reply = _restore(database, settings, current_branch, source=source, target=target)
    database.branches[current_branch] = database.branches[target or current_branch]
    return reply


@fault("RST-023", "helios_ref.backup.statement._new_branch")
def onto_an_existing_branch(database: Database, name: str) -> str:
    """Restore onto a branch that exists, as if it were new."""
    return name


@fault("RST-024", RESTORE)
def half_a_restore(
    database: Database, settings: Settings, current_branch: str, *, source: str, target: str | None
) -> Reply:
    """Empty the branch first, and then see whether the backup can be read."""
    if target is None:
        database.branches[current_branch] = Snapshot()
    return _restore(database, settings, current_branch, source=source, target=target)


@fault("RST-026", "helios_ref.backup.catalog.shared")
def counters_begin_anew(
    database: Database, leaf: Member, layer: Layer, state: StateSum
) -> Snapshot:
    """Give row ids from 1 on after a restore."""
    reset = {key: b"\x91\x01" for key, _ in layer.items() if key.startswith(b"counter:")}
    return Snapshot((Layer(reset).over(layer),))
