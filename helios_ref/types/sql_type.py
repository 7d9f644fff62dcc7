"""A type of columns: one record of all that tells it from other types (MOD-023)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, ClassVar, Final
from uuid import UUID

from msgspec import Raw

from helios_ref.errors import CharacterError, FeatureNotSupportedError, InvalidParameterError
from helios_ref.types.key_encoding import NULL, EncodingError, without_order

Value = None | bool | int | float | Decimal | str | bytes | date | datetime | UUID
"""A value of any type; JSON is its text."""

Packed = None | bool | int | float | str | bytes
"""A value as MessagePack has it in a row."""

Pack = Callable[[Any], Packed | Raw]
"""A `real` is packed as Raw, because libraries write every float as 64 bits."""

Unpack = Callable[[Any], Value]

WHITESPACE: Final = " \t\n\v\f\r"
"""What PostgreSQL trims around the text of a value that is no text."""

_UNPRINTABLE: Final = re.compile("[\0\ud800-\udfff]")


class Category(Enum):
    """What PostgreSQL takes to be of one kind when it looks for an operator (`typcategory`)."""

    NUMBER = "N"
    STRING = "S"
    DATETIME = "D"
    BOOLEAN = "B"
    OTHER = "U"
    """None of these becomes another."""

    LITERAL = "X"
    """Of a literal in quotes, or NULL, whose place gives it a type."""


@dataclass(frozen=True, slots=True, eq=False)
class SqlType:
    """
    A type with its modifiers; its name says all of it (MOD-023).

    Types that read and print their texts alike are of one class, which knows their modifiers; one
    that adds no field has `__slots__ = ()` and is no dataclass once more, which every start would
    pay for. The defaults are those of a type whose values MessagePack has as they are, and no index
    has.
    """

    category: ClassVar[Category]
    python: ClassVar[type]
    """What the values are to Python."""

    comparable: ClassVar[bool] = True
    """Whether values have an equality and an order; only then can they be indexed (MOD-014)."""

    name: str
    """As a schema spells it."""

    _: KW_ONLY
    aliases: tuple[str, ...] = ()
    """What else it is called in SQL (SQL-020)."""

    column_name: str = ""
    """What a column is called after a CAST to it, where that is not its name (SQL-064)."""

    shape: Any
    """What msgspec accepts for a value other than NULL: the annotation of a column (MOD-027)."""

    pack: Pack | None = None
    """Makes of a value other than NULL what MessagePack has; None where it is that already."""

    unpack: Unpack | None = None
    """The inverse of `pack`."""

    pattern: str | None = None
    """What the whole of a packed text must match, where a pattern can say it (MOD-024)."""

    accepts: Callable[[Sequence[Any]], bool] | None = None
    """Tells values from what only has the shape of some, where no pattern can (MOD-027)."""

    encode: Callable[[Any], bytes] = without_order
    """Encodes a value, or NULL, in an index key (MOD-014)."""

    decode: Callable[[bytes], tuple[Value, int]] = without_order
    """Reads the encoding of a value at the beginning of bytes, after its 01; and its length."""

    width: int = 0
    """Of every encoding, where all bytes between those of two values are that of a value; or 0."""

    is_nan: Callable[[Any], bool] | None = None
    """Tells NaN, where there is one."""

    serial: bool = False
    """Whether a counter gives the column its default (MOD-022)."""

    def __eq__(self, other: object) -> bool:
        """Compare names, which is quick."""
        return self is other or (isinstance(other, SqlType) and self.name == other.name)

    def __hash__(self) -> int:
        """Hash the name alone, which says all the rest; types are looked up for every row."""
        return hash(self.name)

    @property
    def test(self) -> Callable[[Sequence[Any]], bool] | None:
        """What must be true of packed values other than nil beyond their shape; None if nothing."""
        if self.pattern is None:
            return self.accepts
        matches = re.compile(self.pattern).fullmatch
        return lambda packed: all(map(matches, packed))

    @property
    def plain(self) -> SqlType:
        """The type that an operator sees: no counter, precision or length (SQL-030)."""
        return self

    @property
    def general_name(self) -> str:
        """The name without modifiers and without a counter, as most facts have it (ERR-011)."""
        return self.name.partition("(")[0]

    def modified(self, spelled: str, modifiers: Sequence[int]) -> SqlType:
        """
        Return the type with modifiers, when it is `spelled` so; most take none (SQL-020).

        Called as `SqlType.modified` from below, because `super()` does not outlive `slots=True`.
        """
        raise FeatureNotSupportedError(f"{spelled}({', '.join(map(str, modifiers))})")

    def parsed(self, text: str) -> Value:
        """
        Return the value that `text` denotes, as PostgreSQL's input function of the type (SQL-100).

        InvalidTextError, OutOfRangeError, DatetimeFormatError, DatetimeRangeError,
        StringTooLongError, InvalidParameterError (bytea) or CharacterError where it denotes none.
        """
        return self._parsed(printable(text))

    def shown(self, value: Value) -> str | None:
        """Return the text that PostgreSQL prints for `value`; None for NULL (SQL-021)."""
        return None if value is None else self._shown(value)

    def decoded(self, data: bytes, start: int) -> tuple[Value, int]:
        """
        Return the value encoded at `start` of an index key and where its encoding ends (MOD-014).

        EncodingError for bytes that `encode` would not have written. Decimals come back without
        trailing zeros, because equal ones have equal encodings.
        """
        if data[start : start + 1] == NULL:
            return None, start + 1
        try:
            value, length = self.decode(data[start + 1 :])
        except (ValueError, OverflowError, IndexError) as error:
            raise EncodingError(str(error)) from None
        end = start + 1 + length
        if self.encode(value) != data[start:end]:
            raise EncodingError(data[start:end].hex())
        return value, end

    def _parsed(self, text: str) -> Value:
        raise NotImplementedError

    def _shown(self, value: Any) -> str:  # noqa: ANN401  # of the type that `python` says
        return str(value)


def printable(text: str) -> str:
    """Return `text` if every character of it may stand in a text (MOD-023)."""
    if text.isascii() and "\0" not in text:
        return text
    found = _UNPRINTABLE.search(text)
    if found is not None:
        raise CharacterError(f"U+{ord(found[0]):04X}")
    return text


def check_modifier(what: str, value: int, low: int, high: int) -> None:
    """Refuse a modifier out of its range (MOD-027, SQL-103)."""
    if not low <= value <= high:
        raise InvalidParameterError(what, str(value), f"{low} to {high}")
