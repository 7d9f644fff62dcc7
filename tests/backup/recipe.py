"""The calls that 04-backup lists, and what they are for one backup."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

from tests.backup.disks import TEMPORARY, Call

CHAPTER: Final = Path(__file__).parents[2] / "spec" / "04-backup.md"

CREATE: Final = str(os.O_WRONLY | os.O_CREAT | os.O_EXCL)
OWNER: Final = str(0o600)
DIRECTORY: Final = str(os.O_RDONLY | os.O_DIRECTORY)


def clause(name: str) -> str:
    """Return the text of a clause of the chapter."""
    found = re.search(
        rf"^### {name} .*?(?=^#)", CHAPTER.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    assert found, name
    return found[0]


def listed() -> list[list[str]]:
    """Return the names of the calls that each numbered step of BKP-040 holds, in order."""
    steps = re.findall(r"^(\d+)\. (.*)$", clause("BKP-040"), re.MULTILINE)
    assert [int(number) for number, _ in steps] == list(range(1, 11))
    return [re.findall(r"`(\w+)`", text) for _, text in steps]


def without_links() -> list[str]:
    """Return the names of the calls that BKP-042 puts in the place of steps 6 and 7."""
    return re.findall(r"`(\w+)`", clause("BKP-042"))


def steps(path: Path, missing: int, chunks: int) -> list[list[Call]]:
    """Return the calls of each step for one file, so many of whose parents are missing."""
    temporary = str(path.parent / TEMPORARY)
    parents = [str(parent) for parent in path.parents]
    synced = [*parents[:1], *(parents[number + 1] for number in reversed(range(missing)))]
    return [
        [Call("lstat", str(path))],
        [
            *(Call("lstat", parent) for parent in parents[: missing + 1]),
            *(Call("mkdir", parent, (str(0o700),)) for parent in reversed(parents[:missing])),
            Call("listdir", parents[0]),
            Call("statvfs", parents[0]),
        ],
        [Call("open", temporary, (CREATE, OWNER)), Call("flock", temporary)],
        [Call("write", temporary)] * chunks,
        [Call("fsync", temporary), Call("close", temporary)],
        [Call("link", temporary, (str(path),))],
        [Call("unlink", temporary)],
        [
            call
            for parent in synced
            for call in (
                Call("open", parent, (DIRECTORY, "0")),
                Call("fsync", parent),
                Call("close", parent),
            )
        ],
        [],
        [],
    ]


def reserving(path: Path) -> list[Call]:
    """Return the calls of BKP-042 for one file, after the link that was refused."""
    temporary = str(path.parent / TEMPORARY)
    return [
        Call("open", str(path), (CREATE, OWNER)),
        Call("close", str(path)),
        Call("rename", temporary, (str(path),)),
    ]
