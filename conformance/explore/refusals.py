"""Turns that end in a refusal, and what every statement asks for first."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from conformance.explore.tables import RefusedError
from conformance.explore.turn import Refuses, Statement, Turn

if TYPE_CHECKING:
    from conformance.explore.model import Model

Played: TypeAlias = "tuple[Turn, Model]"
"""A turn, and what the model is after it."""


def refused(
    model: Model,
    act: Statement,
    clause: str,
    refusal: RefusedError,
    needs: frozenset[str] = frozenset(),
) -> Played:
    """Return a turn that ends in a refusal, and changes nothing (BRN-023)."""
    codes = (refusal.code,) if refusal.code else ()
    return Turn(act, clause, (Refuses(codes),), needs), model


def outside(model: Model) -> None:
    """Refuse what has no place in a transaction (BRN-025)."""
    if model.transaction is not None:
        raise RefusedError("" if model.aborted else "IN_TRANSACTION")
