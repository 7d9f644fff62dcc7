"""The oracle: what each operation does to the model, and what an engine has to answer (CNF-052)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, assert_never

from conformance.book.ways import MAIN_SESSION
from conformance.explore import operations as op
from conformance.explore import statements
from conformance.explore.backup_turns import Storing
from conformance.explore.dialect import Dialect
from conformance.explore.file_damage import done
from conformance.explore.names import LONGER, branch_in_sql
from conformance.explore.refusals import refusal_turn
from conformance.explore.tables import RefusedError, UnsaidError
from conformance.explore.transactions import begun, ended, nobody_writes, outside
from conformance.explore.turn import SESSIONS, Clock, Statement, Succeeds, Turn

if TYPE_CHECKING:
    from conformance.explore.model import Model
    from conformance.explore.refusals import Played

OTHER = "other"
"""The second session of a program."""

CLAUSES = {"create": "BRN-002", "use": "BRN-005", "drop": "BRN-008"}
FORMS = {
    "create": "CREATE DATABASE BRANCH {name}{origin}",
    "use": "USE BRANCH {name}",
    "drop": "DROP DATABASE BRANCH {name}",
}


@dataclass(frozen=True, slots=True)
class Oracle:
    """What an engine with these capabilities has to answer."""

    capabilities: frozenset[str]
    dialect: Dialect = field(default_factory=Dialect)

    def turn(self, model: Model, operation: op.Operation) -> Played | None:
        """Return what an operation comes to, and what follows; None where it means nothing."""
        try:
            if isinstance(operation, op.Other):
                played = self._other(model, operation.deed)
            else:
                played = self._turn(model, operation)
        except UnsaidError:
            return None
        return played if played is not None and self.dialect.takes(played[0]) else None

    def can(self, capability: str) -> bool:
        """Whether the engine declares this, and the programs use it."""
        return capability in self.capabilities and self.dialect.knows(capability)

    def _other(self, model: Model, deed: op.Deed) -> Played | None:
        """Return what another session does; a refusal of it is written as a look at most."""
        if not (self.capabilities >= SESSIONS and self.dialect.knows("sessions")):
            return None
        played = self._turn(model.by(OTHER), deed)
        if played is None:
            return None
        turn, after = played[0], played[1].by(MAIN_SESSION)
        needs = turn.needs | SESSIONS
        if not turn.refused:
            return replace(turn, needs=needs), after
        if after.sessions != model.sessions:
            return None
        return replace(turn, needs=needs, look=True), model

    def _turn(self, model: Model, operation: op.Deed) -> Played | None:
        """Return what an operation becomes; None where the engine lacks the capability for it."""
        match operation:
            case op.Begin() | op.Read() | op.End():
                return _transacted(model, operation)
            case op.Branch():
                return self._branch(model, operation) if self.can("branches") else None
            case op.Backup() | op.Restore() | op.Misname() | op.Restart():
                return _stored(Storing(self.capabilities, model), operation)
            case op.Tick(step):
                return _ticked(model, step) if self.can("clock") else None
            case op.MoveThere() | op.Damage() | op.SwapFiles() | op.Obstruct():
                needed = "chdir" if isinstance(operation, op.MoveThere) else "files"
                return done(model, operation) if self.can(needed) else None
            case _:
                untimed = isinstance(operation, op.Stamp) and not self.can("clock")
                return None if untimed else statements.turn(model, operation)

    def _branch(self, model: Model, asked: op.Branch) -> Played:
        """Return CREATE, USE or DROP of a branch, or the refusal that it has to meet."""
        origin = f" FROM {branch_in_sql(asked.origin)}" if asked.origin else ""
        text = FORMS[asked.verb].format(name=branch_in_sql(asked.name), origin=origin)
        needs = frozenset({"branches"})
        act = Statement(text, session=model.who)
        if asked.verb != "use":
            nobody_writes(model)
        try:
            outside(model, _unbranchable(model, asked))
        except RefusedError as refusal:
            return refusal_turn(model.with_session(), act, CLAUSES[asked.verb], refusal, needs)
        after = _branched(model.with_session(), asked)
        return Turn(act, CLAUSES[asked.verb], (Succeeds(),), needs), after


def _stored(
    storing: Storing, operation: op.Backup | op.Restore | op.Misname | op.Restart
) -> Played | None:
    """Return what becomes of an operation on backups."""
    match operation:
        case op.Backup(incremental, place):
            return storing.backup(place, incremental=incremental)
        case op.Restore(which, onto, by_path):
            return storing.restore(which, onto, by_path=by_path)
        case op.Misname(which, how):
            return storing.misname(which, how)
        case op.Restart():
            return storing.restart()
        case _:
            assert_never(operation)


def _transacted(model: Model, operation: op.Begin | op.Read | op.End) -> Played | None:
    """Return BEGIN, a read, COMMIT or ROLLBACK of the session that acts, and what follows."""
    if isinstance(operation, op.Read):
        return statements.read_turn(model, operation)
    if isinstance(operation, op.Begin):
        act = Statement("BEGIN", session=model.who)
        try:
            return Turn(act, "BRN-027", (Succeeds(),)), begun(model)
        except RefusedError as refusal:
            return refusal_turn(model, act, "BRN-024", refusal)
    word = "COMMIT" if operation.commit else "ROLLBACK"
    act = Statement(word, session=model.who)
    return Turn(act, "BRN-022", (Succeeds(),)), ended(model, commit=operation.commit)


def _unbranchable(model: Model, asked: op.Branch) -> frozenset[str]:
    """Return with what a statement about branches is refused (BRN-004, BRN-008, BRN-009)."""
    name, there = asked.name, asked.name in model.branches
    codes: set[str] = set()
    if asked.verb == "create":
        codes |= {"BRANCH_EXISTS"} if there else set()
        codes |= {"NAME_TOO_LONG"} if name == LONGER else set()
        known = (asked.origin or model.current) in model.branches
        return frozenset(codes if known else codes | {"UNKNOWN_BRANCH"})
    if name == LONGER:
        raise UnsaidError  # whether it is too long or unknown
    if not there:
        codes.add("UNKNOWN_BRANCH")
    if asked.verb == "drop":
        used = name == model.current or any(one.branch == name for one in model.others)
        codes |= {"PROTECTED_BRANCH"} if name == "main" else set()
        codes |= {"BRANCH_IN_USE"} if used else set()
    return frozenset(codes)


def _branched(model: Model, asked: op.Branch) -> Model:
    match asked.verb:
        case "create":
            return model.with_branch(asked.name, model.branches[asked.origin or model.current])
        case "use":
            return model.with_session(branch=asked.name)
        case _:
            left = {name: state for name, state in model.branches.items() if name != asked.name}
            return replace(model, branches=left)


def _ticked(model: Model, step: int) -> Played:
    after = replace(model, second=model.second + step)
    return Turn(Clock(after.second), "BKP-010", needs=frozenset({"clock"})), after
