"""Text to syntax records."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lark import Lark
from lark.exceptions import UnexpectedInput

from helios_ref.errors import CharacterError, SqlSyntaxError
from helios_ref.sql import parse, parse_expression, split
from helios_ref.sql import syntax as s
from helios_ref.sql.expressions import And, Binary, ColumnName, Integer, Not, Or, Parameter
from helios_ref.sql.generate_tables import STARTS, generate, lark
from helios_ref.sql.parser_tables import GRAMMAR, load

A, B, C = ColumnName("a"), ColumnName("b"), ColumnName("c")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a OR b AND c", Or((A, And((B, C))))),
        ("NOT a = b", Not(Binary("=", A, B))),
        ("a + b * c", Binary("+", A, Binary("*", B, C))),
        ("a - b - c", Binary("-", Binary("-", A, B), C)),
        ("a || b + c", Binary("||", A, Binary("+", B, C))),
        ("(a - b)", Binary("-", A, B)),
    ],
)
def test_operators_bind_as_the_grammar_nests_them(text: str, tree: object) -> None:
    """SQL-003."""
    assert parse_expression(text) == tree


def test_words_are_read_in_either_case_and_names_fold() -> None:
    """SQL-004, BRN-010."""
    assert parse('sElEcT A, "A" fRoM Key') == parse('SELECT a, "A" FROM key;')


def test_question_marks_are_numbered_in_the_order_of_the_text() -> None:
    """SQL-014."""
    assert parse_expression("a = ? AND b = ?") == And(
        (Binary("=", A, Parameter(1)), Binary("=", B, Parameter(2)))
    )
    assert parse_expression("a = $2") == Binary("=", A, Parameter(2))


def test_a_default_keeps_its_text() -> None:
    """MOD-021."""
    statement = parse("CREATE TABLE t (a INT DEFAULT 1  + /* x /* y */ */ 2 NOT NULL)")
    assert isinstance(statement, s.CreateTable)
    (column,) = statement.elements
    assert isinstance(column, s.ColumnDefinition)
    rule = column.constraints[0].rule
    assert isinstance(rule, s.DefaultValue)
    assert rule.value.text == "1  + /* x /* y */ */ 2"
    assert rule.value.expression == Binary("+", Integer("1"), Integer("2"))


@pytest.mark.parametrize(
    ("text", "line", "column", "near"),
    [
        ("SELEC 1", 1, 1, '"SELEC"'),
        ("SELECT 1\nFROM t WHERE ORDER", 2, 14, '"ORDER"'),
        ("SELECT", 1, 7, "the end of the text"),
        ("SELECT 1; SELECT 2", 1, 11, '"SELECT"'),
        ("SELECT 'open", 1, 8, '"\'"'),
        ("SELECT 1 /* open", 1, 10, '"/"'),
        ("SELECT 1 /* /* */", 1, 10, '"/"'),
        ("SELECT 1 /*/", 1, 10, '"/"'),
        ("SELECT 12ab", 1, 8, '"1"'),
        ("SELECT ~1", 1, 8, '"~"'),
        ("", 1, 1, "the end of the text"),
        ("-- nothing", 1, 1, "the end of the text"),
        ("SELECT \x0b1", 1, 8, '"\x0b"'),
        ('SELECT ""', 1, 8, '"""'),
        ("CREATE TABLE select (a INT)", 1, 14, '"select"'),
    ],
)
def test_a_syntax_error_says_where(text: str, line: int, column: int, near: str) -> None:
    """SQL-005."""
    with pytest.raises(SqlSyntaxError) as refusal:
        parse(text)
    assert (refusal.value.line, refusal.value.column, refusal.value.near) == (line, column, near)


@pytest.mark.parametrize("text", ["SELECT '\0'", "SELECT '\ud800'"])
def test_a_text_has_only_characters_that_can_be_kept(text: str) -> None:
    """SQL-001."""
    with pytest.raises(CharacterError):
        parse(text)


