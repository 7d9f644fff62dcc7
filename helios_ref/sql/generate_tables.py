"""
The grammar to the tables of its LALR(1) automaton, by Lark (SQL-003).

A build runs this, or `python -m helios_ref.sql.generate_tables` in a checkout; the engine does not.
"""

from __future__ import annotations

import re
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
from lark import Lark
from lark.grammar import Rule, Terminal
from lark.lexer import PatternStr, TerminalDef

from helios_ref.sql.parser_tables import GENERATED, GRAMMAR, ParserTables, Production, mark_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lark.grammar import Symbol

STARTS: Final = ("start", "expression")
"""What a text can be asked to be: a statement, or an expression out of a schema."""


def lark(grammar: bytes) -> Lark:
    """Return Lark's own parser of the grammar, with which our automaton must agree."""
    return Lark(
        grammar.decode(),
        parser="lalr",
        lexer="basic",
        start=list(STARTS),
        maybe_placeholders=True,
        g_regex_flags=re.IGNORECASE,
    )


def write_tables() -> None:
    """Write the tables of the grammar to where the engine looks for them."""
    Path(GENERATED).write_bytes(msgspec.json.encode(generate(Path(GRAMMAR).read_bytes())))


def generate(grammar: bytes) -> ParserTables:
    """Return the tables of a grammar, the same in every process."""
    parser = lark(grammar)
    data, memo = parser.memo_serialize([TerminalDef, Rule])
    table = data["parser"]["parser"]
    rules = {key: Rule.deserialize(rule, {}) for key, rule in memo.items() if "expansion" in rule}
    order = sorted(set(rules.values()), key=repr)
    place = {rule: position for position, rule in enumerate(order)}
    symbols = table["tokens"]
    states = {
        number: {
            symbols[symbol]: ~place[rules[target["@"]]] if reduces else target
            for symbol, (reduces, target) in row.items()
        }
        for number, row in table["states"].items()
    }
    for end in table["end_states"].values():
        states[end]["$END"] = end
    starts = table["start_states"]
    numbers = numbered(states, [starts[start] for start in STARTS])
    return ParserTables(
        grammar=mark_of(grammar),
        patterns=tuple(patterns(parser.terminals)),
        keywords={t.pattern.value: t.name for t in parser.terminals if is_keyword(t)},
        productions=tuple(map(production, order)),
        states=tuple(renumbered(states[number], numbers) for number in numbers),
        starts={start: numbers[starts[start]] for start in STARTS},
    )


def numbered(states: Mapping[int, Mapping[str, int]], starts: list[int]) -> dict[int, int]:
    """Return the states in the order in which a walk meets them, with their numbers there."""
    met = dict.fromkeys(starts)
    queue = deque(starts)
    while queue:
        row = states[queue.popleft()]
        new = [row[symbol] for symbol in sorted(row) if row[symbol] >= 0]
        queue += [state for state in dict.fromkeys(new) if state not in met]
        met.update(dict.fromkeys(new))
    return {state: number for number, state in enumerate(met)}


def renumbered(row: Mapping[str, int], numbers: Mapping[int, int]) -> dict[str, int]:
    """Return the actions of a state with the new numbers of the others."""
    return {
        symbol: numbers[action] if action >= 0 else action for symbol, action in sorted(row.items())
    }


def is_keyword(terminal: TerminalDef) -> bool:
    """Whether a terminal is a word of the grammar."""
    return isinstance(terminal.pattern, PatternStr) and terminal.pattern.value.isidentifier()


def patterns(terminals: Iterable[TerminalDef]) -> list[tuple[str, str]]:
    """Return the terminals that are no keywords, those that may be longer first."""
    others = [terminal for terminal in terminals if not is_keyword(terminal)]
    others.sort(key=lambda terminal: (-terminal.pattern.max_width, -len(terminal.pattern.value)))
    return [(terminal.name, terminal.pattern.to_regexp()) for terminal in others]


def production(rule: Rule) -> Production:
    """Return one production with the plan for its children, as Lark shapes trees."""
    plan = tuple(children(rule))
    alone = len(plan) == 1 and plan[0] is not None and plan[0] >= 0
    transparent = alone and rule.options.expand1 and rule.alias is None
    return Production(
        origin=rule.origin.name,
        size=len(rule.expansion),
        action="" if rule.origin.name.startswith("_") else rule.alias or rule.origin.name,
        children=plan,
        transparent=transparent,
        chain=transparent and len(rule.expansion) == 1,
    )


def children(rule: Rule) -> list[int | None]:
    """Return which children of a rule are kept, as `Production.children` says."""
    absent = absences(rule)
    plan: list[int | None] = []
    for position, symbol in enumerate(rule.expansion):
        plan += [None] * absent[position]
        if rule.options.keep_all_tokens or not dropped(symbol):
            plan.append(
                ~position if not symbol.is_term and symbol.name.startswith("_") else position
            )
    return plan + [None] * absent[-1]


def dropped(symbol: Symbol) -> bool:
    """Whether a symbol is a word or sign that says nothing once its rule is known."""
    return isinstance(symbol, Terminal) and symbol.filter_out


def absences(rule: Rule) -> list[int]:
    """Return how many options are absent before each symbol of a rule, and after the last."""
    marks = rule.options.empty_indices or (False,) * len(rule.expansion)
    runs = [0]
    for absent in marks:
        if absent:
            runs[-1] += 1
        else:
            runs.append(0)
    return runs


if __name__ == "__main__":
    write_tables()
