"""A program played against an engine, up to the first answer that is not the oracle's."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from conformance.book.ways import MAIN_SESSION
from conformance.drivers.answers import Fault, Refused
from conformance.explore.blamed_clause import clause
from conformance.explore.coverage import meetings
from conformance.explore.execute import do, hold, staged
from conformance.explore.model import Model
from conformance.explore.observe import directory, looks
from conformance.explore.operations import End, Insert, Other, Restore
from conformance.explore.oracle import OTHER, Oracle
from conformance.explore.turn import Refuses, Reopening, Statement, Succeeds, Turn
from conformance.run.observed import standing
from conformance.verdict.verdicts import MismatchError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.drivers.target import Target
    from conformance.explore.coverage import Meeting
    from conformance.explore.dialect import Dialect
    from conformance.explore.operations import Operation, Program
    from conformance.explore.turn import Act, Then
    from conformance.run.context import Scene

    Signature = tuple[str, ...]
    """What findings of one kind have in common."""

MOST_CLOSING = 6
"""So many backups are restored in the end."""

PLAIN = ("INSERT", "UPDATE", "DELETE", "BEGIN", "ALTER", "CREATE TABLE", "CREATE INDEX")
"""Statements after which tables that they do not name are as they were."""


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
    def signature(self) -> Signature:
        """What tells it from other findings: what was done last, what was looked at, and how."""
        last = self.before[-1].clause if self.before and self.turn.look else ""
        codes = self.then.codes if isinstance(self.then, Refuses) else ()
        return (last, self.clause, _begins(self.turn.act), type(self.then).__name__, *codes)


@dataclass(slots=True)
class Usage:
    """What programs take while they run."""

    most_bytes: int = 0
    """The most that stood in the directory of one."""

    met: set[Meeting] = field(default_factory=set)
    """What met in any of them."""

    known: set[Signature] = field(default_factory=set)
    """What was found already, and is passed over where a program can go on without it."""

    def note(self, directory: str) -> None:
        """Measure a directory that is about to go."""
        contents = standing(directory).values()
        self.most_bytes = max(self.most_bytes, sum(len(one) for one in contents if one))


def explored(
    target: Target,
    program: Program,
    dialect: Dialect,
    *,
    closing: bool = True,
    usage: Usage | None = None,
) -> Finding | None:
    """
    Return where an engine leaves the oracle in a program; None where it does not.

    In the end, unless told otherwise, every backup is restored once and goes on.
    """
    capabilities = target.hello.capabilities
    oracle = Oracle(capabilities - dialect.without, dialect.among(capabilities))
    with staged(target) as scene:
        course = _Course(scene, oracle, usage or Usage())
        finding = _played(course, program, closing=closing)
        course.usage.note(scene.names.directory)
        return finding


@dataclass(slots=True)
class _Course:
    """How far a program has come."""

    scene: Scene
    oracle: Oracle
    usage: Usage
    model: Model = field(default_factory=Model)
    """What the oracle knows of the engine after the last operation."""

    turns: tuple[Turn, ...] = ()
    """What happened, but for looks."""

    done: tuple[Operation, ...] = ()


def _played(course: _Course, program: Program, *, closing: bool) -> Finding | None:
    """Play operation by operation to the first finding, or to where no clause says what is next."""
    for operation in program:
        if finding := _step(course, operation):
            return finding
        if course.model.over:
            return None
    for operation in _ways_back(course.model) if closing else ():
        if finding := _step(course, operation):
            return finding
    return None


def _ways_back(model: Model) -> Iterator[Operation]:
    """Yield restores of the newest backups, after each of which the database goes on."""
    for who in (End(commit=True), Other(End(commit=False))):
        if model.by(OTHER if isinstance(who, Other) else MAIN_SESSION).session.inside:
            yield who
    for which in range(min(len(model.catalog), MOST_CLOSING)):
        yield Restore(which)
        yield Insert(0, (2, 9))
        yield Insert(0, (6,))


def _step(course: _Course, operation: Operation) -> Finding | None:
    """Play one operation, and look at everything."""
    played = course.oracle.turn(course.model, operation)
    if played is None:
        return None
    turn, after = _with_directory(course, *played), played[1]
    if finding := _tried(course, turn):
        known = _passed_over(course, finding)
        return None if known else replace(finding, program=(*course.done, operation))
    course.done += (operation,)
    course.usage.met.update(meetings(course.model, operation, turn, after))
    if not turn.look:
        course.turns += (turn,)
    finding = _looked(course, turn, after)
    if finding is None:
        course.model = after
    return finding


def _looked(course: _Course, turn: Turn, after: Model) -> Finding | None:
    """Look at everything, and return the first finding that is not known already."""
    for look in _looks_after(course, turn, after):
        finding = _tried(course, look)
        if finding is not None and finding.signature not in course.usage.known:
            return finding
    return None


def _passed_over(course: _Course, finding: Finding) -> bool:
    """Whether a finding is known, and a statement that was refused and so did nothing."""
    statement = isinstance(finding.turn.act, Statement) and isinstance(course.scene.answer, Refused)
    known = finding.signature in course.usage.known
    return known and statement and not any(one.inside for one in course.model.sessions.values())


def _with_directory(course: _Course, turn: Turn, after: Model) -> Turn:
    """Return a turn that also asks that the directory holds these files and no other (BKP-044)."""
    stores = isinstance(turn.act, Statement) and turn.act.text.startswith(("BACKUP", "RESTORE"))
    anywhere = any(one.unsaid for one in after.every.values())  # where it is, no clause says
    if not stores or anywhere or "files" not in course.oracle.capabilities:
        return turn
    return replace(turn, thens=(*turn.thens, directory(after)), needs=turn.needs | {"files"})


def _looks_after(course: _Course, turn: Turn, after: Model) -> Iterator[Turn]:
    """Yield looks at what an engine can answer; nobody answers anything to a clock."""
    if not turn.thens or after.over:
        return
    plain = isinstance(turn.act, Statement) and turn.act.text.startswith(PLAIN)
    fully = not plain or turn.refused
    for look in looks(course.model, after, course.oracle.capabilities, fully=fully):
        if course.oracle.dialect.takes(look):
            yield look


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
    """
    Return the finding of a turn: the Then that did not hold, what it expected and what came.

    What is done to files or to the clock has no answer that a case could judge. There a statement
    that changes nothing stands in the place of the turn, and the directory is what is judged.
    """
    expected, actual = map(course.scene.names.shortened, said)
    broken = clause(course.scene, turn, then)
    if not isinstance(turn.act, (Statement, Reopening)):
        then = directory(course.model) if course.oracle.can("files") else Succeeds()
        turn = Turn(Statement("SELECT 1"), "BKP-044", (Succeeds(), then), turn.needs, look=True)
    return Finding(course.done, course.turns, turn, broken, then, expected, actual)


def _begins(act: Act) -> str:
    """Return how a statement begins, as far as it says what kind it is."""
    text = act.text if isinstance(act, Statement) else ""
    words = [word for word in text.split() if word.isupper() and word.isalpha()]
    return " ".join(words[:3])
