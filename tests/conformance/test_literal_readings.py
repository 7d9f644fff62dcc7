"""No right engine fails `documented`, however literally it takes the source (CNF-002)."""

from __future__ import annotations

from functools import partial

import pytest

from conformance.book.suite import read_suite
from conformance.drivers.target import Target
from conformance.run import context
from conformance.run.clock import WaitedSeconds
from conformance.run.runner import run
from conformance.verdict.verdicts import DOCUMENTED, Verdict
from tests.conformance.engines import literal
from tests.conformance.toys import Silent

RIGHT = (Verdict.PASS, Verdict.NOT_APPLICABLE)

OTHERWISE = {
    literal.MillisecondIds: "Timestamps1[1]",
    literal.IsoTimestamps: "Identity1[3]",
    literal.OtherCounts: "Tutorial2[1]",
    literal.OtherSizes: "DiskSpace1[4]",
    literal.NoCodes: "Refusals1[1]#SELEC 1",
    literal.DecimalsOfTwo: "Values1[4]",
    literal.DecimalsOfFour: "Values1[4]",
    literal.OrderedByKeys: "Incremental1[10]",
    literal.ListedBackwards: "History1[3]",
    literal.Mending: "Damage2[1]#one bit off",
    literal.Overwriting: "Timestamps1[3]",
    literal.NoClock: "Tutorial2[1]",
    literal.Bare: "ByPath1[1]",
}
"""Each engine, and a case of another profile that does not pass against it."""


@pytest.mark.parametrize("engine", OTHERWISE, ids=lambda engine: engine.__name__)
def test_a_literal_reading_fails_nothing_that_is_documented(
    engine: type[literal.Literal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """CNF-001, CNF-002. Every case of `documented` that applies passes."""
    waited = partial(WaitedSeconds, sleep=literal.TIME.sleep, now=literal.TIME.now)
    monkeypatch.setattr(context, "WaitedSeconds", waited)
    otherwise = OTHERWISE[engine]
    cases = [
        case for case in read_suite().cases if case.profile == DOCUMENTED or case.id == otherwise
    ]
    ended = run(Target(engine()), tuple(cases), Silent())
    assert ended.complaints == ()
    wrong = {
        outcome.case.id: (outcome.verdict.value, outcome.reason)
        for outcome in ended.outcomes
        if outcome.verdict not in RIGHT
    }
    wrong.pop(otherwise, None)
    assert wrong == {}
    [other] = [outcome for outcome in ended.outcomes if outcome.case.id == otherwise]
    assert other.verdict is not Verdict.PASS


def test_the_eight_steps_need_no_capability() -> None:
    """CNF-010. The tutorial is for every engine; Bare, above, follows it to its end."""
    [steps] = [case for case in read_suite().cases if case.id == "Tutorial1[7]"]
    assert (steps.profile, steps.needs) == (DOCUMENTED, frozenset())
