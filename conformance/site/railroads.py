"""The grammar of chapter 02 as railroad diagrams, rule by rule."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, Final

import railroad  # type: ignore[import-untyped]
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_GRAMMAR: Final = re.compile(r"^```lark\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_RULE: Final = re.compile(r"^[?!]*(?P<name>\w+): (?P<body>.*(?:\n[ \t]+.*)*)", re.MULTILINE)
_TOKEN: Final = re.compile(
    r"""\s*(?:(?P<literal>"(?:[^"\\]|\\.)*")|(?P<regexp>/(?:[^/\\]|\\.)+/)|(?P<alias>->\s*\w+)"""
    r"""|(?P<name>\w+)|(?P<mark>[][()|?*+]))"""
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: drawn, and as it is written."""

    name: str
    svg: Markup
    text: str


def diagrams(spec: Path) -> tuple[Rule, ...]:
    """Return the rules of the grammar in their order."""
    chapters = sorted(spec.glob("[0-9]*.md"))
    text = "\n".join(
        block for path in chapters for block in _GRAMMAR.findall(path.read_text(encoding="utf-8"))
    )
    found = [(rule["name"], rule["body"], rule[0]) for rule in _RULE.finditer(text)]
    names = frozenset(name for name, _, _ in found)
    return tuple(Rule(name, _drawn(body, names), written) for name, body, written in found)


def _drawn(body: str, names: frozenset[str]) -> Markup:
    out = StringIO()
    drawn = railroad.Diagram(_Reader(body, names).choice(), css=None)
    drawn.writeSvg(out.write)
    return Markup(out.getvalue().replace("xlink:href", "href"))  # noqa: S704 - the library escapes


class _Reader:
    """Reads the right side of a rule, as far as Lark's notation is used there."""

    def __init__(self, body: str, names: frozenset[str]) -> None:
        self._names = names
        self._tokens = [*_tokens(body)]
        self._at = 0

    def choice(self) -> railroad.DiagramItem:
        """Return alternatives."""
        options = [self._sequence()]
        while self._next() == "|":
            self._at += 1
            options.append(self._sequence())
        return options[0] if len(options) == 1 else railroad.Choice(0, *options)

    def _next(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _sequence(self) -> railroad.DiagramItem:
        parts: list[railroad.DiagramItem] = []
        while self._next() not in {"", "|", ")", "]"}:
            parts.append(self._repeated())
        return parts[0] if len(parts) == 1 else railroad.Sequence(*parts)

    def _repeated(self) -> railroad.DiagramItem:
        """Return one part of a rule with the marks `?`, `*` and `+` that follow it."""
        part = self._single()
        while self._next() in {"?", "*", "+"}:
            mark = self._next()
            self._at += 1
            wrap = {
                "?": railroad.Optional,
                "*": railroad.ZeroOrMore,
                "+": railroad.OneOrMore,
            }[mark]
            part = wrap(part)
        return part

    def _single(self) -> railroad.DiagramItem:
        token = self._next()
        self._at += 1
        if token in {"(", "["}:
            inner = self.choice()
            self._at += 1  # its bracket
            return railroad.Optional(inner) if token == "[" else inner  # noqa: S105 - a bracket
        if token.startswith(('"', "/")):
            return railroad.Terminal(token.strip('"') if token[0] == '"' else token)
        return railroad.NonTerminal(token, href=f"#{token}" if token in self._names else None)


def _tokens(body: str) -> Iterator[str]:
    for found in _TOKEN.finditer(body):
        if not found["alias"]:
            yield found[0].strip()
