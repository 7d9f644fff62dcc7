"""What could stand at the cursor: words by the grammar, names by the catalog (decision 0048)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from prompt_toolkit.completion import Completer, Completion, PathCompleter
from prompt_toolkit.document import Document

from helios_ref.cli.shell.commands import COMMANDS, is_command
from helios_ref.cli.shell.spelling import spelled
from helios_ref.cli.shell.statement_help import statements
from helios_ref.engine.expressions.compile_expression import CALLED
from helios_ref.sql.parsing import continuation, tokens_of
from helios_ref.sql.statement_split import landmarks
from helios_ref.tables.catalog_records import BACKUPS, BACKUPS_COLUMNS, records
from helios_ref.tables.read_tables import find, names
from helios_ref.types import TYPES

if TYPE_CHECKING:
    from prompt_toolkit.completion import CompleteEvent

    from helios_ref.session import Session
    from helios_ref.sql.scanner import Token

WORDS: Final = frozenset({"QUOTED", "NAME"})
"""Terminals that a name or a keyword is the beginning of."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the cursor is in a statement."""

    before: tuple[Token, ...]
    """The tokens before the word or text that the cursor is in."""

    typed: str
    """What of that word or text is there."""

    quoted: bool
    """Whether it is a text in single quotes."""


def place(text: str) -> Place | None:
    """Return where the end of `text` is in its last statement; None in a comment."""
    start = max((end for kind, _, end in landmarks(text) if kind[0] == ";"), default=0)
    statement = text[start:]
    for kind, begin, end in landmarks(statement):
        if end < len(statement):
            continue
        if kind in ("--", "/*"):
            return None
        if kind[0] != ";" and statement.count(kind[0], begin) % 2:
            text_is = kind[0] == "'"
            return Place(_tokens(statement[:begin]), statement[begin + text_is :], quoted=text_is)
    tokens = _tokens(statement)
    if tokens and tokens[-1][3] == len(statement) and re.match(r'[^\W\d]|"', tokens[-1][1]):
        return Place(tokens[:-1], tokens[-1][1], quoted=False)
    return Place(tokens, "", quoted=False)


def _tokens(text: str) -> tuple[Token, ...]:
    return tuple(tokens_of(text)[:-1])


class ShellCompleter(Completer):
    """Completes statements and the shell's own commands (OPS-081)."""

    def __init__(self, session: Session) -> None:
        """Look at a session, whenever asked."""
        self._session = session

    def get_completions(self, document: Document, event: CompleteEvent) -> Iterable[Completion]:
        """Yield what could stand at the cursor."""
        text = document.text_before_cursor
        if is_command(text.lstrip()):
            yield from self._command(text.lstrip(), event)
            return
        here = place(text)
        if here is None:
            return
        symbols = continuation(here.before).symbols()
        if here.quoted:
            yield from self._in_quotes(here.typed, symbols, event)
            return
        for name, meta in self._names(symbols, document.text):
            if _folded(name.strip('"'), here.typed.strip('"').casefold()):
                yield Completion(name, -len(here.typed), display_meta=meta)
        for word in continuation(here.before).words():
            if word.startswith(here.typed.upper()):
                lower = here.typed[:1].islower()
                yield Completion(word.lower() if lower else word, -len(here.typed))

    def _command(self, text: str, event: CompleteEvent) -> Iterable[Completion]:
        """Return what may stand in a command of the shell."""
        name, blank, typed = text.partition(" ")
        if not blank:
            return _beginning(name, COMMANDS)
        takes = COMMANDS[name].takes if name in COMMANDS else ""
        match takes:
            case "FILE":
                return paths(typed, event)
            case "TABLE":
                bare = typed.strip('"').casefold()
                found = [name for name in names(self._session.reader) if _folded(name, bare)]
                return (Completion(spelled(name), -len(typed)) for name in found)
            case "STATEMENT":
                return _beginning(typed.upper(), (one.words for one in statements()))
            case _:
                return _beginning(typed, filter(None, takes.split("|")))

    def _names(self, symbols: set[str], text: str) -> Iterator[tuple[str, str]]:
        """Yield what a symbol of the grammar can be, as it is spelled, with what that is."""
        if "table" in symbols:
            yield from (
                (spelled(name), "table") for name in [*names(self._session.reader), BACKUPS]
            )
        if "branch" in symbols:
            yield from (
                (spelled(name), "branch") for name in sorted(self._session.database.branches)
            )
        if symbols & {"column", "primary"}:
            yield from (
                (spelled(name), f"column of {table}") for name, table in self._columns(text)
            )
        if "primary" in symbols:
            yield from ((name, "function") for name in sorted(CALLED))
        if "type" in symbols:
            yield from ((name, "type") for name in TYPES)

    def _columns(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield the columns of the tables that a text names, or of all, with their tables."""
        there = [*names(self._session.reader), BACKUPS]
        words = {word.casefold().strip('"') for _, word, *_ in tokens_of(text)}
        for name in [table for table in there if table.casefold() in words] or there:
            table = find(self._session.reader, name)
            if table is not None:
                yield from ((column.name, name) for column in table.schema.columns)
            elif name == BACKUPS:
                yield from ((column, name) for column, _ in BACKUPS_COLUMNS)

    def _in_quotes(
        self, typed: str, symbols: set[str], event: CompleteEvent
    ) -> Iterator[Completion]:
        """Yield the backups that a text in quotes can name, by ID and by path."""
        if "backup_or_path" in symbols:
            for record in reversed(records(self._session.database.catalog)):
                if record.backup_id.startswith(typed):
                    kind = f"{record.kind}, {Path(record.path).name}"
                    yield Completion(record.backup_id, -len(typed), display_meta=kind)
        if symbols & {"path", "backup_or_path"}:
            yield from paths(typed, event, ".hldb")


def _folded(name: str, typed: str) -> bool:
    """Whether a name begins with what is typed, in either case."""
    return name.casefold().startswith(typed)


def _beginning(typed: str, words: Iterable[str]) -> Iterator[Completion]:
    """Yield the words that begin with what is typed."""
    return (Completion(word, -len(typed)) for word in words if word.startswith(typed))


def paths(typed: str, event: CompleteEvent, ending: str = "") -> Iterable[Completion]:
    """Return the files that a path may go on to, and directories."""

    def fits(name: str) -> bool:
        return name.endswith(ending) or Path(name).is_dir()

    return PathCompleter(file_filter=fits).get_completions(Document(typed), event)
