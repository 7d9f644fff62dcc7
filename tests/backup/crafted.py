"""Files that are intact and say what a test wants them to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helios_ref.backup.chain import Member, member_at
from helios_ref.hldb.model import Header, Link
from helios_ref.hldb.write_file import Encoder
from helios_ref.storage.checksum import StateSum, state_sum
from helios_ref.storage.layer import TOMBSTONE, Layer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from helios_ref.storage.layer import Cell


def crafted(
    path: Path,
    cells: Mapping[bytes, Cell],
    state: Mapping[bytes, bytes] | StateSum,
    *,
    number: int = 1,
    parent: Link | None = None,
) -> Member:
    """Write a file with these entries that claims to lead to this state."""
    claimed = state if isinstance(state, StateSum) else state_sum(state)
    header = Header(number, number, "main", parent)
    path.write_bytes(b"".join(Encoder(header, Layer(cells), claimed).chunks()))
    return member_at(str(path), "crafted")


def applied(state: Mapping[bytes, bytes], cells: Mapping[bytes, Cell]) -> dict[bytes, bytes]:
    """Return the state after these entries."""
    merged = {**state, **cells}
    return {key: cell for key, cell in merged.items() if cell is not TOMBSTONE}  # type: ignore[misc]  # the others are bytes
