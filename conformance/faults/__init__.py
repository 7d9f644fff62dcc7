"""
Deliberately wrong engines: each is the reference with one vice.

They prove that cases can fail. This is the only room of the suite that knows the reference,
because a wrong engine is an accused, not a judge (decision D20).
"""

from __future__ import annotations

from typing import Final

from conformance.faults import (
    branching,
    decoding,
    doors,
    following,
    keeping,
    opening,
    packing,
    placing,
    refusing,
    resolving,
    restoring,
    sessions,
    taking,
    unpacking,
)
from conformance.faults.fault import Fault

SHELVES: Final = (
    taking,
    placing,
    resolving,
    restoring,
    branching,
    sessions,
    keeping,
    refusing,
    opening,
    unpacking,
    decoding,
    following,
    packing,
    doors,
)

FAULTS: Final = {fault.name: fault for shelf in SHELVES for fault in shelf.SHELF.faults}
"""All of them by name."""

__all__ = ["FAULTS", "Fault"]
