"""The phrases of the features, written in the code as chapter 08 writes them (CNF-030)."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, ParamSpec, TypeAlias, TypeVar

import pytest_bdd
from pytest_bdd import parsers

if TYPE_CHECKING:
    from collections.abc import Callable

Keyword: TypeAlias = Literal["Given", "When", "Then"]
Below: TypeAlias = Literal["nothing", "block", "table"]

P = ParamSpec("P")
Returned = TypeVar("Returned")

_PLACES = {
    "CODE": r"[A-Z][A-Z0-9_]*",
    "damage": r"missing|empty|truncated|one bit off|longer",
    "kind": r"file|directory|dangling link",
    "n": r"\d+",
    "octal": r"[0-7]+",
    "order": r"any order",
    "s": r"\w+",
    "name": r"[A-Za-z_]\w*",
    "a": r"[A-Za-z_]\w*",
    "b": r"[A-Za-z_]\w*",
}
"""What may stand at a place of this name; any text at any other."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase: how chapter 08 writes it, how a step's text matches, what stands beneath it."""

    keyword: Keyword
    text: str
    needs: frozenset[str]
    """Capabilities without which no case can use it."""

    awaited: bool
    """Whether its definition is asynchronous, which pytest-bdd would never await."""

    @property
    def below(self) -> Below:
        """What stands beneath the step, if anything."""
        if self.text.endswith(": *table*"):
            return "table"
        return "block" if self._ending in {"statement", "queries"} else "nothing"

    @property
    def _ending(self) -> str:
        """The place after the phrase's final colon."""
        found = re.search(r": \*(\w+)\*(?: \(or a block\))?$", self.text)
        return found[1] if found else ""

    @property
    def pattern(self) -> str:
        """The regular expression that a step's text must match as a whole."""
        text = self.text.removeprefix(f"{self.keyword} ").removesuffix(" (or a block)")
        if self.below == "table":
            return _places(text.removesuffix(" *table*"))
        if self.below == "block":  # the statement stands in the line or beneath it
            opening = text.removesuffix(f" *{self._ending}*")
            return f"{_places(opening)}(?: (?P<{self._ending}>.+))?"
        return _places(text)

    def matches(self, keyword: Keyword, text: str) -> bool:
        """Whether it is what this step says."""
        return self.keyword == keyword and re.fullmatch(self.pattern, text) is not None


PHRASES: list[Phrase] = []
"""Every phrase that was defined, in the order of definition."""


def given(text: str, *needs: str) -> Callable[[Callable[P, Returned]], Callable[P, Returned]]:
    """Define what a phrase with Given does."""
    return _define("Given", text, frozenset(needs))


def when(text: str, *needs: str) -> Callable[[Callable[P, Returned]], Callable[P, Returned]]:
    """Define what a phrase with When does."""
    return _define("When", text, frozenset(needs))


def then(text: str, *needs: str) -> Callable[[Callable[P, Returned]], Callable[P, Returned]]:
    """Define what a phrase with Then does."""
    return _define("Then", text, frozenset(needs))


def _define(
    keyword: Keyword, text: str, needs: frozenset[str]
) -> Callable[[Callable[P, Returned]], Callable[P, Returned]]:
    """Record the phrase, and hand its pattern to pytest-bdd."""

    def define(function: Callable[P, Returned]) -> Callable[P, Returned]:
        awaited = inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function)
        phrase = Phrase(keyword, f"{keyword} {text}", needs, awaited)
        PHRASES.append(phrase)
        decorate = {"Given": pytest_bdd.given, "When": pytest_bdd.when, "Then": pytest_bdd.then}
        # one frame up: the module of the step, where pytest-bdd puts the definition
        return decorate[keyword](parsers.re(phrase.pattern), stacklevel=2)(function)

    return define


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
