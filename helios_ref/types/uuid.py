"""UUID (01-model)."""

from __future__ import annotations

import re
import uuid
from operator import attrgetter
from typing import Annotated, Final

from msgspec import Meta

from helios_ref.errors import InvalidTextError
from helios_ref.types.key_encoding import NULL, PRESENT
from helios_ref.types.sql_type import Category, SqlType

_FORM: Final = re.compile(r"(\{)?[0-9a-fA-F]{4}(?:-?[0-9a-fA-F]{4}){7}(?(1)\})")
_BYTES: Final = 16


class UuidType(SqlType):
    """Sixteen bytes, read with or without hyphens and braces."""

    __slots__ = ()

    category = Category.OTHER
    python = uuid.UUID

    def _parsed(self, text: str) -> uuid.UUID:
        if _FORM.fullmatch(text) is None:
            raise InvalidTextError(self.name, text)
        return uuid.UUID(text)


def _of_bytes(data: bytes) -> uuid.UUID:
    return uuid.UUID(bytes=data)


UUID: Final = UuidType(
    "uuid",
    shape=Annotated[bytes, Meta(min_length=_BYTES, max_length=_BYTES)],
    pack=attrgetter("bytes"),
    unpack=_of_bytes,
    encode=lambda value: NULL if value is None else PRESENT + value.bytes,
    decode=lambda data: (_of_bytes(data[:_BYTES]), _BYTES),
)
