"""A table as a statement sees it: its name, its schema, and what follows from them (01-model)."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from helios_ref.tables import keys as k
from helios_ref.tables.rows import RowCodec, Turns, codec
from helios_ref.tables.schema import Index, Schema, decode_schema


@dataclass(frozen=True, slots=True)
class Entries:
    """One index and its keys."""

    index: Index
    unique: bool
    prefix: bytes
    """What its keys begin with."""

    key: k.Keyer
    """A row's key in it (MOD-013)."""

    keys: k.ColumnKeyer
    """The keys of many rows."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What follows from a name and a schema, worked out once for all rows."""

    schema_key: bytes
    counter_key: bytes
    rows: bytes
    """What row keys begin with."""

    codec: RowCodec
    not_null: tuple[int, ...]
    """Positions of the columns that are NOT NULL."""

    serials: tuple[int, ...]
    """Positions of the serial columns, in the order of their counters (MOD-022)."""

    entries: tuple[Entries, ...]
    turns: Turns
    """What makes values of the cells that index keys are made of."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table's name and schema."""

    name: str
    schema: Schema
    plan: Plan = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Work out the plan."""
        object.__setattr__(self, "plan", _planned(self.name, self.schema))


def _planned(name: str, schema: Schema) -> Plan:
    """Return what every statement about a table needs of its schema, found out once."""
    columns = list(enumerate(schema.columns))
    return Plan(
        schema_key=k.schema_key(name),
        counter_key=k.counter_key(name),
        rows=k.rows_prefix(name),
        codec=codec(schema.columns),
        not_null=tuple(i for i, column in columns if column.not_null),
        serials=tuple(i for i, column in columns if column.type.serial),
        entries=tuple(
            Entries(
                index,
                index.unique,
                k.entries_prefix(name, index.name),
                k.keyer(name, index, schema),
                k.column_keyer(name, index, schema),
            )
            for index in schema.indexes
        ),
        turns=codec(schema.columns).turns({i for index in schema.indexes for i in index.columns}),
    )


@lru_cache(maxsize=256)
def opened(name: str, data: bytes) -> Table:
    """Return the table of this name whose schema key has the value `data` (MOD-021)."""
    return Table(name, decode_schema(data))
