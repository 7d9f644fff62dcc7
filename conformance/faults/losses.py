"""What a restore can lose of a state, feature by feature (CNF-057)."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Final
from uuid import UUID

from conformance.traceability.products import DELETIONS
from helios_ref.tables.keys import entries_prefix, parse_key, rows_prefix, schema_key
from helios_ref.tables.rows import codec, decode_counters, encode_counters
from helios_ref.tables.schema import (
    Column,
    IndexKind,
    Schema,
    decode_schema,
    encode_schema,
)
from helios_ref.types import type_named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from helios_ref.types import Value

    Cells = dict[bytes, bytes]
    Loss = Callable[[Cells, Sequence[bytes]], Cells]
    """What is left of a state, given the keys of the one below it in the chain."""

BLOCK: Final = 4096
"""Most entries of a block (HLD-027)."""

LARGE: Final = 1 << 20


def everything(cells: Cells, _: Sequence[bytes]) -> Cells:
    """Lose every row, constraint and counter; the tables of the state are there."""
    empty = Schema((Column("id", type_named("integer")),))
    return {
        key: encode_schema(empty) if key.startswith(b"meta:") else b"\x91\x01"
        for key in cells
        if key.startswith((b"meta:", b"counter:"))
    }


def tables(cells: Mapping[bytes, bytes]) -> Iterator[tuple[str, Schema]]:
    """Yield the tables of a state."""
    for key, value in cells.items():
        if key.startswith(b"meta:table:"):
            yield parse_key(key).table, decode_schema(value)


def values(type_: str, lose: Callable[[Value], Value], cells: Cells, _: Sequence[bytes]) -> Cells:
    """Change the values of a type, and NULL where the type is `null`."""
    for table, schema in [*tables(cells)]:
        at = [i for i, column in enumerate(schema.columns) if column.type.name.startswith(type_)]
        rows = codec(schema.columns)
        indexed = {i for index in schema.indexes for i in index.columns}
        for key in [key for key in cells if key.startswith(rows_prefix(table))]:
            row = list(rows.decode(cells[key]))
            for i in set(at) - indexed:
                one = row[i]
                row[i] = one if one is None else lose(one)
            cells[key] = rows.encode(row)
    return cells


def nulls(cells: Cells, _: Sequence[bytes]) -> Cells:
    """Take NULL in a text for the empty text."""
    for table, schema in [*tables(cells)]:
        rows = codec(schema.columns)
        for key in [key for key in cells if key.startswith(rows_prefix(table))]:
            row = zip(rows.decode(cells[key]), schema.columns, strict=True)
            cells[key] = rows.encode(
                ["" if one is None and column.type.name == "text" else one for one, column in row]
            )
    return cells


def schemas(lose: Callable[[Schema], Schema], cells: Cells, _: Sequence[bytes]) -> Cells:
    """Change the schemas, and drop the keys of the indexes that went."""
    for table, schema in [*tables(cells)]:
        left = lose(schema)
        cells[schema_key(table)] = encode_schema(left)
        for index in set(schema.indexes) - set(left.indexes):
            prefix = entries_prefix(table, index.name)
            for key in [key for key in cells if key.startswith(prefix)]:
                del cells[key]
    return cells


def columns(lose: Callable[[Column, bool], Column], schema: Schema) -> Schema:
    """Change columns, each told whether it is a part of the primary key."""
    keys = {i for index in schema.indexes if index.primary for i in index.columns}
    changed = (lose(column, i in keys) for i, column in enumerate(schema.columns))
    return replace(schema, columns=tuple(changed))


def indexes(kind: IndexKind, schema: Schema) -> Schema:
    """Lose the indexes of a kind."""
    return replace(schema, indexes=tuple(one for one in schema.indexes if one.kind is not kind))


def nullable(column: Column, is_key: bool) -> Column:  # noqa: FBT001 - as `columns` calls it
    """Lose NOT NULL."""
    return column if is_key else replace(column, not_null=False)


def plain(type_: str, column: Column, _: bool) -> Column:  # noqa: FBT001
    """Lose the modifiers of a type."""
    return replace(column, type=type_named(type_)) if column.type.name.startswith(type_) else column


def without_default(written: bool, column: Column, _: bool) -> Column:  # noqa: FBT001
    """Lose a default that is a constant, or one that is an expression."""
    lost = column.default is not None and column.default.isdigit() == written
    return replace(column, default=None) if lost else column


def strict_where_unique(schema: Schema) -> Schema:
    """Allow no NULL in what is unique."""
    keys = {i for index in schema.indexes if index.unique for i in index.columns}
    found = enumerate(schema.columns)
    return replace(
        schema, columns=tuple(replace(c, not_null=c.not_null or i in keys) for i, c in found)
    )


def counters(
    lose: Callable[[int, Sequence[int]], tuple[int, Sequence[int]]],
    cells: Cells,
    _: Sequence[bytes],
) -> Cells:
    """Change what comes next in each table: the row id, the numbers of serials."""
    for key in [key for key in cells if key.startswith(b"counter:")]:
        row, *serials = decode_counters(cells[key])
        cells[key] = encode_counters(*lose(row, serials))
    return cells


def named(lost: Callable[[str, Sequence[str]], bool], cells: Cells, _: Sequence[bytes]) -> Cells:
    """Lose tables by their names, of which all are known."""
    names = [table for table, _schema in tables(cells)]
    return {key: value for key, value in cells.items() if not lost(parse_key(key).table, names)}


def keys(lost: Callable[[int, bytes], bool], cells: Cells, _: Sequence[bytes]) -> Cells:
    """Lose entries by their place and their key."""
    ordered = enumerate(sorted(cells))
    return {key: cells[key] for at, key in ordered if not lost(at, key)}


def deletions(cells: Cells, before: Sequence[bytes]) -> Cells:
    """Forget the deletions that a second block says."""
    gone = [key for key in before if key not in cells and key.startswith(b"data:")]
    return cells | dict.fromkeys(gone[BLOCK:], b"\x91\x01")


def shortened(value: Value) -> Value:
    """Cut a large text."""
    return value[:LARGE] if isinstance(value, str) else value


_VALUES: Final[Mapping[str, tuple[str, Callable[..., Value]]]] = {
    "SMALLINT": ("smallint", lambda value: value + 1),
    "INT": ("integer", lambda value: value + 1),
    "BIGINT beyond 2^53": ("bigint", lambda value: int(float(value))),
    "DECIMAL, its digits": ("numeric", lambda value: Decimal(f"{value:.17g}")),
    "DECIMAL, its scale": ("numeric", lambda value: value.normalize()),
    "REAL": ("real", lambda value: float(int(value))),
    "FLOAT8": ("double", lambda value: float(f"{value:.15g}")),
    "BOOLEAN": ("boolean", lambda value: not value),
    "TEXT as it is composed": ("text", lambda value: unicodedata.normalize("NFC", value)),
    "VARCHAR with its blanks": ("character", str.strip),
    "JSON as it is written": ("json", lambda value: " ".join(value.split())),
    "DATE": ("date", lambda value: value.replace(year=value.year + 1)),
    "TIMESTAMP to the microsecond": ("timestamp", lambda value: value.replace(microsecond=0)),
    "BYTEA": ("bytea", lambda value: value[:-1]),
    "UUID": ("uuid", lambda value: UUID(int=value.int ^ 1)),
    "a value of 16 MiB": ("text", shortened),
}
_SCHEMAS: Final[Mapping[str, Callable[[Schema], Schema]]] = {
    "NOT NULL": partial(columns, nullable),
    "PRIMARY KEY": partial(indexes, IndexKind.PRIMARY),
    "UNIQUE": partial(indexes, IndexKind.UNIQUE),
    "CREATE UNIQUE INDEX": partial(indexes, IndexKind.UNIQUE_INDEX),
    "CREATE INDEX": partial(indexes, IndexKind.INDEX),
    "CHECK": lambda schema: replace(schema, checks=()),
    "VARCHAR, its length": partial(columns, partial(plain, "character varying")),
    "DECIMAL, its precision": partial(columns, partial(plain, "numeric")),
    "DEFAULT": partial(columns, partial(without_default, True)),  # noqa: FBT003
    "DEFAULT, an expression": partial(columns, partial(without_default, False)),  # noqa: FBT003
    "NULL where it is UNIQUE": strict_where_unique,
}
LOSSES: Final[Mapping[str, Loss]] = {
    **{name: partial(values, *loss) for name, loss in _VALUES.items()},
    **{name: partial(schemas, loss) for name, loss in _SCHEMAS.items()},
    "NULL": nulls,
    "the next row id": partial(counters, lambda _, serials: (1, serials)),
    "the next number of a SERIAL": partial(counters, lambda row, old: (row, [1] * len(old))),
    "a name that begins another": partial(
        named, lambda name, all_: any(name != one and name.startswith(one) for one in all_)
    ),
    "a name that keys escape": partial(named, lambda name, _: ":" in name or "%" in name),
    "a key of 4,096 bytes": partial(keys, lambda _, key: len(key) >= BLOCK),
    "rows of a second block": partial(keys, lambda at, _: at > BLOCK),
    "the first entry of a second block": partial(keys, lambda at, _: at == BLOCK),
    DELETIONS: deletions,
}
"""What is left of a state that loses a feature, for each that is multiplied."""
