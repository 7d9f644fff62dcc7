"""What directories of backups hold, from the files alone: chains, gaps, what is no backup (07)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from os import fsencode
from pathlib import PurePosixPath

from helios_ref.backup import files
from helios_ref.backup.chain import Chain, Member, member_at
from helios_ref.errors import HeliosError, IoError
from helios_ref.hldb.model import Link


@dataclass(frozen=True)
class Inventory:
    """Every file of some directories; a backup is known by its number and root."""

    members: Sequence[Member]
    """Each backup once, by ascending number; of several copies the first in order of paths."""

    copies: Mapping[Link, Sequence[str]]
    """The paths of each backup, that of its member first."""

    unreadable: Mapping[str, HeliosError]
    """Files whose names end in `.hldb` and that do not pass level 0, and why."""

    foreign: Sequence[str]
    """Everything else: it has another name."""

    @cached_property
    def by_link(self) -> Mapping[Link, Member]:
        """Each backup by what a child says of it."""
        return {member.link: member for member in self.members}

    @cached_property
    def children(self) -> Mapping[Link, Sequence[Member]]:
        """The backups that name a parent, there or not, by ascending number."""
        found: dict[Link, list[Member]] = defaultdict(list)
        for member in self.members:
            if member.header.parent is not None:
                found[member.header.parent].append(member)
        return found

    @cached_property
    def tops(self) -> Sequence[Member]:
        """The backups without a parent here: fulls, and those behind a gap."""
        return [member for member in self.members if self.parent(member) is None]

    @cached_property
    def conflicts(self) -> Mapping[int, Sequence[Member]]:
        """Backups of one number with different content (BKP-054)."""
        found: dict[int, list[Member]] = defaultdict(list)
        for member in self.members:
            found[member.header.number].append(member)
        return {number: several for number, several in found.items() if len(several) > 1}

    def parent(self, member: Member) -> Member | None:
        """Return the parent of a backup, or None where it has none, or none that is here."""
        link = member.header.parent
        return None if link is None else self.by_link.get(link)

    def chain(self, member: Member) -> Chain:
        """Return a backup behind its parents, as far as they are here, the oldest first."""
        chain = [member]
        while (parent := self.parent(chain[-1])) is not None:
            chain.append(parent)
        return tuple(reversed(chain))

    def is_whole(self, member: Member) -> bool:
        """Tell whether the chain of a backup begins with a full."""
        return self.chain(member)[0].header.parent is None

    def descendants(self, link: Link) -> Iterator[Member]:
        """Yield every backup that needs the one of this link, parents before children."""
        waiting = [*self.children.get(link, ())]
        for member in waiting:  # which grows meanwhile
            yield member
            waiting += self.children.get(member.link, ())


def survey(directories: Iterable[str]) -> Inventory:
    """Return what is in directories, not below them, at level 0 of verification (OPS-100)."""
    paths = sorted({path for place in directories for path in _listed(place)}, key=fsencode)
    members: dict[Link, Member] = {}
    copies: dict[Link, list[str]] = defaultdict(list)
    unreadable: dict[str, HeliosError] = {}
    for path in filter(is_backup, paths):
        try:
            member = member_at(path, "the file")
        except HeliosError as refusal:
            unreadable[path] = refusal
        else:
            members.setdefault(member.link, member)
            copies[member.link].append(path)
    ordered = sorted(members.values(), key=lambda member: (member.header.number, member.path))
    return Inventory(ordered, copies, unreadable, [path for path in paths if not is_backup(path)])


def is_backup(path: str) -> bool:
    """Tell whether the name is one of a backup."""
    return path.endswith(files.SUFFIX)


def _listed(directory: str) -> list[str]:
    """Return the absolute paths of all that is in a directory."""
    place = files.absolute(directory, "the directory")
    try:
        return [str(PurePosixPath(place, name)) for name in files.DISK.listdir(place)]
    except OSError as error:
        raise IoError("the directory", place, files.cause(error)) from error
