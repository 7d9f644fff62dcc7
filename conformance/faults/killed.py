"""Engines that do not outlive a kill: what was acknowledged is lost, or what was not stays (04)."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from conformance.drivers import opened
from conformance.faults.wrong_engine import WrongEngine, WrongEngines, instead, name_of, vice_of
from helios_ref.backup.catalog import newest
from helios_ref.backup.steps import STEPS
from helios_ref.driver import ReferenceDriver
from helios_ref.errors import BusyError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from conformance.drivers.protocol import Driver
    from helios_ref.backup.chain import Member
    from helios_ref.driver import Answer
    from helios_ref.storage.database import Database, Newest

WRITES = ("CREATE TABLE", "INSERT", "UPDATE", "DELETE", "RESTORE")


@dataclass(frozen=True, slots=True)
class KilledEngine(WrongEngine):
    """A wrong engine in a process of its own, which a case can kill."""

    @contextmanager
    def running(self) -> Iterator[Driver]:
        """Yield the door to its process."""
        with opened(f"conformance.faults:{self.name.replace('-', '_')}") as driver:
            yield driver


class KilledEngines(WrongEngines):
    """The wrong engines of this module."""

    def door(self, clause: str) -> Callable[[type[ReferenceDriver]], type[ReferenceDriver]]:
        """Keep a driver; its docstring is the vice."""

        def keep(wrong: type[ReferenceDriver]) -> type[ReferenceDriver]:
            self.engines.append(KilledEngine(name_of(wrong), clause, vice_of(wrong), wrong))
            return wrong

        return keep


ENGINES = KilledEngines()


class Survivor(ReferenceDriver):
    """A door that knows a process that comes after a kill: `reopen` is the first that it hears."""

    opened = False
    survived = False

    def open(self, directory: str) -> None:
        """Be no such process."""
        self.opened, self.survived = True, False
        super().open(directory)

    def reopen(self, directories: Sequence[str]) -> None:
        """Find the backups, and then do what is wrong."""
        super().reopen(directories)
        self.survived = not self.opened
        if self.survived:
            self.after_a_kill()

    def after_a_kill(self) -> None:
        """Do what is wrong with the engine, once it came back from a kill; here nothing."""


class Journal(Survivor):
    """A door that writes down where the last BACKUP goes, as long as nothing was asked since."""

    @property
    def journal(self) -> Path:
        """Where it is written, which outlives the process."""
        return Path(tempfile.gettempdir(), "helios-journal")

    @property
    def begun(self) -> str:
        """The path; empty where there is none."""
        return self.journal.read_text() if self.journal.exists() else ""

    def execute(self, session: str, statement: str) -> Answer:
        """Write it down, or that there is none any more."""
        begins = statement.startswith("BACKUP") and "'" in statement
        self.journal.write_text(statement.split("'")[1] if begins else "")
        return super().execute(session, statement)


@ENGINES.door("BKP-071")
class ForgetsAllInAKill(Survivor):
    """Find no backup again after a kill."""

    def after_a_kill(self) -> None:
        """Forget them."""
        self.database.catalog.clear()


@ENGINES.door("BKP-071")
class ForgetsTheLastInAKill(Survivor):
    """Find all backups again after a kill but the newest, as if it had not been written yet."""

    def after_a_kill(self) -> None:
        """Forget it."""
        record = newest(self.database.catalog)
        if record is not None:
            del self.database.catalog[record.key]


@ENGINES.door("BKP-071")
class BeginsAgainAtTheFull(Survivor):
    """Take the oldest backup for the parent of the next incremental after a kill."""

    def __init__(self) -> None:
        super().__init__(instead(parent=self._oldest))

    def _oldest(self, database: Database) -> tuple[Member, Newest]:
        """Return the oldest backup where the newest is asked for."""
        if not self.survived:
            return STEPS.parent(database)
        known = database.catalog
        first = min(known)
        database.catalog = {first: known[first]}
        try:
            return STEPS.parent(database)
        finally:
            database.catalog = known


@ENGINES.door("BKP-071")
class KeepsTheTurnOfTheKilled(Survivor):
    """Wait for the end of a transaction that a kill has ended."""

    @property
    def lock(self) -> Path:
        """The file that says that somebody writes."""
        return Path(tempfile.gettempdir(), "helios-writer")

    def open(self, directory: str) -> None:
        """Begin anew: nobody writes."""
        self.lock.unlink(missing_ok=True)
        super().open(directory)

    def execute(self, session: str, statement: str) -> Answer:
        """Refuse to write where somebody does who is no more."""
        if self.survived and self.lock.exists() and statement.startswith(WRITES):
            raise BusyError(0)
        answer = super().execute(session, statement)
        if any(one.in_transaction for one in self.sessions.values()):
            self.lock.touch()
        elif not self.survived:
            self.lock.unlink(missing_ok=True)
        return answer


@ENGINES.door("BKP-072")
class ListsWhatWasBegun(Journal):
    """List the backup that was under way in a kill, whose file is not there."""

    def after_a_kill(self) -> None:
        """Lose the file, and know of a backup."""
        if not self.begun:
            return
        catalog = self.database.catalog
        last = newest(catalog)
        if last is not None and last.path != self.begun:
            last = replace(last, number=last.number + 1, path=self.begun, root=bytes(32))
            catalog[last.key] = last.encoded()
        Path(self.begun).unlink(missing_ok=True)


@ENGINES.door("BKP-072")
class RestoresTheOneBefore(Journal):
    """Restore another backup instead of the one that was under way in a kill."""

    cut = ""

    def after_a_kill(self) -> None:
        """Keep in mind which it was."""
        self.cut = self.begun

    def execute(self, session: str, statement: str) -> Answer:
        """Take the oldest instead."""
        if self.survived and self.cut and statement.startswith("RESTORE"):
            oldest = min(self.database.catalog).decode().rpartition(":")[2]
            statement = statement.replace(self.cut, oldest)
        return super().execute(session, statement)
