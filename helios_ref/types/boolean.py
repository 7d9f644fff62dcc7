"""BOOLEAN (01-model)."""

from __future__ import annotations

from typing import Final

from helios_ref.errors import InvalidTextError
from helios_ref.types.key_encoding import NULL
from helios_ref.types.sql_type import WHITESPACE, Category, SqlType

_TRUE: Final = frozenset({"t", "tr", "tru", "true", "y", "ye", "yes", "on", "1"})
_FALSE: Final = frozenset({"f", "fa", "fal", "fals", "false", "n", "no", "of", "off", "0"})


class BooleanType(SqlType):
    """True and false."""

    __slots__ = ()

    category = Category.BOOLEAN
    python = bool

    def _parsed(self, text: str) -> bool:
        word = text.strip(WHITESPACE).lower()
        if word in _TRUE:
            return True
        if word in _FALSE:
            return False
        raise InvalidTextError(self.name, text)

    def _shown(self, value: bool) -> str:  # noqa: FBT001  # the value that is shown
        return "t" if value else "f"


BOOLEAN: Final = BooleanType(
    "boolean",
    aliases=("bool",),
    column_name="bool",
    shape=bool,
    encode=lambda value: NULL if value is None else b"\x01\x01" if value else b"\x01\x00",
    decode=lambda data: (data[0] == 1, 1),
)
