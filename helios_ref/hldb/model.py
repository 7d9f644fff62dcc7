"""What a `.hldb` file says, as records (03-hldb)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["full", "incremental"]
"""The two kinds of backups (HLD-015)."""

KINDS: Final[dict[int, Kind]] = {1: "full", 2: "incremental"}
"""Kinds by the number that a header has for them."""

MAX_NUMBER: Final = 2**63 - 1
"""The largest backup number and second (HLD-016)."""

MAX_BRANCH: Final = 63
"""The longest name of a branch, in bytes (HLD-018)."""

MAX_ENTRIES: Final = 4096
"""How many entries a block takes (HLD-027)."""

MAX_BYTES: Final = 262_144
"""How many bytes of keys and values a block takes, unless it holds one entry (HLD-027)."""


@dataclass(frozen=True, slots=True)
class Link:
    """What an incremental says of its parent (HLD-017)."""

    number: int
    """The number in the parent's ID."""

    root: bytes
    """Root of the parent's file: 32 bytes."""


NO_PARENT: Final = Link(number=0, root=bytes(32))
"""What the file of a full says of its parent (HLD-017)."""


@dataclass(frozen=True, slots=True)
class Header:
    """Which backup the file is, and where in a chain it belongs (HLD-010 to HLD-018)."""

    number: int
    """The number in the backup's ID (HLD-016)."""

    created: int
    """The second in which the backup was taken."""

    branch: str
    """The branch that was backed up (HLD-018)."""

    parent: Link | None = None
    """None in a full, and in nothing else (HLD-017)."""

    minor: int = 0
    """Minor version of the format (HLD-013)."""

    optional: int = 0
    """Optional features of the file; this version knows none (HLD-012)."""

    extension: bytes = b""
    """What the optional features add to the header (HLD-014)."""

    @property
    def kind(self) -> Kind:
        """Which of the two kinds the file is: a full has no parent (HLD-015)."""
        return "full" if self.parent is None else "incremental"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the writer of a file wants to remember of it."""

    root: bytes
    size_bytes: int
    """The file's length (BKP-004)."""

    key_count: int
    """Entries of the file, tombstones included (BKP-003)."""
