"""What the fields of a file say, to people and to machines (07-operations)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from helios_ref.hldb.field_map import Span
from helios_ref.hldb.model import KINDS
from helios_ref.tables.catalog_records import backup_id

SHOWN: Final = 8
"""How many numbers of a run are shown."""

LAST_DAY: Final = 253_402_300_799
"""The last second of the year 9999, which is the last that a date can show."""


def moment(second: int) -> str:
    """Return a Unix second as a date and time."""
    if second > LAST_DAY:
        return f"second {second}"
    return f"{datetime.fromtimestamp(second, UTC):%Y-%m-%d %H:%M:%S} UTC"


def _plain(number: int) -> str:
    return f"{number:,}"


def _features(bits: int) -> str:
    return f"{bits:#010x}" if bits else "none"


_SAID: Final[dict[str, Callable[[int], str]]] = {
    "kind": lambda number: f"{number}, {KINDS.get(number, 'no kind')}",
    "critical_features": _features,
    "optional_features": _features,
    "backup_number": lambda number: f"{number}, {backup_id(number)}",
    "parent_number": lambda number: f"{number}, {backup_id(number)}" if number else "0, none",
    "created": lambda second: f"{second}, {moment(second)}",
    "state_checksum": lambda number: f"{number:#018x}",
}
"""Fields whose numbers mean more than how many."""


def said(span: Span) -> str:
    """Return what a field says where its bytes do not show it at once; else nothing."""
    match span.value:
        case int() as number:
            return _SAID.get(span.name, _plain)(number)
        case tuple() as run:
            listed = ", ".join(map(str, run[:SHOWN]))
            return listed if len(run) <= SHOWN else f"{listed}, … {len(run):,} in all"
        case str() as reason:
            return reason
        case _:
            return ""


def field_title(span: Span) -> str:
    """Return the field's name, as the tables of 03-hldb spell it."""
    return span.name.replace("_", " ")


def as_json(span: Span) -> dict[str, Any]:
    """Return a field as a line of JSON shows it (OPS-031)."""
    value = span.value.hex() if isinstance(span.value, bytes) else span.value
    return {
        "offset": span.offset,
        "length": len(span.data),
        "section": span.section,
        "field": field_title(span) or None,
        "clause": span.clause,
        "value": value,
    }
