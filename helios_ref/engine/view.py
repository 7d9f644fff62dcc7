"""What a statement may read: the current branch, other branches, the catalog (BRN-021)."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from helios_ref.errors import UndefinedTableError, UnknownBranchError
from helios_ref.storage.snapshot import Snapshot
from helios_ref.tables.catalog_records import BACKUPS
from helios_ref.tables.read_tables import Reader, find, names
from helios_ref.tables.table import Table
from helios_ref.types import SqlType

Columns = tuple[tuple[str, "SqlType"], ...]
"""Names and types, in order."""


class View(Struct, frozen=True):
    """One commit of every branch, and what the session's transaction wrote on its own."""

    branch: str
    """The session's current branch."""

    current: Reader
    """That branch, with the transaction's own writes."""

    branches: Mapping[str, Snapshot]
    catalog: Mapping[bytes, bytes]

    def reader(self, branch: str | None) -> Reader:
        """Return what to read; a branch that is named is read as committed (BRN-007)."""
        if branch is None:
            return self.current
        if branch not in self.branches:
            raise UnknownBranchError(branch).unless_meant(branch, self.branches)
        return self.branches[branch]

    def table(self, name: str, branch: str | None = None) -> Table:
        """Return the table of this name; UndefinedTableError where there is none."""
        table = find(self.reader(branch), name)
        if table is None:
            raise self._undefined(name, branch or self.branch, self.reader(branch))
        return table

    def _undefined(self, name: str, branch: str, reader: Reader) -> UndefinedTableError:
        """Return the refusal of a table, and where there is one of this name, or of a like one."""
        refusal = UndefinedTableError(name, branch)
        for other, snapshot in self.branches.items():
            if other != branch and find(snapshot, name) is not None:
                return refusal.advised(f'branch "{other}" has it: USE BRANCH, or AT BRANCH')
        return refusal.unless_meant(name, [BACKUPS, *names(reader)])


def columns_of(table: Table) -> Columns:
    """Return names and types of the columns of a table, as an expression sees them."""
    return tuple((column.name, column.type) for column in table.schema.columns)
