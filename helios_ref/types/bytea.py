"""BYTEA: strings of bytes (01-model)."""

from __future__ import annotations

import re
from typing import Final

from helios_ref.errors import InvalidParameterError, InvalidTextError
from helios_ref.types.key_encoding import NULL
from helios_ref.types.sql_type import Category, SqlType

_ESCAPE: Final = re.compile(rb"\\(?:(\\)|([0-3][0-7]{2}))")
_ESCAPED: Final = re.compile(rb"(?:[^\\]++|\\\\|\\[0-3][0-7]{2})*+")
_PIECE: Final = re.compile(rb"(?:[^\\]|\\\\|\\...){1,8192}+", re.DOTALL)
"""What is taken at a time, so that no text of escapes costs many times its length (SQL-093)."""


class ByteaType(SqlType):
    """Bytes, whose text is a backslash, an x and hexadecimal digits."""

    __slots__ = ()

    category = Category.OTHER
    python = bytes

    def _parsed(self, text: str) -> bytes:
        r"""Read the form `\x` of digits, or the older one of escapes (SQL-100)."""
        if text.startswith("\\x"):
            try:
                return bytes.fromhex(text[2:])
            except ValueError:
                expected = "pairs of hexadecimal digits"
                raise InvalidParameterError(self.name, repr(text), expected) from None

        data = text.encode()
        if _ESCAPED.fullmatch(data) is None:
            raise InvalidTextError(self.name, text)
        return b"".join([_ESCAPE.sub(_unescaped, piece[0]) for piece in _PIECE.finditer(data)])

    def _shown(self, value: bytes) -> str:
        return "\\x" + value.hex()


def _unescaped(match: re.Match[bytes]) -> bytes:
    backslash, octal = match.groups()
    return bytes((int(octal, 8),)) if octal else bytes(backslash)


def _encode(value: bytes | None) -> bytes:
    return NULL if value is None else b"\x01%b\0" % value.replace(b"\0", b"\0\xff")


def _decode(data: bytes) -> tuple[bytes, int]:
    end = data.index(b"\0")
    while data[end + 1 : end + 2] == b"\xff":
        end = data.index(b"\0", end + 1)
    return data[:end].replace(b"\0\xff", b"\0"), end + 1


BYTEA: Final = ByteaType("bytea", shape=bytes, encode=_encode, decode=_decode)
