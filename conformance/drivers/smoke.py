"""A first look at a driver: is it the driver, or the engine behind it (CNF-045)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance.drivers.answers import Fault, Refused, Rows
from conformance.drivers.interrupts import temporary_directory
from conformance.drivers.plain_text import ANSWER_MOST, plain
from conformance.drivers.smoke_backups import backups_tried
from conformance.drivers.smoke_check import SmokeCheck

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conformance.drivers.answers import Answer
    from conformance.drivers.target import Target

SECOND = 1711400000
NO_SQL = "THIS IS NO SQL"


@dataclass(frozen=True, slots=True)
class _Check:
    """One thing that must work before a case can."""

    name: str
    look: Callable[[Target, str], str]
    """Returns the problem, or nothing; a fault is the driver's."""


def smoke(target: Target) -> Iterator[SmokeCheck]:
    """Yield what each check finds; after a fault of the driver, no other is made."""
    with temporary_directory("helios-conformance-") as directory:
        tried = ""
        try:
            for check in _CHECKS:
                tried = check.name
                problem = check.look(target, str(directory))
                yield SmokeCheck(tried, problem, "engine" if problem else "")
            tried = "takes a BACKUP, and restores it"
            yield from backups_tried(target, str(directory))
            tried = "closes"
            target.close()
            yield SmokeCheck(tried, "")
        except Fault as fault:
            yield SmokeCheck(tried, str(fault), "driver")


def _opens(target: Target, directory: str) -> str:
    target.open(directory)
    return ""


def _creates(target: Target, _: str) -> str:
    return _expected(target, "CREATE TABLE smoke (id INT, name TEXT)", Rows((), ()))


def _inserts(target: Target, _: str) -> str:
    return _expected(target, "INSERT INTO smoke VALUES (1, 'one'), (2, NULL)", Rows((), ()))


def _selects(target: Target, _: str) -> str:
    rows = Rows(("id", "name"), (("1", "one"), ("2", None)))
    return _expected(target, "SELECT id, name FROM smoke ORDER BY id", rows)


def _refuses(target: Target, _: str) -> str:
    answer = target.execute("main", NO_SQL)
    if not isinstance(answer, Refused):
        return f"{NO_SQL} is not refused"
    if target.has("codes") and answer.code != "SYNTAX_ERROR":
        return f"the driver declares codes, and {NO_SQL} has the code {answer.code}"
    return ""


def _begins_anew(target: Target, directory: str) -> str:
    target.open(directory)
    answer = target.execute("main", "SELECT id FROM smoke")
    return "" if isinstance(answer, Refused) else "after another open, the old table is there"


def _reads_the_clock(target: Target, directory: str) -> str:
    if not target.has("clock"):
        return ""
    target.set_clock(SECOND)
    answer = target.execute("main", f"BACKUP DATABASE TO '{directory}/clock.hldb'")
    cells = answer.rows[0] if isinstance(answer, Rows) and answer.rows else ()
    if f"bk_{SECOND}" in cells:
        return ""
    return f"at the second {SECOND}, BACKUP answers: {_told(answer)}"


def _expected(target: Target, statement: str, rows: Rows) -> str:
    answer = target.execute("main", statement)
    return "" if answer == rows else f"{statement} answers: {_told(answer)}"


def _told(answer: Answer) -> str:
    match answer:
        case Rows(columns=columns, rows=rows) if columns:
            return plain(
                f"columns {list(columns)}, rows {[list(row) for row in rows]}", ANSWER_MOST
            )
        case _:
            return plain(str(answer), ANSWER_MOST)


_CHECKS = (
    _Check("opens an empty database", _opens),
    _Check("creates a table, and answers without columns", _creates),
    _Check("inserts rows, and answers without columns", _inserts),
    _Check("selects: names of columns, cells as text, NULL as null", _selects),
    _Check("refuses what is no SQL", _refuses),
    _Check("lives after a refusal", _selects),
    _Check("opens another empty database", _begins_anew),
    _Check("reads the clock, if it declares that", _reads_the_clock),
)
