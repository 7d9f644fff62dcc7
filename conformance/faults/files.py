"""Engines that put files where they should not, or lose track of them (04-backup)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from conformance.faults.fault import Shelf
from helios_ref.backup import catalog as catalogs
from helios_ref.backup import files, publish
from helios_ref.backup import statement as statements
from helios_ref.engine.changes.write_target import target
from helios_ref.engine.schema.table_schema import checked_name
from helios_ref.errors import HeliosError, NoBaseError, ReservedNameError, UndefinedTableError
from helios_ref.reply import Reply
from helios_ref.session import Session
from helios_ref.sql import syntax as s
from helios_ref.tables import catalog_records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from helios_ref.backup.chain import Member
    from helios_ref.engine.expressions.evaluator import Row
    from helios_ref.engine.queries.relation import Backups
    from helios_ref.engine.view import View
    from helios_ref.hldb.model import Header, Receipt
    from helios_ref.settings import Settings
    from helios_ref.storage.database import Database, Newest
    from helios_ref.tables.catalog_records import Record
    from helios_ref.tables.table import Table
    from helios_ref.types import Value

_backup = statements.backup
_restore = statements.restore
_backup_path = files.backup_path
_parent = catalogs.parent
_write = publish._write
_found = catalogs._found
_rows = catalog_records.backups_rows
_target = target
_worked = Session._worked
_rebuild = catalogs.rebuild

_record_of = catalogs.record_of

SHELF = Shelf()
fault = SHELF.fault

_TAKEN_ON: dict[bytes, str] = {}
"""The branch of each backup, by the root of its file."""


def _noted(header: Header, receipt: Receipt, path: str) -> Record:
    """Return the record of a backup, noting its branch."""
    _TAKEN_ON[receipt.root] = header.branch
    return _record_of(header, receipt, path)


FILES = "helios_ref.backup.files"
PUBLISH = "helios_ref.backup.publish"
CATALOG = "helios_ref.backup.catalog"
BACKUP = "helios_ref.backup.statement.backup"
RECORD = "helios_ref.backup.catalog.record_of"
ROWS = "helios_ref.engine.queries.relation.backups_rows"


@fault("BKP-030", f"{PUBLISH}._check_free")
def overwrites(path: str) -> None:
    """Remove whatever file or link stands at the path of a new backup."""
    if not Path(path).is_dir():
        Path(path).unlink(missing_ok=True)


@fault("BKP-031", f"{PUBLISH}._make_directories")
def makes_no_directories(path: str, undo: list[Callable[[], object]]) -> list[str]:
    """Expect that all directories are there."""
    return []


@fault("BKP-032", f"{FILES}.absolute")
def stores_relative_paths(path: str, backup: str) -> str:
    """Keep the path of a backup as it was typed."""
    return path


@fault("BKP-033", f"{FILES}.backup_path")
def takes_any_path(path: str | None, directory: str, backup: str) -> str:
    """Take an empty path for none, and drop what a path cannot hold."""
    name = None if path is None else path.rstrip("/").replace("\0", "") or None
    return _backup_path(name, directory, backup)


@fault("BKP-034", f"{PUBLISH}._write")
def files_for_everybody(
    temporary: str, chunks: Iterable[bytes], undo: list[Callable[[], object]]
) -> None:
    """Let everybody read a backup."""
    _write(temporary, chunks, undo)
    Path(temporary).chmod(0o644)


@fault("BKP-035", f"{FILES}.backup_path")
def one_default_name(path: str | None, directory: str, backup: str) -> str:
    """Give every backup without TO the same name."""
    return _backup_path(path or f"{directory}/backup.hldb", directory, backup)


@fault("BKP-044", BACKUP)
def failed_backup_as_parent(
    database: Database, settings: Settings, branch: str, *, incremental: bool, path: str | None
) -> Reply:
    """Record a backup before its file is written, and leave the record when that fails."""
    try:
        return _backup(database, settings, branch, incremental=incremental, path=path)
    except HeliosError:
        record = catalog_records.Record(
            settings.clock() + 1, "full", settings.clock(), None, 0, 0, "", b""
        )
        database.catalog[record.key] = record.encoded()
        raise


@fault("BKP-050", ROWS)
def lists_the_latest_first(catalog: Mapping[bytes, bytes]) -> list[tuple[str | int | None, ...]]:
    """List the catalog from the newest backup to the oldest."""
    return _rows(catalog)[::-1]


@fault("BKP-051", "helios_ref.backup.statement.restore")
def catalog_rolled_back(
    database: Database, settings: Settings, current_branch: str, *, source: str, target: str | None
) -> Reply:
    """Restore the catalog with the data: backups made since are forgotten."""
    reply = _restore(database, settings, current_branch, source=source, target=target)
    for record in catalog_records.records(database.catalog):
        if record.number > int(str(reply.rows[0][1])[3:]):
            del database.catalog[record.key]
    return reply


def _denied(view: View, name: str) -> Table:
    """Return a table that a statement changes."""
    if name == catalog_records.BACKUPS:
        raise UndefinedTableError(name, "any")
    return _target(view, name)


@fault(
    "BKP-052",
    "helios_ref.engine.changes.update_delete.target",
    {
        f"helios_ref.engine.{module}.target": _denied
        for module in ("schema.alter_table", "schema.create_table", "changes.insert")
    },
)
def denies_the_catalog(view: View, name: str) -> Table:
    """Refuse to change the catalog's relation as if there were none of that name."""
    return _denied(view, name)


