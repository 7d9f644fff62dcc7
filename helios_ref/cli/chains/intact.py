"""What was found intact, and when: a file of the user's, never one beside backups (OPS-103)."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path

import msgspec

from helios_ref.backup.chain import Member


class Found(msgspec.Struct, frozen=True):
    """That a file was found intact."""

    root: str
    level: int
    second: int


Memory = dict[str, Found]
"""By path."""


def memory_path() -> Path:
    """Return where it is kept."""
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(state) / "helios-ref" / "intact.json"


def remembered() -> Memory:
    """Return what was remembered; nothing where it cannot be read."""
    try:
        return msgspec.convert(json.loads(memory_path().read_bytes()), Memory)
    except (OSError, RuntimeError, ValueError, msgspec.MsgspecError):  # no file, home, such content
        return {}


def remember(
    found: Iterable[tuple[str, Member]], level: int, second: int, damaged: Collection[str] = ()
) -> None:
    """Remember files that are intact, and forget those that are damaged or gone."""
    memory = {
        place: one
        for place, one in remembered().items()
        if place not in damaged and os.path.lexists(place)
    }
    for place, member in found:
        memory[place] = Found(member.trailer.root.hex(), level, second)
    with suppress(OSError, RuntimeError):
        path = memory_path()
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        new = path.with_name(f"{path.name}.{os.getpid()}")
        try:
            new.touch(mode=0o600)
            # As `json` has it: a name that is no text has an escape there.
            new.write_bytes(json.dumps(msgspec.to_builtins(memory)).encode())
            new.replace(path)  # whole: another process may read it at this moment
        finally:
            new.unlink(missing_ok=True)


def last_intact(member: Member, path: str, memory: Memory) -> Found | None:
    """Return when this very file was found intact."""
    found = memory.get(path)
    return found if found is not None and found.root == member.trailer.root.hex() else None
