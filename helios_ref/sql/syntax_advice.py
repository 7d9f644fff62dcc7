"""What to do about a syntax error: what was expected there, and what was meant (SQL-005)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from helios_ref.errors.similar import similar
from helios_ref.sql.continuation import Continuation
from helios_ref.sql.parser_tables import ParserTables
from helios_ref.sql.scanner import END, STRAY, Token

PLACES: Final = {
    "table": "a table",
    "column": "a column",
    "branch": "a branch",
    "path": "the path of a file in single quotes",
    "backup_or_path": "the ID of a backup, or the path of its file, in single quotes",
    "type": "a type",
    "primary": "an expression",
    "name": "a name",
}
"""What can be said to be expected, by the symbol of the grammar; the narrower first."""

SIGNS: Final = {
    "PLUS": "an operator",
    "LPAR": '"("',
    "RPAR": '")"',
    "COMMA": '","',
    "EQUAL": '"="',
    "INTEGER": "a number",
    "STRING": "a text in single quotes",
}
"""The same by terminal, where no symbol says more; `+` speaks for all operators."""


def advice(tables: ParserTables, start: str, tokens: Iterable[Token], wrong: Token) -> str:
    """Return what to do about the first token that could not follow those before it."""
    kind, word, begin, _ = wrong
    if kind == STRAY and word in ("'", '"'):
        return "this quote is never closed"
    here, last = Continuation(tables, start), None
    for token in tokens:
        if token[2] >= begin:
            break
        if last is not None:
            here.take(last[0])
        last = token
    slip = None if last is None else _slip(here, last, kind)
    if last is not None:
        here.take(last[0])
    meant = similar(word, here.words())
    parts = [f"did you mean {meant}?"] if meant else [slip] if slip else []
    if not meant and kind in tables.keywords.values() and here.may("NAME"):
        parts.append(f'{word.upper()} is a word of the language: "{word}" in quotes is a name.')
    if kind == "STRING" and here.symbols() & {"table", "branch"}:
        parts.append("a name stands in double quotes, or in none.")
    if things := expected(here):
        parts.append(f"expected {', '.join(things[:-1])}{' or ' if things[1:] else ''}{things[-1]}")
    return " ".join(parts)


def _slip(before: Continuation, last: Token, kind: str) -> str | None:
    """Return what the token before the wrong one should have been, as in SELECT * FORM t."""
    meant = similar(last[1], before.words()) if last[0] == "NAME" else None
    fits = meant is not None and before.fits(meant, kind)
    return f"did you mean {meant} instead of {last[1]}?" if fits else None


def expected(here: Continuation) -> list[str]:
    """Return in words what may follow; nothing where the text nests too deep to tell."""
    symbols = here.symbols()
    things = [said for symbol, said in PLACES.items() if symbol in symbols][:1]
    if not things:
        things = [SIGNS[sign] for sign in SIGNS if here.may(sign)]
    if "primary" not in symbols:
        things += here.words()
    if here.may(END):
        things.append("the end of the statement")
    return things
