"""One planted bug for each type; a generator that does not find them all is too weak."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, Final
from unittest.mock import patch
from uuid import UUID

from helios_ref.engine.expressions import (
    aggregates,
    arithmetic,
    decimal_ops,
    functions,
    logic,
    type_coercion,
)
from helios_ref.engine.expressions.evaluator import Compiled
from helios_ref.errors import InvalidTextError, StringTooLongError
from helios_ref.tables.write_rows import Counters
from helios_ref.types import BIGINT, INTEGER, TextType, casts, dates, floats, json, numeric
from helios_ref.types.bytea import ByteaType
from helios_ref.types.uuid import UuidType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from datetime import date, datetime

    from helios_ref.types import IntegerType, SqlType, Value

    Whole = Callable[..., int]

WHOLE: Final = arithmetic.whole
FOLDING: Final = aggregates.folding
DRAW: Final = Counters.next_serial
ASSIGNED: Final = TextType.assigned
OPPOSITE: Final = logic.opposite
MANY_DAYS: Final = 400


def begins_again(function: Whole, type_: IntegerType, *operands: int) -> int:
    """A SMALLINT that is too large begins again at the other end."""
    if type_.name == "smallint":
        return (function(*operands) - type_.low) % (type_.high - type_.low + 1) + type_.low
    return WHOLE(function, type_, *operands)


def floors(function: Whole, type_: IntegerType, *operands: int) -> int:
    """A quotient of INTEGERs is rounded down."""
    if type_.name == "integer" and function is arithmetic.quotient and operands[1]:
        return operands[0] // operands[1]
    return WHOLE(function, type_, *operands)


def narrow(name: str, type_: SqlType) -> tuple[SqlType, Callable[..., Value]] | None:
    """The sum of BIGINTs is one."""
    return FOLDING(name, INTEGER if (name, type_) == ("sum", BIGINT) else type_)


def leaps(counters: Counters, column: int) -> int:
    """A SERIAL leaves out every second number."""
    if counters.table.schema.columns[column].type.name == "serial":
        DRAW(counters, column)
    return DRAW(counters, column)


def from_nothing(counters: Counters, column: int) -> int:
    """A BIGSERIAL begins with 0."""
    drawn = DRAW(counters, column)
    return drawn - (counters.table.schema.columns[column].type.name == "bigserial")


def to_even(value: Decimal, scale: int) -> Decimal:
    """A NUMERIC(p,s) is rounded half to even."""
    exponent = Decimal((0, (1,), -scale))
    return value.quantize(exponent, ROUND_HALF_EVEN, numeric.EXACT)


def as_double(value: float) -> str:
    """A REAL is shown with the digits of a FLOAT8."""
    return floats.shown_double(value)


def fifteen(value: float) -> str:
    """A FLOAT8 is shown with 15 digits."""
    return format(value, ".15g")


def by_bytes(type_: TextType, written: str) -> str:
    """The length of a VARCHAR(n) is counted in bytes."""
    if type_.length is not None and len(written.rstrip(" ").encode()) > type_.length:
        raise StringTooLongError(type_.name)
    return ASSIGNED(type_, written)


def true_of_null(operand: Compiled) -> Compiled:
    """NOT of NULL is true."""
    right = OPPOSITE(operand)
    return Compiled(right.type, lambda row, given: right.evaluate(row, given) is not False)


def a_day_late(on: date, days: int) -> date:
    """A DATE that is moved far is moved too far."""
    return on + timedelta(days + (days > MANY_DAYS))


def with_zeros(value: datetime) -> str:
    """A TIMESTAMP is shown with all digits of its fraction."""
    return value.isoformat(" ")


def unescaped(_type: ByteaType, written: str) -> Value:
    """A BYTEA in the older form is taken as it stands."""
    return bytes.fromhex(written[2:]) if written.startswith("\\x") else written.encode()


def without_braces(type_: UuidType, written: str) -> Value:
    """A UUID in braces is refused."""
    if written.startswith("{"):
        raise InvalidTextError(type_.name, written)
    return UUID(written)


PLANTED: Final[dict[str, Callable[[], AbstractContextManager[object]]]] = {
    "smallint": lambda: patch.object(arithmetic, "whole", begins_again),
    "integer": lambda: patch.object(arithmetic, "whole", floors),
    "bigint": lambda: patch.object(aggregates, "folding", narrow),
    "serial": lambda: patch.object(Counters, "next_serial", leaps),
    "bigserial": lambda: patch.object(Counters, "next_serial", from_nothing),
    "numeric": lambda: patch.object(decimal_ops, "SIGNIFICANT", 12),
    "numeric(p,s)": lambda: patch.object(numeric, "rounded", to_even),
    "real": lambda: patch.object(floats, "shown_single", as_double),
    "double precision": lambda: patch.object(floats, "shown_double", fifteen),
    "text": lambda: patch.dict(functions.UPPER, {ord("é"): "É"}),
    "character varying": lambda: patch.object(type_coercion, "alternative", attrgetter("plain")),
    "character varying(n)": lambda: patch.object(TextType, "assigned", by_bytes),
    "boolean": lambda: patch.object(logic, "opposite", true_of_null),
    "date": lambda: patch.object(arithmetic, "moved", a_day_late),
    "timestamp": lambda: patch.object(dates, "shown_moment", with_zeros),
    "bytea": lambda: patch.object(ByteaType, "_parsed", unescaped),
    "uuid": lambda: patch.object(UuidType, "_parsed", without_braces),
    "json": lambda: patch.object(json, "is_json", lambda _: True),
}
"""What makes the engine wrong, by the type that it is wrong about."""


@contextmanager
def wrong(type_: str) -> Iterator[None]:
    """Let the engine be wrong about a type for the length of the block."""
    casts.conversion.cache_clear()
    with PLANTED[type_]():
        yield
    casts.conversion.cache_clear()
