"""A statement in other clothes: blanks, comments, and letters of either case."""

from __future__ import annotations

import re
from dataclasses import replace
from string import ascii_letters
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tests.postgres.answers import Statement
    from tests.postgres.dice import Dice

QUOTED: Final = re.compile(r"""('(?:[^']|'')*'|"(?:[^"]|"")*")""")
"""What must stay as it is."""

BLANKS: Final = ("  ", "\n", "\t", " -- it's\n", " /* a /* b */ ; */ ", "\r\n", "/**/")
OTHER_CASE: Final = str.maketrans(ascii_letters, ascii_letters.swapcase())


def dressed(dice: Dice, statement: Statement) -> Statement:
    """Return a statement that means the same, and mostly is the same."""
    if dice.chance(0.9):
        return statement
    parts = QUOTED.split(statement.text)
    outside = [other(dice, part) for part in parts[::2]]
    text = "".join(sum(zip(outside, [*parts[1::2], ""], strict=True), ()))
    return replace(statement, text=text + dice.one(("", ";", " ; ", "\n;")))


def other(dice: Dice, text: str) -> str:
    """Return text outside of quotes with other blanks, or in the other case."""
    if dice.chance(0.3):
        text = text.translate(OTHER_CASE)
    return "".join(dice.one((" ", " ", " ", *BLANKS)) if sign == " " else sign for sign in text)
