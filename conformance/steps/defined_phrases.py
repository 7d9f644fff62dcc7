"""The phrases that have a step, and which of them a step's line is an instance of (CNF-030)."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from conformance import steps
from conformance.book.phrases import PHRASES, Phrase

if TYPE_CHECKING:
    from conformance.book.phrases import Keyword


@cache
def defined_phrases() -> tuple[Phrase, ...]:
    """Return every phrase for which there is a step."""
    for module in steps.MODULES:
        import_module(module)
    return tuple(PHRASES)


@cache
def phrases_that_read(keyword: Keyword | None, text: str) -> tuple[Phrase, ...]:
    """Return the phrases that a step's line is an instance of."""
    if keyword is None:
        return ()
    return tuple(phrase for phrase in defined_phrases() if phrase.matches(keyword, text))
