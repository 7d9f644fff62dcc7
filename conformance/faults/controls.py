"""Cases that a wrong engine is to pass: what a broken one is caught by says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.verdict.verdicts import DOCUMENTED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from conformance.book.casebook import Case


def controls(listed: Collection[str], cases: Iterable[Case]) -> tuple[str, ...]:
    """
    Return two cases that an engine does not list, by their IDs; one if they are the same (CNF-055).

    The longest of `documented` asks for the most at once, and the longest of the features that are
    listed for what is next to the vice. One that needs a capability might not apply.
    """
    features = {one.partition("[")[0] for one in listed}
    others = [case for case in cases if case.id not in listed and not case.needs]
    near = [case for case in others if case.id.partition("[")[0] in features]
    plain = [case for case in others if case.profile == DOCUMENTED]
    return tuple(dict.fromkeys([*longest(plain), *longest(near)]))


def longest(cases: Iterable[Case]) -> Iterator[str]:
    """Yield the case with the most steps, the first of several, or none of none."""
    if found := max(cases, key=lambda case: len(case.steps), default=None):
        yield found.id
