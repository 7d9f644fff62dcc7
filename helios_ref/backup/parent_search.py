"""A chain from files alone: parents are searched by what they hold (05-restore)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from helios_ref.backup.chain import MAX_MEMBERS, Chain, Member, member_at, named, walk
from helios_ref.backup.files import absolute, backups_in
from helios_ref.errors import ChainBrokenError, HeliosError
from helios_ref.hldb.model import Link
from helios_ref.tables.catalog_records import catalog_key, decoded


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the files of one place are."""

    members: dict[Link, Member] = field(default_factory=dict)
    refusals: list[str] = field(default_factory=list)
    """Why the others are no backups."""


def by_path(catalog: Mapping[bytes, bytes], path: str, directories: tuple[str, ...]) -> Chain:
    """Return the chain of the backup in this file, from files alone if need be (RST-030)."""
    return Search(catalog, directories).chain(path)


@dataclass(frozen=True, slots=True)
class Search:
    """Where parents are looked for; each directory is read once (RST-006)."""

    catalog: Mapping[bytes, bytes]
    directories: tuple[str, ...]
    shelves: dict[str, Shelf] = field(default_factory=dict)
    latest: list[Chain] = field(default_factory=list)
    """The chain that was found last, if one was: the next often goes on from it."""

    def chain(self, path: str) -> Chain:
        """Return the chain of the backup in this file (RST-005, RST-006)."""
        leaf = member_at(path, "the backup")
        chain = self._continued(leaf) or walk(leaf, self.parent)
        self.latest[:] = [chain]
        return chain

    def _continued(self, leaf: Member) -> Chain | None:
        """Return the chain that was found last and this backup, if that is the child of it."""
        if not self.latest or leaf.header.parent is None:
            return None
        (before,) = self.latest
        if leaf.header.parent != before[-1].link or len(before) == MAX_MEMBERS:
            return None
        found = self.parent(leaf, leaf.header.parent) == before[-1]
        return (*before, leaf) if found else None

    def parent(self, child: Member, link: Link) -> Member:
        """Return the first file that has the number and root that `child` names."""
        looked_at: list[Shelf] = []
        for shelf in self._shelves(child, link):
            if (found := shelf.members.get(link)) is not None:
                return found
            looked_at.append(shelf)
        beside = _directory(child), *self.directories
        places = ", ".join(dict.fromkeys(absolute(place, child.backup_id) for place in beside))
        reason = "; ".join(_remarks(link, looked_at)) or "no file there has this root"
        raise ChainBrokenError(child.backup_id, named(link), places, reason)

    def _shelves(self, child: Member, link: Link) -> Iterator[Shelf]:
        """Yield what is at the recorded path, beside the child, and in the directories given."""
        data = self.catalog.get(catalog_key(link.number))
        if data is not None:
            yield _shelf([decoded(data).path])
        for directory in (_directory(child), *self.directories):
            if directory not in self.shelves:
                self.shelves[directory] = _listed(directory)
            yield self.shelves[directory]


def _directory(child: Member) -> str:
    """Return the directory in which a file stands."""
    return str(PurePosixPath(child.path).parent)


def _listed(directory: str) -> Shelf:
    """Return what the `.hldb` files of a directory are."""
    try:
        return _shelf(backups_in(directory, "the search for a parent"))
    except HeliosError as refusal:
        return Shelf(refusals=[str(refusal)])


def _shelf(paths: Iterable[str]) -> Shelf:
    """Return what these files are; of equal ones any will do."""
    shelf = Shelf()
    for path in paths:
        try:
            member = member_at(path, "the search for a parent")
        except HeliosError as refusal:
            shelf.refusals.append(str(refusal))
        else:
            shelf.members[member.link] = member
    return shelf


def _remarks(link: Link, looked_at: list[Shelf]) -> Iterator[str]:
    """Yield what might explain that a parent was not found."""
    for shelf in looked_at:
        for member in shelf.members.values():
            if member.header.number == link.number:
                yield f"{member.path} is {named(member.link)}"
        yield from shelf.refusals
