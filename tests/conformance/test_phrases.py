"""The phrases of chapter 08 and the steps that read them are the same (CNF-030)."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from conformance import steps
from conformance.spec.chapter08 import read_charter
from conformance.spec.resources import spec_directory
from conformance.steps.defined_phrases import defined_phrases

if TYPE_CHECKING:
    from conformance.book.phrases import Phrase

MOST_PHRASES = 35
SWAPPED = "swapped with that of $b"
STEPS = Path(steps.__file__).parent


def test_the_chapter_and_the_code_have_the_same_phrases() -> None:
    """CNF-030."""
    defined = [phrase.text.replace(" (or a block)", "") for phrase in defined_phrases()]
    listed = [text.replace(" (or a block)", "") for text in read_charter(spec_directory()).phrases]
    assert sorted(defined) == sorted(listed)
    assert len(listed) <= MOST_PHRASES


@pytest.mark.parametrize("phrase", defined_phrases(), ids=lambda phrase: phrase.text)
def test_a_step_knows_exactly_the_capabilities_of_the_chapter(phrase: Phrase) -> None:
    """CNF-010, CNF-030."""
    known = read_charter(spec_directory()).capabilities
    assert [need for need in phrase.needs if need not in known] == []


@pytest.mark.parametrize("module", steps.MODULES)
def test_a_step_is_an_adapter(module: str) -> None:
    """CNF-030. No decision, no loop over cases, no statement of its own making."""
    decisions = (ast.If, ast.IfExp, ast.Match, ast.For, ast.While, ast.Try)
    path = STEPS / f"{module.rpartition('.')[2]}.py"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert [node.lineno for node in ast.walk(tree) if isinstance(node, decisions)] == [
        node.lineno for node in ast.walk(tree) if isinstance(node, ast.If) and _for_types(node)
    ]


def _for_types(node: ast.If) -> bool:
    return ast.unparse(node.test) == "TYPE_CHECKING"


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        ("having executed:", {"statement": None}),
        ("having executed: SELECT 'a: b'", {"statement": "SELECT 'a: b'"}),
        ("session b has executed: SELECT 1", {"s": "b", "statement": "SELECT 1"}),
        ("a full backup $full", {"name": "full"}),
        ("a table of 1600 columns", {"n": "1600"}),
        ("noting: SELECT 1", {"queries": "SELECT 1"}),
        ("noting products, branches and backups", {"table": "products"}),
        ("the file of $full is one bit off", {"name": "full", "damage": "one bit off"}),
        ("the file of $a is one bit off at 5%", {"name": "a", "damage": "one bit off at 5%"}),
        ("the file of $a is swapped with that of $b", {"name": "a", "damage": SWAPPED}),
        ("a copy of valid/one-2 stands at x", {"kind": "copy of valid/one-2", "path": "x"}),
        ("the file $dir/a holds:", {"path": "$dir/a"}),
        ("the file x is that of valid/a-b/c.hldb", {"path": "x", "vector": "valid/a-b/c.hldb"}),
        ("a dangling link stands at $dir/x", {"kind": "dangling link", "path": "$dir/x"}),
        ("it is refused with NO_BASE", {"code": "NO_BASE", "text": None}),
        ("it is refused with A_B, naming $dir and b", {"code": "A_B", "text": "$dir and b"}),
        ("it is refused, or SELECT 'or' answers:", {"query": "SELECT 'or'"}),
        ("the result is:", {"order": None}),
        ("the result, in any order, is:", {"order": "any order"}),
        ("the file $dir/a b has mode 600", {"path": "$dir/a b", "octal": "600"}),
    ],
)
def test_a_phrase_takes_its_places_from_the_line(text: str, arguments: dict[str, str]) -> None:
    """CNF-030. And no other phrase reads the same line."""
    found = [match for phrase in defined_phrases() if (match := phrase.expression.fullmatch(text))]
    assert [match.groupdict() for match in found] == [arguments]
