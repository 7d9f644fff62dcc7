"""A database, a directory and a clock; tables are changed without SQL."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from helios_ref.backup.statement import backup, restore
from helios_ref.settings import Settings
from helios_ref.sql import control
from helios_ref.storage.database import MAIN, Database
from helios_ref.storage.transaction import Transaction
from helios_ref.tables import define_tables, read_tables, write_rows
from helios_ref.tables.schema import Column, Index, IndexKind, Schema
from helios_ref.tables.table import Table
from helios_ref.types import Value, canonical

if TYPE_CHECKING:
    from pathlib import Path

    from helios_ref.reply import Reply

PRODUCTS: Final = Table(
    "products",
    Schema(
        columns=(
            Column("id", canonical("INT"), not_null=True),
            Column("name", canonical("TEXT")),
            Column("price", canonical("DECIMAL")),
        ),
        indexes=(Index("products_pkey", IndexKind.PRIMARY, (0,)),),
    ),
)
"""The table of the source's step 1."""

Change = Callable[[Transaction], object]
"""One statement, as far as keys and values go."""


@dataclass
class World:
    """One database and the second on its clock."""

    directory: Path
    second: int = 1_711_400_000
    search: tuple[str, ...] = ()
    database: Database = field(default_factory=Database)

    @property
    def settings(self) -> Settings:
        """What a connection would be given."""
        return Settings(lambda: self.second, str(self.directory / "default"), self.search)

    def commit(self, *changes: Change, branch: str = MAIN) -> None:
        """Make changes in one transaction."""
        transaction = Transaction(self.database.branches[branch])
        for change in changes:
            change(transaction)
        self.database.commit(branch, transaction.layer())

    def backup(
        self, name: str | None = None, *, incremental: bool = False, branch: str = MAIN
    ) -> Reply:
        """BACKUP DATABASE [INCREMENTAL] [TO 'name'], a name being one in the directory."""
        path = None if name is None else f"{self.directory}/{name}"
        statement = control.Backup(incremental, path)
        return backup(self.database, self.settings, branch, statement)

    def restore(self, source: str, target: str | None = None, *, branch: str = MAIN) -> Reply:
        """RESTORE DATABASE FROM 'source' [TO BRANCH 'target']."""
        statement = control.Restore(source, target)
        return restore(self.database, self.settings, branch, statement)

    def state(self, branch: str = MAIN) -> dict[bytes, bytes]:
        """Return the keys and values of a branch."""
        return dict(self.database.branches[branch].items())

    def rows(self, branch: str = MAIN) -> list[tuple[Value, ...]]:
        """Return the rows of the source's table."""
        return [row for _, row in read_tables.scan(self.database.branches[branch], PRODUCTS)]

    def id_of(self, reply: Reply) -> str:
        """Return the ID in a reply."""
        return str(reply.rows[0][1])

    def everything(self) -> object:
        """Return all that a refused statement must leave as it was."""
        states = {branch: self.state(branch) for branch in self.database.branches}
        return states, dict(self.database.catalog)


def create(table: Table = PRODUCTS) -> Change:
    """CREATE TABLE."""

    def change(transaction: Transaction) -> None:
        assert read_tables.find(transaction, table.name) is None, table.name
        define_tables.create_table(transaction, table)

    return change


def drop(table: Table = PRODUCTS) -> Change:
    """DROP TABLE."""
    return lambda transaction: define_tables.drop_table(transaction, table)


def insert(*values: Value, table: Table = PRODUCTS) -> Change:
    """INSERT INTO … VALUES (…)."""

    def change(transaction: Transaction) -> None:
        insertion = write_rows.Insertion(transaction, table)
        insertion.add(values)
        insertion.close()

    return change


def update(key: int, *values: Value, table: Table = PRODUCTS) -> Change:
    """UPDATE … SET all columns WHERE the first column = key."""

    def change(transaction: Transaction) -> None:
        row_id, old = found(transaction, key, table)
        write_rows.update(transaction, table, row_id, old, values)

    return change


def delete(key: int, table: Table = PRODUCTS) -> Change:
    """DELETE … WHERE the first column = key."""

    def change(transaction: Transaction) -> None:
        write_rows.delete(transaction, table, *found(transaction, key, table))

    return change


def found(transaction: Transaction, key: int, table: Table) -> tuple[int, tuple[Value, ...]]:
    """Return the row whose first column is `key`."""
    return next(pair for pair in read_tables.scan(transaction, table) if pair[1][0] == key)


STEP_1: Final = (
    create(),
    insert(1, "Widget", Decimal("9.99")),
    insert(2, "Gadget", Decimal("24.99")),
    insert(3, "Gizmo", Decimal("14.99")),
)
"""The source's step 1."""

STEP_3: Final = (
    insert(4, "Doohickey", Decimal("39.99")),
    update(1, 1, "Widget", Decimal("11.99")),
    delete(3),
)
"""The source's step 3."""
