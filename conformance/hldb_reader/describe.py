"""A file in lines for people: every field with its offset, every table with its rows."""

from collections.abc import Iterator

from conformance.hldb_reader import layout
from conformance.hldb_reader.block_encode import cut, encode_block
from conformance.hldb_reader.msgpack import Float, Value
from conformance.hldb_reader.records import File, Header, Table, Trailer
from conformance.hldb_reader.schema import Schema


def describe(file: File) -> list[str]:
    """The sections of a file in order, then its tables; without tables below level 2."""
    return [
        *_header(file.header),
        *_blocks(file),
        *_index(file),
        *_trailer(file.trailer),
        *(line for table in file.tables for line in _table(table)),
    ]


def _line(offset: int, size: int, name: str, text: str) -> str:
    """Offset and size of a field, its name and what it says."""
    return f"{offset:>10} {size:>8}  {name.replace('_', ' '):<18} {text}"


def _header(header: Header) -> Iterator[str]:
    """The fields of the header (HLD-010 to HLD-018)."""
    parent = f"bk_{header.parent_number}" if any(header.parent_root) else "none"
    texts = {
        "magic": layout.MAGIC.hex(" "),
        "major_version": str(layout.MAJOR),
        "minor_version": str(header.minor),
        "critical_features": "none",
        "optional_features": f"{header.optional:#010x}" if header.optional else "none",
        "header_length": str(header.length),
        "kind": f"{header.kind} {header.kind.name.lower()}",
        "branch_length": str(len(header.branch.encode())),
        "backup_number": f"bk_{header.number}",
        "created": str(header.created),
        "parent_number": parent,
        "parent_root": header.parent_root.hex(),
    }
    for field, (offset, size) in layout.HEADER_FIELDS.items():
        yield _line(offset, size, field, texts[field])
    at, size = layout.HEADER.size, len(header.branch.encode())
    yield _line(at, size, "branch", repr(header.branch))
    if header.extension:
        yield _line(at + size, len(header.extension), "extension", header.extension.hex())


def _blocks(file: File) -> Iterator[str]:
    """Where each block is, and if it was read, its fields (HLD-020 to HLD-025, HLD-030)."""
    groups = list(cut(file.entries)) or [[]] * len(file.blocks)
    for number, (block, group) in enumerate(zip(file.blocks, groups, strict=True), 1):
        text = f"{block.count} entries from {block.first_key!r}"
        yield _line(block.offset, block.length, f"block {number}", text)
        if group:
            yield from _block(block.offset, encode_block(group))


def _block(start: int, raw: bytes) -> Iterator[str]:
    """The fixed fields of a block and its prefix (HLD-020 to HLD-025)."""
    magic, *numbers = layout.BLOCK.unpack_from(raw)
    texts = [magic.hex(" "), *map(str, numbers)]
    for (field, (at, size)), text in zip(layout.BLOCK_FIELDS.items(), texts, strict=True):
        yield _line(start + at, size, f"  {field}", text)
    size = numbers[6]
    prefix = raw[layout.BLOCK.size :][:size]
    yield _line(start + layout.BLOCK.size, size, "  prefix", repr(prefix))


def _index(file: File) -> Iterator[str]:
    """The records of the index (HLD-030, HLD-031)."""
    at = file.trailer.index_offset
    yield _line(at, layout.INDEX.size, "index", f"{len(file.blocks)} records")
    at += layout.INDEX.size
    for number, block in enumerate(file.blocks, 1):
        size = layout.RECORD.size + len(block.first_key)
        yield _line(at, size, f"record {number}", f"hash {block.hash.hex()}")
        at += size


def _trailer(trailer: Trailer) -> Iterator[str]:
    """The fields of the trailer (HLD-032, HLD-033)."""
    numbers = {
        "blocks": trailer.blocks,
        "entries": trailer.entries,
        "tombstones": trailer.tombstones,
        "keys": trailer.keys,
        "checksum": trailer.checksum,
        "index_offset": trailer.index_offset,
        "index_length": trailer.index_length,
        "file_length": trailer.file_length,
    }
    hashes = {
        "magic": layout.TRAILER_MAGIC,
        "hash_of_the_header": trailer.header_hash,
        "hash_of_the_index": trailer.index_hash,
        "root": trailer.root,
        "end_magic": layout.END_MAGIC,
    }
    texts = {name: str(number) for name, number in numbers.items()}
    texts |= {name: raw.hex() for name, raw in hashes.items()}
    start = trailer.index_offset + trailer.index_length
    for field, (offset, size) in layout.TRAILER_FIELDS.items():
        yield _line(start + offset, size, field, texts[field])


def _table(table: Table) -> Iterator[str]:
    """A table with its schema, counters and rows (MOD-021 to MOD-023)."""
    if table.schema is None:
        yield f"table {table.name!r}: gone"
    else:
        yield f"table {table.name!r}: {_schema(table.schema)}"
        yield f"  counters {', '.join(map(str, table.counters or ()))}"
    for row in table.rows:
        text = "gone" if row.values is None else f"({', '.join(map(_value, row.values))})"
        yield f"  row {row.row_id}: {text}"


def _schema(schema: Schema) -> str:
    """A schema in one line."""
    parts = [f"{column.name!r} {column.type.text}" for column in schema.columns]
    for at, column in enumerate(schema.columns):
        parts[at] += " NOT NULL" * column.not_null
        parts[at] += "" if column.default is None else f" DEFAULT {column.default!r}"
    for index in schema.indexes:
        over = ", ".join(repr(schema.columns[at].name) for at in index.columns)
        parts.append(f"{index.kind} {index.name!r} ({over})")
    parts += [f"check {check.name!r} {check.expression!r}" for check in schema.checks]
    return "; ".join(parts)


def _value(value: Value) -> str:
    """A value of a row."""
    match value:
        case None:
            return "NULL"
        case Float():
            return repr(value.number)
        case bytes():
            return f"x'{value.hex()}'"
        case _:
            return repr(value)
