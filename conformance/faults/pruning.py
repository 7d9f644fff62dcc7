"""Engines that prune directories of backups wrongly (07-operations)."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from conformance.faults.wrong_engine import WrongEngines
from helios_ref.backup.inventory import Inventory, survey
from helios_ref.backup.retention import DAY_S
from helios_ref.driver import ReferenceDriver
from helios_ref.errors import HeliosError, InvalidParameterError, UnsupportedFormatError
from helios_ref.hldb.model import Link

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from helios_ref.backup.chain import Member

ENGINES = WrongEngines()


class Prunes(ReferenceDriver):
    """A door behind which other files go than should."""

    def operate(self, words: Sequence[str]) -> None:
        """Prune in a way of its own."""
        match words:
            case "prune", directory, _, days, _, fulls if (
                days.isdecimal() and fulls.isdecimal() and int(fulls)
            ):
                found = survey([directory])
            case _:
                super().operate(words)
                return
        young = {
            member.link
            for member in found.members
            if self._now() - member.header.created < int(days) * DAY_S
        }
        self.pruned(found, young, int(fulls), words)

    def pruned(self, found: Inventory, young: set[Link], fulls: int, words: Sequence[str]) -> None:
        """Remove what goes."""
        raise NotImplementedError


def remove(members: Iterable[Member]) -> None:
    """Remove the files of backups."""
    for member in members:
        Path(member.path).unlink()


@ENGINES.door("OPS-120")
class PrunesNothing(Prunes):
    """Keep everything."""

    def pruned(self, found: Inventory, young: set[Link], fulls: int, words: Sequence[str]) -> None:
        """Remove nothing."""


@ENGINES.door("OPS-120")
class PrunesByAge(Prunes):
    """Remove every backup that is older than wanted, but for the newest full."""

    def pruned(self, found: Inventory, young: set[Link], fulls: int, words: Sequence[str]) -> None:
        """Look at nothing but the age."""
        kept = [one for one in found.members if one.header.parent is None][-1:]
        remove(one for one in found.members if one.link not in young and one not in kept)


@ENGINES.door("OPS-120")
class PrunesWholeChains(Prunes):
    """Keep a chain as a whole, or not at all."""

    def pruned(self, found: Inventory, young: set[Link], fulls: int, words: Sequence[str]) -> None:
        """Remove chains of which nothing is kept by the right one."""
        before = {path: Path(path).read_bytes() for path in (one.path for one in found.members)}
        super(Prunes, self).operate(words)
        left = survey([words[1]])
        for member in found.members:
            if found.chain(member)[0].link in left.by_link:
                Path(member.path).write_bytes(before[member.path])


@ENGINES.door("OPS-120")
class PrunesTheNewest(Prunes):
    """Keep young backups and fulls alone, and not the one that the next would be built on."""

    def pruned(self, found: Inventory, young: set[Link], fulls: int, words: Sequence[str]) -> None:
        """Remove the newest, too, where it is old and no full."""
        super(Prunes, self).operate(words)
        left = survey([words[1]])
        newest = left.members[-1]
        if newest.link not in young and newest.header.parent is not None:
            remove([newest])


@ENGINES.door("OPS-120")
class PrunesWhatIsNoBackup(Prunes):
    """Remove every file that is no backup."""

    def pruned(self, found: Inventory, young: set[Link], fulls: int, words: Sequence[str]) -> None:
        """Tidy up first."""
        for path in (*found.unreadable, *found.foreign):
            if Path(path).is_file():
                Path(path).unlink()
        super(Prunes, self).operate(words)


@ENGINES.door("OPS-121")
class CountsDamagedFulls(Prunes):
    """Count fulls without reading them."""

    def pruned(self, found: Inventory, young: set[Link], fulls: int, words: Sequence[str]) -> None:
        """Keep the newest fulls, the newest backup, and what is young, with their ancestors."""
        kept = [one for one in found.members if one.header.parent is None][-fulls:]
        kept += [one for one in found.members if one.link in young] + [*found.members[-1:]]
        needed = {ancestor.link for one in kept for ancestor in found.chain(one)}
        with suppress(HeliosError):
            super(Prunes, self).operate(["prune", words[1], "--keep-days", "9999", *words[4:]])
        remove(one for one in found.members if one.link not in needed)


@ENGINES.door("OPS-122")
class PrunesWhatItCannotRead(Prunes):
    """Take what cannot be read for nothing."""

    def pruned(self, found: Inventory, young: set[Link], fulls: int, words: Sequence[str]) -> None:
        """Move it away while backups go."""
        away = [Path(path) for path in found.unreadable if Path(path).is_symlink()]
        links = {path: path.readlink() for path in away}
        for path in away:
            path.unlink()
        super(Prunes, self).operate(words)
        for path, target in links.items():
            path.symlink_to(target)


@ENGINES.door("OPS-120")
class PrunesByTheClock(ReferenceDriver):
    """Take the backup of the latest second for the newest, and keep it."""

    def operate(self, words: Sequence[str]) -> None:
        """Put it back where it went."""
        latest = None
        if words[0] == "prune":
            members = survey([words[1]]).members
            latest = max(members, key=lambda one: one.header.created, default=None)
        data = b"" if latest is None else Path(latest.path).read_bytes()
        super().operate(words)
        if latest is not None:
            Path(latest.path).write_bytes(data)


@ENGINES.door("OPS-122")
class PrunesBesideOtherVersions(ReferenceDriver):
    """Prune though there is a file whose version is not known."""

    def operate(self, words: Sequence[str]) -> None:
        """Move such files away meanwhile."""
        found = survey([words[1]]).unreadable if words[0] == "prune" else {}
        others = [one for one in found if isinstance(found[one], UnsupportedFormatError)]
        held = {Path(path): Path(path).read_bytes() for path in others}
        remove_files(held)
        super().operate(words)
        for path, data in held.items():
            path.write_bytes(data)


def remove_files(paths: Iterable[Path]) -> None:
    """Remove files."""
    for path in paths:
        path.unlink()


@ENGINES.door("OPS-121")
class PrunesByAnyNumber(ReferenceDriver):
    """Take the default for a number of days or fulls that is none."""

    def operate(self, words: Sequence[str]) -> None:
        """Prune with the defaults."""
        try:
            super().operate(words)
        except InvalidParameterError:
            super().operate(["prune", words[1], "--keep-days", "0", "--keep-full", "1"])
