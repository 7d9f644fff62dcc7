"""Cells and tables of features, and the answers that they take (08-conformance)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conformance.book.statements import backup_name, is_backup, statements
from conformance.drivers.answers import Rows
from conformance.run.cells import expected_cell, matches, shown
from conformance.run.names import NamedBackup, Names, UnboundNameError
from conformance.run.tables import drawn_answer, expected_table

if TYPE_CHECKING:
    from pathlib import Path

    from conformance.drivers.protocol import Cell


def names(directory: str = "/d", *, visible: bool = True) -> Names:
    """Return the names of a case with one backup."""
    found = Names(directory, visible)
    found.bind("full", NamedBackup("bk_7", f"{directory}/full.hldb"))
    return found


@pytest.mark.parametrize(
    ("written", "takes", "refuses"),
    [
        ("Widget", ["Widget"], ["widget", "Widget ", None, ""]),
        ("null", [None], ["null", ""]),
        ("'null'", ["null"], [None, "'null'"]),
        ("''", [""], [None, "''"]),
        ("' a '", [" a "], ["a", "' a '"]),
        ("'", ["'"], [""]),
        ("", ["", None], [" ", "null"]),
        ("$full", ["bk_7"], ["$full"]),
        ("<any>", ["7", "a\nb"], [None, ""]),
        ("bk_<any>", ["bk_7", "bk_x"], ["bk_", "bk", "a bk_7", None]),
        ("$dir/<any>.hldb", ["/d/x.hldb"], ["/d/.hldb", "/d/x.hldb "]),
        ("9.99", ["9.99"], ["9.990", "9,99", None]),
        ("$full.path", ["/d/full.hldb"], []),
        ("$dir/x", ["/d/x"], []),
        ("<ms>", ["0", "7", "10"], [None, "", "-1", "1.5", "007", "x"]),
        ("<count>", ["0", "7"], ["-1"]),
        ("<size>", ["1", "633"], ["0", "-1", None, "x"]),
    ],
)
def test_a_cell_takes_what_it_says(written: str, takes: list[Cell], refuses: list[Cell]) -> None:
    """CNF-021, CNF-030."""
    expected = expected_cell(written, names())
    assert [cell for cell in takes if not matches(expected, cell, (cell,))] == []
    assert [cell for cell in refuses if matches(expected, cell, (cell,))] == []


def test_the_zeros_that_end_a_decimal_count_where_scales_do() -> None:
    """CNF-003. What has no point is a text as ever."""
    plain = Names("/d", visible=True, scales=False)
    takes = expected_cell("-9.90", plain)
    assert all(matches(takes, cell, ()) for cell in ("-9.9", "-9.90", "-9.9000"))
    assert not any(matches(takes, cell, ()) for cell in ("9.9", "-9.91", "-9.9x", "", None))
    assert not matches(expected_cell("9", plain), "9.0", ())
    assert not matches(expected_cell("v1.0", plain), "v1.00", ())


def test_a_size_is_the_length_of_the_file_that_the_row_names(tmp_path: Path) -> None:
    """CNF-030. Of a target whose files we do not see, it is a number."""
    path = tmp_path / "full.hldb"
    size, sizes = "<size>", "<size of $full and $full>"
    row: list[Cell] = ["1711400000", str(path)]
    seen, unseen = names(str(tmp_path)), names(str(tmp_path), visible=False)
    assert not matches(expected_cell(size, seen), "5", row)
    path.write_bytes(b"12345")
    assert matches(expected_cell(size, seen), "5", row)
    assert not matches(expected_cell(size, seen), "6", row)
    assert matches(expected_cell(size, unseen), "6", row)
    assert matches(expected_cell(sizes, seen), "10", [])
    assert not matches(expected_cell(sizes, seen), "5", row)
    assert matches(expected_cell(sizes, unseen), "5", row)


@pytest.mark.parametrize("cell", [None, "", "null", " a", "a ", "'a'", "a b", "a'b", "'"])
def test_what_is_shown_of_a_cell_would_take_it(cell: Cell) -> None:
    """CNF-030."""
    assert matches(expected_cell(shown(cell), names()), cell, ())


def test_a_name_that_nobody_bound_blocks_a_case() -> None:
    """CNF-030."""
    with pytest.raises(UnboundNameError):
        names().filled("RESTORE DATABASE FROM '$other'")
    assert names().filled("$5, $$ and $full.pathology") == "$5, $$ and bk_7.pathology"


TABLE = (["id", "name"], ["1", "a"], ["<ms>", "b"], ["2", "b"])


@pytest.mark.parametrize(
    ("columns", "answered", "ordered", "unordered"),
    [
        (("id", "name"), [("1", "a"), ("9", "b"), ("2", "b")], True, True),
        (("id", "name"), [("2", "b"), ("9", "b"), ("1", "a")], False, True),
        (("id", "name"), [("2", "b"), ("2", "b"), ("1", "a")], False, True),
        (("id", "name"), [("9", "b"), ("9", "b"), ("1", "a")], False, False),
        (("id", "name"), [("1", "a"), ("2", "b")], False, False),
        (("id", "name"), [("1", "a"), ("9", "b"), ("2", "b"), ("2", "b")], False, False),
        (("name", "id"), [("1", "a"), ("9", "b"), ("2", "b")], False, False),
        (("id",), [("1",), ("9",), ("2",)], False, False),
    ],
)
def test_rows_are_compared_in_order_or_as_a_bag(
    columns: tuple[str, ...], answered: list[tuple[Cell, ...]], *, ordered: bool, unordered: bool
) -> None:
    """CNF-030. A wildcard never takes the row that another needs."""
    answer = Rows(columns, tuple(answered))
    table = expected_table(TABLE, names())
    assert table.equals(answer) is ordered
    assert table.holds_the_rows_of(answer) is unordered


def test_an_answer_is_drawn_as_a_feature_would_write_it() -> None:
    """CNF-030."""
    answer = Rows(("path", "n"), (("/d/x", None), ("", "1")))
    assert drawn_answer(answer, "/d").splitlines() == [
        "| path   | n    |",
        "| $dir/x | null |",
        "| ''     | 1    |",
    ]


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("SELECT 1", ("SELECT 1",)),
        ("SELECT 1;", ("SELECT 1",)),
        ("SELECT ';';\nSELECT 2; \n\nSELECT\n  3\n", ("SELECT ';'", "SELECT 2", "SELECT\n  3")),
        ("INSERT INTO t VALUES ('a; b'), ('c;d');", ("INSERT INTO t VALUES ('a; b'), ('c;d')",)),
        ("", ()),
        (";\n;", ()),
    ],
)
def test_a_block_is_split_only_where_a_line_ends(block: str, expected: tuple[str, ...]) -> None:
    """CNF-030."""
    assert statements(None, block) == expected


@pytest.mark.parametrize(
    ("statement", "backs_up", "name"),
    [
        ("BACKUP DATABASE TO '$dir/full.hldb'", True, "full"),
        ("backup database incremental to '$dir/a/b/inc_1.hldb'", True, "inc_1"),
        ("BACKUP DATABASE TO 'here.hldb'", True, "here"),
        ("BACKUP DATABASE TO '$dir/a file'", True, None),
        ("BACKUP DATABASE", True, None),
        ("RESTORE DATABASE FROM '$dir/full.hldb'", False, None),
        ("SELECT 'BACKUP TO full.hldb'", False, None),
    ],
)
def test_a_backup_is_called_as_its_file(
    statement: str, name: str | None, *, backs_up: bool
) -> None:
    """CNF-030."""
    assert (is_backup(statement), backup_name(statement)) == (backs_up, name)
