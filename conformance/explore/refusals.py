"""Turns that end in a refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from conformance.explore.turn import Refuses, Turn

if TYPE_CHECKING:
    from conformance.explore.model import Model
    from conformance.explore.tables import RefusedError
    from conformance.explore.turn import Statement

Played: TypeAlias = "tuple[Turn, Model]"
"""A turn, and what the model is after it."""


def refusal_turn(
    model: Model,
    act: Statement,
    clause: str,
    refusal: RefusedError,
    needs: frozenset[str] = frozenset(),
) -> Played:
    """Return a turn that ends in a refusal, with any of the codes that apply (ERR-003)."""
    return Turn(act, clause, (Refuses(tuple(sorted(refusal.codes))),), needs), model
