"""Functions by name (SQL-060)."""

from __future__ import annotations

from functools import partial
from string import ascii_lowercase, ascii_uppercase
from typing import TYPE_CHECKING, Final

from helios_ref.engine.expressions import arithmetic, comparison, logic
from helios_ref.engine.expressions.evaluator import Compiled, constant, strict
from helios_ref.engine.expressions.type_coercion import (
    converted,
)
from helios_ref.errors import UndefinedFunctionError
from helios_ref.types import (
    DOUBLE,
    INTEGER,
    TEXT,
    UNKNOWN,
    Category,
    Integer,
    Numeric,
    Text,
    Unknown,
)
from helios_ref.types.bytea import Bytea

if TYPE_CHECKING:
    from collections.abc import Sequence

LOWER: Final = str.maketrans(ascii_uppercase, ascii_lowercase)
UPPER: Final = str.maketrans(ascii_lowercase, ascii_uppercase)


def called(name: str, arguments: Sequence[Compiled]) -> Compiled:  # noqa: PLR0911  # a row for each
    """Return a function of its arguments; UndefinedFunctionError where there is none."""
    match name, arguments:
        case "coalesce", [_, *_]:
            return logic.coalesce(arguments)
        case "nullif", [value, other]:
            return nullif(value, other)
        case (("lower" | "upper"), [text]) if is_text(text):
            letters = LOWER if name == "lower" else UPPER
            return strict(TEXT, lambda value: value.translate(letters), converted(text, TEXT))
        case "length", [text] if is_text(text):
            return strict(INTEGER, len, converted(text, TEXT))
        case "length", [data] if isinstance(data.type, Bytea):
            return strict(INTEGER, len, data)
        case "abs", [number] if number.type == UNKNOWN:
            return magnitude(converted(number, DOUBLE))
        case "abs", [number] if number.type.category is Category.NUMBER:
            return magnitude(number)
        case _:
            types = ", ".join(argument.type.name for argument in arguments)
            signature = f"{name}({types})"
            raise UndefinedFunctionError(signature)


def is_text(argument: Compiled) -> bool:
    """Whether an argument is a text, or a literal that will be one."""
    return isinstance(argument.type, Text | Unknown)


def nullif(value: Compiled, other: Compiled) -> Compiled:
    """Return NULL where both are equal, else the first (SQL-058)."""
    equal = comparison.compared("=", value, other)
    type_ = comparison.ground(value, other)
    if type_ is not None:
        value = converted(value, value.type.plain if type(value.type) is type(type_) else type_)
    return logic.case([equal], [constant(None, UNKNOWN)], value)


def magnitude(number: Compiled) -> Compiled:
    """Return the absolute value of a number (SQL-060)."""
    type_ = number.type.plain
    match type_:
        case Integer():
            return strict(type_, partial(arithmetic.whole, int.__abs__, type_), number)
        case Numeric():
            return strict(type_, lambda value: value.copy_abs(), number)
        case _:
            return strict(type_, abs, number)
