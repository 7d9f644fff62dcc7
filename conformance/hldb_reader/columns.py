"""The types of columns (MOD-023) and their bounds (MOD-027)."""

import re
from dataclasses import dataclass
from typing import Final

from conformance.hldb_reader.refusal import BreachError

_PLAIN: Final = frozenset({
    "smallint", "integer", "bigint", "serial", "bigserial", "numeric", "real",
    "double precision", "text", "character varying", "boolean", "date", "timestamp",
    "bytea", "uuid", "json",
})  # fmt: skip
_NUMERIC: Final = re.compile(r"numeric\(([1-9][0-9]{0,3}),(0|-?[1-9][0-9]{0,3})\)", re.ASCII)
_VARYING: Final = re.compile(r"character varying\(([1-9][0-9]{0,7})\)", re.ASCII)
_MOST_DIGITS: Final = 1000
"""The bound of p and of s, on both sides of zero (MOD-027)."""

_MOST_CHARACTERS: Final = 10_485_760

RANGES: Final = {
    "smallint": (-(1 << 15), (1 << 15) - 1),
    "integer": (-(1 << 31), (1 << 31) - 1),
    "serial": (-(1 << 31), (1 << 31) - 1),
    "bigint": (-(1 << 63), (1 << 63) - 1),
    "bigserial": (-(1 << 63), (1 << 63) - 1),
    "date": (-719_162, 2_932_896),
    "timestamp": (-62_135_596_800_000_000, 253_402_300_799_999_999),
}
"""The least and the greatest value of each type whose values are integers (MOD-027)."""

SERIALS: Final = frozenset({"serial", "bigserial"})
FLOAT_NANS: Final = {
    "real": bytes.fromhex("7fc00000"),
    "double precision": bytes.fromhex("7ff8000000000000"),
}


@dataclass(frozen=True, slots=True)
class Type:
    """A type name of MOD-023; `size` is p of numeric(p,s) or n of character varying(n)."""

    text: str
    base: str
    size: int | None = None
    scale: int | None = None


def parse_type(text: str) -> Type:
    """A type name as MOD-023 lists them, its numbers within the bounds of MOD-027."""
    if text in _PLAIN:
        return Type(text, text)
    if found := _NUMERIC.fullmatch(text):
        kind = Type(text, "numeric", int(found[1]), int(found[2]))
        if int(found[1]) <= _MOST_DIGITS and abs(int(found[2])) <= _MOST_DIGITS:
            return kind
    if (found := _VARYING.fullmatch(text)) and int(found[1]) <= _MOST_CHARACTERS:
        return Type(text, "character varying", int(found[1]))
    raise BreachError("MOD-023", f"no type is named {text[:80]!r}")
