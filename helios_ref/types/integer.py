"""SMALLINT, INTEGER, BIGINT, SERIAL and BIGSERIAL (01-model)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Annotated, Final

from msgspec import Meta

from helios_ref.errors import FeatureNotSupportedError, InvalidTextError, OutOfRangeError
from helios_ref.types.key_encoding import NUMBER, decode_integer, encode_integer
from helios_ref.types.sql_type import WHITESPACE, Category, SqlType

DIGITS: Final = r"[0-9]++(?:_[0-9]++)*+"
FORM: Final = re.compile(
    rf"([+-]?)(?:({DIGITS})|0[xX]((?:_?[0-9a-fA-F]++)++)|0[oO]((?:_?[0-7]++)++)|0[bB]((?:_?[01]++)++))"
)
"""Possessive, so that no text costs more than its length (SQL-093)."""

BASES: Final = (10, 16, 8, 2)
"""Of the groups of FORM after the sign."""

_LONGEST: Final = 64
"""No integer type holds a number of so many digits to the base 2, or to any other."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class IntegerType(SqlType):
    """An integer type and its bounds (MOD-027)."""

    category = Category.NUMBER
    python = int

    low: int
    high: int

    @property
    def plain(self) -> SqlType:
        """The type of the same values without a counter."""
        return {"serial": INTEGER, "bigserial": BIGINT}.get(self.name, self)

    @property
    def general_name(self) -> str:
        """The name of the type without a counter."""
        return self.plain.name

    def _parsed(self, text: str) -> int:
        found = whole_number(text)
        if found is None:
            raise InvalidTextError(self.general_name, text)
        sign, digits, base = found
        if len(digits) > _LONGEST:
            raise OutOfRangeError(text, self.general_name)
        return self.within(int(sign + digits, base))

    def within(self, value: int) -> int:
        """Return `value` if the type holds it."""
        if self.low <= value <= self.high:
            return value
        raise OutOfRangeError(str(value), self.general_name)

    def rounded(self, value: Decimal | float) -> int:
        """Return a decimal rounded half away from zero, or a float half to even (SQL-022)."""
        exact = Decimal(value)
        if not exact.is_finite() and isinstance(value, Decimal):
            raise FeatureNotSupportedError(f"{value} as {self.name}")
        if not exact.is_finite() or exact.adjusted() >= _LONGEST:
            raise OutOfRangeError(str(value), self.general_name)
        mode = ROUND_HALF_EVEN if isinstance(value, float) else ROUND_HALF_UP
        return self.within(int(exact.to_integral_value(mode)))


def whole_number(text: str) -> tuple[str, str, int] | None:
    """Return sign, digits without zeros before them, and base of a number; None for no number."""
    match = FORM.fullmatch(text.strip(WHITESPACE))
    if match is None:
        return None
    sign, *bases = match.groups()
    digits, base = next((found, base) for found, base in zip(bases, BASES, strict=True) if found)
    return sign, digits.replace("_", "").lstrip("0") or "0", base


def _integer(
    name: str, bits: int, *aliases: str, column: str = "", serial: bool = False
) -> IntegerType:
    """Return the type of whole numbers in so many bits, two's complement."""
    high = (1 << (bits - 1)) - 1
    return IntegerType(
        name,
        aliases=aliases,
        column_name=column,
        shape=Annotated[int, Meta(ge=-high - 1, le=high)],
        encode=encode_integer,
        decode=decode_integer,
        width=NUMBER.size,
        serial=serial,
        low=-high - 1,
        high=high,
    )


SMALLINT: Final = _integer("smallint", 16, "int2", column="int2")
INTEGER: Final = _integer("integer", 32, "int", "int4", column="int4")
BIGINT: Final = _integer("bigint", 64, "int8", column="int8")
SERIAL: Final = _integer("serial", 32, "serial4", serial=True)
BIGSERIAL: Final = _integer("bigserial", 64, "serial8", serial=True)