@pytest.mark.parametrize(
    ("script", "statements"),
    [
        ("", []),
        (" ; ;", []),
        ("a;b", ["a", "b"]),
        ("a -- ; b\n; c", ["a -- ; b", "c"]),
        ("'a;''b' ; \"x;y\"", ["'a;''b'", '"x;y"']),
        ("a /* ; /* ; */ ; */ b; c", ["a /* ; /* ; */ ; */ b", "c"]),
        ("a; /* only a comment */", ["a"]),
        ("a; 'open ; b", ["a", "'open ; b"]),
    ],
)
def test_a_script_is_split_at_its_semicolons(script: str, statements: list[str]) -> None:
    """SQL-002."""
    assert split(script) == statements


def test_two_statements_at_once_are_none() -> None:
    """SQL-002."""
    with pytest.raises(SqlSyntaxError) as refusal:
        parse("SELECT 1; SELECT 2")
    assert refusal.value.near == '"SELECT"'


def test_the_tables_are_those_of_the_grammar() -> None:
    """SQL-003. A build leaves what any other process would generate."""
    assert generate(Path(GRAMMAR).read_bytes()) == load()


SOUP = """
SELECT FROM WHERE a b ( ( ) ) , , ; * + - || = < NOT AND OR IS NULL IN LIKE BETWEEN 1 2.5 'x' ?
CASE WHEN THEN ELSE END CAST AS int :: . INSERT INTO VALUES CREATE TABLE PRIMARY KEY DEFAULT
UPDATE SET ORDER BY DESC NULLS FIRST LIMIT OFFSET BRANCH AT DATABASE BACKUP TO "q" IF EXISTS
DROP ~ ' " /* -- $1 1a
"""
PRINTED = re.compile(r"<!-- grammar -->\n```lark\n(.*?)```\n<!-- end of grammar -->", re.DOTALL)


def test_the_spec_prints_the_grammar() -> None:
    """SQL-003."""
    chapter = Path(__file__).parents[2] / "spec" / "02a-grammar.md"
    (printed,) = PRINTED.findall(chapter.read_text(encoding="utf-8"))
    assert printed.encode() == Path(GRAMMAR).read_bytes()


def test_the_grammar_has_no_conflicts(caplog: pytest.LogCaptureFixture) -> None:
    """SQL-003. Lark resolves a conflict between shift and reduce, and tells of it."""
    with caplog.at_level("DEBUG", logger="lark"):
        Lark(Path(GRAMMAR).read_text(), parser="lalr", start=list(STARTS), debug=True)
    assert [message for message in caplog.messages if "onflict" in message] == []


WORDS = st.sampled_from(SOUP.split())


@given(st.lists(WORDS, max_size=12), st.sampled_from([" ", "", "\n"]))
def test_a_soup_of_words_is_parsed_or_refused(words: list[str], glue: str) -> None:
    """SQL-005. Nothing but a refusal comes out."""
    with suppress(SqlSyntaxError):
        assert parse(glue.join(words))


@pytest.fixture(scope="module")
def reference() -> Lark:
    return lark(Path(GRAMMAR).read_bytes())


STEMS = st.sampled_from(
    [
        "SELECT",
        "SELECT a FROM t WHERE",
        "INSERT INTO t VALUES (",
        "CREATE TABLE t (a",
        "UPDATE t SET a =",
        "SELECT CASE",
        "SELECT * FROM t ORDER BY",
    ]
)


@given(stem=STEMS, words=st.lists(WORDS, max_size=8))
@settings(max_examples=300)
def test_our_automaton_accepts_what_lark_accepts(
    reference: Lark, stem: str, words: list[str]
) -> None:
    """SQL-003. Two readers of one grammar."""
    text = " ".join([stem, *(word for word in words if word not in {"/*", "--"})])
    try:
        reference.parse(text, start="start")
        expected = True
    except UnexpectedInput:
        expected = False
    try:
        parse(text)
        accepted = True
    except SqlSyntaxError:
        accepted = False
    assert accepted == expected