@fault("BKP-053", f"{CATALOG}._found")
def rebuilds_without_parents(path: str) -> Record:
    """Rebuild a catalog in which every backup is a full."""
    return replace(_found(path), kind="full", parent=None)


@fault("BKP-054", "helios_ref.driver.rebuild")
def the_first_file_wins(database: Database, directories: Iterable[str]) -> tuple[str, ...]:
    """Adopt one of two files that claim the same ID, and say nothing."""
    for path in catalogs._listed(directories):
        try:
            record = _found(path)
        except HeliosError:
            continue
        database.catalog.setdefault(record.key, record.encoded())
    return ()


@fault("BKP-055", f"{CATALOG}.parent")
def forgets_the_newest(database: Database) -> tuple[Member, Newest]:
    """Take no incremental on a backup of an earlier process."""
    if database.newest is None:
        raise NoBaseError
    return _parent(database)


@fault("BKP-035", BACKUP)
def needs_a_path(
    database: Database, settings: Settings, branch: str, *, incremental: bool, path: str | None
) -> Reply:
    """Refuse a backup without TO."""
    return _backup(database, settings, branch, incremental=incremental, path=path or "")


@fault("BKP-050", ROWS)
def no_history_without_backups(
    catalog: Mapping[bytes, bytes],
) -> list[tuple[str | int | None, ...]]:
    """Have no relation of backups before there is one."""
    if not catalog:
        raise UndefinedTableError(catalog_records.BACKUPS, "any")
    return _rows(catalog)


@fault("BKP-050", ROWS)
def paths_without_directories(
    catalog: Mapping[bytes, bytes],
) -> list[tuple[str | int | None, ...]]:
    """Show the names of files without their directories."""
    return [(*row[:-1], Path(str(row[-1])).name) for row in _rows(catalog)]


@fault("BKP-050", "helios_ref.engine.queries.relation.Backups.rows", {RECORD: _noted})
def catalog_per_branch(self: Backups, view: View, _given: Row) -> list[Row]:
    """Show on a branch only the backups that were taken there."""
    branches = {
        record.backup_id: _TAKEN_ON.get(record.root)
        for record in catalog_records.records(view.catalog)
    }
    return [row for row in _rows(view.catalog) if branches[str(row[0])] in {None, view.branch}]


@fault("BKP-052", "helios_ref.session.Session._worked")
def delete_empties_the_catalog(
    self: Session, statement: s.Worked, text: str, parameters: tuple[Value, ...]
) -> Reply:
    """Let DELETE remove the records of all backups."""
    if isinstance(statement, s.Delete) and statement.table == catalog_records.BACKUPS:
        self.database.catalog.clear()
        return Reply()
    return _worked(self, statement, text, parameters)


@fault("BKP-053", "helios_ref.driver.rebuild")
def a_stranger_stops_the_rebuild(database: Database, directories: Iterable[str]) -> tuple[str, ...]:
    """Refuse to rebuild a catalog from directories in which a file is no backup."""
    for path in catalogs._listed(directories):
        _found(path)
    return _rebuild(database, directories)


@fault("BKP-052", "helios_ref.engine.schema.create_table.checked_name")
def reserves_every_spelling(name: str) -> str:
    """Reserve the name of the catalog's relation in capital letters, too."""
    if name.lower() == catalog_records.BACKUPS:
        raise ReservedNameError(name)
    return checked_name(name)


SHELF.value(
    "BKP-052",
    "reserves-no-name",
    "Let a table have the name of the catalog's relation.",
    {
        "helios_ref.engine.schema.create_table.BACKUPS": "",
        "helios_ref.engine.schema.alter_table.BACKUPS": "",
    },
)

SHELF.value(
    "BKP-053",
    "any-file-is-a-backup",
    "Take a file for a backup whatever its name ends in.",
    {f"{FILES}.SUFFIX": ""},
)


@fault("BKP-023", f"{CATALOG}.parent", {RECORD: _noted})
def parent_of_its_own_branch(database: Database) -> tuple[Member, Newest]:
    """Take the latest backup of main as the parent, wherever the later ones were taken."""
    later = {
        record.key: database.catalog.pop(record.key)
        for record in catalog_records.records(database.catalog)
        if _TAKEN_ON.get(record.root, "main") != "main"
    }
    try:
        return _parent(database)
    finally:
        database.catalog.update(later)
