"""CREATE TABLE, DROP TABLE and TRUNCATE (SQL-080 to SQL-089)."""

from __future__ import annotations

from helios_ref.engine.changes.write_target import target
from helios_ref.engine.schema.table_schema import described_table
from helios_ref.engine.view import View
from helios_ref.errors import DuplicateTableError, ReservedNameError
from helios_ref.reply import Reply
from helios_ref.sql import syntax as s
from helios_ref.tables.catalog_records import BACKUPS
from helios_ref.tables.define_tables import create_table, drop_table, truncate
from helios_ref.tables.names import checked_name
from helios_ref.tables.read_tables import find
from helios_ref.tables.write_rows import Writer


def creating(statement: s.CreateTable, writer: Writer) -> Reply:
    """Create a table (SQL-080)."""
    name = checked_name(statement.table)
    if name == BACKUPS:
        raise ReservedNameError(name)
    if find(writer, name) is not None:
        if statement.if_not_exists:  # SQL-092
            return Reply(notices=(f'relation "{name}" already exists, skipping',))
        raise DuplicateTableError(name)
    create_table(writer, described_table(statement))
    return Reply()


def dropping(statement: s.DropTable, writer: Writer, view: View) -> Reply:
    """Drop tables, all or none (SQL-081)."""
    notices = []
    for name in dict.fromkeys(statement.tables):
        if statement.if_exists and name != BACKUPS and find(writer, name) is None:  # SQL-092
            notices.append(f'table "{name}" does not exist, skipping')
        else:
            drop_table(writer, target(view, name))
    return Reply(notices=tuple(notices))


def truncating(statement: s.Truncate, writer: Writer, view: View) -> Reply:
    """Remove all rows of tables (MOD-033)."""
    for table in [target(view, name) for name in statement.tables]:
        truncate(writer, table)
    return Reply()
