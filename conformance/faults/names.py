"""Engines that do not keep names as they are (01-model)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import structs

from conformance.faults.wrong_engine import WrongEngines
from helios_ref.collaborators import COLLABORATORS
from helios_ref.driver import Answer, ReferenceDriver
from helios_ref.errors import BranchExistsError, NameTooLongError
from helios_ref.sql.parser_tables import load
from helios_ref.tables.names import MAX_NAME

if TYPE_CHECKING:
    from collections.abc import Callable

    from helios_ref.reply import Reply
    from helios_ref.settings import Settings
    from helios_ref.sql import control
    from helios_ref.storage.database import Database

ENGINES = WrongEngines()

NAMES: Final = re.compile(r"""'(?:[^']|'')*'|--[^\n]*|(?P<name>"(?:[^"]|"")*"|[^\W\d]\w*)""")
"""Strings and comments, which hold no names, and names with quotes or without."""


class Renaming(ReferenceDriver):
    """Reads names as others before it reads the statement."""

    def renamed(self, word: str) -> str:
        """Return what a name is read as, with its quotes if it has any."""
        return word

    def execute(self, session: str, statement: str) -> Answer:
        """Read the names, then the statement."""

        def read(match: re.Match[str]) -> str:
            return match[0] if match["name"] is None else self.renamed(match[0])

        return super().execute(session, NAMES.sub(read, statement))


def bare(word: str, change: Callable[[str], str]) -> str:
    """Return a name with what is between its quotes changed."""
    return f'"{change(word[1:-1])}"' if word.startswith('"') else change(word)


@ENGINES.door("MOD-040")
class NamesEndInAZero(Renaming):
    """Keep one of the 63 bytes of a name for a zero at its end."""

    def renamed(self, word: str) -> str:
        """Refuse the longest names."""
        if len(word.strip('"').encode()) >= MAX_NAME:
            raise NameTooLongError(word, MAX_NAME - 1)
        return word


@ENGINES.door("MOD-040")
class NamesInCharacters(Renaming):
    """Measure names in characters."""

    def renamed(self, word: str) -> str:
        """Read a name that has too many bytes, but not too many characters, as a shorter one."""
        if len(word.encode()) > MAX_NAME >= len(word):
            return bare(word, lambda name: f"{name[:20]}{sum(name.encode())}")
        return word


@ENGINES.door("MOD-040")
class NamesAreCut(Renaming):
    """Cut a name that is too long, as PostgreSQL does."""

    def renamed(self, word: str) -> str:
        """Cut off the rest."""
        return bare(word, lambda name: name.encode()[:MAX_NAME].decode(errors="ignore"))


@ENGINES.door("BRN-010")
class FoldsNoNames(Renaming):
    """Take every name exactly, in quotes or not."""

    def renamed(self, word: str) -> str:
        """Put quotes around a name that would be folded."""
        kept = word.startswith('"') or word == word.lower() or word.upper() in load().keywords
        return word if kept else f'"{word}"'


@ENGINES.door("BRN-010")
class FoldsAllLetters(Renaming):
    """Fold letters outside of ASCII, too."""

    def renamed(self, word: str) -> str:
        """Fold a name without quotes."""
        return word if word.startswith('"') else word.lower()


@ENGINES.door("SQL-010")
class UndoublesNoQuotes(Renaming):
    """Take two quotation marks inside of a name for two."""

    def renamed(self, word: str) -> str:
        """Double each mark."""
        return word[0] + word[1:-1].replace('""', '""""') + word[-1] if len(word) > 1 else word


@ENGINES.answering("BRN-010", "create_branch")
def folds_quoted_names(database: Database, statement: control.CreateBranch, current: str) -> Reply:
    """Fold the name of a new branch, in quotes or not."""
    folded = structs.replace(statement, branch=statement.branch.lower())
    return COLLABORATORS.create_branch(database, folded, current)


@ENGINES.answering("BRN-010", "restore")
def folds_names_in_strings(
    database: Database, settings: Settings, branch: str, statement: control.Restore
) -> Reply:
    """Fold the name of a branch in a string."""
    folded = structs.replace(statement, branch=statement.branch and statement.branch.lower())
    return COLLABORATORS.restore(database, settings, branch, folded)


@ENGINES.answering("RST-022", "restore")
def trims_names_in_strings(
    database: Database, settings: Settings, branch: str, statement: control.Restore
) -> Reply:
    """Leave quotes and blanks around the name of a new branch out."""
    trimmed = structs.replace(statement, branch=statement.branch and statement.branch.strip(' "'))
    return COLLABORATORS.restore(database, settings, branch, trimmed)


@ENGINES.answering("RST-022", "restore")
def new_branches_of_62_bytes(
    database: Database, settings: Settings, branch: str, statement: control.Restore
) -> Reply:
    """Refuse the longest names of branches that a restore makes."""
    name = statement.branch or ""
    if len(name.encode()) == MAX_NAME:
        raise NameTooLongError(name, MAX_NAME)
    return COLLABORATORS.restore(database, settings, branch, statement)


@ENGINES.answering("RST-022", "restore")
def new_branches_whatever_the_case(
    database: Database, settings: Settings, branch: str, statement: control.Restore
) -> Reply:
    """Refuse a new branch whose name differs from another's in case alone."""
    name = statement.branch or ""
    if name.lower() in map(str.lower, database.branches):
        raise BranchExistsError(name)
    return COLLABORATORS.restore(database, settings, branch, statement)
