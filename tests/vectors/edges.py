"""Valid files whose values stand at the edges of their types, and of how they are encoded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.vectors.encoded import alone
from tests.vectors.states import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.vectors.vector import Valid

EDGES: Final = {
    "bigint": (
        *(-32, -33, -128, -129, -(2**15), -(2**15) - 1, -(2**31), -(2**31) - 1),
        *(127, 128, 255, 256, 2**16 - 1, 2**16, 2**32 - 1, 2**32),
    ),
    "text": tuple("x" * size for size in (0, 1, 31, 32, 255, 256, 2**16 - 1, 2**16)) * 2,
    "bytea": tuple(b"\0" * size for size in (0, 1, 254, 255, 256, 257, 2**16 - 1, 2**16)) * 2,
}
"""Values on both sides of where MessagePack takes a longer head or more bytes (MOD-020)."""

JSON_TEXTS: Final = (
    *("-0", "1e400", "1E-2", " \t\r\n1 ", '{"a":1,"a":2}', '"\\ud800"', '"\\/\x7f\u2028"', "[]"),
    *("{}", "true", "-1.50", "12345678901234567890.1"),
)
"""JSON texts that libraries do not all like (MOD-027)."""

LARGEST: Final = {
    "numeric(1000,-1000)": "9" * 1000 + "0" * 1000,
    "numeric(1,-1000)": "0",
    "numeric(1000,0)": "-" + "9" * 1000,
    "numeric": "9" * 131_072 + "." + "9" * 16_383,
    "character varying(10485760)": "x",
    "serial": 2**31 - 1,
    "bigserial": 2**63 - 1,
    "real": 3.4028234663852886e38,
    "double precision": 1.7976931348623157e308,
}
"""Types and values at the limits of precision, scale, length and size (MOD-027)."""


def valid() -> Iterator[Valid]:
    """Yield values at the edges of their types, and of how they are encoded."""
    columns = tuple(Column(f"c{at}", name) for at, name in enumerate(EDGES))
    rows = dict(enumerate(zip(*EDGES.values(), strict=True), start=1))
    yield alone(
        "edges-of-messagepack",
        "Numbers, texts and bytes on both sides of each longer head; rows of 15 and of 16 values.",
        ("MOD-020", "MOD-023"),
        Table("e", columns, rows),
        Table("fifteen", tuple(Column(f"c{at}", "boolean") for at in range(15)), {1: (True,) * 15}),
        Table("sixteen", tuple(Column(f"c{at}", "boolean") for at in range(16)), {1: (None,) * 16}),
    )
    yield alone(
        "json-texts",
        "JSON texts that libraries do not all like: numbers, names given twice, half a pair.",
        ("MOD-023", "MOD-027"),
        Table("j", (Column("k", "json"),), {at: (text,) for at, text in enumerate(JSON_TEXTS, 1)}),
    )
    columns = tuple(Column(f"c{at}", name) for at, name in enumerate(LARGEST))
    row = tuple(LARGEST.values())
    yield alone(
        "largest-of-types",
        "The greatest precision, scale, length, number of digits, and counters that end.",
        ("MOD-022", "MOD-023", "MOD-027"),
        Table("l", columns, {1: row}, counters=(2**63 - 1, 2**31, 2**63 - 1)),
    )
