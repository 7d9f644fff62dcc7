"""Functions by name (SQL-060)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from string import ascii_lowercase, ascii_uppercase
from typing import Final

from helios_ref import types as t
from helios_ref.engine.expressions import arithmetic, comparison, logic
from helios_ref.engine.expressions.evaluator import Compiled, constant, strict
from helios_ref.engine.expressions.type_coercion import converted, ground
from helios_ref.errors import UndefinedFunctionError
from helios_ref.types.bytea import ByteaType

LOWER: Final = str.maketrans(ascii_uppercase, ascii_lowercase)
UPPER: Final = str.maketrans(ascii_lowercase, ascii_uppercase)
"""What becomes of letters; other characters stay as they are (SQL-061)."""

FUNCTIONS: Final = ("coalesce", "nullif", "lower", "upper", "length", "abs")
"""Names of functions that take one row; aggregates have theirs."""


def called(name: str, arguments: Sequence[Compiled]) -> Compiled:  # noqa: PLR0911  # a row for each
    """Return a function of its arguments; UndefinedFunctionError where none is (SQL-106)."""
    match name, arguments:
        case "coalesce", [_, *_]:
            return logic.coalesce(arguments)
        case "nullif", [value, other]:
            return nullif(value, other)
        case (("lower" | "upper"), [text]) if is_text(text):
            letters = LOWER if name == "lower" else UPPER
            return strict(t.TEXT, lambda value: value.translate(letters), converted(text, t.TEXT))
        case "length", [text] if is_text(text):
            return strict(t.INTEGER, len, converted(text, t.TEXT))
        case "length", [data] if isinstance(data.type, ByteaType):
            return strict(t.INTEGER, len, data)
        case "abs", [number] if number.type == t.UNKNOWN:
            return magnitude(converted(number, t.DOUBLE))
        case "abs", [number] if number.type.category is t.Category.NUMBER:
            return magnitude(number)
        case _:
            types = ", ".join(argument.type.general_name for argument in arguments)
            raise UndefinedFunctionError(f"{name}({types})")


def is_text(argument: Compiled) -> bool:
    """Whether an argument is a text, or a literal that will be one."""
    return isinstance(argument.type, t.TextType | t.UnknownType)


def nullif(value: Compiled, other: Compiled) -> Compiled:
    """Return NULL where both are equal, else the first (SQL-058)."""
    equal = comparison.compared("=", value, other)
    type_ = ground(value, other)
    if type_ is not None:
        value = converted(value, value.type.plain if type(value.type) is type(type_) else type_)
    return logic.case([equal], [constant(None, t.UNKNOWN)], value)


def magnitude(number: Compiled) -> Compiled:
    """Return the absolute value of a number (SQL-060)."""
    type_ = number.type.plain
    match type_:
        case t.IntegerType():
            return strict(type_, partial(arithmetic.whole, int.__abs__, type_), number)
        case t.NumericType():
            return strict(type_, lambda value: value.copy_abs(), number)
        case _:
            return strict(type_, abs, number)
