"""The classes of helios_ref.errors and the table of 06-errors say the same."""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from conformance.spec.links import unlinked
from helios_ref import errors
from helios_ref.errors import HeliosError
from tests.spec.obliging import without_cases

SPEC: Final = Path(__file__).parents[1] / "spec"

CLAUSE: Final = re.compile(r"^### ([A-Z]{3}-\d{3}) .*?(?=^#|\Z)", re.MULTILINE | re.DOTALL)

ROW: Final = re.compile(r"^\| ([A-Z_]+) \| (\w+) \| (\d+) \| (.*?) \| (.*?) \|$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table, or what a class would write there."""

    code: str
    sqlstate: str
    exit_code: int
    facts: tuple[str, ...]


def refusals() -> list[type[HeliosError]]:
    """Return every class of refusals, in the order of their exit codes."""
    return sorted(HeliosError.__subclasses__(), key=lambda refusal: refusal.exit_code)


def table() -> list[tuple[Row, list[str]]]:
    """Return the rows of the table with the clauses that each names."""
    text = unlinked((SPEC / "06-errors.md").read_text(encoding="utf-8"))
    return [
        (Row(code, state, int(number), tuple(re.findall(r"`(\w+)`", facts))), named.split())
        for code, state, number, named, facts in ROW.findall(text)
    ]


def row(refusal: type[HeliosError]) -> Row:
    """Return what a class would write into the table."""
    return Row(refusal.code, refusal.sqlstate, refusal.exit_code, refusal.__match_args__)


def clauses() -> dict[str, str]:
    """Return the text of every clause of the spec by its ID, without its worked cases."""
    texts = [unlinked(path.read_text("utf-8")) for path in sorted(SPEC.glob("*.md"))]
    return {found[1]: without_cases(found[0]) for text in texts for found in CLAUSE.finditer(text)}


def test_every_class_has_its_row_and_every_row_its_class() -> None:
    """ERR-001. Code, SQLSTATE, exit code and facts, both ways and in the same order."""
    assert list(map(row, refusals())) == [row for row, _ in table()]


@pytest.mark.parametrize("refusal", refusals(), ids=lambda refusal: refusal.code)
def test_a_class_has_the_clauses_of_its_row(refusal: type[HeliosError]) -> None:
    """ERR-001. Those of its own lines; the first stands for all that the row lists."""
    [listed] = [listed for row, listed in table() if row.code == refusal.code]
    assert set(refusal.clauses) <= set(listed)
    assert refusal.clauses[0] == listed[0]


@pytest.mark.parametrize("refusal", refusals(), ids=lambda refusal: refusal.code)
def test_a_class_has_a_next_step(refusal: type[HeliosError]) -> None:
    """OPS-143. Of its own facts alone, and no longer than what is read at a glance."""
    facts = {name: f"<{name}>" for name in refusal.__match_args__}
    advice = refusal(**facts).advice
    assert 0 < len(advice) < 120
    assert advice.count("<") == sum(f"<{name}>" in advice for name in facts)


def test_every_class_is_a_name_of_the_package_and_stands_in_its_row() -> None:
    """ERR-001. Each module holds its refusals in the order of the table; none is below another."""
    for refusal in refusals():
        assert getattr(errors, refusal.__name__) is refusal
        assert refusal.__subclasses__() == []
    for module in {refusal.__module__ for refusal in refusals()}:
        ours = [refusal for refusal in refusals() if refusal.__module__ == module]
        assert [one for one in vars(sys.modules[module]).values() if one in ours] == ours


@pytest.mark.parametrize("column", ["code", "sqlstate", "exit_code"])
def test_no_two_refusals_share(column: str) -> None:
    """ERR-001 and ERR-004. One code, one SQLSTATE, one exit code for each."""
    counts = Counter(getattr(refusal, column) for refusal in refusals())
    assert [value for value, count in counts.items() if count > 1] == []


def test_an_sqlstate_has_five_characters_and_an_exit_code_is_not_taken() -> None:
    """ERR-001 and ERR-004. 0 to 2 mean something else, and a shell keeps 126 and above."""
    for refusal in refusals():
        assert re.fullmatch(r"[0-9A-Z]{5}", refusal.sqlstate), refusal
        assert 3 <= refusal.exit_code <= 125, refusal


@pytest.mark.parametrize("refusal", refusals(), ids=lambda refusal: refusal.code)
def test_the_message_names_the_facts(refusal: type[HeliosError]) -> None:
    """ERR-002. Sentence and advice can be written, and the sentence names each fact."""
    facts = {
        name: 7_000 + number if kind is int else f"<{name}>"
        for number, (name, kind) in enumerate(refusal.__annotations__.items())
    }
    error = refusal(**facts)
    assert error.facts == facts
    assert [name for name, fact in facts.items() if str(fact) not in str(error)] == []
    assert "{" not in str(error) + error.advice


def test_a_clause_that_names_a_code_stands_in_its_row() -> None:
    """ERR-001. And a row names only clauses that exist."""
    known = clauses()
    named = {row.code: set(listed) for row, listed in table()}
    for code, listed in named.items():
        assert listed, code
        assert {clause for clause in listed if re.fullmatch(r"[A-Z]{3}-\d{3}", clause)} <= set(
            known
        )
    said = [
        (code, clause)
        for clause, text in known.items()
        if not clause.startswith(("CNF", "ERR"))
        for code in set(re.findall(r"\b[A-Z][A-Z_]*[A-Z]\b", text)) & set(named)
    ]
    assert said
    assert [pair for pair in said if pair[1] not in named[pair[0]]] == []
