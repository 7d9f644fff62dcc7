"""What one check of a driver found (CNF-045)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SmokeCheck:
    """One thing that was tried."""

    check: str
    problem: str
    """Empty where there is none."""

    blame: str = ""
    """Whose problem it is: the driver's or the engine's; empty where it is nobody's."""

    follows: str = ""
    """What the suite will say of an engine that lacks this, which is its right."""
