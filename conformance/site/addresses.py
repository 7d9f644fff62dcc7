"""Where each thing stands: addresses that stay, whatever is written there (CNF-080)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from conformance.book.casebook import Case
    from conformance.spec.clauses import Clause

_BLANK: Final = re.compile(r"\s")

ROOT: Final = "site:/"
"""How an address begins that is written into a page; the writer makes it relative."""


def of_page(folder: str, name: str) -> str:
    """Return the address of a thing's page, below the root."""
    return f"{folder}/{name}.html"


def of_clause(clause: str) -> str:
    """Return the address of a clause."""
    return of_page("clauses", clause)


def of_chapter(clause: Clause) -> str:
    """Return the address of a clause in its chapter."""
    return f"{of_page('chapters', chapter_name(clause.chapter))}#{clause.id}"


def chapter_name(file: str) -> str:
    """Return what a chapter is called in addresses: its file without the ending."""
    return file.removesuffix(".md")


def feature_name(case: Case) -> str:
    """Return the name that a feature's title gives it (CNF-031)."""
    return case.id.partition("[")[0]


def anchor(case_id: str) -> str:
    """Return the anchor of a case on the page of its feature: its number, and its row."""
    scenario, _, row = case_id.partition("#")
    number = scenario.partition("[")[2].rstrip("]")
    return f"{number}:{_BLANK.sub('_', row)}" if row else number


def of_case(case_id: str) -> str:
    """Return the address of a case, such as `features/Parent1.html#1`."""
    return f"{of_page('features', case_id.partition('[')[0])}#{quote(anchor(case_id), safe=':')}"


def of_decision(number: int) -> str:
    """Return the address of a decision record."""
    return of_page("decisions", f"{number:04}")


def of_statement(statement: str) -> str:
    """Return the address of a statement of the source."""
    return of_page("source", statement)


def of_error(code: str) -> str:
    """Return the address of a refusal's code."""
    return of_page("errors", code)


def of_vector(name: str) -> str:
    """Return the address of a golden file, such as `vectors/valid/tutorial.html`."""
    return of_page("vectors", name)


def of_engine(key: str) -> str:
    """Return the address of an engine."""
    return of_page("engines", key)


def of_fault(name: str) -> str:
    """Return the address of a wrong engine."""
    return of_page("faults", name)
