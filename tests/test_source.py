"""The source is quoted whole, mapped to clauses, and run as it is printed (spec/source.md)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

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
    return {case.id.partition("#")[0]: case for case in book.cases}


def tutorial() -> list[Case]:
    return [case for id_, case in cases().items() if id_.startswith("Tutorial1[")]


def typed(case: Case) -> list[str]:
    """Return what a scenario executes, as the source prints it."""
    written = [
        line
        for step in case.steps
        if "executed:" in step.text or "executing:" in step.text
        for line in [*(step.block or "").splitlines(), step.text.partition(": ")[2] + ";"]
        if line != ";"
    ]
    return [line.replace("$dir", printed_directory()) for line in written]


def as_printed(cell: str, header: str, kind: str) -> str:
    """Return what the source prints where the feature has a placeholder."""
    sizes = {"full": "2048", "incremental": "1800"}
    durations = {"full": "3", "incremental": "2", "RESTORE": "5"}
    if cell == "<size>":
        return sizes.get(kind, "2048")
    if cell == "<ms>":
        return durations[kind]
    assert "<" not in cell, header
    return cell.replace("$dir", printed_directory())


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


def test_the_tutorial_feature_types_what_the_source_prints() -> None:
    assert typed(tutorial()[-1]) == printed_statements()


def test_each_tutorial_scenario_repeats_the_steps_before_its_own() -> None:
    printed = printed_statements()
    lengths = [len(typed(case)) for case in tutorial()]
    assert [typed(case) for case in tutorial()] == [printed[:length] for length in lengths]
    assert lengths == sorted(set(lengths))


def test_the_tutorial_feature_expects_what_the_source_prints() -> None:
    tables = [step.table for case in tutorial() for step in case.steps if step.table]
    assert [as_source(table) for table in tables] == printed_tables()
