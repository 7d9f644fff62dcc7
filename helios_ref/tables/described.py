"""Tables as a file or a state describes them, and rows that are held to that (01-model)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from struct import error as StructError  # noqa: N812  # a class of errors
from struct import unpack
from typing import Final, TypeVar

from helios_ref.storage.layer import Cell, Mark
from helios_ref.tables.keys import ID_DIGITS, KeyFormError, StateKey, parse_key, schema_key
from helios_ref.tables.rows import RowError, decode_counters
from helios_ref.tables.schema import SchemaError, decode_schema
from helios_ref.tables.table import Table
from helios_ref.types.sql_type import Packed

Found = TypeVar("Found")
Column = TypeVar("Column", bytes, Cell)
Check = Callable[[list[bytes], list[Column]], Found]
"""What looks at keys and cells of one kind all at once, or raises a Finding."""

AT_ONCE: Final = 512
"""How many keys are looked at together: too few for the collector of garbage to come by."""


@dataclass(eq=False)
class Finding(Exception):  # noqa: N818  # what was found in a file, not a refusal of ours
    """The first thing that is wrong with a state or a file."""

    key: bytes
    reason: str
    clause: str
    """One that the bytes break (HLD-054)."""


@dataclass(frozen=True, slots=True)
class Described:
    """A table with the schema and counters that stand beside its rows."""

    table: Table
    next_row: int


def looked(check: Check[Column, Found], keys: list[bytes], cells: list[Column]) -> Iterator[Found]:
    """
    Yield what `check` makes of many keys and cells, some thousand at a time.

    What is refused is looked at again, one by one, so that the Finding names the first.
    """
    for at in range(0, len(keys), AT_ONCE):
        few = slice(at, at + AT_ONCE)
        try:
            found = check(keys[few], cells[few])
        except Finding:
            for key, cell in zip(keys[few], cells[few], strict=True):
                check([key], [cell])
            raise AssertionError from None  # a way that refuses what each by itself is not
        yield found


def parsed_key(key: bytes) -> StateKey:
    """Return what `key` is the key of, or raise a Finding (MOD-010)."""
    try:
        return parse_key(key)
    except KeyFormError as error:
        raise Finding(key, str(error), "MOD-010") from None


def described(table: str, schema: bytes, counters: Cell) -> Described:
    """Return a table as its schema and counters describe it, or raise a Finding (MOD-021)."""
    try:
        found = Table(table, decode_schema(schema))
    except SchemaError as error:
        raise Finding(schema_key(table), *error.args) from None
    key = found.plan.counter_key
    if isinstance(counters, Mark):
        raise Finding(key, "the table has a schema, and no counters beside it", "MOD-050")
    try:
        next_row, *serials = decode_counters(counters)
    except RowError as error:
        raise Finding(key, *error.args) from None
    if len(serials) != len(found.plan.serials):
        raise Finding(key, "not one counter for each serial column", "MOD-022")
    return Described(found, next_row)


def row_ids(rows: bytes, keys: list[bytes], beyond: int) -> Sequence[int]:
    """Return the ids, all below `beyond`, in keys that continue `rows`, or raise a Finding."""
    digits = b"".join([key[len(rows) :] for key in keys])
    try:
        numbers = bytes.fromhex(digits.decode())
        ids = unpack(f">{len(keys)}Q", numbers)
    except (ValueError, StructError):
        numbers, ids = b"", (0,) * len(keys)
    alike = set(map(len, keys)) == {len(rows) + ID_DIGITS}
    if not alike or numbers.hex().encode() != digits or min(ids) < 1:
        reason = "the row id is not sixteen hexadecimal digits of a number from 1"
        raise Finding(keys[0], reason, "MOD-012")
    if max(ids) >= beyond:
        raise Finding(keys[0], "the row id is not below the table's next", "MOD-050")
    return ids


def packed_rows(
    found: Described, keys: list[bytes], cells: list[bytes]
) -> list[tuple[Packed, ...]]:
    """Return rows, still packed, or raise a Finding unless they fit the schema (MOD-023)."""
    try:
        return found.table.plan.codec.checked(cells)
    except RowError as error:
        raise Finding(keys[0], *error.args) from None
