"""The documented statements, as records: what an engine without them has to be told (04, 05)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

RELATION: Final = "helios_backups"
"""The relation that lists the catalog (BKP-050)."""

_TEXT: Final = r"'((?:[^']|'')*)'"
_NAME: Final = r'("(?:[^"]|"")+"|[A-Za-z_]\w*)'
_LITERAL: Final = re.compile(r"'(?:[^']|'')*'")
_RELATION: Final = re.compile(rf'(?<!["\w]){RELATION}(?!["\w])', re.IGNORECASE)
_AT_BRANCH: Final = re.compile(rf"\s+AT\s+BRANCH\s+{_NAME}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TakeBackup:
    """`BACKUP DATABASE [INCREMENTAL] [TO 'path']`."""

    incremental: bool
    path: str | None


@dataclass(frozen=True, slots=True)
class RestoreBackup:
    """`RESTORE DATABASE FROM 'id' [TO BRANCH 'name']`."""

    backup_id: str
    branch: str | None


@dataclass(frozen=True, slots=True)
class CreateBranch:
    """`CREATE DATABASE BRANCH b [FROM p] [AS OF NOW]`."""

    name: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class UseBranch:
    """`USE BRANCH b`."""

    name: str


@dataclass(frozen=True, slots=True)
class ShowBranches:
    """`SHOW BRANCHES`."""


@dataclass(frozen=True, slots=True)
class DropBranch:
    """`DROP DATABASE BRANCH [IF EXISTS] b`."""

    name: str
    may_be_absent: bool


@dataclass(frozen=True, slots=True)
class OfCatalog:
    """A statement that names `helios_backups`."""

    text: str
    reads: bool


@dataclass(frozen=True, slots=True)
class OfEngine:
    """Any other statement: the engine's own business, on a branch that it may name."""

    text: str
    branch: str | None


OfBranches: TypeAlias = CreateBranch | UseBranch | ShowBranches | DropBranch
Statement: TypeAlias = TakeBackup | RestoreBackup | OfBranches | OfCatalog | OfEngine


def understood(written: str) -> Statement:
    """Return what a statement asks for."""
    text = written.strip()
    for form, record in _FORMS:
        if found := form.fullmatch(text):
            return record(found)
    if _RELATION.search(_LITERAL.sub("''", text)):
        return OfCatalog(text, reads=text[:6].upper() == "SELECT")
    named = {_name(one) for one in _AT_BRANCH.findall(text)}
    if len(named) == 1:
        return OfEngine(_AT_BRANCH.sub("", text), named.pop())
    return OfEngine(text, None)


def _form(words: str) -> re.Pattern[str]:
    """Return a form as a pattern in which any blanks stand between two words."""
    return re.compile(words.replace(" ", r"\s+"), re.IGNORECASE | re.DOTALL)


def _text(written: str | None) -> str | None:
    return None if written is None else written.replace("''", "'")


def _name(written: str) -> str:
    """Return a name as it is kept: folded to lower case unless it is quoted (BRN-010)."""
    quoted = written.startswith('"')
    return written[1:-1].replace('""', '"') if quoted else written.lower()


def _take(found: re.Match[str]) -> Statement:
    return TakeBackup(found[1] is not None, _text(found[2]))


def _restore(found: re.Match[str]) -> Statement:
    branch = _text(found[2]) if found[3] is None else _name(found[3])
    return RestoreBackup(found[1].replace("''", "'"), branch)


def _create(found: re.Match[str]) -> Statement:
    return CreateBranch(_name(found[1]), _name(found[2]) if found[2] else None)


_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Statement]], ...]] = (
    (_form(rf"BACKUP DATABASE( INCREMENTAL)?(?: TO {_TEXT})?"), _take),
    (_form(rf"RESTORE DATABASE FROM {_TEXT}(?: TO BRANCH (?:{_TEXT}|{_NAME}))?"), _restore),
    (_form(rf"CREATE DATABASE BRANCH {_NAME}(?: FROM {_NAME})?(?: AS OF NOW)?"), _create),
    (_form(rf"USE BRANCH {_NAME}"), lambda found: UseBranch(_name(found[1]))),
    (_form("SHOW BRANCHES"), lambda _: ShowBranches()),
    (
        _form(rf"DROP DATABASE BRANCH( IF EXISTS)? {_NAME}"),
        lambda found: DropBranch(_name(found[2]), found[1] is not None),
    ),
)
