"""The engine is as large as helios_ref/README.md states (decision 0026), and no module is long."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lines_of_code import README, by_room, lines_of_code, table

MOST = 12_200
"""Beyond this the engine would no longer be read as a whole (decision 0026)."""

LONGEST = 300
"""Lines of a module, blanks and prose among them; more are two subjects (decision 0026)."""

ROOT = Path(__file__).resolve().parents[1]


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


@pytest.mark.parametrize("package", ["helios_ref", "conformance", "tests"])
def test_no_module_has_two_subjects(package: str) -> None:
    paths = sorted((ROOT / package).rglob("*.py"))
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    assert lengths
    assert {str(path): lines for path, lines in lengths.items() if lines > LONGEST} == {}
