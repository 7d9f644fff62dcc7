"""JSON texts: recognised, and otherwise left as they are (MOD-027)."""

import re
from collections.abc import Iterator
from typing import Final

_TOKEN: Final = re.compile(
    r"""[ \t\n\r]*+
    (?: (?P<mark>[][{},:])
      | (?P<string>"(?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+")
      | (?P<other>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null)
    )""",
    re.VERBOSE | re.ASCII,
)
_VALUE: Final = "so[{"
"""What begins a value: a string, another scalar, an array, an object."""

_NAMES: Final = ("s", "s}")
"""Where a string is the name of a member."""

_ENDED: Final = {"": "", "[": ",]", "{": ",}"}
"""What may follow a value, by the bracket that is open."""


def is_json(text: str) -> bool:
    """Whether the text is a JSON text of RFC 8259, however deep (MOD-027)."""
    brackets: list[str] = []
    allowed = _VALUE
    for sign in _tokens(text):
        if sign not in allowed:
            return False
        allowed = _following(sign, allowed, brackets)
    return not allowed


def _tokens(text: str) -> Iterator[str]:
    """The tokens, each as one character; `?` for what is none."""
    at, end = 0, len(text.rstrip(" \t\n\r"))
    while at < end:
        found = _TOKEN.match(text, at, end)
        if found is None:
            yield "?"
            return
        at = found.end()
        yield found["mark"] or (found.lastgroup or "?")[0]


def _following(sign: str, allowed: str, brackets: list[str]) -> str:
    """Which tokens may follow one that was allowed."""
    match sign:
        case "[" | "{":
            brackets.append(sign)
            return _VALUE + "]" if sign == "[" else "s}"
        case ":":
            return _VALUE
        case ",":
            return _VALUE if brackets[-1] == "[" else "s"
        case "s" if allowed in _NAMES:
            return ":"
        case "]" | "}":
            brackets.pop()
    return _ENDED[brackets[-1] if brackets else ""]
