"""The oracle: what each operation does to the model, and what an engine has to answer (CNF-052)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, assert_never

from conformance.explore import operations as op
from conformance.explore.backup_turns import Storing
from conformance.explore.file_damage import done
from conformance.explore.refusals import outside, refused
from conformance.explore.tables import RefusedError, changed, created, creation, statement
from conformance.explore.turn import Clock, Statement, Succeeds, Turn

if TYPE_CHECKING:
    from conformance.explore.model import Model, State
    from conformance.explore.refusals import Played

STATEMENTS = "SQL-007"

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

    def turn(self, model: Model, operation: op.Operation) -> Played | None:
        """Return what an operation comes to, and what follows; None where it means nothing."""
        match operation:
            case op.Create() | op.Change():
                return _written(model, operation)
            case op.Begin() | op.End():
                return _transacted(model, operation)
            case op.Branch():
                return self._branch(model, operation) if self.can("branches") else None
            case op.Backup() | op.Restore() | op.Misname() | op.Restart():
                return stored(Storing(self.capabilities, model), operation)
            case op.Tick(step):
                return _ticked(model, step) if self.can("clock") else None
            case op.Damage() | op.Exchange() | op.Obstruct():
                return done(model, operation) if self.can("files") else None
            case _:
                assert_never(operation)

    def can(self, capability: str) -> bool:
        """Whether the engine declares this."""
        return capability in self.capabilities

    def _branch(self, model: Model, asked: op.Branch) -> Played:
        origin = f" FROM {asked.origin}" if asked.origin else ""
        text = FORMS[asked.verb].format(name=asked.name, origin=origin)
        needs = frozenset({"branches"})
        try:
            after = _branched(model, asked)
        except RefusedError as refusal:
            return refused(model, Statement(text), CLAUSES[asked.verb], refusal, needs)
        return Turn(Statement(text), CLAUSES[asked.verb], (Succeeds(),), needs), after


def stored(
    storing: Storing, operation: op.Backup | op.Restore | op.Misname | op.Restart
) -> Played | None:
    """Return what becomes of an operation on backups."""
    match operation:
        case op.Backup(incremental, place):
            return storing.backup(place, incremental=incremental)
        case op.Restore(which, onto, by_path):
            return storing.restore(which, onto, by_path=by_path)
        case op.Misname(which):
            return storing.misname(which)
        case op.Restart():
            return storing.restart()
        case _:
            assert_never(operation)


def _written(model: Model, operation: op.Create | op.Change) -> Played:
    """Return a statement that changes tables, whole or not at all (BRN-023)."""
    text = creation(operation.table, operation.shape) if isinstance(operation, op.Create) else ""
    if isinstance(operation, op.Change):
        text = statement(operation.verb, operation.table, operation.key, operation.text)
    try:
        after = model.with_state(_changed(model, operation))
    except RefusedError as refusal:
        aborted = replace(model, aborted=model.transaction is not None)
        return refused(aborted, Statement(text), STATEMENTS, refusal)
    return Turn(Statement(text), STATEMENTS, (Succeeds(),)), after


def _changed(model: Model, operation: op.Create | op.Change) -> State:
    """Return the state after a statement, or raise its refusal."""
    if model.aborted:
        raise RefusedError("TRANSACTION_ABORTED")
    match operation:
        case op.Create(name, shape):
            return created(model.seen, name, shape)
        case op.Change(verb, name, key, text):
            return changed(model.seen, verb, name, key, text)
        case _:
            assert_never(operation)


def _transacted(model: Model, operation: op.Begin | op.End) -> Played:
    if isinstance(operation, op.Begin):
        return _begun(model)
    return _ended(model, commit=operation.commit)


def _begun(model: Model) -> Played:
    if model.aborted:
        return refused(model, Statement("BEGIN"), "BRN-024", RefusedError("TRANSACTION_ABORTED"))
    turn = Turn(Statement("BEGIN"), "BRN-027", (Succeeds(),))
    return turn, replace(model, transaction=model.seen)


def _ended(model: Model, *, commit: bool) -> Played:
    kept = model.transaction if commit and not model.aborted else None
    ended = replace(model, transaction=None, aborted=False)
    after = ended if kept is None else ended.with_state(kept)
    return Turn(Statement("COMMIT" if commit else "ROLLBACK"), "BRN-022", (Succeeds(),)), after


def _branched(model: Model, asked: op.Branch) -> Model:
    outside(model)
    origin = asked.origin or model.current
    match asked.verb:
        case "create":
            if asked.name in model.branches:
                raise RefusedError("BRANCH_EXISTS" if origin in model.branches else "")
            if origin not in model.branches:
                raise RefusedError("UNKNOWN_BRANCH")
            return model.with_branch(asked.name, model.branches[origin])
        case "use":
            _must_be(asked.name, model)
            return replace(model, current=asked.name)
        case _:
            if asked.name == "main":
                raise RefusedError("PROTECTED_BRANCH" if model.current != "main" else "")
            _must_be(asked.name, model)
            if asked.name == model.current:
                raise RefusedError("BRANCH_IN_USE")
            left = {name: state for name, state in model.branches.items() if name != asked.name}
            return replace(model, branches=left)


def _must_be(name: str, model: Model) -> None:
    if name not in model.branches:
        raise RefusedError("UNKNOWN_BRANCH")


def _ticked(model: Model, step: int) -> Played:
    after = replace(model, second=model.second + step)
    return Turn(Clock(after.second), "BKP-010", needs=frozenset({"clock"})), after
