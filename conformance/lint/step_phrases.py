"""Steps use the phrases of chapter 08, with what belongs beneath them, and no others (CNF-030)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from conformance.book.casebook import Problem
from conformance.book.dialect import dialect_needs
from conformance.book.statements import backup_name
from conformance.run.names import PLACEHOLDER
from conformance.steps.defined_phrases import phrases_that_read
from conformance.verdict.verdicts import PLAIN, REFERENCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.book.casebook import Case, Step
    from conformance.book.phrases import Phrase

_BINDING = re.compile(r"an? (?:full|incremental) backup \$(?P<name>\w+)")
_UNFILLED = re.compile(r"<(?!any>|size>|ms>|count>|size of \$)\w+>")
_BY_STATEMENT = {
    "branch-query": re.compile(r"\bAT\s+BRANCH\b", re.IGNORECASE),
    "branches": re.compile(
        r"^\s*(?:(?:CREATE|DROP)\s+DATABASE\s+BRANCH|USE\s+BRANCH|SHOW\s+BRANCHES)\b",
        re.IGNORECASE | re.MULTILINE,
    ),
    "restore-path": re.compile(r"\bRESTORE\s+DATABASE\s+FROM\s+'(?:[^']*\.path|[^']*\.hldb)'"),
}
"""Capabilities that a statement's own words ask for."""


def phrase_problems(case: Case) -> Iterator[Problem]:
    """Yield steps that nobody defines, or that lack what they speak of."""
    bound = {"dir"}
    for step in case.steps:
        place = f"{case.feature.name}:{step.line}"
        complaints = [*_phrase_complaints(step), *_need_complaints(step, case)]
        bound |= _bound_by(step)
        unknown = {found["name"] for found in PLACEHOLDER.finditer(step.words)} - bound
        complaints += [f"no backup has the name ${name} here" for name in sorted(unknown)]
        complaints += [f"{found} stands for nothing" for found in _UNFILLED.findall(step.words)]
        yield from (Problem(place, complaint) for complaint in complaints)


def _phrase_complaints(step: Step) -> Iterator[str]:
    """Yield what is wrong between a step and its one phrase."""
    found = phrases_that_read(step.keyword, step.text)
    if len(found) != 1:
        count = "no phrase" if not found else f"{len(found)} phrases"
        yield f"{count} of chapter 08 read: {step}"
        return
    [phrase] = found
    if phrase.awaited:
        yield f"the definition of {phrase.text} would never be awaited"
    yield from _below_complaints(phrase, step)


def _below_complaints(phrase: Phrase, step: Step) -> Iterator[str]:
    """Yield what is missing beneath a step, or stands there unread."""
    if phrase.below != "block" and step.block is not None:
        yield "nobody reads the block beneath this step"
    if phrase.below != "table" and step.table is not None:
        yield "nobody reads the table beneath this step"
    if phrase.below == "table":
        if step.table is None:
            yield "a table is missing beneath this step"
        elif not all(step.table[0]):
            yield "every column of a table has a name"
    if phrase.below == "block":
        _, _, line = step.text.partition(": ")
        if bool(line) == (step.block is not None):
            yield "statements stand in the line or in a block, in one of the two"
        elif not step.statements:
            yield "there is no statement"


def _need_complaints(step: Step, case: Case) -> Iterator[str]:
    """Yield capabilities that a step needs and the case does not declare (CNF-032)."""
    needed = {
        need for phrase in phrases_that_read(step.keyword, step.text) for need in phrase.needs
    }
    needed |= {
        need for need, words in _BY_STATEMENT.items() if words.search("\n".join(step.statements))
    }
    if case.profile in {*PLAIN, REFERENCE} and "sql" not in case.needs:
        needed |= dialect_needs(step.statements)
    yield from (f"this step needs @needs-{need}" for need in sorted(needed - case.needs))


def _bound_by(step: Step) -> set[str]:
    """Return the names that a step gives to backups."""
    phrase = _BINDING.fullmatch(step.text)
    named = {backup_name(statement) for statement in step.statements}
    return {name for name in named if name} | ({phrase["name"]} if phrase else set())
