"""What holds before a case, in a few words: "products, three rows; a full backup $full"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conformance.book.casebook import Step

_NUMBERS: Final = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_STRING: Final = re.compile(r"'(?:[^']|'')*'")
_VERBS: Final = {
    "UPDATE": "an update",
    "DELETE": "a deletion",
    "DROP": "a drop",
    "ALTER": "a changed table",
    "TRUNCATE": "a truncation",
    "BEGIN": "a transaction",
    "RESTORE": "a restore",
    "USE": "another branch",
}
WHOLE: Final = ("a table of", "a chain of")
"""How phrases begin that say it better than their statements."""

MOST: Final = 8
"""Parts that are told."""


def setup_of(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Return the Givens of a case; none where one comes later, and so is a part of the story."""
    givens = tuple(step for step in steps if step.keyword == "Given")
    return givens if tuple(steps[: len(givens)]) == givens else ()


def setup_words(steps: Sequence[Step]) -> str:
    """Return what the Givens of a case say, in one line; of many parts, how many are left out."""
    parts = [part for step in setup_of(steps) for part in _words(step)]
    told = [*dict.fromkeys(parts)]
    left_out = len(told) - MOST
    if left_out > 1:
        told = [*told[: MOST - 1], f"{number(left_out)} more", told[-1]]
    return "; ".join(told)


def number(count: int) -> str:
    """Return a number as prose has it."""
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"


def _words(step: Step) -> Iterator[str]:
    statements = step.statements
    if not statements or step.text.startswith(WHOLE):
        yield step.text
        return
    yield from _of_statements(statements)


def _of_statements(statements: Sequence[str]) -> Iterator[str]:
    """Yield a part for each table with its rows, and for each other thing that was done."""
    rows: dict[str, int] = {}
    made: set[str] = set()
    done: list[str] = []
    for statement in statements:
        bare = _STRING.sub("''", statement)
        if found := re.match(r"CREATE TABLE (?:IF NOT EXISTS )?(\S+?)\s*\(", bare, re.IGNORECASE):
            rows.setdefault(found[1], 0)
            made.add(found[1])
        elif found := re.match(r"INSERT INTO (\S+)", bare, re.IGNORECASE):
            name = found[1].partition("(")[0]
            rows[name] = rows.get(name, 0) + _rows_of(bare)
        else:
            done.append(_of_other(bare, statement))
    for name, count in rows.items():
        told = f"{number(count)} row{'s' * (count != 1)}"
        yield f"{name}, {told}" if name in made else f"{told} more in {name}"
    yield from done


def _rows_of(statement: str) -> int:
    """Return how many rows an INSERT has: its brackets at the top, behind VALUES."""
    _, _, values = statement.upper().partition("VALUES")
    depth = count = 0
    for sign in values:
        depth += (sign == "(") - (sign == ")")
        count += sign == "(" and depth == 1
    return max(count, 1)


def _of_other(bare: str, statement: str) -> str:
    if re.match(r"BACKUP DATABASE", bare, re.IGNORECASE):
        kind = "an incremental" if "INCREMENTAL" in bare.upper() else "a full"
        name = re.search(r"/(\w+)\.hldb'", statement)
        return f"{kind} backup{f' ${name[1]}' if name else ''}"
    if found := re.match(r"CREATE DATABASE BRANCH (\S+)", bare, re.IGNORECASE):
        return f"a branch {found[1]}"
    if re.match(r"CREATE (?:UNIQUE )?INDEX", bare, re.IGNORECASE):
        return "an index"
    return _VERBS.get(bare.split(maxsplit=1)[0].upper(), bare)
