"""What may follow the beginning of a statement, as the automaton knows it (SQL-003)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from helios_ref.sql.parser_tables import ParserTables
from helios_ref.sql.scanner import Token

REDUCTIONS: Final = 1000
"""After so many reductions a token counts as one that cannot follow: the text nests that deep."""

NAMES: Final = frozenset({"keyword_name", "plain_name", "folded", "exact"})
"""What a word is reduced to where it is a mere name."""


class Continuation:
    """What may follow the tokens that were taken."""

    __slots__ = ("_stack", "_tables")

    def __init__(self, tables: ParserTables, start: str, tokens: Iterable[Token] = ()) -> None:
        """Begin, and take tokens as far as each may follow those before it."""
        self._tables = tables
        self._stack = [tables.starts[start]]
        for kind, *_ in tokens:
            if not self.take(kind):
                break

    def take(self, kind: str) -> bool:
        """Take a token of a kind; return whether it may follow."""
        rows, productions, stack = self._tables.states, self._tables.productions, self._stack
        while (action := rows[stack[-1]].get(kind)) is not None and action < 0:
            production = productions[~action]
            del stack[-production.size :]
            stack.append(rows[stack[-1]][production.origin])
        if action is not None:
            stack.append(action)
        return action is not None

    def may(self, kind: str) -> bool:
        """Whether a token of a kind may follow."""
        return self._shift(kind) is not None

    def fits(self, word: str, kind: str) -> bool:
        """Whether a keyword may follow, and after it a token of a kind."""
        stack = [*self._stack]
        fits = self.take(self._tables.keywords[word]) and self.may(kind)
        self._stack = stack
        return fits

    def words(self) -> list[str]:
        """Return the keywords that may follow as such, and not as mere names."""
        return [word for word, kind in sorted(self._tables.keywords.items()) if self._speaks(kind)]

    def signs(self) -> list[str]:
        """Return the names of the other terminals that may follow."""
        return [kind for kind, _ in self._tables.patterns if self.may(kind)]

    def symbols(self) -> set[str]:
        """Return the symbols of the grammar that what follows may begin."""
        rows = self._tables.states
        shifts = filter(None, map(self._shift, rows[self._stack[-1]]))
        return {symbol for state, _ in shifts for symbol in rows[state] if symbol.islower()}

    def _shift(self, kind: str) -> tuple[int, int] | None:
        """Return the state that takes a token, and the one after it; None where none takes it."""
        rows, pushed, depth = self._tables.states, list[int](), len(self._stack)
        state = self._stack[-1]
        for _ in range(REDUCTIONS):
            action = rows[state].get(kind)
            if action is None or action >= 0:
                return None if action is None else (state, action)
            production = self._tables.productions[~action]
            kept = len(pushed) - production.size
            if kept < 0:  # the stack itself is left as it is: it can be deep
                depth += kept
            del pushed[max(0, kept) :]
            state = rows[pushed[-1] if pushed else self._stack[depth - 1]][production.origin]
            pushed.append(state)
        return None

    def _speaks(self, kind: str) -> bool:
        """Whether a keyword may follow and says more than a name would."""
        found = self._shift(kind)
        return found is not None and any(
            action >= 0 or self._tables.productions[~action].origin not in NAMES
            for action in self._tables.states[found[1]].values()
        )
