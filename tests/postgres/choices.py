"""What gives a value of any kind: CASE, COALESCE, NULLIF, and a cast to what it is already."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tests.postgres import kinds as k
from tests.postgres.arithmetic import cast
from tests.postgres.kinds import LADDER, SORTED
from tests.postgres.writing import PRIMARY, Spelled

if TYPE_CHECKING:
    from tests.postgres.writing import Maker, Writing


def alike(writing: Writing, kind: str, depth: int) -> Spelled:
    """Return a value that meets this kind, where another has it."""
    below = LADDER[: LADDER.index(kind) + 1] if kind in LADDER else (kind,)
    source = writing.dice.one((kind, kind, *below))
    return writing.loosely(writing.value(source, depth), kind)


def case(writing: Writing, depth: int, kind: str) -> Spelled:
    """Return a CASE, with an operand or without."""
    subject = writing.value(writing.dice.one(SORTED), depth) if writing.dice.chance(0.4) else None
    values = [writing.value(kind, depth)]
    whens = []
    for place in range(writing.dice.number(1, 2)):
        if place:
            values.append(alike(writing, kind, depth))
        sought = k.BOOLEAN if subject is None else subject.kind
        condition = writing.value(sought, depth)
        if subject is not None:
            condition = writing.loosely(condition, sought)
        whens.append(f"WHEN {condition.text} THEN {values[-1].text}")
    words = ["CASE", *([subject.text] if subject else []), *whens]
    if writing.dice.chance(0.7):
        words.append(f"ELSE {alike(writing, kind, depth).text}")
    return Spelled(" ".join([*words, "END"]), PRIMARY, kind)


def coalesce(writing: Writing, depth: int, kind: str) -> Spelled:
    """Return the first of several that is not NULL."""
    operands = [alike(writing, kind, depth) for _ in range(writing.dice.number(0, 2))]
    operands.insert(writing.dice.number(0, len(operands)), writing.value(kind, depth))
    text = f"COALESCE({', '.join(operand.text for operand in operands)})"
    return Spelled(text, PRIMARY, kind)


def nullif(writing: Writing, depth: int, kind: str) -> Spelled | None:
    """Return a value, or NULL where another is equal."""
    if kind == k.JSON:
        return None
    left, right = writing.value(kind, depth), writing.value(kind, depth)
    text = f"nullif({left.text}, {writing.loosely(right, kind).text})"
    return Spelled(text, PRIMARY, kind, left.row)


def same(writing: Writing, depth: int, kind: str) -> Spelled:
    """Return a value cast to its own kind."""
    return cast(writing, writing.value(kind, depth), kind)


def makers(kind: str) -> list[tuple[int, Maker]]:
    """Return what makes values of any kind, for this one."""
    return [
        (2, partial(case, kind=kind)),
        (2, partial(coalesce, kind=kind)),
        (1, partial(nullif, kind=kind)),
        (1, partial(same, kind=kind)),
    ]
