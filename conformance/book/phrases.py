"""The phrases of the features, written in the code as chapter 08 writes them (CNF-030)."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar

from conformance.book.ways import ENDED, WAYS

if TYPE_CHECKING:
    from collections.abc import Callable

Keyword: TypeAlias = Literal["Given", "When", "Then"]
Below: TypeAlias = Literal["nothing", "block", "table"]

Step = TypeVar("Step", bound="Callable[..., object]")
"""What a phrase does with a scene, its places, and what stands beneath it."""

_PLACES = {
    "CODE": r"[A-Z][A-Z0-9_]*(?: or [A-Z][A-Z0-9_]*)*",
    "damage": (
        r"missing|empty|truncated|one bit off(?: at \d\d?%)?|longer"
        r"|(?:replaced by|swapped with) that of \$\w+"
    ),
    "ended": ENDED,
    "kind": r"file|directory|dangling link|copy of (?:valid|invalid)/[a-z0-9-]+",
    "n": r"\d+",
    "octal": r"[0-7]+",
    "order": r"any order",
    "s": r"\w+",
    "name": r"[A-Za-z_]\w*",
    "way": "|".join(WAYS),
    "vector": r"valid/[a-z0-9-]+/\w+\.hldb",
}
"""What may stand at a place of this name; any text at any other."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase: how chapter 08 writes it, how a step's text matches, what stands beneath it."""

    keyword: Keyword
    text: str
    """As it stands in the table of CNF-030."""

    needs: frozenset[str]
    """Capabilities without which no case can use it."""

    step: Callable[..., object]
    """What it does."""

    below: Below
    expression: re.Pattern[str]
    """What a step's text must match as a whole."""

    @property
    def awaited(self) -> bool:
        """Whether its step is asynchronous, which nobody would ever await."""
        return inspect.iscoroutinefunction(self.step) or inspect.isasyncgenfunction(self.step)

    def matches(self, keyword: Keyword, text: str) -> bool:
        """Whether it is what this step says."""
        return self.keyword == keyword and self.expression.fullmatch(text) is not None

    def places(self, text: str) -> dict[str, str | None]:
        """Return what stands in its places, in the text of a step that it matches."""
        found = self.expression.fullmatch(text)
        assert found is not None, text
        return found.groupdict()


PHRASES: list[Phrase] = []
"""Every phrase that was defined, in the order of definition."""


def given(text: str, *needs: str) -> Callable[[Step], Step]:
    """Define what a phrase with Given does."""
    return _define("Given", text, frozenset(needs))


def when(text: str, *needs: str) -> Callable[[Step], Step]:
    """Define what a phrase with When does."""
    return _define("When", text, frozenset(needs))


def then(text: str, *needs: str) -> Callable[[Step], Step]:
    """Define what a phrase with Then does."""
    return _define("Then", text, frozenset(needs))


def _define(keyword: Keyword, text: str, needs: frozenset[str]) -> Callable[[Step], Step]:
    """Record the phrase with its pattern."""

    def define(step: Step) -> Step:
        below, pattern = _form(text)
        expression = re.compile(pattern)
        PHRASES.append(Phrase(keyword, f"{keyword} {text}", needs, step, below, expression))
        return step

    return define


def _form(text: str) -> tuple[Below, str]:
    """Return what stands beneath a phrase, and the pattern of its line."""
    if text.endswith(": *table*"):
        return "table", _places(text.removesuffix(" *table*"))
    found = re.fullmatch(r"(.+:) \*(statement|queries)\*(?: \(or a block\))?", text)
    if found is None:
        return "nothing", _places(text)
    return "block", f"{_places(found[1])}(?: (?P<{found[2]}>.+))?"  # in the line, or beneath it


def _places(text: str) -> str:
    """Return the pattern of a text with places in asterisks and an optional part in brackets."""
    parts = re.split(r"(\*\w+\*|\[|\])", text)
    return "".join(_place(part) for part in parts)


def _place(part: str) -> str:
    match part:
        case "[":
            return "(?:"
        case "]":
            return ")?"
        case _ if part.startswith("*"):
            name = part.strip("*")
            return f"(?P<{name.lower()}>{_PLACES.get(name, '.+')})"
        case _:
            return re.escape(part)
