"""Text to one statement, or to one expression (02a-grammar)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import cast

from helios_ref.sql.actions import ACTIONS
from helios_ref.sql.automaton import Automaton
from helios_ref.sql.continuation import Continuation
from helios_ref.sql.expressions import Expression
from helios_ref.sql.parser_tables import load
from helios_ref.sql.scanner import Token
from helios_ref.sql.syntax import Statement
from helios_ref.types.sql_type import printable


@cache
def automaton() -> Automaton:
    """Return the parser of the grammar, made when first asked for."""
    return Automaton(load(), ACTIONS)


def parse(text: str) -> Statement:
    """Return the one statement that `text` is, with or without a semicolon (SQL-002)."""
    return cast("Statement", automaton().run(printable(text), "start"))


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of a text, whether or not it is a statement."""
    return list(automaton().scanner.tokens(text))


def continuation(tokens: Iterable[Token]) -> Continuation:
    """Return what may follow the first tokens of a statement."""
    return Continuation(automaton().tables, "start", tokens)


def parse_expression(text: str) -> Expression:
    """Return the expression that `text` is, as a schema keeps it (MOD-021)."""
    return cast("Expression", automaton().run(text, "expression"))


def parameters_of(text: str) -> int:
    """Return how many values a statement must be given: the highest parameter (SQL-014)."""
    return automaton().parameters(text)
