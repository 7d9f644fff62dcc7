"""What a case notes before its When, to see later that nothing has changed (CNF-030)."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from conformance.run.tables import drawn_result

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from conformance.drivers.answers import Rows


@dataclass(frozen=True, slots=True)
class Noted:
    """The answers to some queries, and everything that stands in a directory."""

    answers: Mapping[str, Rows]
    files: Mapping[str, bytes | None]
    """Bytes of each file, target of each link, None for a directory, by path below $dir."""


def standing(directory: str) -> Mapping[str, bytes | None]:
    """Return all that stands below a directory."""
    root = Path(directory)
    found: dict[str, bytes | None] = {}
    for path in _below(root):
        if path.is_symlink():
            found[str(path.relative_to(root))] = os.fsencode(path.readlink())
        else:
            found[str(path.relative_to(root))] = None if path.is_dir() else path.read_bytes()
    return found


def files_below(directory: str) -> list[str]:
    """Return the paths of all files and links below a directory, relative to it."""
    root = Path(directory)
    below = [path for path in _below(root) if path.is_symlink() or not path.is_dir()]
    return [str(path.relative_to(root)) for path in below]


def changes(before: Noted, after: Noted, directory: str) -> Iterator[tuple[str, str]]:
    """Yield what was and what is, for everything that differs."""
    for query, rows in before.answers.items():
        if after.answers[query] != rows:
            was = drawn_result(rows, directory)
            now = drawn_result(after.answers[query], directory)
            yield f"{query}\n{was}", f"{query}\n{now}"
    for name in sorted(before.files.keys() | after.files.keys()):
        was, now = _described(before.files, name), _described(after.files, name)
        if was != now:
            yield f"$dir/{name}: {was}", f"$dir/{name}: {now}"
        elif before.files.get(name) != after.files.get(name):
            yield f"$dir/{name}: {was}", f"$dir/{name}: {now}, and other bytes"


def _below(directory: Path) -> Iterator[Path]:
    for path in sorted(directory.iterdir()):
        yield path
        if path.is_dir() and not path.is_symlink():
            yield from _below(path)


def _described(files: Mapping[str, bytes | None], name: str) -> str:
    if name not in files:
        return "nothing"
    content = files[name]
    return "a directory" if content is None else f"a file of {len(content)} bytes"
