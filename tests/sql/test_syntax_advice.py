"""What somebody is told who wrote what the grammar does not derive."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helios_ref.errors import SqlSyntaxError
from helios_ref.sql import parse
from helios_ref.sql.continuation import Continuation
from helios_ref.sql.parser_tables import load
from helios_ref.sql.scanner import END, Scanner

TABLES = load()
SCANNER = Scanner(TABLES)


def advice(text: str) -> str:
    with pytest.raises(SqlSyntaxError) as refusal:
        parse(text)
    return refusal.value.advice


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("SELEC 1", "did you mean SELECT?"),
        ("SELECT * FORM t", "did you mean FROM?"),
        ("SELECT a FORM t", "did you mean FROM instead of FORM?"),
        ("SELECT a FROM t GRUOP BY a", "did you mean GROUP instead of GRUOP?"),
        ("SELECT * FROM t LIMT 3", "did you mean LIMIT instead of LIMT?"),
        ("CREATE TABEL t (a INT)", "did you mean TABLE? expected DATABASE, INDEX, TABLE or UNIQUE"),
        ("CREATE TABLE t (a", "expected a type, CHARACTER or DOUBLE"),
        ("CREATE TABLE order (a INT)", 'ORDER is a word of the language: "order" in quotes'),
        ("SELECT 'abc", "this quote is never closed"),
        ("SELECT 1 +", "expected an expression"),
        ("SELECT (1", 'expected an operator, ")"'),
        ("BACKUP DATABASE TO x", "expected the path of a file in single quotes"),
        ("RESTORE DATABASE FROM bk_1", "expected the ID of a backup, or the path of its file"),
        ("USE BRANCH", "expected a branch"),
        ("SELECT 1; SELECT 2", "expected the end of the statement"),
        ("", "expected ALTER, BACKUP, BEGIN"),
    ],
)
def test_it_says_what_was_expected_and_what_was_meant(text: str, told: str) -> None:
    """OPS-080."""
    assert advice(text).startswith(told)


def test_a_word_is_proposed_only_where_the_statement_goes_on_with_it() -> None:
    """OPS-080. `wher` is an alias, and nothing is like `y`."""
    assert "did you mean" not in advice("SELECT a FROM t wher, y z q")


def test_what_nests_too_deep_to_tell_is_told_as_soon() -> None:
    """OPS-080 and OPS-143. The stack is walked a little way, not copied for each word."""
    assert "expected an expression" in advice("SELECT " + "(" * 100_000)
    assert advice("SELECT " + "- " * 100_000 + "1 1").startswith("in helios-ref shell, help shows")
    assert advice("x" * 1_000_000).startswith("expected ALTER")


WORDS = st.sampled_from(["SELECT", "a", ",", "FROM", "t", "WHERE", "=", "(", ")", "IN", "NOT"])


@given(st.lists(WORDS, max_size=10))
def test_what_may_follow_is_what_the_parser_takes(words: list[str]) -> None:
    """OPS-080. A token may follow exactly where one more can be taken."""
    tokens = list(SCANNER.tokens(" ".join(words)))[:-1]
    for kind in {*TABLES.keywords.values(), *dict(TABLES.patterns), END}:
        foretold = Continuation(TABLES, "start", tokens).may(kind)
        assert foretold == Continuation(TABLES, "start", tokens).take(kind)


def test_a_text_is_no_name() -> None:
    """OPS-080. In either kind of quotes something may stand, and not the same."""
    assert advice("USE BRANCH 'two words'").startswith(
        "a name stands in double quotes, or in none."
    )
    assert "double quotes" not in advice("SELECT 1 'a'")
