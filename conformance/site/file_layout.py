"""The fields of a `.hldb` file with the clause of each, for the pages and for their script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from conformance.hldb_reader import layout

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class FixedField:
    """A field that stands at one place of its section."""

    name: str
    """As the table of chapter 03 calls it."""

    at: int
    size: int
    kind: str
    """`number`, `bytes`, or `kind`: the one number that has names."""

    clause: str


def _fields(
    places: Mapping[str, tuple[int, int]], about: Sequence[tuple[str, str, str]]
) -> tuple[FixedField, ...]:
    """Return fields with their places, which the suite's reader knows."""
    both = zip(places.values(), about, strict=True)
    return tuple(
        FixedField(name, at, size, kind, clause) for (at, size), (name, kind, clause) in both
    )


OF_HEADER: Final = _fields(
    layout.HEADER_FIELDS,
    (
        ("magic", "bytes", "HLD-010"),
        ("major version", "number", "HLD-011"),
        ("minor version", "number", "HLD-013"),
        ("critical features", "number", "HLD-012"),
        ("optional features", "number", "HLD-012"),
        ("header length", "number", "HLD-014"),
        ("kind", "kind", "HLD-015"),
        ("branch length", "number", "HLD-018"),
        ("backup number", "number", "HLD-016"),
        ("created", "number", "HLD-016"),
        ("parent number", "number", "HLD-017"),
        ("parent root", "bytes", "HLD-017"),
    ),
)
OF_BLOCK: Final = _fields(
    layout.BLOCK_FIELDS,
    (
        ("magic", "bytes", "HLD-020"),
        ("codec", "number", "HLD-020"),
        ("key width", "number", "HLD-023"),
        ("value width", "number", "HLD-023"),
        ("reserved", "number", "HLD-020"),
        ("count", "number", "HLD-024"),
        ("tombstones", "number", "HLD-025"),
        ("prefix length", "number", "HLD-022"),
        ("key bytes", "number", "HLD-024"),
        ("value bytes", "number", "HLD-024"),
    ),
)
OF_INDEX: Final = _fields(
    {"magic": (0, 4), "blocks": (4, 4)},
    (("magic", "bytes", "HLD-030"), ("blocks", "number", "HLD-030")),
)
OF_RECORD: Final = _fields(
    {"offset": (0, 8), "length": (8, 4), "count": (12, 2), "key": (14, 2), "hash": (16, 32)},
    (
        ("offset", "number", "HLD-030"),
        ("length", "number", "HLD-030"),
        ("count", "number", "HLD-030"),
        ("first key length", "number", "HLD-030"),
        ("SHA-256", "bytes", "HLD-031"),
    ),
)
OF_TRAILER: Final = _fields(
    layout.TRAILER_FIELDS,
    (
        ("magic", "bytes", "HLD-032"),
        ("blocks", "number", "HLD-032"),
        ("entries", "number", "HLD-032"),
        ("tombstones", "number", "HLD-032"),
        ("state keys", "number", "HLD-041"),
        ("state checksum", "number", "HLD-040"),
        ("index offset", "number", "HLD-032"),
        ("index length", "number", "HLD-032"),
        ("file length", "number", "HLD-032"),
        ("header SHA-256", "bytes", "HLD-033"),
        ("index SHA-256", "bytes", "HLD-033"),
        ("root", "bytes", "HLD-033"),
        ("end magic", "bytes", "HLD-032"),
    ),
)
RUNS: Final = (
    ("prefix", "text", "HLD-022"),
    ("key lengths", "numbers", "HLD-023"),
    ("value lengths", "numbers", "HLD-023"),
    ("tombstone positions", "numbers", "HLD-025"),
    ("key suffixes", "text", "HLD-021"),
    ("values", "bytes", "HLD-044"),
)
"""What follows the fixed fields of a block, each run with its kind and clause."""

KIND_NAMES: Final = {1: "1 full", 2: "2 incremental"}


def as_data() -> dict[str, object]:
    """Return all of it for the script of the pages, which has no table of its own."""
    sections = {
        "header": OF_HEADER,
        "block": OF_BLOCK,
        "index": OF_INDEX,
        "record": OF_RECORD,
        "trailer": OF_TRAILER,
    }
    return {
        **{
            name: [[one.name, one.at, one.size, one.kind, one.clause] for one in fields]
            for name, fields in sections.items()
        },
        "runs": [list(run) for run in RUNS],
        "kinds": KIND_NAMES,
        "magic": layout.MAGIC.hex(),
        "endMagic": layout.END_MAGIC.hex(),
        "headerSize": layout.HEADER.size,
        "blockSize": layout.BLOCK.size,
        "indexSize": layout.INDEX.size,
        "recordSize": layout.RECORD.size,
        "trailerSize": layout.TRAILER.size,
        "rooted": layout.ROOTED,
        "shortest": layout.SHORTEST_FILE,
    }
