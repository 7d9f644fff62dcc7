"""What the judgements of many mutants say of a room, and what is demanded of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tests.mutants.judge import Judgement, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.mutants.excused import Excused
    from tests.mutants.mutant import Mutant

GOALS: Final = {"backup": 95, "hldb": 95, "storage": 95, "tables": 90, "types": 90}
"""Of a hundred mutants that a door can show, how many a case has to notice, by rooms."""

MOST_EQUIVALENT: Final = 8
"""Of a hundred mutants of a room, how many may be declared equivalent."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A mutant with its judgement."""

    mutant: Mutant
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Score:
    """The mutants of one room, by what became of them."""

    room: str
    by_cases: tuple[Judged, ...]
    by_tests: tuple[Judged, ...]
    """Noticed by tests only, where a door could show it."""

    hidden: tuple[Judged, ...]
    """Noticed by tests only, where no door can show it."""

    equivalent: tuple[Judged, ...]
    survived: tuple[Judged, ...]

    @property
    def mutants(self) -> int:
        """How many there are."""
        return len(self.equivalent) + len(self.hidden) + self.observable

    @property
    def observable(self) -> int:
        """How many of them a door can show."""
        return len(self.by_cases) + len(self.by_tests) + len(self.survived)

    @property
    def percent(self) -> float:
        """How many of a hundred observable ones cases notice."""
        return 100 * len(self.by_cases) / self.observable if self.observable else 100.0

    def lacks(self) -> Iterator[str]:
        """Yield which demands are not met."""
        goal = GOALS[self.room]
        if self.percent < goal:
            yield f"{self.room}: cases notice {self.percent:.1f}%, and {goal}% are demanded"
        if 100 * len(self.equivalent) > MOST_EQUIVALENT * self.mutants:
            share = 100 * len(self.equivalent) / self.mutants
            yield f"{self.room}: {share:.1f}% are equivalent, and {MOST_EQUIVALENT}% may be"


def scores(judged: Sequence[Judged], excused: Excused) -> Iterator[Score]:
    """Yield the score of each room."""
    for room in dict.fromkeys(one.mutant.room for one in judged):
        ours = [one for one in judged if one.mutant.room == room]
        equivalent = [one for one in ours if excused.is_equivalent(one.mutant)]
        rest = [one for one in ours if one not in equivalent]
        tests = [one for one in rest if one.judgement.verdict is Verdict.TESTS]
        hidden = [one for one in tests if excused.is_unobservable(one.mutant)]
        yield Score(
            room=room,
            by_cases=tuple(one for one in rest if one.judgement.verdict is Verdict.CASES),
            by_tests=tuple(one for one in tests if one not in hidden),
            hidden=tuple(hidden),
            equivalent=tuple(equivalent),
            survived=tuple(one for one in rest if one.judgement.verdict is Verdict.SURVIVED),
        )


def noticed(judged: Sequence[Judged], excused: Excused) -> Iterator[str]:
    """Yield the equivalents that somebody noticed, and which are none."""
    for one in judged:
        if excused.is_equivalent(one.mutant) and one.judgement.verdict is not Verdict.SURVIVED:
            yield f"{one.mutant}: declared equivalent, and noticed by {one.judgement.witness}"
