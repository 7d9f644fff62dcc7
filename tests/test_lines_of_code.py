"""helios_ref/README.md states how large the engine is (decision 0026)."""

from __future__ import annotations

import pytest

from tests.lines_of_code import README, by_room, lines_of_code, table

MOST = 11_500
"""Beyond this the engine would no longer be read as a whole (decision 0026)."""


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 0),
        ('"""A module."""\n\n# why\nX = 1\n"""What it is."""\n', 1),
        ('def f() -> None:\n    """Do."""\n    g(\n        1,  # one\n    )\n', 4),
        ('TEXT = """a\nb\n"""\n', 3),
    ],
)
def test_blanks_comments_and_docstrings_are_no_code(text: str, lines: int) -> None:
    assert lines_of_code(text) == lines


def test_the_readme_states_the_lines_of_each_room() -> None:
    assert table() in README.read_text(encoding="utf-8")


def test_the_engine_stays_small_enough_to_be_read() -> None:
    assert by_room().total() <= MOST
