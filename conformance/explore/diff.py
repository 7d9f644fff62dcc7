"""The same programs on two engines, up to the first answer that differs (CNF-054)."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conformance.drivers.answers import Fault, Refused, Rows
from conformance.explore.execute import do, staged
from conformance.explore.model import Model
from conformance.explore.observe import looks
from conformance.explore.oracle import Oracle
from conformance.explore.shrinker import SHRINKING_S, smaller
from conformance.explore.turn import Refuses, Statement
from conformance.run.tables import drawn_answer
from conformance.verdict.verdicts import MismatchError

if TYPE_CHECKING:
    from conformance.drivers.target import Target
    from conformance.explore.dialect import Dialect
    from conformance.explore.operations import Operation, Program
    from conformance.explore.turn import Turn
    from conformance.run.context import Scene

UNSPOKEN = ("BACKUP", "RESTORE", "SELECT * FROM helios_backups")
"""Statements whose answers hold IDs, lengths and times: that they succeed is compared."""

REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Divergence:
    """Where two engines part."""

    program: Program
    statements: tuple[str, ...]
    """What both were told; they part at the last."""

    first: str
    second: str


def common_capabilities(first: Target, second: Target) -> frozenset[str]:
    """Return the capabilities of both."""
    return first.hello.capabilities & second.hello.capabilities


def compared(
    first: Target, second: Target, program: Program, dialect: Dialect
) -> Divergence | None:
    """Return where two engines part in a program; None where they do not."""
    with staged(first) as here, staged(second) as there:
        capabilities = common_capabilities(first, second)
        oracle = Oracle(capabilities - dialect.without, dialect.among(capabilities))
        return _compared(_Pair(here, there, oracle), program)


def shorter(first: Target, second: Target, found: Divergence, dialect: Dialect) -> Divergence:
    """Return a divergence in a program of which nothing can be left out."""
    ends = time.monotonic() + SHRINKING_S
    again: Divergence | None = found
    while again is not None and time.monotonic() < ends:
        found = again
        tried = (compared(first, second, one, dialect) for one in smaller(found.program))
        again = next((one for one in tried if one is not None), None)
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
    """Return where two engines part in a program, or None; both are asked every turn and look."""
    for operation in program:
        played = pair.oracle.turn(pair.model, operation)
        if played is None:
            continue
        turn, after = played
        pair.done += (operation,)
        divergence, agreed = _asked(pair, turn)
        if divergence is not None:
            return divergence
        if agreed and turn.thens and turn.refused is not agreed.startswith(REFUSED):
            return None  # they agree, and not with the oracle, which is lost from here on
        before, pair.model = pair.model, after
        for look in looks(before, after, pair.oracle.capabilities) if turn.thens else ():
            if pair.oracle.dialect.takes(look):
                divergence, _ = _asked(pair, look)
                if divergence is not None:
                    return divergence
    return None


def _asked(pair: _Pair, turn: Turn) -> tuple[Divergence | None, str]:
    """Return where two engines part in a turn, or what both answer."""
    said = turn.act.text if isinstance(turn.act, Statement) else str(turn.act)
    codes = pair.oracle.can("codes")
    first, second = (_answer(one, turn, codes=codes) for one in (pair.here, pair.there))
    told = (*pair.told, said)
    if first != second:
        return Divergence(pair.done, told, first, second), ""
    if not turn.look:
        pair.told = told
    return None, first


def _answer(scene: Scene, turn: Turn, *, codes: bool) -> str:
    """Return what an engine answers, as far as two engines have to agree."""
    try:
        do(scene, turn.act)
    except Fault as fault:
        return f"a fault: {fault.kind.value}"
    except MismatchError as mismatch:
        return f"no {mismatch.expected}"
    answer = scene.answer if turn.thens else None
    if isinstance(answer, Refused):
        return f"{REFUSED} with {_any_of(answer.code, turn)}" if codes else REFUSED
    if answer is None or not isinstance(turn.act, Statement):
        return "done"
    if turn.act.text.startswith(UNSPOKEN):
        return "succeeded"
    ordered = Rows(answer.columns, tuple(sorted(answer.rows, key=repr)))
    return drawn_answer(ordered, scene.names.directory)


def _any_of(code: str, turn: Turn) -> str:
    """Return a code, or all that apply if it is one of them: any may be given (ERR-003)."""
    applicable = turn.thens[0].codes if isinstance(turn.thens[0], Refuses) else ()
    return " or ".join(applicable) if code in applicable else code
