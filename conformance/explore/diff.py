"""The same programs on two engines, up to the first answer that differs (CNF-054)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conformance.drivers.answers import Fault, Refused, Rows
from conformance.explore.execute import do, staged
from conformance.explore.model import Model
from conformance.explore.observe import looks
from conformance.explore.oracle import Oracle
from conformance.explore.turn import Statement
from conformance.run.tables import drawn_answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.drivers.target import Target
    from conformance.explore.operations import Operation, Program
    from conformance.explore.turn import Turn
    from conformance.run.context import Scene

UNSPOKEN = ("BACKUP", "RESTORE", "SELECT * FROM helios_backups")
"""Statements whose answers hold IDs, lengths and times: that they succeed is compared."""


@dataclass(frozen=True, slots=True)
class Divergence:
    """Where two engines part."""

    program: Program
    statements: tuple[str, ...]
    """What both were told; they part at the last."""

    first: str
    second: str


def common(first: Target, second: Target) -> frozenset[str]:
    """Return the capabilities of both."""
    return first.hello.capabilities & second.hello.capabilities


def compared(first: Target, second: Target, program: Program) -> Divergence | None:
    """Return where two engines part in a program; None where they do not."""
    with staged(first) as here, staged(second) as there:
        return _compared(_Pair(here, there, Oracle(common(first, second))), program)


def shorter(first: Target, second: Target, found: Divergence) -> Divergence:
    """Return a divergence in a program from which no operation can be left out."""
    place = 0
    while place < len(found.program):
        program = (*found.program[:place], *found.program[place + 1 :])
        again = compared(first, second, program)
        if again is None:
            place += 1
        else:
            found, place = again, 0
    return found


@dataclass(slots=True)
class _Pair:
    """Two engines, and how far both have come."""

    here: Scene
    there: Scene
    oracle: Oracle
    model: Model = field(default_factory=Model)
    done: tuple[Operation, ...] = ()
    told: tuple[str, ...] = ()


def _compared(pair: _Pair, program: Program) -> Divergence | None:
    for operation in program:
        played = pair.oracle.turn(pair.model, operation)
        if played is None:
            continue
        turn, after = played
        pair.done += (operation,)
        before, pair.model = pair.model, after
        for one in _turns(pair, turn, before):
            said = one.act.text if isinstance(one.act, Statement) else str(one.act)
            codes = pair.oracle.can("codes")
            answers = _answer(pair.here, one, codes=codes), _answer(pair.there, one, codes=codes)
            told = (*pair.told, said)
            if answers[0] != answers[1]:
                return Divergence(pair.done, told, *answers)
            if not one.look:
                pair.told = told
    return None


def _turns(pair: _Pair, turn: Turn, before: Model) -> Iterator[Turn]:
    """Yield a turn, and what is looked at after it."""
    yield turn
    if turn.thens:
        yield from looks(before, pair.model, pair.oracle.capabilities)


def _answer(scene: Scene, turn: Turn, *, codes: bool) -> str:
    """Return what an engine answers, as far as two engines have to agree."""
    try:
        do(scene, turn.act)
    except Fault as fault:
        return f"a fault: {fault.kind.value}"
    match scene.answer if turn.thens else None:
        case Rows() as rows if isinstance(turn.act, Statement):
            if turn.act.text.startswith(UNSPOKEN):
                return "succeeded"
            ordered = Rows(rows.columns, tuple(sorted(rows.rows, key=repr)))
            return drawn_answer(ordered, scene.names.directory)
        case Refused(code) if codes:
            return f"refused with {code}"
        case Refused():
            return "refused"
        case _:
            return "done"
