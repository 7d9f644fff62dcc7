"""
Deliberately wrong engines: each is the reference with one changed function.

They prove that cases can fail. This is the only room of the suite that knows the reference,
because a wrong engine is an accused, not a judge (decision D20).
"""

from __future__ import annotations

from typing import Final

from conformance.faults import placing, restoring, taking
from conformance.faults.fault import Fault

FAULTS: Final = {
    fault.name: fault
    for shelf in (taking.SHELF, placing.SHELF, restoring.SHELF)
    for fault in shelf.faults
}
"""All of them by name."""

__all__ = ["FAULTS", "Fault"]
