"""The door of the room: tables over a reader or writer of keys (01-model)."""

from helios_ref.tables.define_tables import Rewrite, create, drop, replace_schema, truncate
from helios_ref.tables.read_tables import (
    Reader,
    Row,
    between,
    fetch,
    find,
    lookup,
    names,
    rows,
    scan,
)
from helios_ref.tables.table import Table
from helios_ref.tables.write_rows import (
    Counters,
    Insertion,
    Writer,
    counters,
    delete,
    require,
    update,
)

__all__ = [
    "Counters",
    "Insertion",
    "Reader",
    "Rewrite",
    "Row",
    "Table",
    "Writer",
    "between",
    "counters",
    "create",
    "delete",
    "drop",
    "fetch",
    "find",
    "lookup",
    "names",
    "replace_schema",
    "require",
    "rows",
    "scan",
    "truncate",
    "update",
]
