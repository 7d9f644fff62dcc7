"""The worked cases of the chapters: statements in a table, with the answer beside them (02a)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from conformance.spec.clauses import SpecError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from conformance.spec.clauses import Clause

HEADERS: Final = ("statements", "expression")
"""What the first column of a table of worked cases is called."""

ELSEWHERE: Final = "†"
"""Behind an answer that PostgreSQL does not give."""

_CELL: Final = re.compile(r"(?<!\\)\|")
_SPAN: Final = re.compile(r"`([^`]*)`")
_APART: Final = re.compile(r" · (?=(?:[^`]*`[^`]*`)*[^`]*$)")
"""A middle dot that stands in no backquotes."""

_CODE: Final = re.compile(r"[A-Z][A-Z_]+[A-Z]")
_SESSION: Final = re.compile(r"([a-z]\w*): (.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Executed:
    """A statement, and the session that executes it."""

    session: str
    statement: str


@dataclass(frozen=True, slots=True)
class Worked:
    """One worked case: what is executed, and what the last statement answers."""

    id: str
    """The clause, and the number of the case below it."""

    clause: str
    statements: tuple[Executed, ...]
    rows: tuple[tuple[str | None, ...], ...] | None
    """None where the last statement returns none, or is refused."""

    code: str | None
    type: str | None
    """Of the one column, as a schema calls it; None where the table does not say."""

    elsewhere: bool
    """Whether PostgreSQL answers otherwise."""


def worked_cases(clauses: Iterable[Clause]) -> Iterator[Worked]:
    """Yield the worked cases of all clauses, in their order."""
    for clause in clauses:
        number = 0
        for kind, cells in _rows(clause.text):
            for case in _cases(clause, kind, cells):
                number += 1
                yield Worked(f"{clause.id}/{number}", clause.id, *case)


def _rows(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the rows of tables of worked cases, each with what its first column is called."""
    kind = None
    for line in text.splitlines():
        if not line.startswith("|"):
            kind = None
            continue
        cells = [cell.strip().replace("\\|", "|") for cell in _CELL.split(line)[1:-1]]
        if cells[0] in HEADERS:
            kind = cells[0]
        elif kind is not None and not set(cells[0]) <= {"-"}:
            yield kind, cells


def _cases(
    clause: Clause, kind: str, cells: list[str]
) -> Iterator[
    tuple[
        tuple[Executed, ...],
        tuple[tuple[str | None, ...], ...] | None,
        str | None,
        str | None,
        bool,
    ]
]:
    """Yield what each case of a row says; several stand in a row with dots between them."""
    given = _APART.split(cells[0])
    answers = [cells[1]] if len(given) == 1 else _apart(cells[1], len(given))
    types = _apart(cells[2] if cells[2:] else "", len(given))
    if not len(given) == len(answers) == len(types):
        raise SpecError(clause.id, f"not as many answers as cases: {cells[0]}")
    for one, answer, type_ in zip(given, answers, types, strict=True):
        text = _text(clause, one)
        script = f"SELECT {text}" if kind == "expression" else text
        elsewhere = answer.endswith(ELSEWHERE)
        rows, code = _answer(clause, answer.removesuffix(ELSEWHERE).strip())
        spelled = _SPAN.fullmatch(type_)
        yield _script(script), rows, code, spelled[1] if spelled else None, elsewhere


def _apart(cell: str, cases: int) -> list[str]:
    """Return what a cell says of each case; what stands there once is said of all."""
    said = _APART.split(cell)
    return said * cases if len(said) == 1 else said


def _text(clause: Clause, cell: str) -> str:
    """Return what stands in the backquotes of a cell."""
    span = _SPAN.fullmatch(cell)
    if span is None:
        raise SpecError(clause.id, f"no statement in backquotes: {cell}")
    return span[1]


def _script(text: str) -> tuple[Executed, ...]:
    """Return the statements of a cell, which are cut where a semicolon and a blank stand."""
    parts = [part for part in text.split("; ") if part]
    found = [(_SESSION.fullmatch(part), part) for part in parts]
    return tuple(
        Executed(named[1], named[2]) if named else Executed("main", part) for named, part in found
    )


def _answer(
    clause: Clause, cell: str
) -> tuple[tuple[tuple[str | None, ...], ...] | None, str | None]:
    """Return the rows of an answer, or the code of a refusal, or neither."""
    if cell == "done":
        return None, None
    if cell == "no rows":
        return (), None
    if _CODE.fullmatch(cell):
        return None, cell
    rows = []
    for row in _APART.split(cell):
        words = re.findall(r"`[^`]*`|\S+", row)
        if not all(word == "null" or word.startswith("`") for word in words):
            raise SpecError(clause.id, f"no answer: {cell}")
        rows.append(tuple(None if word == "null" else word[1:-1] for word in words))
    return tuple(rows), None
