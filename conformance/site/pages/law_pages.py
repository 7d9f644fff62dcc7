"""Errors, decisions, statements of the source, the grammar: a page for each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from conformance.drivers.answers import Refused
from conformance.site import addresses
from conformance.site.next_steps import next_step
from conformance.site.pages.page import GLOSSARY
from conformance.site.railroads import diagrams
from conformance.verdict.outcome_text import as_written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from conformance.site.book import Book
    from conformance.site.pages.page import Press, SitePage


def error_pages(press: Press) -> Iterator[SitePage]:
    """Yield a page for each code, and their table."""
    book = press.book
    messages = _messages(book)
    yield press.page("errors/index.html", "errors.html", messages=messages, wordings=book.wordings)
    for code, row in book.errors.items():
        asked = [case for case in book.suite.cases if _asks_for(code, case.steps[-1].text)]
        yield press.page(
            addresses.of_error(code),
            "error.html",
            row=row,
            sentence=book.wordings[code].sentence,
            step=next_step(code, book.wordings),
            messages=messages.get(code, {}),
            cases=[*dict.fromkeys(case.scenario_id for case in asked)],
        )


def _asks_for(code: str, text: str) -> bool:
    return text.startswith("it is refused") and re.search(rf"\b{code}\b", text) is not None


def _messages(book: Book) -> Mapping[str, Mapping[str, str]]:
    """Return for each code real messages of it, each with a case or a statement that met it."""
    found: dict[str, dict[str, str]] = {}
    for outcome in book.outcomes.values():
        for exchange in outcome.transcript:
            if isinstance(exchange.answer, Refused):
                message = as_written(exchange.answer.message, outcome)
                found.setdefault(exchange.answer.code, {}).setdefault(message, outcome.case.id)
    for statement, refused in book.refusals.items():
        found.setdefault(refused.code, {refused.message: statement.replace("\0", "␀")})
    return found


def decision_pages(press: Press) -> Iterator[SitePage]:
    """Yield a page for each record, and their list."""
    yield press.page("decisions/index.html", "decisions.html")
    records = [*press.book.decisions.values()]
    for place, decision in enumerate(records):
        yield press.page(
            addresses.of_decision(decision.number),
            "decision.html",
            decision=decision,
            before=records[place - 1] if place else None,
            after=records[place + 1] if place + 1 < len(records) else None,
        )


def source_pages(press: Press) -> Iterator[SitePage]:
    """Yield a page for each statement of the source, and their table."""
    yield press.page("source/index.html", "source.html")
    for statement in press.book.statements.values():
        yield press.page(
            addresses.of_statement(statement.name), "statement.html", statement=statement
        )


def other_pages(press: Press) -> Iterator[SitePage]:
    """Yield the glossary, the grammar, and the page that lists what has no place above."""
    yield press.page(GLOSSARY, "glossary.html")
    yield press.page("grammar.html", "grammar.html", rules=diagrams(press.book.spec))
    yield press.page("benchmarks.html", "benchmarks.html")
    yield press.page("more.html", "more.html")
