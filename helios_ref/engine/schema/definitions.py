"""Which module each statement about tables and indexes is done by (02d)."""

from __future__ import annotations

from typing import assert_never

from helios_ref.engine.schema import alter_table, create_index, create_table
from helios_ref.engine.view import View
from helios_ref.reply import Reply
from helios_ref.sql import syntax as s
from helios_ref.tables.read_tables import Row
from helios_ref.tables.write_rows import Writer


def defining(statement: s.Definition, writer: Writer, view: View, given: Row) -> Reply:
    """Change what tables and indexes there are."""
    match statement:
        case s.CreateTable():
            return create_table.creating(statement, writer)
        case s.DropTable():
            return create_table.dropping(statement, writer, view)
        case s.Truncate():
            return create_table.truncating(statement, writer, view)
        case s.AlterTable():
            return alter_table.altering(statement, writer, view, given)
        case s.CreateIndex():
            return create_index.creating_index(statement, writer, view)
        case s.DropIndex():
            return create_index.dropping_index(statement, writer)
        case _:
            assert_never(statement)
