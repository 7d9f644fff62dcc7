"""One noun for one thing: a public name is defined in one room of a package (glossary.md)."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).resolve().parents[1]

PEP_249 = "PEP 249 prescribes it for the door of Python; elsewhere it is what its room is about"
ENTRY = "what begins a command is called so everywhere"
APART = "the kit shares nothing with the judge, and has the words of CNF-020"
BLIND = "the reader of files is written from the chapters alone, and has the words of the chapters"

SHARED: Final[Mapping[str, Mapping[str, str]]] = {
    "helios_ref": {"Binary": PEP_249, "NUMBER": PEP_249},
    "conformance": {"Cell": APART, "Refused": BLIND, "Table": BLIND, "main": ENTRY},
}
"""Names that two rooms have for a reason; at most ten."""


def room(path: Path) -> str:
    """Return the folder of a package that a module is in, or the module at its top."""
    parts = path.relative_to(ROOT).parts
    return parts[1] if len(parts) > 2 else path.stem


def modules(package: str) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted((ROOT / package).rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def defined(tree: ast.Module) -> Iterator[str]:
    """Yield what a module defines at its top."""
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.Assign(targets=targets):
                yield from (one.id for one in targets if isinstance(one, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name


def used_elsewhere(package: str) -> set[tuple[str, str]]:
    """Return module and name of everything that another module of the package imports or asks."""
    found: set[tuple[str, str]] = set()
    for _, tree in modules(package):
        aliases: dict[str, str] = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                for one in node.names:
                    found.add((node.module, one.name))
                    aliases[one.asname or one.name] = f"{node.module}.{one.name}"
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                module = aliases.get(node.value.id)
                if module is not None:
                    found.add((module, node.attr))
    return found


def homonyms(package: str) -> dict[str, set[str]]:
    """Return the public names that stand in more than one room, with the rooms."""
    public = used_elsewhere(package)
    rooms: dict[str, set[str]] = defaultdict(set)
    for path, tree in modules(package):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for name in defined(tree):
            if (module, name) in public:
                rooms[name].add(room(path))
    return {name: where for name, where in sorted(rooms.items()) if len(where) > 1}


@pytest.mark.parametrize("package", SHARED)
def test_a_public_name_has_one_meaning(package: str) -> None:
    assert homonyms(package).keys() == SHARED[package].keys()


def test_few_names_are_shared() -> None:
    assert sum(map(len, SHARED.values())) <= 10
