"""The four forms of a key (MOD-010 to MOD-013)."""

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Final

from conformance.hldb_reader.layout import LARGEST, LONGEST_KEY, LONGEST_NAME
from conformance.hldb_reader.refusal import BreachError

_ESCAPED: Final = re.compile(rb"(?:[^%:]|%25|%3A)*")
_ROW_ID: Final = re.compile(rb"[0-9a-f]{16}")


class Form(Enum):
    """The kinds of keys in a state (MOD-010)."""

    SCHEMA = "schema"
    COUNTERS = "counters"
    ROW = "row"
    INDEX = "index"


@dataclass(frozen=True, slots=True)
class Key:
    """A key in its parts; `values` still holds the encodings and perhaps a row id (MOD-013)."""

    form: Form
    table: str
    row_id: int = 0
    index: str = ""
    values: bytes = b""


def schema_key(table: str) -> bytes:
    """The key of a table's schema (MOD-010)."""
    return b"meta:table:" + escape(table)


def counters_key(table: str) -> bytes:
    """The key of a table's counters (MOD-010)."""
    return b"counter:" + escape(table)


def row_key(table: str, number: int) -> bytes:
    """The key of a row (MOD-010, MOD-012)."""
    return b"data:" + escape(table) + b":%016x" % number


def index_prefix(table: str, index: str) -> bytes:
    """What all keys of an index begin with (MOD-010)."""
    return b"index:" + escape(table) + b":" + escape(index) + b":"


def parse_key(raw: bytes) -> Key:
    """A key of one of the forms of MOD-010; anything else is a breach."""
    if not 1 <= len(raw) <= LONGEST_KEY:
        raise BreachError("HLD-028", f"a key of {len(raw)} bytes")
    head, _, rest = raw.partition(b":")
    if head == b"data":
        name, _, digits = rest.partition(b":")
        return Key(Form.ROW, unescape(name), row_id=row_id(digits))
    if head == b"index":
        name, _, rest = rest.partition(b":")
        index, _, values = rest.partition(b":")
        if not values:
            raise BreachError("MOD-010", "an index key holds no values")
        return Key(Form.INDEX, unescape(name), index=unescape(index), values=values)
    if head == b"counter":
        return Key(Form.COUNTERS, unescape(rest))
    if raw.startswith(b"meta:table:"):
        return Key(Form.SCHEMA, unescape(raw.removeprefix(b"meta:table:")))
    raise BreachError("MOD-010", "a key of no known form")


def escape(name: str) -> bytes:
    """A name as a key holds it (MOD-011)."""
    return name.encode().replace(b"%", b"%25").replace(b":", b"%3A")


@lru_cache(maxsize=4096)
def unescape(raw: bytes) -> str:
    """The name that a key holds, escaped in the one way there is (MOD-011, MOD-040)."""
    if not _ESCAPED.fullmatch(raw):
        raise BreachError("MOD-011", "a name is not escaped as names are")
    if b"\0" in raw:
        raise BreachError("MOD-011", "a name holds U+0000")
    name = raw.replace(b"%3A", b":").replace(b"%25", b"%")
    if not 1 <= len(name) <= LONGEST_NAME:
        raise BreachError("MOD-040", f"a name of {len(name)} bytes")
    try:
        return name.decode()
    except UnicodeDecodeError:
        raise BreachError("MOD-011", "a name is not UTF-8") from None


def row_id(digits: bytes) -> int:
    """A row id of sixteen digits (MOD-012), from 1 (MOD-030) to the greatest (MOD-040)."""
    if not _ROW_ID.fullmatch(digits):
        raise BreachError("MOD-012", "a row id is not sixteen lower-case hexadecimal digits")
    number = int(digits, 16)
    if not 1 <= number <= LARGEST:
        raise BreachError("MOD-040", f"no row has the id {number}")
    return number
