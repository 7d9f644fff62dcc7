"""A feature says what it is about, and each title stands for itself (CNF-034)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from conformance.book.casebook import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conformance.book.casebook import Case

SENTENCES = (2, 3)
"""How many sentences a feature begins with."""

_SENTENCE_END = re.compile(r"[.?!](?=\s|$)")
_LEANING = re.compile(
    r"(?:So|And|But|Or|Nor|Neither|Also|Then|Even|Not even|Here too|Such|The same|"
    r"It|Its|That|This|These|Those|They|Of these|Others|The others)\b.*"
    r"|.*(?:,? too| either| as well)"
)
"""Titles of which the beginning or the end points back at another."""


def opening_problems(cases: Sequence[Case]) -> Iterator[Problem]:
    """Yield features that do not say what they are about, and titles that lean on others."""
    least, most = SENTENCES
    for feature in dict.fromkeys(case.feature for case in cases):
        if not least <= len(_SENTENCE_END.findall(feature.description)) <= most:
            complaint = f"a feature says in {least} or {most} sentences what it is about"
            yield Problem(f"{feature.name}:1", complaint)
    for case in cases:
        sentence = case.bare_title
        if _LEANING.fullmatch(sentence):
            yield Problem(case.scenario_place, f"a title leans on another: {sentence}")
