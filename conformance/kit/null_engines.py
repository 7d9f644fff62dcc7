"""
Engines that do nothing, or something else, in one call: what holds on each is the kit's (CNF-066).

Each is the example, with one vice; the docstring says which.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from conformance.kit.driver import KitDriver
from conformance.kit.example import Database, Engine, connected
from conformance.kit.sessions import Sessions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from conformance.kit.engine import Table


class QueriesNothing(Engine):
    """`query` runs nothing, and answers without rows."""

    def query(self, database: Database, session: str, statement: str) -> Table:
        del database, session, statement
        return [], []


class WritesNoFull(Engine):
    """`full` writes an empty file."""

    def full(self, database: Database, file: Path) -> None:
        del database
        file.touch()


class WritesNoIncremental(Engine):
    """`incremental` writes an empty file."""

    def incremental(self, database: Database, chain: Sequence[Path], file: Path) -> None:
        del database, chain
        file.touch()


class RestoresNothing(Engine):
    """`restored` gives an empty database, and reads no file."""

    def restored(self, chain: Sequence[Path], folder: Path) -> Database:
        del chain
        return self.begin(folder)


class RestoresTheFullAlone(Engine):
    """`restored` gives the state of the first member of the chain, and reads no other."""

    def restored(self, chain: Sequence[Path], folder: Path) -> Database:
        return super().restored(chain[:1], folder)


class RestoresOverAll(Engine):
    """`restored` gives the state to every database there is."""

    def __init__(self) -> None:
        self._known: list[Database] = []

    def begin(self, folder: Path) -> Database:
        self._known.append(super().begin(folder))
        return self._known[-1]

    def restored(self, chain: Sequence[Path], folder: Path) -> Database:
        restored = super().restored(chain, folder)
        for database in self._known:
            if database.file.parent.exists():
                database.sessions.renew()
                database.file.write_bytes(restored.file.read_bytes())
        return restored


class CopiesNothing(Engine):
    """`copy` gives an empty database."""

    def copy(self, database: Database, folder: Path) -> Database:
        del database
        return self.begin(folder)


class CopiesTheSame(Engine):
    """`copy` gives the database itself."""

    def copy(self, database: Database, folder: Path) -> Database:
        del folder
        return database


class DiscardsNothing(Engine):
    """`discard` lets go of nothing."""

    def discard(self, database: Database) -> None:
        del database


class BeginsNothing(Engine):
    """`begin` makes nothing, and gives a database that is nowhere."""

    def begin(self, folder: Path) -> Database:
        file = folder / "nowhere" / "database"
        return Database(file, Sessions(partial(connected, file)))


NULLS: Final[Mapping[str, Callable[[], Engine]]] = {
    one.__name__: one
    for one in (
        QueriesNothing,
        WritesNoFull,
        WritesNoIncremental,
        RestoresNothing,
        RestoresTheFullAlone,
        RestoresOverAll,
        CopiesNothing,
        CopiesTheSame,
        DiscardsNothing,
        BeginsNothing,
    )
}
"""Each by its name."""


def null_driver(name: str) -> KitDriver[Database]:
    """Return the kit over one of them."""
    return KitDriver(NULLS[name]())


def __getattr__(name: str) -> Callable[[], KitDriver[Database]]:
    """Return what makes the kit over one, as `OnCopiesNothing`, which a door can name."""
    null = name.removeprefix("On")
    if null == name or null not in NULLS:
        what = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(what)
    return partial(null_driver, null)
