"""TEXT and VARCHAR, and literals that have no type yet (01-model)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Final

from msgspec import Meta

from helios_ref.errors import StringTooLongError
from helios_ref.types.key_encoding import NULL
from helios_ref.types.sql_type import Category, SqlType, check_modifier

MAX_LENGTH: Final = 10_485_760
"""Greatest length of a `character varying(n)` (MOD-027)."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class TextType(SqlType):
    """A text, up to a length if it has one (MOD-027)."""

    category = Category.STRING
    python = str

    length: int | None = None
    """In characters."""

    @property
    def plain(self) -> SqlType:
        """The texts of any length."""
        return TEXT

    def modified(self, spelled: str, modifiers: Sequence[int]) -> SqlType:
        """Return the type of a length, which only VARCHAR takes."""
        if self != VARYING or len(modifiers) != 1:
            return SqlType.modified(self, spelled, modifiers)
        (length,) = modifiers
        check_modifier("the length of varchar", length, 1, MAX_LENGTH)
        shape = Annotated[str, Meta(max_length=length)]
        return replace(self, name=f"{self.name}({length})", shape=shape, length=length)

    def _parsed(self, text: str) -> str:
        return self.assigned(text)

    def assigned(self, text: str) -> str:
        """Return `text` without blanks beyond the length; refuse anything else there (SQL-104)."""
        if self.length is None or len(text) <= self.length:
            return text
        if text[self.length :].strip(" "):
            raise StringTooLongError(self.name)
        return text[: self.length]


class UnknownType(SqlType):
    """The type of a literal in quotes, and of NULL, before their place gives them one (SQL-033)."""

    __slots__ = ()

    category = Category.LITERAL
    python = str

    def _parsed(self, text: str) -> str:
        return text


def _encode(value: str | None) -> bytes:
    return NULL if value is None else b"\x01%b\0" % value.encode()


def _decode(data: bytes) -> tuple[str, int]:
    end = data.index(b"\0")
    return data[:end].decode(), end + 1


def _text(name: str, alias: str | None = None) -> TextType:
    return TextType(
        name,
        aliases=(alias,) if alias else (),
        column_name=alias or name,
        shape=str,
        accepts=lambda texts: "\0" not in "".join(texts),
        encode=_encode,
        decode=_decode,
    )


TEXT: Final = _text("text")
VARYING: Final = _text("character varying", "varchar")
UNKNOWN: Final = UnknownType("unknown", shape=str)
