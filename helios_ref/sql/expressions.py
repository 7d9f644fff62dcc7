"""Syntax records of expressions (02-sql)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TypeName:
    """A type as a statement spells it (SQL-020)."""

    name: str
    modifiers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Null:
    """The word NULL, of no type yet."""


@dataclass(frozen=True, slots=True)
class Truth:
    """TRUE or FALSE."""

    value: bool


@dataclass(frozen=True, slots=True)
class Integer:
    """Digits without point and exponent."""

    text: str


@dataclass(frozen=True, slots=True)
class Fraction:
    """Digits with a point or an exponent."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A string literal, of no type yet."""

    value: str


Literal = Null | Truth | Integer | Fraction | Text
"""A value that is written out."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """`?` or `$n`."""

    position: int
    """Counted from 1."""


@dataclass(frozen=True, slots=True)
class ColumnName:
    """A column, perhaps with the table that it is of."""

    name: str
    table: str | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    function: str
    arguments: tuple[Expression, ...] = ()
    star: bool = False
    """Whether `*` stands for the arguments."""


@dataclass(frozen=True, slots=True)
class Now:
    """CURRENT_TIMESTAMP or CURRENT_DATE."""

    date_only: bool


@dataclass(frozen=True, slots=True)
class Cast:
    """CAST, `::`, or a type before a string literal."""

    operand: Expression
    type: TypeName


@dataclass(frozen=True, slots=True)
class When:
    """One branch of a CASE."""

    condition: Expression
    value: Expression


@dataclass(frozen=True, slots=True)
class Case:
    """CASE, with an operand to compare or without."""

    operand: Expression | None
    branches: tuple[When, ...]
    otherwise: Expression | None


@dataclass(frozen=True, slots=True)
class Unary:
    """An arithmetic sign before an operand."""

    operator: str
    operand: Expression


@dataclass(frozen=True, slots=True)
class Binary:
    """Arithmetic, `||` or a comparison."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class And:
    """All parts."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any part."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    operand: Expression


@dataclass(frozen=True, slots=True)
class IsNull:
    """IS [NOT] NULL."""

    operand: Expression
    negated: bool


@dataclass(frozen=True, slots=True)
class IsTruth:
    """IS [NOT] TRUE, FALSE or UNKNOWN."""

    operand: Expression
    negated: bool
    value: bool | None


@dataclass(frozen=True, slots=True)
class IsDistinct:
    """IS [NOT] DISTINCT FROM."""

    left: Expression
    negated: bool
    right: Expression


@dataclass(frozen=True, slots=True)
class Between:
    """[NOT] BETWEEN low AND high."""

    operand: Expression
    negated: bool
    low: Expression
    high: Expression


@dataclass(frozen=True, slots=True)
class Among:
    """[NOT] IN (members)."""

    operand: Expression
    negated: bool
    members: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Like:
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


@dataclass(frozen=True, slots=True)
class Spelled:
    """An expression with its text, exactly as it was typed (MOD-021)."""

    expression: Expression
    text: str
