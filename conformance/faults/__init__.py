"""
Deliberately wrong engines: each is the reference with one vice.

They prove that cases can fail. This is the only room of the suite that knows the reference,
because a wrong engine is an accused, not a judge (decision D20).
"""

from __future__ import annotations

from typing import Final

from conformance.faults import (
    blocks,
    branches,
    capture,
    chains,
    drivers,
    encoder,
    files,
    key_value_decoding,
    refusals,
    restore,
    sections,
    sessions,
    state_checks,
    values,
)
from conformance.faults.fault import Fault

SHELVES: Final = (
    capture,
    files,
    chains,
    restore,
    branches,
    sessions,
    values,
    refusals,
    sections,
    blocks,
    key_value_decoding,
    state_checks,
    encoder,
    drivers,
)

FAULTS: Final = {fault.name: fault for shelf in SHELVES for fault in shelf.SHELF.faults}
"""All of them by name."""

__all__ = ["FAULTS", "Fault"]
