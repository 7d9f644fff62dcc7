"""What the suite found out about engines, one finding after the other (FOUND.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from conformance.site.prose import anchor_of
from conformance.spec.clauses import unmarked
from conformance.targets.registry import HERE

FOUND: Final = HERE / "FOUND.md"


@dataclass(frozen=True, slots=True)
class Discovery:
    """One finding."""

    heading: str
    says: str
    """Its first paragraph."""

    @property
    def address(self) -> str:
        """Where it stands."""
        return f"engines/found.html#{anchor_of(self.heading)}"


def read_found() -> tuple[Discovery, ...]:
    """Return all findings in their order."""
    text = FOUND.read_text(encoding="utf-8")
    sections = re.findall(r"^## (.+)\n\n((?:.+\n)+)", text, re.MULTILINE)
    return tuple(Discovery(heading, unmarked(" ".join(says.split()))) for heading, says in sections)
