"""Tokens to a syntax record: the LALR(1) automaton at work (SQL-003)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from helios_ref.sql.scanner import Scanner, refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from helios_ref.sql.tables import Production, Tables

    Build = Callable[[list[object]], object]

SPELLED: Final = "spelled"
"""The action that is given its text before its child (MOD-021)."""


class Automaton:
    """A parser of the grammar that builds records with `actions`."""

    __slots__ = ("_builds", "_chains", "_productions", "_scanner", "_starts", "_states")

    def __init__(self, tables: Tables, actions: Mapping[str, Callable[..., object]]) -> None:
        """Take the tables, and what builds a record by the name of an action."""
        self._starts = tables.starts
        self._states = tables.states
        self._productions = tables.productions
        self._builds = tuple(build(production, actions) for production in tables.productions)
        self._scanner = Scanner(tables)
        self._chains: dict[tuple[int, int, str], int] = {}

    def run(self, text: str, start: str) -> object:
        """Return what `text` is as a `start`; SqlSyntaxError where it is none (SQL-005)."""
        rows, productions, builds = self._states, self._productions, self._builds
        states, values, begins, end = [self._starts[start]], list[object](), list[int](), 0
        for kind, word, begin, stop in self._scanner.tokens(text):
            while (action := rows[states[-1]].get(kind)) is not None and action < 0:
                production = productions[~action]
                if production.chain:
                    states[-1] = self._settled(states[-2], states[-1], kind)
                    continue
                first = len(values) - production.size
                children = values[first:]
                if production.action == SPELLED:
                    children.insert(0, text[begins[first] : end])
                values[first:] = (builds[~action](children),)
                del begins[first + 1 :], states[first + 1 :]
                states.append(rows[states[-1]][production.origin])
            if action is None:
                raise refusal(text, begin, word)
            states.append(action)
            values.append(word)
            begins.append(begin)
            end = stop
        return values[-2]

    def parameters(self, text: str) -> int:
        """Return the highest number of a parameter in `text`, or 0."""
        tokens = self._scanner.tokens(text)
        return max((int(word[1:]) for kind, word, *_ in tokens if kind == "PARAMETER"), default=0)

    def _settled(self, below: int, state: int, kind: str) -> int:
        """Return the state after every reduction that only renames its one child, at once."""
        key = (below, state, kind)
        if (settled := self._chains.get(key)) is None:
            settled = state
            while (action := self._states[settled].get(kind, 0)) < 0:
                production = self._productions[~action]
                if not production.chain:
                    break
                settled = self._states[below][production.origin]
            self._chains[key] = settled
        return settled


def build(production: Production, actions: Mapping[str, Callable[..., object]]) -> Build:
    """Return what makes the value of a production of the values of its children."""
    plan = production.children
    if production.transparent:
        return transparent(plan[0] or 0)
    if not production.action:
        return spread(plan)
    action = actions[production.action]
    if production.action == SPELLED:
        return lambda children: action(*children)
    if any(position is None or position < 0 for position in plan):
        gather = spread(plan)
        return lambda children: action(*gather(children))
    return lambda children: action(*[children[position or 0] for position in plan])


def transparent(position: int) -> Build:
    """Return what answers the one child that is kept."""
    return lambda children: children[position]


def spread(plan: tuple[int | None, ...]) -> Callable[[list[object]], list[object]]:
    """Return what lists the children of a plan, growing a list that already begins them."""

    def gather(children: list[object]) -> list[object]:
        gathered: list[object] | None = None
        for position in plan:
            if position is not None and position < 0:
                part = children[~position]
                assert isinstance(part, list)
            else:
                part = [None if position is None else children[position]]
            if gathered is None:
                gathered = part
            else:
                gathered += part
        return gathered or []

    return gather
