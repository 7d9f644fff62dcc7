"""Which clause a wrong reply breaks: that of its first column which is not as it should be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.drivers.answers import Rows
from conformance.explore.turn import HasMode, Holds, Is
from conformance.run.cells import matches
from conformance.run.tables import expected_table
from conformance.verdict.verdicts import MismatchError

if TYPE_CHECKING:
    from conformance.explore.turn import Then, Turn
    from conformance.run.context import Scene

REPLIES = {
    "BACKUP": ("BKP-002", "BKP-010", "BKP-001", "BKP-003", "BKP-004", "BKP-032", "BKP-005"),
    "RESTORE": ("RST-002", "RST-005", "RST-003", "RST-003", "RST-002", "RST-021"),
}
"""Clauses of the columns of a reply, by its first cell."""


def clause(scene: Scene, turn: Turn, then: Then | None) -> str:
    """Return the clause that is broken, as far as the answer shows."""
    match then:
        case HasMode():
            return "BKP-034"
        case Holds():
            return "BKP-044" if turn.refused else turn.clause
        case Is(table) if table[-1][0] in REPLIES and isinstance(scene.answer, Rows):
            return REPLIES[table[-1][0]][_column(scene, then, scene.answer)]
        case _:
            return turn.clause


def _column(scene: Scene, then: Is, answer: Rows) -> int:
    """Return the first column that does not match; the first of all where nothing compares."""
    try:
        expected = expected_table(then.table, scene.names)
    except MismatchError:  # no reply has named the backup
        return 0
    if answer.columns != expected.columns or len(answer.rows) != 1:
        return 0
    [row], [given] = expected.rows, answer.rows
    wrong = (
        place
        for place, (cell, actual) in enumerate(zip(row, given, strict=True))
        if not matches(cell, actual, given)
    )
    return next(wrong, 0)
