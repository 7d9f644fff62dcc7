"""How a second passes, with a clock and without (CNF-010)."""

from __future__ import annotations

import pytest

from conformance.run.clock import A_SECOND, FIRST_SECOND, SetSeconds, WaitedSeconds
from conformance.verdict.verdicts import SuiteError


def test_with_a_clock_seconds_are_said() -> None:
    """CNF-033. A second in which a backup was taken is left, and no other."""
    said: list[int] = []
    seconds = SetSeconds(said.append)
    seconds.resume()
    seconds.leave_backups_behind()
    seconds.note_backup()
    seconds.leave_backups_behind()
    seconds.pass_one()
    seconds.note_backup()
    seconds.set(FIRST_SECOND)
    seconds.leave_backups_behind()
    first = FIRST_SECOND
    assert said == [first, first + 1, first + 2, first, first + 1]


def test_without_a_clock_seconds_are_waited_for() -> None:
    """CNF-010. What is left of one, after a backup; all of it, where a case says so."""
    slept: list[float] = []
    moment = iter([100.0, 100.25, 200.0])
    seconds = WaitedSeconds(sleep=slept.append, now=lambda: next(moment))
    seconds.leave_backups_behind()
    seconds.note_backup()
    seconds.leave_backups_behind()
    seconds.leave_backups_behind()
    seconds.pass_one()
    assert slept == [pytest.approx(A_SECOND - 0.25), 0.0, A_SECOND]


def test_without_a_clock_nobody_sets_it() -> None:
    """CNF-010. Such a case is not applicable, and does not come here."""
    with pytest.raises(SuiteError):
        WaitedSeconds().set(7)
