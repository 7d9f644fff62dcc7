"""The worked cases of the chapter, read from the chapter."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from helios_ref.tables.keys import RowKey, SchemaKey, parse_key, schema_key
from helios_ref.types import canonical
from tests.tables.samples import PRODUCT_ROWS, PRODUCTS, begun, row_key
from tests.types.comparison import compared

CHAPTER: Final = (Path(__file__).parents[2] / "spec" / "01-model.md").read_text()


def clause(name: str) -> str:
    """Return the text of one clause."""
    match = re.search(rf"^### {name} .*?(?=^#)", CHAPTER, re.MULTILINE | re.DOTALL)
    assert match is not None, name
    return match[0]


def found(pattern: str, text: str) -> tuple[str, ...]:
    """Return the groups of the one match of a pattern."""
    (match,) = re.finditer(pattern, text, re.DOTALL)
    return match.groups()


ENCODED: Final = re.findall(
    r"^\| (\w+) (\S+)(?: and (\S+))? \| `([0-9a-f ]+)` \|$", clause("MOD-014"), re.MULTILINE
)


@pytest.mark.parametrize(("sql", "first", "second", "listing"), ENCODED)
def test_a_value_in_an_index_key(sql: str, first: str, second: str, listing: str) -> None:
    """MOD-014. Both ways."""
    type_ = canonical(sql)
    for text in filter(None, (first, second)):
        value = type_.parsed(text.strip("'"))
        assert type_.encode(value) == bytes.fromhex(listing)
        back, end = type_.decoded(bytes.fromhex(listing) + b"more", 0)
        assert compared(back, value) == 0
        assert end == len(bytes.fromhex(listing))


def test_null_in_an_index_key() -> None:
    """MOD-014. And every other row of the table was read above."""
    worked = clause("MOD-014").split("Worked cases")[1]
    (listing,) = found(r"\| NULL \| `(\d\d)` \|", worked)
    assert canonical("INT").encode(None) == bytes.fromhex(listing)
    assert canonical("INT").decoded(bytes.fromhex(listing), 0) == (None, 1)
    assert len(ENCODED) == worked.count("| `") - 1


def test_a_name_in_a_key() -> None:
    """MOD-011. Both ways."""
    name, key = found(r"named `([^`]*)` has the schema key `([^`]*)`", clause("MOD-011"))
    assert schema_key(name) == key.encode()
    assert parse_key(key.encode()) == SchemaKey(name)


def test_a_row_id_in_a_key() -> None:
    """MOD-012. Both ways."""
    number, table, key = found(r"row (\d+) of `(\w+)` is `([^`]*)`", clause("MOD-012"))
    assert row_key(table, int(number)) == key.encode()
    assert parse_key(key.encode()) == RowKey(table, int(number))


def test_a_schema_counters_and_a_row() -> None:
    """MOD-021, MOD-022, MOD-023. The tutorial's table."""
    transaction = begun((PRODUCTS, PRODUCT_ROWS))
    (listing,) = found(r"```hex\n(.*?)```", clause("MOD-021"))
    code = [re.split(" {2,}", line.strip())[0] for line in listing.splitlines()]
    assert transaction.get(schema_key("products")) == bytes.fromhex("".join(code))
    table, counters = found(r"`(\w+)` has `([0-9a-f ]+)`", clause("MOD-022"))
    assert transaction.get(b"counter:" + table.encode()) == bytes.fromhex(counters)
    (row,) = found(r"`\(1, 'Widget', 9\.99\)` is `([0-9a-f ]+)`", clause("MOD-023"))
    assert transaction.get(row_key("products", 1)) == bytes.fromhex(row)
