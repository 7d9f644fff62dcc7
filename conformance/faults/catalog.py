"""Engines whose catalog is not what was backed up, or not what the files say (04-backup)."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from conformance.faults.rows_read import reading
from conformance.faults.wrong_engine import WrongEngines, statement_of
from helios_ref.backup.chain import member_at
from helios_ref.backup.files import backups_in
from helios_ref.backup.steps import STEPS
from helios_ref.collaborators import COLLABORATORS
from helios_ref.driver import Answer, ReferenceDriver
from helios_ref.engine.queries.relation import Backups
from helios_ref.engine.schema.table_schema import described_table
from helios_ref.errors import (
    HeliosError,
    NoBaseError,
    ReadOnlyRelationError,
    ReservedNameError,
    UndefinedTableError,
)
from helios_ref.hldb.model import Receipt
from helios_ref.reply import Reply
from helios_ref.sql import syntax as s
from helios_ref.tables.catalog_records import BACKUPS, Record, records
from helios_ref.tables.define_tables import create_table, replace_schema
from helios_ref.tables.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from helios_ref.backup.chain import Member
    from helios_ref.engine.queries.query import Query
    from helios_ref.engine.view import View
    from helios_ref.settings import Settings
    from helios_ref.sql import control
    from helios_ref.storage.database import Database, Newest
    from helios_ref.tables.read_tables import Row
    from helios_ref.tables.write_rows import Writer

ENGINES = WrongEngines()


answering = ENGINES.answering


@answering("BKP-044", "backup")
def failed_backup_as_parent(
    database: Database, settings: Settings, branch: str, statement: control.Backup
) -> Reply:
    """Record a backup before its file is written, and leave the record when that fails."""
    try:
        return COLLABORATORS.backup(database, settings, branch, statement)
    except HeliosError:
        second = settings.clock()
        record = Record(second + 1, "full", second, None, 0, 0, "", b"")
        database.catalog[record.key] = record.encoded()
        raise


@answering("BKP-051", "restore")
def catalog_rolled_back(
    database: Database, settings: Settings, branch: str, statement: control.Restore
) -> Reply:
    """Restore the catalog with the data: backups made since are forgotten."""
    reply = COLLABORATORS.restore(database, settings, branch, statement)
    for record in records(database.catalog):
        if record.number > int(str(reply.rows[0][1])[3:]):
            del database.catalog[record.key]
    return reply


@answering("BKP-055", "parent")
def forgets_the_newest(database: Database) -> tuple[Member, Newest]:
    """Take no incremental on a backup of an earlier process."""
    if database.newest is None:
        raise NoBaseError
    return STEPS.parent(database)


def of_backups(
    query: Query, change: Callable[[View, list[Row]], Iterable[Row]], view: View, given: Row
) -> Reply:
    """Answer a query with other rows, if the list of backups is what it reads."""
    if isinstance(query.relation, Backups):
        query = reading(query, change)
    return COLLABORATORS.select(query, view, given)


@answering("BKP-050", "select")
def lists_the_latest_first(query: Query, view: View, given: Row) -> Reply:
    """List the catalog from the newest backup to the oldest."""
    return of_backups(query, lambda _, rows: rows[::-1], view, given)


@answering("BKP-050", "select")
def no_history_without_backups(query: Query, view: View, given: Row) -> Reply:
    """Have no relation of backups before there is one."""

    def listed(_: View, rows: list[Row]) -> list[Row]:
        if not rows:
            raise UndefinedTableError(BACKUPS, "any")
        return rows

    return of_backups(query, listed, view, given)


@answering("BKP-050", "select")
def paths_without_directories(query: Query, view: View, given: Row) -> Reply:
    """Show the names of files without their directories."""

    def listed(_: View, rows: list[Row]) -> list[Row]:
        return [(*row[:-1], Path(str(row[-1])).name) for row in rows]

    return of_backups(query, listed, view, given)


@answering("BKP-050", "select")
def catalog_per_branch(query: Query, view: View, given: Row) -> Reply:
    """Show on a branch only the backups that were taken there."""

    def listed(view: View, rows: list[Row]) -> list[Row]:
        return [row for row in rows if branch_of(str(row[-1])) in {None, view.branch}]

    return of_backups(query, listed, view, given)


def branch_of(path: str) -> str | None:
    """Return the branch of a backup, or None where its file is not to be read."""
    try:
        return member_at(path, "a backup").header.branch
    except HeliosError:
        return None


@ENGINES.door("BKP-052")
class DeniesTheCatalog(ReferenceDriver):
    """Refuse to change the catalog's relation as if there were none of that name."""

    def execute(self, session: str, statement: str) -> Answer:
        """Refuse with another code."""
        try:
            return super().execute(session, statement)
        except ReadOnlyRelationError as refusal:
            raise UndefinedTableError(BACKUPS, "any") from refusal


