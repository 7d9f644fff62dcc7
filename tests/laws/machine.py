"""Random histories of one session, held against the dictionaries of `model`."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING

from helios_ref.session import Session
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from helios_ref.errors import HeliosError
from helios_ref.settings import Settings
from helios_ref.storage.database import Database
from tests.laws.model import BackupModel, DatabaseModel, RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

STATEMENTS = {
    "create": "CREATE TABLE {table} (k INT PRIMARY KEY, v TEXT)",
    "drop": "DROP TABLE {table}",
    "truncate": "TRUNCATE {table}",
    "insert": "INSERT INTO {table} VALUES ({key}, '{text}')",
    "delete": "DELETE FROM {table} WHERE k = {key}",
    "update": "UPDATE {table} SET v = '{text}' WHERE k = {key}",
    "rekey": "UPDATE {table} SET k = {other} WHERE k = {key}",
}

tables = st.sampled_from(["t", "u"])
operations = st.sampled_from(["create", "insert", "insert", "insert", *STATEMENTS])
keys = st.sampled_from([1, 2, 3])
texts = st.sampled_from(["x", "y"])
names = st.sampled_from(["main", "b", "c"])


class History(RuleBasedStateMachine):
    """Statements, branches, backups, restores and clock steps, in any order."""

    def __init__(self) -> None:
        """Begin with an empty database and an empty directory."""
        super().__init__()
        self.directory = Path(tempfile.mkdtemp())
        self.second = 1000
        settings = Settings(clock=lambda: self.second, directory=str(self.directory))
        self.settings = settings
        self.database = Database()
        self.session = Session(self.database, settings)
        self.model = DatabaseModel()
        self.backups: list[BackupModel] = []

    def do(self, statement: str) -> list[tuple[object, ...]]:
        """Execute a statement that must succeed."""
        return list(self.session.execute(statement).rows)

    @contextmanager
    def alike(self, statement: str) -> Iterator[None]:
        """Run the model's part, and demand that the engine refuses exactly when the model does."""
        try:
            yield
        except RefusedError:
            try:
                self.session.execute(statement)
            except HeliosError:
                return
            raise AssertionError(statement) from None
        self.session.execute(statement)

    @rule(table=tables, operation=operations, key=keys, other=keys, text=texts)
    def change(self, table: str, operation: str, key: int, other: int, text: str) -> None:
        """Change a table."""
        statement = STATEMENTS[operation].format(table=table, key=key, other=other, text=text)
        with self.alike(statement):
            self.model.change(table, operation, key, other, text)

    @precondition(lambda self: self.model.transaction is None)
    @rule()
    def begin(self) -> None:
        """Begin a transaction."""
        self.do("BEGIN")
        self.model.transaction = deepcopy(self.model.tables)

    @precondition(lambda self: self.model.transaction is not None)
    @rule(commit=st.booleans())
    def end(self, *, commit: bool) -> None:
        """End the transaction."""
        self.do("COMMIT" if commit else "ROLLBACK")
        self.model.end(commit=commit)

    @rule(name=names, origin=names)
    def branch(self, name: str, origin: str) -> None:
        """Create a branch."""
        with self.alike(f"CREATE DATABASE BRANCH {name} FROM {origin}"):
            model = self.outside()
            if name in model.branches or origin not in model.branches:
                raise RefusedError
            model.branches[name] = deepcopy(model.branches[origin])

    @rule(name=names)
    def use(self, name: str) -> None:
        """Move to a branch."""
        with self.alike(f"USE BRANCH {name}"):
            model = self.outside()
            if name not in model.branches:
                raise RefusedError
            model.current = name

    @rule(name=names)
    def drop_branch(self, name: str) -> None:
        """Drop a branch."""
        with self.alike(f"DROP DATABASE BRANCH {name}"):
            model = self.outside()
            if name in {"main", model.current} or name not in model.branches:
                raise RefusedError
            del model.branches[name]

    @rule(step=st.sampled_from([-2, 0, 1, 5]))
    def tick(self, step: int) -> None:
        """Move the clock, also backwards."""
        self.second += step

    @rule(incremental=st.sampled_from([True, True, False]))
    def backup(self, *, incremental: bool) -> None:
        """Take a backup."""
        path = str(self.directory / f"{len(self.backups)}.hldb")
        statement = f"BACKUP DATABASE {'INCREMENTAL' if incremental else ''} TO '{path}'"
        if self.model.transaction is not None or (incremental and not self.backups):
            with self.alike(statement):
                raise RefusedError
            return
        model = self.outside()
        backup_id = str(self.do(statement)[0][1])
        tables = deepcopy(model.branches[model.current])
        self.backups.append(BackupModel(backup_id, tables, self.keys(model.current), path))

    @precondition(lambda self: self.backups)
    @rule(data=st.data(), target=st.none() | names)
    def restore(self, data: st.DataObject, target: str | None) -> None:
        """Restore any backup, onto the current branch or a new one."""
        backup = data.draw(st.sampled_from(self.backups))
        onto = "" if target is None else f" TO BRANCH '{target}'"
        with self.alike(f"RESTORE DATABASE FROM '{backup.backup_id}'{onto}"):
            model = self.outside()
            if target in model.branches:
                raise RefusedError
            model.branches[target or model.current] = deepcopy(backup.tables)

    def outside(self) -> DatabaseModel:
        """Return the model, for a statement that is refused inside a transaction."""
        if self.model.transaction is not None:
            raise RefusedError
        return self.model

    def keys(self, branch: str) -> dict[bytes, bytes]:
        """Return a branch's keys and values."""
        return dict(self.database.branches[branch].items())

    @invariant()
    def every_branch_reads_as_the_model(self) -> None:
        """Compare rows and row counters, on all branches."""
        if self.model.aborted:
            return
        here = {**self.model.branches, self.model.current: self.model.tables}
        for branch, expected in here.items():
            at = "" if branch == self.model.current else f" AT BRANCH {branch}"
            for name, table in expected.items():
                rows = self.do(f"SELECT k, v FROM {name}{at}")  # in the order of row ids
                assert rows == [table.rows[row_id] for row_id in sorted(table.rows)]
        for branch, committed in self.model.branches.items():
            held = self.keys(branch)
            counters = {key: value for key, value in held.items() if key.startswith(b"counter:")}
            assert counters == {
                b"counter:" + name.encode(): bytes([0x91, table.next_id])
                for name, table in committed.items()
            }

    @invariant()
    def the_catalog_holds_every_backup(self) -> None:
        """No restore, rollback or drop takes a record away."""
        if not self.model.aborted:
            listed = [row[0] for row in self.do("SELECT backup_id FROM helios_backups")]
            assert listed == [backup.backup_id for backup in self.backups]

    def teardown(self) -> None:
        """Restore every backup twice: by ID here, by path in a new database."""
        try:
            if self.model.transaction is not None:
                self.do("ROLLBACK")
            for number, backup in enumerate(self.backups):
                self.do(f"RESTORE DATABASE FROM '{backup.backup_id}' TO BRANCH 'check{number}'")
                assert self.keys(f"check{number}") == backup.keys
                fresh = Database()
                other = Session(fresh, self.settings)
                other.execute(f"RESTORE DATABASE FROM '{backup.path}'")
                assert dict(fresh.branches["main"].items()) == backup.keys
        finally:
            self.session.close()
            shutil.rmtree(self.directory)
