"""What a SELECT reads: a table, the list of backups, or one row of nothing (SQL-063)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from helios_ref.engine.expressions.scope import Scope
from helios_ref.engine.queries.access_path import Path, path
from helios_ref.engine.view import Columns, View, columns_of
from helios_ref.sql.syntax import Select, Source
from helios_ref.tables.catalog_records import BACKUPS, BACKUPS_COLUMNS, backups_rows
from helios_ref.tables.read_tables import Row, rows
from helios_ref.tables.table import Table
from helios_ref.types import SqlType, type_named


class Stored(Struct, frozen=True):
    """A table of a branch."""

    table: Table
    branch: str | None
    path: Path
    needed: frozenset[int]
    """The columns that are looked at; others may come as they are stored."""

    def rows(self, view: View, given: Row) -> Iterable[Row]:
        """Return the rows, by ascending row id (SQL-066)."""
        reader = view.reader(self.branch)
        if self.path.index is None:
            return rows(reader, self.table, self.needed)
        return [row for _, row in self.path.rows(reader, self.table, given)]


class Backups(Struct, frozen=True):
    """The catalog's records (BKP-050)."""

    branch: str | None

    def rows(self, view: View, _given: Row) -> Iterable[Row]:
        """Return the rows, in the order of creation."""
        view.reader(self.branch)
        return backups_rows(view.catalog)


class Nothing(Struct, frozen=True):
    """What a SELECT without FROM reads: one row without columns."""

    def rows(self, _view: View, _given: Row) -> Iterable[Row]:
        """Return the row."""
        return ((),)


Relation = Stored | Backups | Nothing

BACKUPS_SCOPE: Final[Columns] = tuple((name, type_named(type_)) for name, type_ in BACKUPS_COLUMNS)


def scope_of(source: Source | None, view: View, parameters: tuple[SqlType, ...]) -> Scope:
    """Return what the expressions of a SELECT may name."""
    if source is None:
        return Scope((), None, parameters)
    columns = (
        BACKUPS_SCOPE
        if source.table == BACKUPS
        else columns_of(view.table(source.table, source.branch))
    )
    return Scope(columns, source.alias or source.table, parameters)


def relation(select: Select, view: View, scope: Scope) -> Relation:
    """Return what a SELECT reads, and how."""
    source = select.source
    if source is None:
        return Nothing()
    if source.table == BACKUPS:
        return Backups(source.branch)
    table = view.table(source.table, source.branch)
    way = path(table, select.where, scope)
    return Stored(table, source.branch, way, frozenset(scope.touched))
