"""The source is quoted whole, mapped to clauses, and run as it is printed (spec/source.md)."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from conformance.book.beginnings import beginning
from conformance.book.gherkin import read_casebook
from conformance.spec.clauses import read_clauses
from tests.source import (
    ROOT,
    Statement,
    exceptions,
    printed_directory,
    printed_statements,
    printed_tables,
    statements,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conformance.book.casebook import Case
    from conformance.spec.clauses import Clause

NORMATIVE = [statement for statement in statements() if statement.normative]


@cache
def clauses() -> Mapping[str, Clause]:
    return read_clauses(ROOT / "spec")


@cache
def cases() -> Mapping[str, Case]:
    book = read_casebook(ROOT / "features")
    return {case.scenario_id: case for case in book.cases}


TUTORIAL = ("Tutorial1[7]", "Tutorial2[1]")
"""The eight steps with names and placeholders, and as they are printed."""

PLACEHOLDERS = ("<any>", "<count>")
"""What stands for times and numbers that are not the same on every engine."""

LOOK = "SELECT * FROM products"
"""What the cases of the tutorial ask after a RESTORE, and the source describes in words."""


def typed(case: Case) -> list[str]:
    """Return what a case of the tutorial executes, as the source prints it."""
    written = [
        line
        for step in case.steps
        if "executing:" in step.text and LOOK not in step.text
        for line in [*(step.block or "").splitlines(), step.text.partition(": ")[2] + ";"]
        if line != ";"
    ]
    return [as_named(line) for line in written]


def as_named(text: str) -> str:
    """Return what the source prints where a case has names."""
    for name, printed in (
        ("$dir", printed_directory()),
        ("$full_001", "bk_1711400000"),
        ("$inc_001", "bk_1711403600"),
    ):
        text = text.replace(name, printed)
    return text


def as_printed(cell: str, header: str, kind: str) -> str:
    """Return what the source prints where the feature has a placeholder."""
    sizes = {"full": "2048", "incremental": "1800"}
    durations = {"full": "3", "incremental": "2", "RESTORE": "5"}
    if cell == "<size>":
        return sizes.get(kind, "2048")
    if cell == "<ms>":
        return durations[kind]
    assert cell in PLACEHOLDERS or "<" not in cell, header
    return as_named(cell)


def as_source(table: tuple[tuple[str, ...], ...]) -> list[list[str]]:
    """Return a feature's table with the source's own sizes, durations and directory."""
    header, *body = ([*row] for row in table)
    kinds = {"full", "incremental", "RESTORE"}
    return [
        header,
        *(
            [
                as_printed(cell, name, next(one for one in row if one in kinds))
                for name, cell in zip(header, row, strict=True)
            ]
            for row in body
        ),
    ]


def test_all_65_statements_have_a_row_in_order() -> None:
    assert [statement.number for statement in statements()] == list(range(1, 66))


def test_44_statements_are_normative() -> None:
    assert len(NORMATIVE) == 44


@pytest.mark.parametrize("statement", statements(), ids=lambda one: f"S{one.number}")
def test_a_statement_names_the_clauses_that_name_it(statement: Statement) -> None:
    documented = [
        clause.id for clause in clauses().values() if f"S{statement.number}" in clause.documented
    ]
    assert sorted(statement.clauses) == sorted(documented)


@pytest.mark.parametrize("statement", NORMATIVE, ids=lambda one: f"S{one.number}")
def test_a_normative_statement_has_a_clause_unless_it_is_the_one_we_depart_from(
    statement: Statement,
) -> None:
    assert bool(statement.clauses) == (statement.number != 62)


@pytest.mark.parametrize("statement", NORMATIVE, ids=lambda one: f"S{one.number}")
def test_a_normative_statement_has_a_documented_case(statement: Statement) -> None:
    """CNF-002. The case needs no capability, or the page says which and why."""
    if statement.number == 62:
        assert not statement.case
        assert not exceptions()[62]
        return
    excepted = exceptions().get(statement.number)
    case = cases()[excepted or statement.case]
    assert bool(excepted) != bool(statement.case)
    assert case.profile == "documented"
    assert bool(case.needs) == bool(excepted)
    assert set(case.clauses) & set(statement.clauses)


def test_every_deviation_names_a_record() -> None:
    deviating = [one for one in statements() if "**" in one.kind]
    records = {path.name[:4] for path in (ROOT / "spec" / "decisions").glob("*.md")}
    assert [one.number for one in deviating] == [7, 9, 43, 62, 64]
    for one in deviating:
        numbers = re.findall(r"D(\d+)", one.kind)
        assert numbers
        assert {f"{int(number):04d}" for number in numbers} <= records


@pytest.mark.parametrize("case", TUTORIAL)
def test_the_tutorial_types_what_the_source_prints(case: str) -> None:
    assert typed(cases()[case]) == printed_statements()


@pytest.mark.parametrize("case", TUTORIAL)
def test_the_tutorial_judges_every_step_and_looks_after_each_restore(case: str) -> None:
    """CNF-034."""
    steps = cases()[case].steps
    done = [step for step in steps if step.keyword == "When"]
    assert len(done) == len([step for step in steps if step.keyword == "Then"])
    for restore, look in pairwise(done):
        if "RESTORE" in restore.text:
            assert look.text == f"executing: {LOOK}"


@pytest.mark.parametrize("case", TUTORIAL)
def test_the_tutorial_expects_the_tables_that_the_source_prints(case: str) -> None:
    """Whole in the one, but for placeholders of numbers and times in the other."""
    tables = [
        step.table for step in cases()[case].steps if step.table and "price" not in step.table[0]
    ]
    whole = not any("<count>" in step.words for step in cases()[case].steps)
    for table, printed in zip(tables, printed_tables(), strict=True):
        expected = as_source(table)
        assert expected == printed if whole else agree(expected, printed)


def agree(expected: list[list[str]], printed: list[list[str]]) -> bool:
    """Whether two tables have the same cells where the first has no placeholder."""
    pairs = [
        pair for rows in zip(expected, printed, strict=True) for pair in zip(*rows, strict=True)
    ]
    return all(mine in {*PLACEHOLDERS, its} for mine, its in pairs)


def test_the_phrases_of_the_tutorial_are_its_steps() -> None:
    """CNF-030."""
    printed = [statement.removesuffix(";") for statement in printed_statements()]
    assert list(beginning("the products of the tutorial")) == printed[:4]
    assert list(beginning("the changes of the tutorial")) == printed[5:8]
