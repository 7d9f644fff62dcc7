"""The lock of the cases that hold whatever engine stands behind the kit (CNF-066)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LOCK = "by_the_kit.lock"
"""Its name in the tree of features: one ID a line."""


def read_by_the_kit(features: Path) -> frozenset[str]:
    """Return the IDs that were accepted last."""
    path = features / LOCK
    return frozenset(path.read_text(encoding="utf-8").splitlines() if path.is_file() else ())


def accept_by_the_kit(features: Path, cases: Iterable[str]) -> None:
    """Accept these IDs."""
    lines = [f"{case_id}\n" for case_id in sorted(cases)]
    (features / LOCK).write_text("".join(lines), encoding="utf-8")
