"""What keeps a backup from being taken or restored, all of it (04-backup, 05-restore)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from conformance.explore.model import Content, Model, Taken
from conformance.explore.tables import RefusedError, UnsaidError, keys_between, keys_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

UNSEEN = "one bit off"
"""Damage that a look at header, index and trailer need not find."""

HEADLESS = frozenset({"missing", "empty"})
"""Damage after which no header is left to name a parent."""

LOOKED_AT = 16
"""So many of the newest members of its chain an incremental looks at, and at the full (BKP-027)."""


@dataclass(frozen=True, slots=True)
class Obstacles:
    """The codes of the refusals that apply, and of those of which nobody can tell."""

    sure: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()

    def and_(self, other: Obstacles) -> Obstacles:
        """Return the obstacles of both."""
        return Obstacles(self.sure | other.sure, self.unsure | other.unsure)

    @property
    def codes(self) -> frozenset[str]:
        """With what a statement may be refused; nothing said where it need not be refused."""
        if self.unsure and not self.sure:
            raise UnsaidError
        return self.sure | self.unsure


def in_the_way(codes: Iterable[str]) -> Obstacles:
    """Return obstacles that are certain."""
    return Obstacles(frozenset(codes))


def taken(model: Model, path: str, *, incremental: bool) -> tuple[Taken, Model]:
    """Return the backup that is taken, and what follows (BKP-010 to BKP-026)."""
    state = model.branches[model.current]
    parent = model.catalog[-1] if incremental else None
    number = max(model.second, *(one.number + 1 for one in model.catalog), 0)
    keys = keys_between(parent.state, state) if parent else keys_of(state)
    backup = Taken(model.fresh, number, model.second, parent, keys, path, state)
    after = replace(
        model.with_file(path, Content(backup.name)),
        catalog=(*model.catalog, backup),
        every={**model.every, backup.name: backup},
        used=model.used | {model.second},
        made=model.made + 1,
    )
    return backup, after


def against_taking(model: Model, path: str, *, incremental: bool) -> Obstacles:
    """Return what keeps a BACKUP from succeeding (BKP-025, BKP-027, BKP-030)."""
    obstacles = in_the_way({"PATH_EXISTS"} if path in model.files else ())
    if incremental and not model.catalog:
        return obstacles.and_(in_the_way({"NO_BASE"}))
    if incremental:  # whether one bit off is seen depends on what an engine has to read (BKP-055)
        return obstacles.and_(against_chain(model, model.catalog[-1], deeply=False))
    return obstacles


def against_chain(model: Model, backup: Taken, *, deeply: bool) -> Obstacles:
    """Return what is wrong with a chain that the catalog leads to (RST-011 to RST-016)."""
    found, named = Obstacles(), True
    recorded = {one.name: one for one in model.catalog}
    for place, member in enumerate(reversed(backup.chain)):
        record = recorded.get(member.name)
        if record is None:  # nothing tells where its parents are
            return found.and_(in_the_way({"CHAIN_BROKEN"} if named else ()))
        content = model.files.get(record.path)
        wrong = _wrong(content, member, deeply=deeply)
        due = deeply or place < LOOKED_AT or member == backup.chain[0]
        found = found.and_(wrong if due else Obstacles(unsure=wrong.sure | wrong.unsure))
        named = content is not None and content.damage not in HEADLESS
    return found


def _wrong(content: Content | None, member: Taken, *, deeply: bool) -> Obstacles:
    """Return what is wrong with the file of a member."""
    if content is None or content.damage == "dangling link":
        return in_the_way({"IO_ERROR"})
    broken = {"CHAIN_BROKEN"} if content.backup not in {member.name, ""} else set()
    if content.damage == UNSEEN and not broken and not deeply:
        return Obstacles(unsure=frozenset({"CORRUPT_BACKUP"}))
    return in_the_way(broken | ({"CORRUPT_BACKUP"} if content.damage else set()))


def found_at(model: Model, path: str) -> tuple[Taken | None, Obstacles]:
    """Return the backup that a file holds, and what keeps it from being restored (RST-005)."""
    content = model.files.get(path)
    if content is None or content.damage == "dangling link":
        return None, in_the_way({"IO_ERROR"})
    damaged = in_the_way({"CORRUPT_BACKUP"} if content.damage else ())
    if not content.backup or content.damage in HEADLESS:
        return None, damaged
    backup = model.every[content.backup]
    return backup, damaged.and_(_against_search(model, backup, path))


def _against_search(model: Model, backup: Taken, path: str) -> Obstacles:
    """Return what is wrong with the parents of a file's backup, as they are found (RST-006)."""
    found, folder = Obstacles(), _folder(path)
    for parent in reversed(backup.chain[:-1]):
        places = list(_places(model, parent, folder))
        intact = [one for one in places if model.files[one] == Content(parent.name)]
        if not intact or Content(parent.name, UNSEEN) in map(model.files.get, places):
            found = found.and_(_unfound(model, parent, places, sure=not intact))
        if not places:
            return found
        folder = _folder((intact or places)[0])
    return found


def _places(model: Model, parent: Taken, folder: str) -> Iterator[str]:
    """Yield where a parent may be found, in the order of RST-006."""
    usual = next((one.path for one in model.catalog if one.name == parent.name), None)
    folders = dict.fromkeys([folder, *([""] if model.searched else [])])
    beside = [path for place in folders for path in sorted(model.files) if _folder(path) == place]
    here = [path for path in dict.fromkeys([usual, *beside]) if path in model.files and path]
    alike = [one for one in here if model.files[one] in _alike(parent)]
    if alike and usual in model.files and usual not in alike:
        raise UnsaidError  # something else stands in its place
    yield from alike


def _alike(parent: Taken) -> tuple[Content, ...]:
    """Return what may be taken for the file of a parent at the first look."""
    return Content(parent.name), Content(parent.name, UNSEEN)


def _unfound(model: Model, parent: Taken, places: list[str], *, sure: bool) -> Obstacles:
    """Return with what a parent is missed, or may be, where none or not only intact files are."""
    codes = {"CORRUPT_BACKUP"} if places else set()
    usual = next((one.path for one in model.catalog if one.name == parent.name), None)
    if usual is not None:
        codes |= _wrong(model.files.get(usual), parent, deeply=True).codes
    if sure:
        return in_the_way({"CHAIN_BROKEN", *codes})
    return Obstacles(unsure=frozenset({"CHAIN_BROKEN", *codes}))


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def rebuilt(model: Model) -> Model:
    """Return a new process, with the files that stand in the directory (BKP-053, BKP-055)."""
    listed, conflicts = dict[int, Taken](), False
    for path, content in sorted(model.files.items()):
        if "/" in path or not content.backup:
            continue
        if content.damage == UNSEEN:
            raise UnsaidError
        if content.damage:
            continue
        backup = replace(model.every[content.backup], path=path)
        known = listed.setdefault(backup.number, backup)
        if known.name != backup.name and known.state == backup.state:
            raise UnsaidError  # they may have one root
        conflicts = conflicts or known.name != backup.name
    if conflicts:
        raise RefusedError("ID_CONFLICT")
    return Model(
        second=model.second,
        used=model.used,
        every=model.every,
        files=model.files,
        made=model.made,
        catalog=tuple(sorted(listed.values(), key=lambda one: one.number)),
        searched=True,
    )
