"""BEGIN, COMMIT, ROLLBACK, and what a transaction may read and write (BRN-020 to BRN-027)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.explore.tables import RefusedError, UnsaidError

if TYPE_CHECKING:
    from conformance.explore.model import Model
    from conformance.explore.tables import State


def reading_turn(model: Model) -> Model:
    """Return the model in which the acting session's transaction has its first statement."""
    session = model.session
    if session.inside and session.seen is None:
        return model.with_session(seen=model.branches)
    return model.with_session()


def written_turn(model: Model, state: State, codes: frozenset[str]) -> Model:
    """
    Return what follows when a statement leads to a state, or is refused with these codes.

    A refusal that may be given together with others (ERR-003) makes one set with them.
    """
    session = model.session
    if session.aborted:
        raise RefusedError("TRANSACTION_ABORTED", *codes)
    busy, barred = _busy(model), _barred(model)
    if busy and session.inside and (codes or barred):
        raise UnsaidError  # one of the two leaves the transaction as it was
    if busy:
        raise RefusedError("BUSY", *codes)
    if barred:
        codes |= {"SERIALIZATION_FAILURE"}
    if codes:
        raise RefusedError(*codes)
    if not session.inside:
        return model.with_branch(session.branch, state)
    if state is model.visible or state == model.visible:
        return model.with_session(tried=True)
    return model.with_session(work=state)


def after_refusal(model: Model, refusal: RefusedError) -> Model:
    """Return what a refused statement leaves (BRN-023, BRN-024)."""
    session = model.session
    if not session.inside or refusal.codes == {"BUSY"}:
        return model
    return model.with_session(aborted=True, tried=True)


def begun(model: Model) -> Model:
    """Return what follows BEGIN."""
    if model.session.aborted:
        raise RefusedError("TRANSACTION_ABORTED")
    return model.with_session(inside=True)


def ended(model: Model, *, commit: bool) -> Model:
    """Return what follows COMMIT or ROLLBACK; a transaction that failed is rolled back."""
    session = model.session
    after = model.with_session(inside=False, aborted=False, seen=None, work=None, tried=False)
    if commit and session.work is not None and not session.aborted:
        return after.with_branch(session.branch, session.work)
    return after


def outside(model: Model, codes: frozenset[str]) -> None:
    """
    Refuse what has no place in a transaction, together with what else applies (BRN-025).

    In an open transaction another refusal would abort it, so nothing is said of both.
    """
    session = model.session
    if session.aborted:
        raise RefusedError("IN_TRANSACTION", "TRANSACTION_ABORTED", *codes)
    if session.inside and codes:
        raise UnsaidError
    if session.inside:
        raise RefusedError("IN_TRANSACTION")
    if codes:
        raise RefusedError(*codes)


def nobody_writes(model: Model) -> None:
    """Leave out what no clause says about while another session may have written."""
    if any(one.inside and (one.work is not None or one.tried) for one in model.others):
        raise UnsaidError


def busy_codes(model: Model) -> frozenset[str]:
    """Return BUSY where another transaction has written (BRN-020)."""
    return frozenset({"BUSY"}) if _busy(model) else frozenset()


def _barred(model: Model) -> bool:
    """Whether a transaction may not write, since its branch has changed (BRN-026)."""
    session = model.session
    if not session.inside or session.work is not None:
        return False
    assert session.seen is not None, "reading comes first"
    was, now = session.seen.get(session.branch), model.branches[session.branch]
    if was is not now and was == now:
        raise UnsaidError  # it has changed, and changed back
    return was is not now


def _busy(model: Model) -> bool:
    """Whether another transaction has written; one that may have is left out."""
    others = [one for one in model.others if one.inside]
    if any(one.work is not None for one in others):
        return True
    if any(one.tried for one in others):
        raise UnsaidError
    return False
