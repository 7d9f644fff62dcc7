"""
Syntax records of expressions (02a-grammar).

They are structs rather than dataclasses because they are made by the thousand for one statement,
and sixty classes of them at every start.
"""

from __future__ import annotations

from msgspec import Struct


class TypeName(Struct, frozen=True):
    """A type as a statement spells it (SQL-020)."""

    name: str
    modifiers: tuple[int, ...] = ()


class Null(Struct, frozen=True):
    """The word NULL, of no type yet."""


class Truth(Struct, frozen=True):
    """TRUE or FALSE."""

    value: bool


class Integer(Struct, frozen=True):
    """Digits without point and exponent."""

    text: str


class Fraction(Struct, frozen=True):
    """Digits with a point or an exponent."""

    text: str


class Text(Struct, frozen=True):
    """A string literal, of no type yet."""

    value: str


Literal = Null | Truth | Integer | Fraction | Text
"""A value that is written out."""


class Parameter(Struct, frozen=True):
    """`?` or `$n`."""

    position: int
    """Counted from 1."""


class ColumnName(Struct, frozen=True):
    """A column, perhaps with the table that it is of."""

    name: str
    table: str | None = None


class Call(Struct, frozen=True):
    """A function with its arguments."""

    function: str
    arguments: tuple[Expression, ...] = ()
    star: bool = False
    """Whether `*` stands for the arguments."""


class Now(Struct, frozen=True):
    """CURRENT_TIMESTAMP or CURRENT_DATE."""

    date_only: bool


class Cast(Struct, frozen=True):
    """CAST, `::`, or a type before a string literal."""

    operand: Expression
    type: TypeName


class When(Struct, frozen=True):
    """One branch of a CASE."""

    condition: Expression
    value: Expression


class Case(Struct, frozen=True):
    """CASE, with an operand to compare or without."""

    operand: Expression | None
    branches: tuple[When, ...]
    otherwise: Expression | None


class Unary(Struct, frozen=True):
    """An arithmetic sign before an operand."""

    operator: str
    operand: Expression


class Binary(Struct, frozen=True):
    """Arithmetic, `||` or a comparison."""

    operator: str
    left: Expression
    right: Expression


class And(Struct, frozen=True):
    """All parts."""

    parts: tuple[Expression, ...]


class Or(Struct, frozen=True):
    """Any part."""

    parts: tuple[Expression, ...]


class Not(Struct, frozen=True):
    """The opposite."""

    operand: Expression


class IsNull(Struct, frozen=True):
    """IS [NOT] NULL."""

    operand: Expression
    negated: bool


class IsTruth(Struct, frozen=True):
    """IS [NOT] TRUE, FALSE or UNKNOWN."""

    operand: Expression
    negated: bool
    value: bool | None


class IsDistinct(Struct, frozen=True):
    """IS [NOT] DISTINCT FROM."""

    left: Expression
    negated: bool
    right: Expression


class Between(Struct, frozen=True):
    """[NOT] BETWEEN low AND high."""

    operand: Expression
    negated: bool
    low: Expression
    high: Expression


class Among(Struct, frozen=True):
    """[NOT] IN (members)."""

    operand: Expression
    negated: bool
    members: tuple[Expression, ...]


class Like(Struct, frozen=True):
    """[NOT] LIKE pattern."""

    operand: Expression
    negated: bool
    pattern: Expression


Expression = (
    Literal
    | Parameter
    | ColumnName
    | Call
    | Now
    | Cast
    | Case
    | Unary
    | Binary
    | And
    | Or
    | Not
    | IsNull
    | IsTruth
    | IsDistinct
    | Between
    | Among
    | Like
)
"""Anything that has a value for a row."""


class Spelled(Struct, frozen=True):
    """An expression with its text, exactly as it was typed (MOD-021)."""

    expression: Expression
    text: str
