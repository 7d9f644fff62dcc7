"""What a file holds, read by the suite's own reader (03-hldb)."""

from __future__ import annotations

import json
from itertools import zip_longest
from typing import TYPE_CHECKING

from conformance.hldb_reader import File, Float, Refused, apply_chain, describe, read
from conformance.hldb_reader.msgpack import decode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conformance.hldb_reader import Value

COLUMNS = ("key", "value")
"""What the columns of a file's entries are called in a feature."""

TOMBSTONE = "tombstone"


def read_behind_parents(path: Path) -> File:
    """Return a file that is sound behind its parents, which stand in its directory; or Refused."""
    file = read(path.read_bytes())
    chain = [file]
    while any(chain[0].header.parent_root):
        parent = _parent(path.parent, chain[0])
        if parent is None:
            break  # what is left is no chain, and refused as such
        chain.insert(0, parent)
    apply_chain(chain)
    return file


def _parent(directory: Path, child: File) -> File | None:
    """Return the file that a file names as its parent, by its root."""
    for path in sorted(directory.glob("*.hldb")):
        try:
            found = read(path.read_bytes())
        except (Refused, OSError):
            continue
        if found.root == child.header.parent_root:
            return found
    return None


def entries_as_text(file: File) -> list[tuple[str, str]]:
    """Return keys and values as features write them (CNF-030)."""
    return [
        (shown_key(entry.key), TOMBSTONE if entry.value is None else shown(decode(entry.value)))
        for entry in file.entries
    ]


def shown_key(key: bytes) -> str:
    r"""Return a key, each byte that is not printable ASCII, and each backslash, as `\xNN`."""
    return "".join(
        character if character.isascii() and character.isprintable() and character != "\\" else code
        for byte in key
        for character, code in [(chr(byte), f"\\x{byte:02x}")]
    )


def shown(value: Value) -> str:
    """Return a value of MessagePack as JSON has it; byte strings as `x'00'`."""
    match value:
        case tuple():
            return f"[{', '.join(map(shown, value))}]"
        case bytes():
            return f"x'{value.hex()}'"
        case Float():
            return repr(value.number)
        case _:
            return json.dumps(value, ensure_ascii=False)


def differing(expected: bytes, actual: bytes) -> tuple[str, str]:
    """Return the fields in which two files differ, of each as its reader describes them."""
    ours, theirs = _described(expected), _described(actual)
    pairs = [pair for pair in zip_longest(ours, theirs, fillvalue="") if pair[0] != pair[1]]
    at = next(
        (at for at, (one, other) in enumerate(zip(expected, actual, strict=False)) if one != other),
        min(len(expected), len(actual)),
    )
    first = f"first at offset {at} ({at:#x})"
    return (
        "\n".join([first, *(line for line, _ in pairs)]),
        "\n".join([first, *(line for _, line in pairs)]),
    )


def _described(data: bytes) -> Iterator[str]:
    """Yield a file in lines; of one that cannot be read, why."""
    try:
        yield from describe(read(data))
    except Refused as refused:
        yield f"a file of {len(data)} bytes that is no backup: {refused}"
