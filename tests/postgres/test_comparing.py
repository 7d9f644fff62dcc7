"""How it is judged: answers, parameters, expressions, and what is needed of a difference."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helios_ref.sql import parse_expression
from tests.postgres.accused import Accused
from tests.postgres.answers import Answer, Refused, Statement, Told, agree, numbered
from tests.postgres.counting import TYPES, Tally
from tests.postgres.dice import Dice
from tests.postgres.expressions import MAKERS
from tests.postgres.kinds import KINDS, VALUES
from tests.postgres.model import Column
from tests.postgres.planted import PLANTED
from tests.postgres.run import Difference, Sides, replayed
from tests.postgres.shrinking import shrunk
from tests.postgres.writing import Writing

ROWS = Told(("a",), ("text",), (("1",), ("2",), (None,)))
QUERY = Statement("SELECT a FROM t")


@pytest.mark.parametrize(
    "other",
    [
        replace(ROWS, rows=ROWS.rows[1:]),
        replace(ROWS, rows=(*ROWS.rows, ROWS.rows[0])),
        replace(ROWS, rows=(("1",), ("2",), ("",))),
        replace(ROWS, columns=("b",)),
        replace(ROWS, types=("character varying",)),
        replace(ROWS, changed=3),
        Refused("42P01", "there is no t"),
    ],
)
def test_another_answer_is_a_difference(other: Answer) -> None:
    assert agree(QUERY, ROWS, ROWS)
    assert not agree(QUERY, ROWS, other)
    assert not agree(QUERY, other, ROWS)


def test_rows_have_an_order_where_the_statement_gives_them_one() -> None:
    turned = replace(ROWS, rows=ROWS.rows[::-1])
    assert agree(QUERY, ROWS, turned)
    assert not agree(replace(QUERY, ordered=True), ROWS, turned)


def test_refusals_agree_by_sqlstate_and_not_by_words() -> None:
    null, twice, zero = Refused("23502", "x"), Refused("23505", "x"), Refused("22012", "x")
    assert agree(QUERY, null, Refused("23502", "y"))
    assert not agree(QUERY, null, twice)
    both = replace(QUERY, either=frozenset({"23502", "23505"}))
    assert agree(both, null, twice)
    assert not agree(both, null, zero)


def test_parameters_that_are_left_are_counted_from_1() -> None:
    assert numbered("$3 + $1 + $12 + $3", tuple(range(1, 13))) == ("$1 + $2 + $3 + $1", (3, 1, 12))
    assert numbered("1", None) == ("1", ())


@pytest.mark.parametrize("kind", KINDS)
def test_the_grammar_derives_every_expression_that_is_made(kind: str) -> None:
    columns = [Column(f'"{kind} {n}"', kind, bounded=False) for n, kind in enumerate(KINDS)]
    for seed in range(100):
        writing = Writing(Dice(seed), MAKERS, tuple(columns), given=[])
        parse_expression(writing.value(kind, 3).text)


def test_a_seed_makes_the_same_expression_again() -> None:
    once, again, other = (
        [Writing(Dice(seed), MAKERS).value(kind, 3).text for kind in KINDS] for seed in (1, 1, 2)
    )
    assert once == again
    assert once != other


class Forgetful(Accused):
    """An engine that takes a 2 for a 3 once a table was emptied."""

    emptied = False

    def execute(self, statement: Statement) -> Answer:
        """Answer wrongly if a table was emptied before."""
        self.emptied = self.emptied or "TRUNCATE" in statement.text
        wrong = statement.text.replace("2", "3") if self.emptied else statement.text
        return super().execute(Statement(wrong))

    def begin(self) -> None:
        """Begin with nothing."""
        self.emptied = False
        super().begin()


def test_a_difference_is_shrunk_to_what_is_needed() -> None:
    sides = Sides(Accused(), Forgetful())
    noise = [Statement("SELECT " + "1" * n) for n in range(1, 31)]
    made, emptied = Statement("CREATE TABLE t (a INT)"), Statement("TRUNCATE t")
    filled, shown = Statement("INSERT INTO t VALUES (2)"), Statement("SELECT a FROM t")
    program = (*noise[:9], made, *noise[9:20], emptied, *noise[20:], filled, shown)
    found = replayed(sides, program)
    assert isinstance(found, Difference)
    assert found.program == program
    assert shrunk(sides, found).program == (made, emptied, filled, shown)
    assert replayed(sides, [made, filled, shown]) is None


def test_what_was_not_reached_is_missing() -> None:
    tally = Tally()
    everything = tally.missing()
    assert {"production select", "type uuid", "SQLSTATE 42P01"} <= set(everything)
    tally.told(Statement("SELECT a::uuid FROM t"), Refused("42P01", "there is no t"))
    gone = {"select", "core", "items", "item", "cast", "column", "type", "from", "folded", "start"}
    reached = {f"production {name}" for name in gone} | {"type uuid", "SQLSTATE 42P01"}
    assert set(everything) - set(tally.missing()) == reached


def test_every_type_has_values_and_a_planted_bug() -> None:
    assert set(PLANTED) == set(TYPES)
    assert set(VALUES) == set(KINDS)
