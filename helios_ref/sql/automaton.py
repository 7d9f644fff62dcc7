"""Tokens to a syntax record: the LALR(1) automaton at work (SQL-003, decision 0023)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Final

from helios_ref.sql.parser_tables import ParserTables, Production
from helios_ref.sql.scanner import Scanner, number_of, refusal
from helios_ref.sql.syntax_advice import advice

Build = Callable[[list[object]], object]

SPELLED: Final = "spelled"
"""The action that is given its text before its child (MOD-021)."""


class Automaton:
    """A parser of the grammar that builds records with `actions`."""

    __slots__ = ("_chains", "_productions", "_starts", "_states", "_steps", "scanner", "tables")

    def __init__(self, tables: ParserTables, actions: Mapping[str, Callable[..., object]]) -> None:
        """Take the tables, and what builds a record by the name of an action."""
        self.tables = tables
        self._starts = tables.starts
        self._states = tables.states
        self._productions = tables.productions
        self._steps = tuple(
            (rule.chain, rule.size, rule.origin, build(rule, actions), rule.action == SPELLED)
            for rule in tables.productions
        )
        self.scanner = Scanner(tables)
        self._chains: dict[tuple[int, int, str], int] = {}

    def run(self, text: str, start: str) -> object:
        """Return what `text` is as a `start`; SqlSyntaxError where it is none (SQL-005)."""
        rows, steps, chains = self._states, self._steps, self._chains
        states, values, begins, end = [self._starts[start]], list[object](), list[int](), 0
        for kind, word, begin, stop in self.scanner.tokens(text):
            while (action := rows[states[-1]].get(kind)) is not None and action < 0:
                chain, size, origin, built, spelled = steps[~action]
                if chain:
                    key = (states[-2], states[-1], kind)
                    states[-1] = chains.get(key) or self._settled(key)
                    continue
                if size == 1 and not spelled:
                    values[-1] = built(values[-1:])
                    states[-1] = rows[states[-2]][origin]
                    continue
                children = values[-size:]
                if spelled:
                    children.insert(0, text[begins[-size] : end])
                values[-size:] = (built(children),)
                del states[-size:]
                if size > 1:
                    del begins[1 - size :]
                states.append(rows[states[-1]][origin])
            if action is None:
                wrong = (kind, word, begin, stop)
                tokens = self.scanner.tokens(text)
                raise refusal(wrong, text, advice(self.tables, start, tokens, wrong))
            states.append(action)
            values.append(word)
            begins.append(begin)
            end = stop
        return values[-2]

    def _settled(self, key: tuple[int, int, str]) -> int:
        """Return the state after every reduction that only renames its one child, at once."""
        below, settled, kind = key
        while (action := self._states[settled].get(kind, 0)) < 0:
            production = self._productions[~action]
            if not production.chain:
                break
            settled = self._states[below][production.origin]
        self._chains[key] = settled
        return settled

    def parameters(self, text: str) -> int:
        """Return the highest number of a parameter in `text`, or 0."""
        tokens = self.scanner.tokens(text)
        return max((number_of(word) for kind, word, *_ in tokens if kind == "PARAMETER"), default=0)


def build(production: Production, actions: Mapping[str, Callable[..., object]]) -> Build:
    """Return what makes the value of a production of the values of its children."""
    plan = production.children
    if production.transparent:
        return itemgetter(plan[0])
    if not production.action:
        return listed(plan)
    action = actions[production.action]
    if production.action == SPELLED:
        return lambda children: action(*children)
    if plan == (0,):
        return lambda children: action(children[0])
    if any(position is None or position < 0 for position in plan):
        gather = listed(plan)
        return lambda children: action(*gather(children))
    return lambda children: action(*[children[position or 0] for position in plan])


def listed(plan: tuple[int | None, ...]) -> Callable[[list[object]], list[object]]:
    """Return what lists the children of a plan, growing the list that may begin it."""
    first = plan[0]
    if len(plan) == 1 and first is not None and first >= 0:
        only: int = first
        return lambda children: [children[only]]

    def gather(children: list[object]) -> list[object]:
        gathered: list[object] | None = None
        for position in plan:
            if position is not None and position < 0:
                part = children[~position]
                assert isinstance(part, list)
                gathered = part if gathered is None else gathered + part
            else:
                gathered = [] if gathered is None else gathered
                gathered.append(None if position is None else children[position])
        return gathered or []

    return gather
