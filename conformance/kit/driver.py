"""The driver of the kit: the documented statements over an engine that has others (CNF-020)."""

from __future__ import annotations

import shutil
import time
from contextlib import contextmanager
from dataclasses import dataclass
from secrets import token_hex
from threading import RLock
from typing import TYPE_CHECKING, Final, Generic

from conformance.kit import statements as s
from conformance.kit.catalog import Catalog, Record
from conformance.kit.engine import Database, RefusalError
from conformance.kit.places import (
    file_of_catalog,
    folder_of_database,
    new_folder,
    place_of_backup,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from conformance.kit.engine import Engine, Table

PARTS: Final = ("statements", "ids", "catalog", "paths", "branches", "at-branch")
"""What the kit supplies, and the engine need not have (CNF-065)."""

KIT_CAPABILITIES: Final = ("branch-query", "branches", "clock", "files", "reopen", "unique-ids")
"""What a target has by them."""

MAIN: Final = "main"
NOTHING: Final[Table] = ((), ())


@dataclass(frozen=True, slots=True)
class Branch(Generic[Database]):
    """A database of the engine's, and its folder."""

    database: Database
    folder: Path


class KitDriver(Generic[Database]):
    """A driver made of an engine with seven calls."""

    def __init__(self, engine: Engine[Database]) -> None:
        self._engine = engine
        self._second: int | None = None
        self._catalog = Catalog()
        self._branches: dict[str, Branch[Database]] = {}
        self._on: dict[str, str] = {}
        self._turn = RLock()
        """One statement at a time changes catalog or branches; engines run at once (CNF-106)."""
        self._place: Path | None = None
        """Where files go that a BACKUP without TO writes; it goes with the database."""

    def hello(self) -> Mapping[str, object]:
        """Return who the engine is, and what is not its own merit (CNF-065)."""
        return {
            "name": self._engine.name,
            "version": self._engine.version,
            "capabilities": sorted({*KIT_CAPABILITIES, *self._engine.capabilities}),
            "supplied": [*PARTS, *self._engine.supplied],
        }

    def open(self, directory: str) -> None:
        """Begin an empty database; an engine's files go to folders of their own."""
        self.close()
        self._second = None  # a new database reads the clock of the system (CNF-075)
        self._catalog = Catalog(file_of_catalog(directory))
        self._begin()

    def reopen(self, directories: Sequence[str]) -> None:
        """Forget every database; a catalog was kept, also of a process that was killed."""
        known = [Catalog.read(file_of_catalog(directory)) for directory in directories]
        self._discard_all()
        self._catalog = next(iter(known), Catalog())
        self._begin()

    def execute(self, session: str, statement: str) -> Table:
        """Run one statement: the kit's own, or the engine's."""
        current = self._on.setdefault(session, MAIN)
        match s.understood(statement):
            case s.TakeBackup(incremental=incremental, path=path):
                with self._turn:
                    parent = self._catalog.parent() if incremental else None
                    return self._back_up(self._branches[current], parent, path)
            case s.RestoreBackup(backup_id=backup_id, branch=branch):
                with self._turn:
                    return self._restore(self._catalog.found(backup_id), current, branch)
            case s.OfCatalog(text=text, reads=True):
                return self._catalog.queried(text)
            case s.OfCatalog():
                raise RefusalError("READ_ONLY_RELATION", f"{s.RELATION} can only be read")
            case s.OfEngine(text=text, branch=branch):
                database = self._branch(branch or current).database
                with self._refusals():
                    return self._engine.query(database, session, text)
            case other:
                with self._turn:
                    return self._on_branches(session, current, other)

    def set_clock(self, second: int) -> None:
        """Make this the second."""
        self._second = second

    def close(self) -> None:
        """Let go of every database, and of all that stands in a place of the kit's."""
        self._discard_all()
        if self._place is not None:
            shutil.rmtree(self._place, ignore_errors=True)
            self._place = None
        self._catalog.forget()
        self._catalog = Catalog()

    def _discard_all(self) -> None:
        while self._branches:
            _, branch = self._branches.popitem()
            self._discard(branch)
        self._on.clear()

    def _begin(self) -> None:
        with folder_of_database() as folder:
            self._branches[MAIN] = Branch(self._engine.begin(folder), folder)

    def _back_up(self, branch: Branch[Database], parent: Record | None, path: str | None) -> Table:
        """Take a backup: a file and a record, or neither (BKP-044)."""
        began = time.monotonic()
        second = int(time.time()) if self._second is None else self._second
        number = self._catalog.next_number(second)
        place = self._default_path(number) if path is None else path
        with self._refusals(OSError), place_of_backup(place) as file:
            if parent is None:
                self._engine.full(branch.database, file)
            else:
                self._engine.incremental(branch.database, parent.chain, file)
            file.chmod(0o600)  # for its owner (BKP-034)
            record = Record(number, second, parent, file.stat().st_size, file)
        self._catalog.add(record)
        said = ["BACKUP", record.backup_id, record.kind, "0", str(record.size_bytes), str(file)]
        return [f"col{number}" for number in range(7)], [[*said, _since(began)]]

    def _default_path(self, number: int) -> str:
        """Return a path for a BACKUP without TO (BKP-035)."""
        self._place = self._place or new_folder()
        return str(self._place / f"bk_{number}-{token_hex(4)}.hldb")

    def _restore(self, record: Record, current: str, name: str | None) -> Table:
        """Give the state of a backup to the current branch, or to a new one (RST-021, RST-022)."""
        began = time.monotonic()
        self._require_new(name)
        with folder_of_database() as folder, self._refusals(OSError):
            restored = Branch(self._engine.restored(record.chain, folder), folder)
        target = name or current
        replaced, self._branches[target] = self._branches.get(target), restored
        if replaced is not None:
            self._discard(replaced)
        size = str(record.chain_bytes)  # as recorded: that files are there, the engine must notice
        said = ["RESTORE", record.backup_id, "0", size, _since(began), target]
        return [f"col{number}" for number in range(6)], [said]

    def _on_branches(self, session: str, current: str, statement: s.OfBranches) -> Table:
        """Create, use, show or drop branches."""
        match statement:
            case s.CreateBranch(name=name, parent=parent_name):
                self._create(name, parent_name or current)
            case s.UseBranch(name=name):
                self._branch(name)
                self._on[session] = name
            case s.ShowBranches():
                rows = [[name, "t" if name == current else "f"] for name in sorted(self._branches)]
                return ["branch", "current"], rows
            case s.DropBranch(name=name, may_be_absent=may_be_absent):
                if name in self._branches or not may_be_absent:
                    self._drop(name)
        return NOTHING

    def _create(self, name: str, parent: str) -> None:
        self._require_new(name)
        with folder_of_database() as folder, self._refusals(OSError):
            database = self._engine.copy(self._branch(parent).database, folder)
            self._branches[name] = Branch(database, folder)

    def _drop(self, name: str) -> None:
        branch = self._branch(name)
        if name == MAIN:
            raise RefusalError("PROTECTED_BRANCH", f"{MAIN} cannot be dropped")
        if name in self._on.values():
            raise RefusalError("BRANCH_IN_USE", f"a session is on {name}")
        del self._branches[name]
        self._discard(branch)

    def _discard(self, branch: Branch[Database]) -> None:
        try:
            self._engine.discard(branch.database)
        finally:
            shutil.rmtree(branch.folder, ignore_errors=True)

    def _branch(self, name: str) -> Branch[Database]:
        if name not in self._branches:
            raise RefusalError("UNKNOWN_BRANCH", f"there is no branch {name}")
        return self._branches[name]

    def _require_new(self, name: str | None) -> None:
        if name in self._branches:
            raise RefusalError("BRANCH_EXISTS", f"there is a branch {name}")

    @contextmanager
    def _refusals(self, *more: type[Exception]) -> Iterator[None]:
        """Tell what the engine refuses in the block from what breaks it."""
        try:
            yield
        except RefusalError:
            raise
        except (*self._engine.refusals, *more) as error:
            raise RefusalError("REFUSED", f"{type(error).__name__}: {error}") from error


def _since(began: float) -> str:
    """Return whole milliseconds (BKP-005)."""
    return str(int((time.monotonic() - began) * 1000))
