"""What `help` knows of each statement: its grammar, its clause, an example (02a-grammar)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from helios_ref.sql.parser_tables import GRAMMAR

RULE: Final = re.compile(r"^([?!]?)([a-z_]+):(.*(?:\n +\|.*)*)$", re.MULTILINE)
EXAMPLE: Final = re.compile(r"^// ([A-Z]{3}-\d{3}): (.*;)\n([a-z_]+):", re.MULTILINE)
ANSWERS: Final = {
    "BKP-001": "BACKUP, its ID, full or incremental, keys, bytes, path, milliseconds",
    "RST-001": "RESTORE, the ID, keys, bytes that were read, milliseconds, branch",
}
"""What stands under `col0` and the others, by clause (BKP-002, RST-002)."""

SHARED: Final = "// Expressions"
"""The section of the grammar whose rules all statements share."""


@dataclass(frozen=True, slots=True)
class StatementHelp:
    """One statement, as the grammar has it."""

    words: str
    """How it begins: `CREATE TABLE`."""

    clause: str
    example: str
    rules: tuple[str, ...]
    """The rule of the statement and those that it alone is made of, a line each or several."""


@cache
def statements() -> tuple[StatementHelp, ...]:
    """Return all statements, in the order of the grammar."""
    grammar = Path(GRAMMAR).read_text(encoding="utf-8")
    rules = {
        name: body.replace("\n" + " " * len(mark), "\n")
        for mark, name, body in RULE.findall(grammar)
    }
    own = {name for _, name, _ in RULE.findall(grammar.partition(SHARED)[0])}
    return tuple(
        StatementHelp(
            " ".join(_words(rules[rule], rules)),
            clause,
            example,
            tuple(f"{name}:{_plain(rules[name])}" for name in _parts(rule, rules, own)),
        )
        for clause, example, rule in EXAMPLE.findall(grammar)
    )


def matching(words: str) -> list[StatementHelp]:
    """Return the statements that begin with these words, in either case."""
    wanted = words.upper().rstrip(" ;").split()
    return [one for one in statements() if one.words.split()[: len(wanted)] == wanted]


def _words(body: str, rules: dict[str, str]) -> list[str]:
    """Return the keywords that every text of a rule begins with."""
    found: list[str] = []
    for part in re.findall(r"\[.*?\]|\"[A-Z]+\"\??|[a-z_]+", body.split("\n", maxsplit=1)[0]):
        if part.startswith('"') and not part.endswith("?"):
            found.append(part.strip('"'))
        elif not found and part in rules:
            return _words(rules[part], rules)
        elif not part.startswith("["):
            break
    return found


def _parts(rule: str, rules: dict[str, str], own: set[str]) -> list[str]:
    """Return a rule and those below it that are neither statements nor shared by all."""
    starts = set(re.findall(r"[a-z_]+", rules["statement"]))
    found = [rule]
    for name in found:
        below = re.findall(r"(?<!-> )\b[a-z_]+\b", rules[name])
        found += [one for one in dict.fromkeys(below) if one in own - starts - {*found}]
    return found


def _plain(body: str) -> str:
    """Return a rule's body without what only shapes the syntax tree."""
    return re.sub(r'"([A-Z]+)"', r"\1", re.sub(r" +-> [a-z_]+", "", body))


def help_lines(words: str) -> Iterator[str]:
    """Yield what there is to know of the statements that begin so, or a list of all (OPS-085)."""
    found = matching(words)
    if not words or not found:
        if words:
            yield f"no statement begins with {words}; there are:"
        yield from (f"  {one.words:22}  {one.clause}" for one in statements())
        yield "help BACKUP shows one with its grammar, and so for the others"
        return
    for one in found:
        yield f"{one.words} ({one.clause})"
        yield from (f"  {line}" for rule in one.rules for line in rule.split("\n"))
        if one.clause in ANSWERS:
            yield f"answers: {ANSWERS[one.clause]}"
        yield f"for example: {one.example}"
