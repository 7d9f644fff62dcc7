"""Level 3: each table of the state that a chain leads to is well-formed (MOD-050)."""

from collections.abc import Mapping

from conformance.hldb_reader.index_encode import index_values
from conformance.hldb_reader.keys import (
    Form,
    counters_key,
    index_prefix,
    parse_key,
    row_key,
    schema_key,
)
from conformance.hldb_reader.msgpack import Value
from conformance.hldb_reader.refusal import BreachError
from conformance.hldb_reader.schema import (
    Schema,
    decode_counters,
    decode_row,
    decode_row_id,
    decode_schema,
)


def check_table(name: str, values: Mapping[bytes, bytes]) -> None:
    """All keys and values of one table of a state are well-formed together (MOD-050)."""
    if schema_key(name) not in values or counters_key(name) not in values:
        reason = f"table {name!r} has no schema or no counters"
        raise BreachError("MOD-050", reason, min(values))
    schema = decode_schema(values[schema_key(name)])
    counters = decode_counters(values[counters_key(name)], schema)
    rows: dict[int, tuple[Value, ...]] = {}
    found: dict[bytes, int] = {}
    for raw, value in values.items():
        key = parse_key(raw)
        if key.form is Form.ROW:
            rows[key.row_id] = _row(raw, value, schema)
        elif key.form is Form.INDEX:
            found[raw] = decode_row_id(value)
    if rows and max(rows) >= counters[0]:
        reason = f"table {name!r}: row {max(rows)}, the next is {counters[0]}"
        raise BreachError("MOD-050", reason, row_key(name, max(rows)))
    due = _index_keys(name, schema, rows)
    if due != found:
        key_, row_id = min(due.items() ^ found.items())
        state = "is missing" if due.get(key_) == row_id else "belongs to no row"
        raise BreachError("MOD-050", f"index key {key_!r} of row {row_id} {state}", key_)


def _row(key: bytes, value: bytes, schema: Schema) -> tuple[Value, ...]:
    """A row that fits the schema, which may be newer than the row (MOD-050)."""
    try:
        return decode_row(value, schema)
    except BreachError as breach:
        raise BreachError(breach.clause, breach.reason, key) from None


def _index_keys(
    name: str, schema: Schema, rows: Mapping[int, tuple[Value, ...]]
) -> dict[bytes, int]:
    """The index keys that rows and schema determine, no two rows giving one key (MOD-050)."""
    due: dict[bytes, int] = {}
    for index in schema.indexes:
        prefix = index_prefix(name, index.name)
        for row_id, row in rows.items():
            key = prefix + index_values(schema, index, row, row_id)
            other = due.setdefault(key, row_id)
            if other != row_id:
                reason = f"rows {other} and {row_id} share the key {key!r}"
                raise BreachError("MOD-050", reason, key)
    return due
