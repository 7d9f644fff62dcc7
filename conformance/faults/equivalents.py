"""
Right engines that are not the reference: they differ wherever the spec is silent (CNF-056).

Each replaces collaborators of the reference by others that are as right, or its door.
"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from unittest.mock import patch

from conformance.faults.wrong_engine import instead
from helios_ref.backup import catalog, files, parent_search, publish, resolve, verify
from helios_ref.backup import statement as recipes
from helios_ref.driver import ReferenceDriver
from helios_ref.errors import BranchExistsError, HeliosError, PathExistsError
from helios_ref.sql import control

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from conformance.drivers.protocol import Driver
    from helios_ref.backup.chain import Chain
    from helios_ref.backup.publish import Undo
    from helios_ref.backup.resolve import Resolved
    from helios_ref.driver import Answer
    from helios_ref.reply import Reply
    from helios_ref.settings import Settings
    from helios_ref.storage.checksum import StateSum
    from helios_ref.storage.database import Database
    from helios_ref.storage.layer import Layer

    Rows = list[list[str | None]]


WORDS = {"cause", "reason", "what", "where", "kind", "feature", "statement"}
"""Facts that are words of an engine's own (ERR-002)."""

WORDS_OF = {"INVALID_PARAMETER_VALUE": {"value", "expected"}}
"""Those that are so of one code."""


class RewordedError(Exception):
    """A refusal in other words: its code, and every fact but those that are words (ERR-002)."""

    def __init__(self, refusal: HeliosError) -> None:
        super().__init__(f"Sorry. {refusal}; nothing was changed.")
        self.code = refusal.code
        own = WORDS | WORDS_OF.get(refusal.code, set())
        self.facts = {
            name: "see the manual" if name in own else fact for name, fact in refusal.facts.items()
        }


class OtherWords(ReferenceDriver):
    """Refuses in other words, and gives no notice of anything."""

    def execute(self, session: str, statement: str) -> Answer:
        """Return what the engine answers, or refuse in other words."""
        try:
            columns, rows, _ = super().execute(session, statement)
        except HeliosError as refusal:
            raise RewordedError(refusal) from refusal
        return columns, rows, []

    def reopen(self, directories: Sequence[str]) -> None:
        """Begin anew, or refuse in other words."""
        try:
            super().reopen(directories)
        except HeliosError as refusal:
            raise RewordedError(refusal) from refusal

    def operate(self, words: Sequence[str]) -> None:
        """Combine or prune, or refuse in other words."""
        try:
            super().operate(words)
        except HeliosError as refusal:
            raise RewordedError(refusal) from refusal


class RowsToCome(list[list["str | None"]]):
    """Rows that are computed when somebody asks for them."""

    def __init__(self, rows: Rows) -> None:
        super().__init__()
        self._left: Rows = rows

    def __iter__(self) -> Iterator[list[str | None]]:
        """Compute what is left, at the first walk; later ones find it here."""
        self.extend(self._left)
        self._left = []
        return super().__iter__()


class RowsOnDemand(ReferenceDriver):
    """Computes the rows of an answer when they are asked for."""

    def execute(self, session: str, statement: str) -> Answer:
        """Return rows that are not there yet."""
        columns, rows, notices = super().execute(session, statement)
        return columns, RowsToCome(rows), notices


def _path_first(
    database: Database, settings: Settings, branch: str, statement: control.Backup
) -> Reply:
    """Look at the path of a backup before its chain."""
    path = statement.path
    if path is not None and path.startswith("/") and os.path.lexists(path):
        raise PathExistsError(path)
    return recipes.backup(database, settings, branch, statement)


def _chain_first(
    database: Database, settings: Settings, branch: str, statement: control.Restore
) -> Reply:
    """Look at the chain of a backup before the branch that it is to be restored to."""
    target = statement.branch
    if target not in database.branches:
        return recipes.restore(database, settings, branch, statement)
    recipes.restore(database, settings, branch, control.Restore(statement.source, "tried"))
    del database.branches["tried"]
    raise BranchExistsError(target)


@contextmanager
def _under_another_name(
    path: str, backup: str, chunks: Iterable[bytes], least: int
) -> Iterator[Undo]:
    """Publish by way of a temporary file of another name."""
    name = f"{path}~{os.getpid()}.part"
    with patch.object(files, "temporary_path", lambda _: name):
        publishing = publish.published(path, backup, chunks, least)
        with publishing as undo:
            yield undo


def _backwards(
    catalog: Mapping[bytes, bytes], directories: tuple[str, ...], source: str
) -> Resolved:
    """Look at the files of a directory from the last to the first."""
    last_first = lambda *asked: files.backups_in(*asked)[::-1]  # noqa: E731  # it is used once
    with patch.object(parent_search, "backups_in", last_first):
        return resolve.resolved(catalog, directories, source)


def _read_at_once(database: Database, directories: Iterable[str]) -> tuple[str, ...]:
    """Read the state of the newest backup now, not when it is needed (BKP-055)."""
    notices = catalog.rebuild(database, directories)
    with suppress(HeliosError):  # it is told when somebody asks
        _, database.newest = catalog.parent(database)
    return notices


def _believing_nothing(chain: Chain, written: Collection[bytes]) -> tuple[Layer, StateSum]:
    """Decode every value, also of files that this database wrote (RST-013)."""
    del written
    return verify.state_of(chain)


def _slowly(recipe: Callable[..., Reply], column: int, *arguments: object) -> Reply:
    """Say that a statement took a minute."""
    reply = recipe(*arguments)
    [row] = reply.rows
    return replace(reply, rows=((*row[:column], 60_000, *row[column + 1 :]),))


EQUIVALENTS: Mapping[str, Callable[[], Driver]] = {
    "other-words": OtherWords,
    "rows-on-demand": RowsOnDemand,
    "checks-in-reverse": partial(
        ReferenceDriver, instead(backup=_path_first, restore=_chain_first)
    ),
    "other-names": partial(ReferenceDriver, instead(publish=_under_another_name)),
    "backwards-directories": partial(ReferenceDriver, instead(resolve=_backwards)),
    "reads-at-once": partial(ReferenceDriver, instead(rebuild=_read_at_once)),
    "believes-nothing": partial(ReferenceDriver, instead(verify=_believing_nothing)),
    "takes-its-time": partial(
        ReferenceDriver,
        instead(
            backup=partial(_slowly, recipes.backup, 6), restore=partial(_slowly, recipes.restore, 4)
        ),
    ),
}
"""All of them by name."""
