"""Texts, and all that becomes a text; BYTEA, UUID and JSON; dates and timestamps."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from tests.postgres import kinds as k
from tests.postgres.arithmetic import cast
from tests.postgres.kinds import BOUNDED, KINDS, LADDER, TEXTS
from tests.postgres.writing import CONCATENATION, PRIMARY, PRODUCT, READ, SUM, Spelled

if TYPE_CHECKING:
    from tests.postgres.writing import Maker, Writing

NEAR: Final = 1000
"""Days that a date is moved by: not out of the years that MOD-027 has and PostgreSQL exceeds."""


STABLE: Final = (*LADDER, *TEXTS, k.BOOLEAN, k.UUID)
"""Kinds whose texts depend on no setting of PostgreSQL's."""


def settled(writing: Writing) -> bool:
    """
    Whether something may fail here that PostgreSQL evaluates before the statement runs.

    It then evaluates all that depends on no setting, and so also what a CASE would not reach, if
    the condition of the CASE does depend on one.
    """
    return bool(writing.dangers) and not writing.columns


def concatenation(writing: Writing, depth: int) -> Spelled:
    """Return two texts, or a text and anything, as one."""
    left = writing.value(k.TEXT, depth)
    kinds = (k.TEXT,) if settled(writing) else (k.TEXT, k.TEXT, *KINDS)
    right = writing.value(writing.dice.one(kinds), depth)
    if right.kind == k.BYTEA and left.text[0] in "'$":
        right = writing.value(k.TEXT, depth)  # beside a BYTEA a bare literal is one, too
    return joined(writing, left, right, k.TEXT)


def joined(writing: Writing, left: Spelled, right: Spelled, kind: str) -> Spelled:
    """Return what `||` makes of two."""
    first = writing.inner(left, CONCATENATION)
    text = f"{first} || {writing.inner(right, CONCATENATION + 1)}"
    return Spelled(text, CONCATENATION, kind, left.row or right.row)


def letters(writing: Writing, depth: int) -> Spelled:
    """Return a text in other letters."""
    operand = writing.value(writing.dice.one((k.TEXT, k.VARYING)), depth)
    function = writing.dice.one(("lower", "upper", "LOWER"))
    return Spelled(f"{function}({operand.text})", PRIMARY, k.TEXT, operand.row)


def written(writing: Writing, depth: int, kind: str) -> Spelled:
    """Return anything as text, or as the first few characters of it."""
    kinds = STABLE if settled(writing) else KINDS
    operand = writing.value(writing.dice.one(kinds), depth)
    spelling = writing.dice.one(BOUNDED[k.VARYING]) if kind == k.VARYING else ""
    return cast(writing, operand, kind, spelling)


def read(writing: Writing, depth: int, kind: str) -> Spelled | None:
    """Return what a text denotes: its own text again, or, where that may fail, any text."""
    if settled(writing) and kind not in STABLE:
        return None
    if writing.dangers == {READ} and kind not in {k.DATE, k.TIMESTAMP}:
        operand = writing.value(k.TEXT, 0)
        return cast(writing, operand, kind) if writing.risks(READ, operand) else None
    shown = cast(writing, writing.value(kind, depth), k.TEXT)
    return cast(writing, shown, kind)


def bytes_joined(writing: Writing, depth: int) -> Spelled:
    """Return two BYTEA as one."""
    left = writing.value(k.BYTEA, depth)
    right = writing.loosely(writing.value(k.BYTEA, depth), k.BYTEA)
    return joined(writing, left, right, k.BYTEA)


def moved(writing: Writing, depth: int) -> Spelled:
    """Return a date some days later or earlier."""
    operand = writing.value(k.DATE, depth)
    days = writing.dice.number(0, NEAR)
    if writing.dice.chance(0.3):
        return Spelled(f"{days} + {writing.inner(operand, PRODUCT)}", SUM, k.DATE, operand.row)
    sign = writing.dice.one("+-")
    return Spelled(f"{writing.inner(operand, SUM)} {sign} {days}", SUM, k.DATE, operand.row)


def converted(writing: Writing, depth: int, kind: str) -> Spelled:
    """Return a date as a timestamp, or the other way round."""
    operand = writing.value(k.DATE if kind == k.TIMESTAMP else k.TIMESTAMP, depth)
    return cast(writing, operand, kind)


MAKERS: Final[dict[str, list[tuple[int, Maker]]]] = {
    k.TEXT: [(6, concatenation), (4, letters), (3, partial(written, kind=k.TEXT))],
    k.VARYING: [(1, partial(written, kind=k.VARYING))],
    k.DATE: [(3, moved), (2, partial(converted, kind=k.DATE))],
    k.TIMESTAMP: [(2, partial(converted, kind=k.TIMESTAMP))],
    k.BYTEA: [(2, bytes_joined)],
    k.UUID: [],
    k.JSON: [],
}
