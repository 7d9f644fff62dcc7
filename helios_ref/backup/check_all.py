"""Whether everything that directories of backups should hold is there and intact (07)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from helios_ref.backup.chain import Member, named
from helios_ref.backup.files import reading
from helios_ref.backup.inventory import Inventory
from helios_ref.backup.verify import Seen, applied, check_file, refusal_of
from helios_ref.errors import ChainBrokenError, CorruptBackupError, HeliosError, IdConflictError
from helios_ref.hldb.model import Link
from helios_ref.hldb.read_sections import header_before
from helios_ref.tables.catalog_records import backup_id

APPLIED: Final = 3
"""The level at which chains are applied."""

ROOT_UNKNOWN: Final = b""
"""The root of a backup of which only the header can be read, and that nothing was built on."""


@dataclass(frozen=True, slots=True)
class Intact:
    """A file with which nothing is wrong."""

    path: str
    member: Member


@dataclass(frozen=True, slots=True)
class Loss:
    """What is wrong, and what cannot be restored because of it (OPS-106)."""

    path: str
    refusal: HeliosError
    lost: Sequence[Link] = ()

    @property
    def is_damage(self) -> bool:
        """Whether it is the bytes of the file itself (OPS-103)."""
        return isinstance(self.refusal, CorruptBackupError) and self.refusal.path == self.path


def check_all(found: Inventory, level: int, seen: Seen) -> Iterator[Intact | Loss]:
    """Yield every finding, and every file that is intact (OPS-105)."""
    claims = {path: _claimed(path, refusal) for path, refusal in found.unreadable.items()}
    for path, refusal in found.unreadable.items():
        yield Loss(path, refusal, _lost_with(found, claims[path]))
    yield from _conflicts(found)
    yield from _gaps(found, claims)
    bad: set[Link] = set()
    for member in found.members:
        outcomes = [_file(path, member, min(level, 2), seen) for path in found.copies[member.link]]
        if not any(isinstance(one, Intact) for one in outcomes):
            bad.add(member.link)
        for one in outcomes:
            lost = _with_descendants(found, member.link) if member.link in bad else ()
            yield Loss(one.path, one.refusal, lost) if isinstance(one, Loss) else one
    if level == APPLIED:
        yield from _chains(found, bad, seen)


def _claimed(path: str, refusal: HeliosError) -> int | None:
    """Return the number of a file that does not pass level 0, if its header is whole."""
    if not isinstance(refusal, CorruptBackupError):
        return None
    try:
        with reading(path, "the file") as source:
            header = header_before(source, path, min(refusal.offset, source.size))
    except HeliosError:  # it is no more what it was
        return None
    return None if header is None else header.number


def _lost_with(found: Inventory, number: int | None) -> Sequence[Link]:
    """Return what needs the backup of a number, and that itself, unless a whole file is it."""
    if number is None:
        return ()
    missing = [link for link in found.children if link.number == number]
    missing = [link for link in missing if link not in found.by_link]
    if not missing:
        known = any(member.header.number == number for member in found.members)
        return () if known else (Link(number, ROOT_UNKNOWN),)
    return tuple(lost for link in missing for lost in _with_descendants(found, link))


def _with_descendants(found: Inventory, link: Link) -> Sequence[Link]:
    return (link, *(member.link for member in found.descendants(link)))


def _conflicts(found: Inventory) -> Iterator[Loss]:
    for number, (first, *others) in found.conflicts.items():
        for other in others:
            refusal = IdConflictError(backup_id(number), first.path, other.path)
            yield Loss(other.path, refusal)


def _gaps(found: Inventory, claims: Mapping[str, int | None]) -> Iterator[Loss]:
    """Yield each parent that is named and not there, with what may be it and is damaged."""
    for link, children in found.children.items():
        if link not in found.by_link:
            child = children[0]
            place = str(PurePosixPath(child.path).parent)
            damaged = [path for path, number in claims.items() if number in {None, link.number}]
            reason = "; ".join(str(found.unreadable[path]) for path in damaged)
            reason = reason or "no file here has this root"
            refusal = ChainBrokenError(child.backup_id, named(link), place, reason)
            yield Loss(child.path, refusal, _with_descendants(found, link)[1:])


def _file(path: str, member: Member, level: int, seen: Seen) -> Intact | Loss:
    refusal = refusal_of(check_file(path, level, member.backup_id), seen)
    return Intact(path, member) if refusal is None else Loss(path, refusal)


def _chains(found: Inventory, bad: set[Link], seen: Seen) -> Iterator[Loss]:
    """Apply each chain that nobody continues, where no file of it is bad (OPS-138)."""
    for leaf in found.members:
        chain = found.chain(leaf)
        if leaf.link in found.children or chain[0].header.parent is not None:
            continue
        if not bad.isdisjoint(member.link for member in chain):
            continue
        if (refusal := refusal_of(applied(chain), seen)) is not None:
            path = refusal.path if isinstance(refusal, CorruptBackupError) else leaf.path
            first = next((member for member in chain if member.path == path), leaf)
            yield Loss(path, refusal, _with_descendants(found, first.link))
