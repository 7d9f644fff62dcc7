"""What a case does to files: it lays obstacles and golden files, damages backups, swaps them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from conformance.spec.vectors import golden_files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

OBSTACLE = "not a backup"
_FLIP = re.compile(r"one bit off(?: at (?P<percent>\d+)%)?")


def lay(kind: str, path: Path) -> None:
    """Put a file, a directory, a link to nothing or the files of a vector at a path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    what, _, vector = kind.partition(" of ")
    if vector:
        _lay_golden_files(vector, path)
    else:
        _OBSTACLES[what](path)


def damage(kind: str, path: Path, file_of: Callable[[str], Path]) -> None:
    """Do this to a file, maybe with that of another backup, which `file_of` finds."""
    way, _, other = kind.partition(" that of $")
    if other:
        _EXCHANGES[way](path, file_of(other))
    elif flip := _FLIP.fullmatch(kind):
        _flip(path, int(flip["percent"] or 50))
    else:
        _DAMAGES[way](path)


def swap(first: Path, second: Path) -> None:
    """Give each file what the other held."""
    held = first.read_bytes(), second.read_bytes()
    second.write_bytes(held[0])
    first.write_bytes(held[1])


def replace(path: Path, other: Path) -> None:
    """Give a file what another holds."""
    path.write_bytes(other.read_bytes())


def _lay_golden_files(vector: str, path: Path) -> None:
    path.mkdir()
    for name, data in golden_files(vector).items():
        (path / name).write_bytes(data)


def _lay_file(path: Path) -> None:
    path.write_text(OBSTACLE, encoding="utf-8")


def _lay_dangling_link(path: Path) -> None:
    path.symlink_to(path.with_name(f"{path.name}.nothing"))


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _truncate(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def _flip(path: Path, percent: int) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) * percent // 100] ^= 1
    path.write_bytes(data)


def _lengthen(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\0")


_OBSTACLES: Mapping[str, Callable[[Path], None]] = {
    "file": _lay_file,
    "directory": Path.mkdir,
    "dangling link": _lay_dangling_link,
}

_DAMAGES: Mapping[str, Callable[[Path], None]] = {
    "missing": Path.unlink,
    "empty": _empty,
    "truncated": _truncate,
    "longer": _lengthen,
}

_EXCHANGES: Mapping[str, Callable[[Path, Path], None]] = {
    "replaced by": replace,
    "swapped with": swap,
}