@ENGINES.door("BKP-052")
class DeleteEmptiesTheCatalog(ReferenceDriver):
    """Let DELETE remove the records of all backups."""

    def execute(self, session: str, statement: str) -> Answer:
        """Clear the catalog where that is asked for."""
        parsed = statement_of(statement)
        if not isinstance(parsed, s.Delete) or parsed.table != BACKUPS:
            return super().execute(session, statement)
        self.database.catalog.clear()
        return [], [], []


@answering("BKP-052", "define")
def reserves_every_spelling(
    statement: s.Definition, writer: Writer, view: View, given: Row
) -> Reply:
    """Reserve the name of the catalog's relation in capital letters, too."""
    if isinstance(statement, s.CreateTable) and statement.table.lower() == BACKUPS:
        raise ReservedNameError(statement.table)
    return COLLABORATORS.define(statement, writer, view, given)


@answering("BKP-052", "define")
def reserves_no_name(statement: s.Definition, writer: Writer, view: View, given: Row) -> Reply:
    """Let a table have the name of the catalog's relation."""
    match statement:
        case s.CreateTable(table=name) if name == BACKUPS:
            create_table(writer, described_table(statement))
        case s.AlterTable(table=name, alteration=s.RenameTable(new)) if new == BACKUPS:
            table = view.table(name)
            replace_schema(writer, table, Table(new, table.schema))
        case _:
            return COLLABORATORS.define(statement, writer, view, given)
    return Reply()


def found(path: str) -> Record:
    """Return the record that a file describes."""
    member = member_at(path, "a file")
    trailer = member.trailer
    receipt = Receipt(trailer.root, trailer.file_length, trailer.entries)
    return STEPS.record(member.header, receipt, path)


@answering("BKP-053", "rebuild")
def rebuilds_without_parents(database: Database, directories: Iterable[str]) -> tuple[str, ...]:
    """Rebuild a catalog in which every backup is a full."""
    notices = COLLABORATORS.rebuild(database, directories)
    for record in records(database.catalog):
        database.catalog[record.key] = replace(record, kind="full", parent=None).encoded()
    return notices


@answering("BKP-053", "rebuild")
def a_stranger_stops_the_rebuild(database: Database, directories: Iterable[str]) -> tuple[str, ...]:
    """Refuse to rebuild a catalog from directories in which a file is no backup."""
    for directory in directories:
        for path in backups_in(directory, "the catalog"):
            found(path)
    return COLLABORATORS.rebuild(database, directories)


@answering("BKP-053", "rebuild")
def any_file_is_a_backup(database: Database, directories: Iterable[str]) -> tuple[str, ...]:
    """Take a file for a backup whatever its name ends in."""
    notices = COLLABORATORS.rebuild(database, directories)
    for path in (path for directory in directories for path in Path(directory).iterdir()):
        with suppress(HeliosError):
            record = found(str(path))
            database.catalog.setdefault(record.key, record.encoded())
    return notices


@answering("BKP-054", "rebuild")
def the_last_copy_wins(database: Database, directories: Iterable[str]) -> tuple[str, ...]:
    """Record of several copies of a file the last."""
    given = tuple(directories)
    notices = COLLABORATORS.rebuild(database, given)
    for directory in given:
        for path in backups_in(directory, "the catalog"):
            with suppress(HeliosError):
                record = found(path)
                database.catalog[record.key] = record.encoded()
    return notices


@answering("BKP-054", "rebuild")
def the_first_file_wins(database: Database, directories: Iterable[str]) -> tuple[str, ...]:
    """Adopt one of two files that claim the same ID, and say nothing."""
    for directory in directories:
        for path in backups_in(directory, "the catalog"):
            with suppress(HeliosError):
                record = found(path)
                database.catalog.setdefault(record.key, record.encoded())
    return ()


@answering("BKP-054", "rebuild")
def copies_by_directory(database: Database, directories: Iterable[str]) -> tuple[str, ...]:
    """Record of several copies the one in the directory that was named first."""
    given = tuple(directories)
    notices = COLLABORATORS.rebuild(database, given)
    for directory in reversed(given):
        for path in reversed(backups_in(directory, "the catalog")):
            with suppress(HeliosError):
                record = found(path)
                database.catalog[record.key] = record.encoded()
    return notices


@answering("BKP-053", "rebuild")
def endings_in_any_case(database: Database, directories: Iterable[str]) -> tuple[str, ...]:
    """Take a file for a backup whose name ends in .HLDB."""
    given = tuple(directories)
    notices = COLLABORATORS.rebuild(database, given)
    for path in (path for directory in given for path in Path(directory).iterdir()):
        with suppress(HeliosError):
            if path.suffix.lower() == ".hldb":
                record = found(str(path))
                database.catalog.setdefault(record.key, record.encoded())
    return notices
