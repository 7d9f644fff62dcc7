"""All that makes expressions, by kind."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from tests.postgres import arithmetic, choices, conditions, texts
from tests.postgres import kinds as k
from tests.postgres.kinds import KINDS, LADDER
from tests.postgres.writing import Writing

if TYPE_CHECKING:
    from tests.postgres.answers import Parameter
    from tests.postgres.dice import Dice
    from tests.postgres.writing import Maker, Makers

READABLE: Final = (k.SMALLINT, k.INTEGER, k.BIGINT, k.NUMERIC, k.DATE, k.TIMESTAMP, k.UUID, k.JSON)
"""Kinds that come back from their text; a float is read from fewer digits in other tests."""


def makers(kind: str) -> list[tuple[int, Maker]]:
    """Return what makes expressions of a kind, heavier the likelier."""
    found = choices.makers(kind)
    if kind in LADDER:
        found += arithmetic.makers(kind)
    elif kind == k.BOOLEAN:
        found += conditions.MAKERS
    else:
        found += texts.MAKERS[kind]
    if kind in READABLE:
        found.append((2, partial(texts.read, kind=kind)))
    return found


MAKERS: Final[Makers] = {kind: makers(kind) for kind in KINDS}


def alone(dice: Dice, given: list[Parameter] | None, *dangers: str) -> Writing:
    """Return where no column can be named."""
    return Writing(dice, MAKERS, dangers=frozenset(dangers), given=given)
