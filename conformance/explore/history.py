"""A program played against an engine, up to the first answer that is not the oracle's."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from conformance.drivers.answers import Fault
from conformance.explore.blamed_clause import clause
from conformance.explore.execute import do, hold, staged
from conformance.explore.model import Model
from conformance.explore.observe import directory, looks
from conformance.explore.operations import Restore
from conformance.explore.oracle import Oracle
from conformance.explore.turn import Refuses, Statement
from conformance.run.observed import standing
from conformance.verdict.verdicts import MismatchError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.drivers.target import Target
    from conformance.explore.operations import Operation, Program
    from conformance.explore.turn import Then, Turn
    from conformance.run.context import Scene


@dataclass(frozen=True, slots=True)
class Finding:
    """Where an engine left the spec: the program, its turns, and the answer."""

    program: Program
    before: tuple[Turn, ...]
    """What happened first; looks are left out."""

    turn: Turn
    clause: str
    then: Then | None
    """What did not hold; None where nothing was answered."""

    expected: str
    actual: str

    @property
    def signature(self) -> tuple[str, ...]:
        """What tells it from other findings: what was done last, what was looked at, and how."""
        last = self.before[-1].clause if self.before and self.turn.look else ""
        codes = self.then.codes if isinstance(self.then, Refuses) else ()
        return (last, self.clause, type(self.then).__name__, *codes)


@dataclass(slots=True)
class Usage:
    """What programs take while they run."""

    most_bytes: int = 0
    """The most that stood in the directory of one."""

    def note(self, directory: str) -> None:
        """Measure a directory that is about to go."""
        contents = standing(directory).values()
        self.most_bytes = max(self.most_bytes, sum(len(one) for one in contents if one))


def explored(
    target: Target,
    program: Program,
    *,
    closing: bool = True,
    usage: Usage | None = None,
    known: frozenset[tuple[str, ...]] = frozenset(),
) -> Finding | None:
    """
    Return where an engine leaves the oracle in a program; None where it does not.

    In the end, unless told otherwise, every backup is restored once. A look whose answer is known
    to be wrong is passed over.
    """
    oracle = Oracle(target.hello.capabilities)
    with staged(target) as scene:
        finding = _played(_Course(scene, oracle, known), program, closing=closing)
        if usage is not None:
            usage.note(scene.names.directory)
        return finding


@dataclass(slots=True)
class _Course:
    """How far a program has come."""

    scene: Scene
    oracle: Oracle
    known: frozenset[tuple[str, ...]]
    model: Model = field(default_factory=Model)
    turns: tuple[Turn, ...] = ()
    done: tuple[Operation, ...] = ()


def _played(course: _Course, program: Program, *, closing: bool) -> Finding | None:
    for operation in program:
        if finding := _step(course, operation):
            return finding
    if closing:
        for which in range(len(course.model.catalog)):
            if finding := _step(course, Restore(which)):
                return finding
    return None


def _step(course: _Course, operation: Operation) -> Finding | None:
    """Play one operation, and look at everything."""
    played = course.oracle.turn(course.model, operation)
    if played is None:
        return None
    turn, after = _sealed(course, *played), played[1]
    course.done += (operation,)
    if finding := _tried(course, turn):
        return finding
    course.turns += (turn,)
    for look in _shown(course, turn, after):
        finding = _tried(course, look)
        if finding is not None and finding.signature not in course.known:
            return finding
    course.model = after
    return None


def _sealed(course: _Course, turn: Turn, after: Model) -> Turn:
    """Return a turn after which the directory holds what it should, and nothing else."""
    stores = isinstance(turn.act, Statement) and turn.act.text.startswith(("BACKUP", "RESTORE"))
    if not stores or "files" not in course.oracle.capabilities:
        return turn
    return replace(turn, thens=(*turn.thens, directory(after)), needs=turn.needs | {"files"})


def _shown(course: _Course, turn: Turn, after: Model) -> Iterator[Turn]:
    """Yield looks at what an engine can answer; nobody answers anything to a clock."""
    if turn.thens:
        yield from looks(course.model, after, course.oracle.capabilities)


def _tried(course: _Course, turn: Turn) -> Finding | None:
    """Play a turn, and return what does not hold."""
    then: Then | None = None
    try:
        do(course.scene, turn.act)
        for then in turn.thens:
            hold(course.scene, then)
    except Fault as fault:
        return _finding(course, turn, None, ("an answer", str(fault)))
    except MismatchError as mismatch:
        return _finding(course, turn, then, (mismatch.expected, mismatch.actual))
    return None


def _finding(course: _Course, turn: Turn, then: Then | None, said: tuple[str, str]) -> Finding:
    expected, actual = map(course.scene.names.shortened, said)
    broken = clause(course.scene, turn, then)
    return Finding(course.done, course.turns, turn, broken, then, expected, actual)
