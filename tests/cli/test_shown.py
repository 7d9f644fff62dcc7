"""Replies as text."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from helios_ref.cli.output.format_reply import Format, lines_of
from helios_ref.reply import Reply


def text_of(reply: Reply, style: Format) -> str:
    """Return the lines that a reply looks like."""
    return "".join(f"{line}\n" for line in lines_of(reply, style))


PRODUCTS = Reply(
    ("id", "name", "price"),
    ("integer", "text", "numeric"),
    ((1, "Widget", Decimal("9.99")), (20, None, Decimal("124.90"))),
)


def test_a_table_aligns_texts_left_and_numbers_right() -> None:
    """OPS-022."""
    assert text_of(PRODUCTS, Format.TABLE) == (
        " id | name   |  price\n"
        "----+--------+--------\n"
        "  1 | Widget |   9.99\n"
        " 20 | null   | 124.90\n"
        "(2 rows)\n"
    )


def test_a_table_counts_the_columns_of_the_terminal_not_the_characters() -> None:
    """OPS-022."""
    reply = Reply(("a", "b"), ("text", "text"), (("日本", "x"), ("ab", "y")))
    assert text_of(reply, Format.TABLE).splitlines() == [
        " a    | b",
        "------+---",
        " 日本 | x",
        " ab   | y",
        "(2 rows)",
    ]


def test_a_table_shows_no_character_that_moves_the_cursor() -> None:
    """OPS-022."""
    reply = Reply(("a",), ("text",), (("one\ntwo\x1b[2J",),))
    assert " one\\ntwo\\x1b[2J\n" in text_of(reply, Format.TABLE)


def test_a_statement_without_rows_says_what_it_did() -> None:
    """OPS-022."""
    assert text_of(Reply(), Format.TABLE) == "done\n"
    assert text_of(Reply(changed=1), Format.TABLE) == "1 row changed\n"
    assert text_of(Reply(changed=0), Format.TABLE) == "0 rows changed\n"
    assert text_of(Reply(changed=3), Format.CSV) == ""


def test_csv_keeps_null_and_the_empty_text_apart() -> None:
    """OPS-022."""
    reply = Reply(("a", "b"), ("text", "text"), ((None, ""), ('x "y"', "1,2"), ("p\nq", " ")))
    text = text_of(reply, Format.CSV)
    assert text == 'a,b\n,""\n"x ""y""","1,2"\n"p\nq", \n'
    assert list(csv.reader(io.StringIO(text)))[2:] == [['x "y"', "1,2"], ["p\nq", " "]]


@given(st.text(st.sampled_from('a,;"\r\n\t \u2028é'), max_size=6))
def test_csv_quotes_a_text_where_one_of_its_characters_needs_it(cell: str) -> None:
    """OPS-022. Looked at one by one, which is slower."""
    quoted = not cell or any(one in ',"\r\n' for one in cell)
    shown = '"' + cell.replace('"', '""') + '"' if quoted else cell
    assert text_of(Reply(("a",), ("text",), ((cell,),)), Format.CSV) == f"a\n{shown}\n"


def test_json_is_one_line_with_cells_as_text() -> None:
    """OPS-022."""
    text = text_of(PRODUCTS, Format.JSON)
    assert text.count("\n") == 1
    assert json.loads(text) == {
        "columns": ["id", "name", "price"],
        "rows": [["1", "Widget", "9.99"], ["20", None, "124.90"]],
    }


def test_json_tells_what_a_table_has_no_place_for() -> None:
    """OPS-022."""
    told = json.loads(text_of(Reply(changed=2, notices=("a notice",)), Format.JSON))
    assert told == {"columns": [], "rows": [], "changed": 2, "notices": ["a notice"]}
