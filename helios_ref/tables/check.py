"""What makes a state, or the entries of one file, well-formed (01-model, 03-hldb)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from helios_ref.storage.layer import Cell


@dataclass(eq=False)
class Finding(Exception):  # noqa: N818  # not an error of ours: what a checked file says
    """The first thing that is wrong with a state."""

    key: bytes
    reason: str
    clause: str


def check_state(items: Iterable[tuple[bytes, bytes]]) -> None:
    """Raise a Finding unless the keys and values, in key order, are a well-formed state (MOD-050)."""
    raise NotImplementedError


def check_entries(items: Iterable[tuple[bytes, Cell]]) -> None:
    """Raise a Finding unless the entries of one file, in key order, can stand as they do (HLD-044)."""
    raise NotImplementedError
