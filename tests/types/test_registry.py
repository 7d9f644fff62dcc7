"""The folder of types and the tables of the spec name the same types."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Final

from helios_ref import types
from helios_ref.types import TYPES, UNKNOWN, SqlType, canonical

SPEC: Final = Path(__file__).parents[2] / "spec"

MODIFIED: Final = ("numeric(p,s)", "character varying(n)")
"""Types with modifiers, as the tables name them."""


def table(chapter: str, clause: str, heading: str) -> list[list[str]]:
    """Return the rows of a clause's table that begins with this heading."""
    text = (SPEC / chapter).read_text().split(f"\n### {clause} ")[1].split("\n### ")[0]
    rows = text.split(f"\n{heading}\n")[1].split("\n\n")[0].splitlines()[1:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def names(rows: list[list[str]]) -> list[str]:
    """Return the names of types in the first column, without modifiers."""
    return [name for row in rows for name in re.findall(r"`([^`]+)`", row[0])]


def spellings(row: list[str]) -> set[str]:
    """Return what a row of SQL-020 lets its types be called, without modifiers."""
    words = re.sub(r", FLOAT\(\d+\) to FLOAT\(\d+\)|, with.*", "", row[1])
    found = {word.strip().lower() for word in re.split(r"[,·]", words)}
    return set(names([row])) if found == {"the same words"} else found


def test_every_type_has_its_form_its_bounds_and_its_names() -> None:
    """MOD-023, MOD-027, SQL-020. A type without a row fails, and a row without a type."""
    expected = sorted([*TYPES, *MODIFIED])
    form = table("01-model.md", "MOD-023", "| type name in a schema | SQL | MessagePack |")
    bounds = table("01-model.md", "MOD-027", "| type | values |")
    sql = table("02b-types.md", "SQL-020", "| type | names |")
    assert sorted(names(form)) == expected
    assert sorted([*names(sql), "character varying(n)"]) == expected  # a row of SQL has both
    assert sorted(names(bounds)) == expected


def test_every_type_is_called_what_its_row_says() -> None:
    """SQL-020. Each name in the row leads to it, and it has no other."""
    for row in table("02b-types.md", "SQL-020", "| type | names |"):
        if names([row])[0] in MODIFIED:
            continue
        named = [TYPES[name] for name in names([row])]
        assert spellings(row) == {one for type_ in named for one in (type_.name, *type_.aliases)}
        assert {canonical(spelling).name for spelling in spellings(row)} == set(names([row]))


def test_every_type_that_has_an_order_has_an_encoding() -> None:
    """MOD-014. And no other has."""
    rows = table("01-model.md", "MOD-014", "| value | encoding |")[2:]
    encoded = [canonical(name).name for row in rows for name in row[0].split(", ")]
    assert sorted(encoded) == sorted(name for name, one in TYPES.items() if one.comparable)


def test_the_folder_and_the_registry_hold_the_same_types() -> None:
    """MOD-023. A module whose type is not registered fails."""
    modules = [
        import_module(f"{types.__name__}.{module.name}") for module in iter_modules(types.__path__)
    ]
    defined = {
        one.name for module in modules for one in vars(module).values() if isinstance(one, SqlType)
    }
    assert defined == {*TYPES, UNKNOWN.name}
