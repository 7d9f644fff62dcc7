"""What the oracle expects of BACKUP and RESTORE (04-backup, 05-restore)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conformance.explore.model import DAMAGED, Model, Taken
from conformance.explore.tables import RefusedError

if TYPE_CHECKING:
    from conformance.explore.model import Key, State

UNSEEN = f"{DAMAGED}one bit off"
"""Damage that a look at header, index and trailer need not find."""

CODES = {"missing": "IO_ERROR", "damaged": "CORRUPT_BACKUP", "another": "CHAIN_BROKEN"}


class UnsaidError(Exception):
    """No clause says which of two things happens: the program leaves it out."""


def difference(before: State, after: State) -> set[Key]:
    """Return the keys that an incremental holds (BKP-021, BKP-022)."""
    keys = {key for key in {**before, **after} if before.get(key) != after.get(key)}
    for name in {key[1] for key in keys}:
        if ("meta", name) in after:
            keys |= {("meta", name), ("counter", name)}
    return keys


def taken(model: Model, path: str, *, incremental: bool) -> tuple[Taken, Model]:
    """Return the backup that is taken, and what follows (BKP-010 to BKP-026)."""
    state = model.branches[model.current]
    if incremental and not model.catalog:
        raise RefusedError("NO_BASE")
    parent = model.catalog[-1] if incremental else None
    if parent is not None:
        intact(model, parent, lightly=not model.rebuilt)
    if path in model.files:
        raise RefusedError("PATH_EXISTS")
    number = max(model.second, *(one.number + 1 for one in model.catalog), 0)
    keys = len(difference(parent.state, state) if parent else state)
    backup = Taken(model.fresh, number, model.second, parent, keys, path, state)
    after = replace(
        model.with_file(path, backup.name),
        catalog=(*model.catalog, backup),
        every={**model.every, backup.name: backup},
        used=model.used | {model.second},
        made=model.made + 1,
        rebuilt=False,
    )
    return backup, after


def intact(model: Model, backup: Taken, *, lightly: bool) -> None:
    """Raise what is wrong with the files of a chain, if anything is (RST-011 to RST-016)."""
    recorded = {one.name: one for one in model.catalog}
    codes = set()
    for member in backup.chain:
        if member.name not in recorded:
            raise RefusedError("CHAIN_BROKEN")
        content = model.files.get(recorded[member.name].path)
        if lightly and content == UNSEEN:
            raise UnsaidError
        codes.add(CODES.get(_wrong(content, member), ""))
    codes.discard("")
    if codes:
        raise RefusedError(codes.pop() if len(codes) == 1 else "")


def intact_by_path(model: Model, backup: Taken, path: str) -> None:
    """Raise unless each parent stands in its place, or beside the file that names it (RST-006)."""
    recorded = {one.name: one.path for one in model.catalog}
    folder = path.rpartition("/")[0]
    for child in reversed(backup.chain[1:]):
        parent = child.parent
        assert parent is not None, "only the first of a chain has none"
        places = [one for one, content in model.files.items() if content == parent.name]
        usual = recorded.get(parent.name)
        if usual in places:
            folder = str(usual).rpartition("/")[0]
        elif any(place.rpartition("/")[0] == folder for place in places):
            if usual is not None and usual in model.files:
                raise UnsaidError  # something else stands in its place
        else:
            raise RefusedError("")


def found(model: Model, path: str) -> str:
    """Return the name of the backup that a file holds, or its refusal (RST-005)."""
    content = model.files.get(path)
    if content is None:
        raise RefusedError("IO_ERROR")
    if content.startswith(DAMAGED):
        raise RefusedError("CORRUPT_BACKUP")
    return content


def rebuilt(model: Model) -> Model:
    """Return a new process, with the files that stand in the directory (BKP-053, BKP-055)."""
    return Model(
        second=model.second,
        used=model.used,
        every=model.every,
        files=model.files,
        made=model.made,
        catalog=tuple(sorted(_listed(model).values(), key=lambda one: one.number)),
        rebuilt=True,
    )


def _listed(model: Model) -> dict[int, Taken]:
    """Return what the directory itself holds by number, each under the first of its paths."""
    listed: dict[int, Taken] = {}
    for path, content in sorted(model.files.items()):
        if content == UNSEEN:
            raise UnsaidError
        if "/" in path or content.startswith(DAMAGED):
            continue
        backup = replace(model.every[content], path=path)
        if listed.setdefault(backup.number, backup).name != content:
            raise RefusedError("ID_CONFLICT")
    return listed


def _wrong(content: str | None, member: Taken) -> str:
    """Return what is wrong with the file of a member; empty where nothing is."""
    if content is None:
        return "missing"
    if content.startswith(DAMAGED):
        return "damaged"
    return "" if content == member.name else "another"
