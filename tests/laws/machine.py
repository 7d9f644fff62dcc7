"""Random histories of one session, held against the dictionaries of `model`."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from helios_ref.collaborators import COLLABORATORS
from helios_ref.errors import HeliosError
from helios_ref.session import Session
from helios_ref.settings import Settings
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

tables = st.sampled_from(["t", "t", "u"])
operations = st.sampled_from([*STATEMENTS, "insert", "insert", "update", "delete", "delete"])
keys = st.sampled_from([1, 2])
texts = st.sampled_from(["x", "y"])
changes = st.tuples(tables, operations, keys, keys, texts)
names = st.sampled_from(["main", "b", "c"])


class History(RuleBasedStateMachine):
    """Statements, branches, backups, restores and clock steps, in any order."""

    collaborators = COLLABORATORS

    def __init__(self) -> None:
        """Begin with an empty database and an empty directory."""
        super().__init__()
        self.directory = Path(tempfile.mkdtemp())
        self.second = 1000
        settings = Settings(clock=lambda: self.second, directory=str(self.directory))
        self.settings = settings
        self.database = self.collaborators.database()
        self.session = Session(self.database, settings, self.collaborators)
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
            self.refused(statement)
        else:
            self.session.execute(statement)

    def refused(self, statement: str) -> None:
        """Execute a statement that must be refused."""
        try:
            self.session.execute(statement)
        except HeliosError:
            return
        raise AssertionError(statement)

    @initialize(rows=st.integers(0, 2))
    def begin_with_a_table(self, rows: int) -> None:
        """Have something to lose."""
        self.change(("t", "create", 0, 0, ""))
        for key in range(1, rows + 1):
            self.change(("t", "insert", key, 0, "x"))

    @rule(change=changes)
    def change(self, change: tuple[str, str, int, int, str]) -> None:
        """Change a table."""
        table, operation, key, other, text = change
        statement = STATEMENTS[operation].format(table=table, key=key, other=other, text=text)
        with self.alike(statement):
            self.model.change(*change)

    @rule(body=st.lists(changes, max_size=4), commit=st.booleans(), misplaced=st.booleans())
    def transaction(
        self,
        body: list[tuple[str, str, int, int, str]],
        *,
        commit: bool,
        misplaced: bool,
    ) -> None:
        """Change tables in a transaction, perhaps after a statement that has no place in one."""
        self.do("BEGIN")
        self.model.transaction = deepcopy(self.model.tables)
        if misplaced:
            self.backup(incremental=False)
            self.branch("b", "main")
        for change in body:
            self.change(change)
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
            self.refused(statement)
            return
        model = self.outside()
        backup_id = str(self.do(statement)[0][1])
        tables = deepcopy(model.branches[model.current])
        self.backups.append(BackupModel(backup_id, tables, self.keys(model.current), path))

    @precondition(lambda self: self.backups)
    @rule(data=st.data(), onto=st.none() | names)
    def restore(self, data: st.DataObject, onto: str | None) -> None:
        """Restore any backup, onto the current branch or a new one."""
        backup = data.draw(st.sampled_from(self.backups))
        to_branch = "" if onto is None else f" TO BRANCH '{onto}'"
        with self.alike(f"RESTORE DATABASE FROM '{backup.backup_id}'{to_branch}"):
            model = self.outside()
            if onto in model.branches:
                raise RefusedError
            model.branches[onto or model.current] = deepcopy(backup.tables)

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
        """Make the chain longer, and restore each backup twice: by ID, and by path elsewhere."""
        try:
            if self.model.transaction is not None:
                self.do("ROLLBACK")
                self.model.end(commit=False)
            if self.backups:
                self.backup(incremental=True)
                self.backup(incremental=True)
            for number, backup in enumerate(self.backups):
                self.do(f"RESTORE DATABASE FROM '{backup.backup_id}' TO BRANCH 'check{number}'")
                assert self.keys(f"check{number}") == backup.keys
                fresh = self.collaborators.database()
                other = Session(fresh, self.settings, self.collaborators)
                other.execute(f"RESTORE DATABASE FROM '{backup.path}'")
                assert dict(fresh.branches["main"].items()) == backup.keys
        finally:
            self.session.close()
            shutil.rmtree(self.directory)
