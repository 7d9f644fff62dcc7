"""An expression under construction: its text, how tightly it binds, and what may be in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tests.postgres.constants import constant, parameter, untyped

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tests.postgres.answers import Parameter
    from tests.postgres.dice import Dice
    from tests.postgres.model import Column

    Maker = Callable[["Writing", int], "Spelled | None"]
    """Makes an expression with operands of so many levels, or finds that it cannot here."""

    Makers = Mapping[str, Sequence[tuple[int, Maker]]]
    """What makes expressions of each kind, and how often."""

OR, AND, NOT, IS, COMPARISON, MATCH, CONCATENATION, SUM, PRODUCT, SIGNED, CAST, PRIMARY = range(12)
"""How tightly operators bind, from the loosest on (SQL-003)."""

RANGE: Final = "22003"
ZERO: Final = "22012"
READ: Final = "22P02"
DANGERS: Final = (RANGE, ZERO, READ)
"""SQLSTATEs that evaluating an expression may end in, for some rows."""

BRACKETS: Final = 0.06
"""How often an operand stands in brackets that it does not need."""

COLUMN: Final = 0.65
PARAMETER: Final = 0.15
"""How often a leaf is a column, or else a parameter."""

UNTYPED: Final = 0.12
"""How often a literal has no type but that of its neighbour."""


@dataclass(frozen=True, slots=True)
class Spelled:
    """An expression as text."""

    text: str
    level: int
    kind: str
    row: bool = False
    """
    Whether PostgreSQL cannot know its value before it has a row, unless that is NULL.

    What it can know it may evaluate though there is no row and a CASE, a COALESCE or a
    test of a column can turn out to be known, too.
    """


@dataclass(slots=True)
class Writing:
    """What an expression may be made of where it stands."""

    dice: Dice
    makers: Makers
    columns: tuple[Column, ...] = ()
    qualifiers: tuple[str, ...] = ("",)
    """What may stand before the name of a column."""

    dangers: frozenset[str] = frozenset()
    """What evaluating it may end in."""

    given: list[Parameter] | None = None
    """Values of parameters so far; None where no parameter may stand."""

    def value(self, kind: str, depth: int) -> Spelled:
        """Return an expression of this kind."""
        for levels in range(depth - 1, -1, -1):
            made = self.dice.weighted(self.makers[kind])(self, levels)
            if made is not None:
                return made
        return self.leaf(kind)

    def leaf(self, kind: str) -> Spelled:
        """Return a column, a parameter or a constant of this kind."""
        if self.dice.chance(COLUMN) and (column := self.column(kind)) is not None:
            return column
        if self.given is not None and self.dice.chance(PARAMETER):
            value = parameter(self.dice, kind)
            if value is not None:
                self.given.append(value)
                return Spelled(f"${len(self.given)}", PRIMARY, kind)
        text = constant(self.dice, kind)
        return Spelled(text, CAST if "::" in text else SIGNED if text[0] == "-" else PRIMARY, kind)

    def column(self, kind: str) -> Spelled | None:
        """Return a column of this kind, if there is one."""
        found = [column.name for column in self.columns if column.kind == kind]
        if not found:
            return None
        name = self.dice.one(self.qualifiers) + self.dice.one(found)
        return Spelled(name, PRIMARY, kind, row=True)

    def loosely(self, operand: Spelled, kind: str) -> Spelled:
        """Return an operand, or a literal that gets its type from one of this kind beside it."""
        if not self.dice.chance(UNTYPED):
            return operand
        return Spelled(untyped(self.dice, kind), PRIMARY, kind)

    def inner(self, operand: Spelled, level: int) -> str:
        """Return the text of an operand where something binds so tightly."""
        if operand.level < level or self.dice.chance(BRACKETS):
            return f"({operand.text})"
        return operand.text

    def risks(self, danger: str, *operands: Spelled) -> bool:
        """
        Whether something may fail here that is evaluated for each row.

        PostgreSQL evaluates what is the same for all rows once, before it looks whether there are
        rows, and even where a CASE would not reach it: such things cannot fail.
        """
        return danger in self.dangers and (not self.columns or any(o.row for o in operands))
