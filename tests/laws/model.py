"""A database as plain dictionaries: what every history must come to, and nothing of the engine."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field


class RefusedError(Exception):
    """The model says that the statement has to be refused."""


@dataclass
class TableModel:
    """Rows by row id, and the next id."""

    rows: dict[int, tuple[int, str]] = field(default_factory=dict)
    next_id: int = 1


Tables = dict[str, TableModel]


@dataclass(frozen=True)
class BackupModel:
    """What was true when a backup was taken."""

    backup_id: str
    tables: Tables
    keys: dict[bytes, bytes]
    """The branch's keys and values, as the engine held them."""

    path: str


class DatabaseModel:
    """Branches, one session, one transaction."""

    def __init__(self) -> None:
        """Begin with `main`, empty."""
        self.branches: dict[str, Tables] = {"main": {}}
        self.current = "main"
        self.transaction: Tables | None = None
        self.aborted = False

    @property
    def tables(self) -> Tables:
        """What the session sees."""
        return self.branches[self.current] if self.transaction is None else self.transaction

    def change(self, table: str, operation: str, key: int, other: int, text: str) -> None:
        """Do one statement that changes tables, whole or not at all."""
        if self.aborted:
            raise RefusedError
        tables = deepcopy(self.tables)
        try:
            changed(tables, table, operation, (key, other, text))
        except RefusedError:
            self.aborted = self.transaction is not None
            raise
        if self.transaction is None:
            self.branches[self.current] = tables
        else:
            self.transaction = tables

    def end(self, *, commit: bool) -> None:
        """End the transaction if there is one."""
        if self.transaction is not None and commit and not self.aborted:
            self.branches[self.current] = self.transaction
        self.transaction = None
        self.aborted = False


def changed(tables: Tables, name: str, operation: str, values: tuple[int, int, str]) -> None:
    """Change `tables` in place, or raise."""
    if (name in tables) == (operation == "create"):
        raise RefusedError
    if operation == "create":
        tables[name] = TableModel()
    elif operation == "drop":
        del tables[name]
    elif operation == "truncate":
        tables[name].rows.clear()
    elif operation == "insert":
        insert(tables[name], values[0], values[2])
    else:
        found = [row_id for row_id, row in tables[name].rows.items() if row[0] == values[0]]
        for row_id in found:
            change(tables[name].rows, row_id, operation, values)


def insert(table: TableModel, key: int, text: str) -> None:
    """Add a row under the next id."""
    if key in {row_key for row_key, _ in table.rows.values()}:
        raise RefusedError
    table.rows[table.next_id] = (key, text)
    table.next_id += 1


def change(
    rows: dict[int, tuple[int, str]], row_id: int, operation: str, values: tuple[int, int, str]
) -> None:
    """Change or delete one row, whose key is the first of `values`."""
    key, other, text = values
    if operation == "delete":
        del rows[row_id]
    elif operation == "update":
        rows[row_id] = (key, text)
    else:
        assert operation == "rekey", operation
        if other != key and other in {row_key for row_key, _ in rows.values()}:
            raise RefusedError
        rows[row_id] = (other, rows[row_id][1])
