"""Where in a file something is, so that damage can be named (03-hldb)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from helios_ref.errors import CorruptBackupError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helios_ref.hldb.layout import Section


@dataclass(frozen=True, slots=True)
class Place:
    """A section of one file (HLD-050)."""

    path: str
    section: Section
    offset: int
    """Of the section in the file."""

    title: str
    """The section by its position, as `block 3 of 12`."""

    head: Mapping[str, Any] = field(default_factory=dict)
    """What the section's fields of fixed size hold, once they were read."""

    def damage(self, name: str, reason: str, clause: str = "") -> CorruptBackupError:
        """Return the refusal that names the field, where it begins and what is wrong (HLD-050)."""
        start = self.section.start(name, self.head)
        return CorruptBackupError(
            path=self.path,
            offset=self.offset + start,
            reason=f"{self.title}: {name} {reason}",
            clause=clause or self.section.clause(name),
        )

    def ruin(self, clause: str, reason: str) -> CorruptBackupError:
        """Return the refusal of the section as a whole (HLD-050)."""
        return CorruptBackupError(
            path=self.path, offset=self.offset, reason=f"{self.title} {reason}", clause=clause
        )
