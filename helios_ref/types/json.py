"""JSON: its syntax is checked, and its text otherwise left as it was typed (01-model)."""

from __future__ import annotations

import re
from typing import Final

from helios_ref.errors import InvalidTextError
from helios_ref.types.sql_type import Category, SqlType

_TOKEN: Final = re.compile(
    r"""
    [ \t\n\r]*
    (?: (?P<open>[\[{]) | (?P<close>[\]}]) | (?P<comma>,) | (?P<colon>:)
      | (?P<string>"(?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+")
      | (?P<scalar>(?:-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null)
        (?![\w.+-]))
    )
    """,
    re.VERBOSE,
)
_BLANKS: Final = " \t\n\r"

_AFTER: Final = {
    ("value", "string"): "ended",
    ("value", "scalar"): "ended",
    ("element", "string"): "ended",
    ("element", "scalar"): "ended",
    ("member", "string"): "named",
    ("key", "string"): "named",
    ("named", "colon"): "value",
}
"""What is expected next, by what was expected and the token that came."""

_OPENED: Final = {"[": "element", "{": "member"}
"""What may follow an opening bracket: a first value or name, or the closing bracket."""

_AFTER_COMMA: Final = {ord("["): "value", ord("{"): "key"}
_PAIRS: Final = {"]": ord("["), "}": ord("{")}


class JsonType(SqlType):
    """A text of RFC 8259, which has no equality (MOD-014)."""

    __slots__ = ()

    category = Category.OTHER
    python = str
    comparable = False

    def _parsed(self, text: str) -> str:
        if not is_json(text):
            raise InvalidTextError(self.name, text)
        return text


def is_json(text: str) -> bool:
    """Whether `text` is one JSON value, as PostgreSQL reads it; no depth is too deep."""
    open_brackets = bytearray()  # a byte for each, because there may be millions
    expected = "value"
    position, end = 0, len(text.rstrip(_BLANKS))
    while position < end:
        token = _TOKEN.match(text, position)
        if token is None or (expected == "ended" and not open_brackets):
            return False
        position = token.end()
        step = _step(expected, token, open_brackets)
        if step is None:
            return False
        expected = step
    return expected == "ended" and not open_brackets


def _step(expected: str, token: re.Match[str], open_brackets: bytearray) -> str | None:
    """Return what is expected after a token, or None where it is out of place."""
    kind = token.lastgroup
    assert kind is not None
    if kind == "open" and expected in {"value", "element"}:
        mark = token[kind]
        open_brackets.append(ord(mark))
        return _OPENED[mark]
    if kind == "close" and expected in {"ended", "element", "member"}:
        return "ended" if open_brackets and open_brackets.pop() == _PAIRS[token[kind]] else None
    if kind == "comma" and expected == "ended" and open_brackets:
        return _AFTER_COMMA[open_brackets[-1]]
    return _AFTER.get((expected, kind))


JSON: Final = JsonType(
    "json", shape=str, accepts=lambda texts: "\0" not in "".join(texts) and all(map(is_json, texts))
)
