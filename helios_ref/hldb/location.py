"""Where in a file something is, so that damage can be named (03-hldb)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from helios_ref.errors import CorruptBackupError
from helios_ref.hldb.layout import Fields, Section


@dataclass(frozen=True, slots=True)
class Place:
    """A section of one file (HLD-050)."""

    path: str
    section: Section[Any, Any]
    offset: int
    """Of the section in the file."""

    title: str
    """The section by its position, as `block 3 of 12`."""

    head: Fields | None = None
    """Its fields of fixed size, once they were read: behind others of any size stand the rest."""

    def damage(self, name: str, reason: str, clause: str = "") -> CorruptBackupError:
        """Return the refusal that names the field, where it begins and what is wrong (HLD-050)."""
        extents = self.section.extents(self.head)
        field, start = next((field, start) for field, start, _ in extents if field.name == name)
        return CorruptBackupError(
            path=self.path,
            offset=self.offset + start,
            reason=f"{self.title}: {name} {reason}",
            clause=clause or field.docs,
        )

    def ruin(self, clause: str, reason: str) -> CorruptBackupError:
        """Return the refusal of the section as a whole (HLD-050)."""
        return CorruptBackupError(
            path=self.path, offset=self.offset, reason=f"{self.title} {reason}", clause=clause
        )
