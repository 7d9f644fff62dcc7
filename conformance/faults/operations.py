"""Engines that combine or prune backups wrongly (07-operations)."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from conformance.faults.wrong_engine import WrongEngines
from helios_ref.backup.inventory import Inventory, survey
from helios_ref.backup.resolve import resolved
from helios_ref.backup.retention import DAY_S
from helios_ref.driver import ReferenceDriver
from helios_ref.errors import CorruptBackupError, HeliosError, IdConflictError, IoError
from helios_ref.hldb.model import Header, Link
from helios_ref.hldb.read_blocks import BytesSource, entries, open_file
from helios_ref.hldb.write_file import Encoder
from helios_ref.storage.checksum import state_sum
from helios_ref.storage.layer import Layer, values

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from helios_ref.backup.chain import Chain, Member

ENGINES = WrongEngines()


class Combines(ReferenceDriver):
    """A door behind which `combine` is done otherwise."""

    def operate(self, words: Sequence[str]) -> None:
        """Combine in a way of its own."""
        match words:
            case "combine", source, "-o", path:
                chain, _ = resolved(self.database.catalog, (), source)
                self.combined(chain, words, Path(path))
            case _:
                super().operate(words)

    def combined(self, chain: Chain, words: Sequence[str], path: Path) -> None:
        """Make the file."""
        raise NotImplementedError

    def right(self, words: Sequence[str]) -> None:
        """Do as the reference does."""
        super().operate(words)


class Prunes(ReferenceDriver):
    """A door behind which other files go than should."""

    def operate(self, words: Sequence[str]) -> None:
        """Prune in a way of its own."""
        if words[0] != "prune":
            super().operate(words)
            return
        found, days, fulls = survey([words[1]]), int(words[3]), int(words[5])
        young = {
            member.link
            for member in found.members
            if self._now() - member.header.created < days * DAY_S
        }
        self.pruned(found, young, fulls, words)

    def pruned(self, found: Inventory, young: set[Link], fulls: int, words: Sequence[str]) -> None:
        """Remove what goes."""
        raise NotImplementedError


def remove(members: Iterable[Member]) -> None:
    """Remove the files of backups."""
    for member in members:
        Path(member.path).unlink()


@ENGINES.door("OPS-110")
class CombinesTheFullAlone(Combines):
    """Copy the first file of a chain, and leave out what came after it."""

    def combined(self, chain: Chain, words: Sequence[str], path: Path) -> None:
        """Make the file."""
        del words
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(chain[0].path, path)


@ENGINES.door("OPS-110")
class CombinesWithoutTombstones(Combines):
    """Put all files of a chain together, and what was deleted on the way with them."""

    def combined(self, chain: Chain, words: Sequence[str], path: Path) -> None:
        """Make the file, after everything was checked."""
        self.right(words)
        state: dict[bytes, bytes] = {}
        for member in chain:
            data = Path(member.path).read_bytes()
            state.update(values(dict(entries(open_file(BytesSource(data), member.path)))))
        leaf = chain[-1].header
        header = Header(leaf.number, leaf.created, leaf.branch)
        path.write_bytes(b"".join(Encoder(header, Layer(dict(state)), state_sum(state)).chunks()))


@ENGINES.door("OPS-110")
class CombinesUnderANewSecond(Combines):
    """Say that the new file was taken when it was made."""

    def combined(self, chain: Chain, words: Sequence[str], path: Path) -> None:
        """Make the file, and then another of it."""
        self.right(words)
        file = open_file(BytesSource(path.read_bytes()), str(path))
        state = values(dict(entries(file)))
        header = Header(chain[-1].header.number, self._now() + 1, file.header.branch)
        path.write_bytes(b"".join(Encoder(header, Layer(dict(state)), state_sum(state)).chunks()))


@ENGINES.door("OPS-111")
class CombinesBesideTheOriginal(Combines):
    """Put a second file of one number into a directory."""

    def combined(self, chain: Chain, words: Sequence[str], path: Path) -> None:
        """Make the file aside where it is refused, and move it."""
        del chain
        try:
            self.right(words)
        except IdConflictError:
            with TemporaryDirectory() as aside:
                self.right([*words[:3], f"{aside}/one.hldb"])
                shutil.move(f"{aside}/one.hldb", path)


@ENGINES.door("OPS-112")
class CombinesWhatIsDamaged(Combines):
    """Go on without the files of a chain that are damaged."""

    def combined(self, chain: Chain, words: Sequence[str], path: Path) -> None:
        """Make the file of what can be read."""
        try:
            self.right(words)
        except CorruptBackupError:
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(chain[0].path, path)


@ENGINES.door("OPS-113")
class CombinesAndRemoves(Combines):
    """Remove the original once there is a full of it."""

    def combined(self, chain: Chain, words: Sequence[str], path: Path) -> None:
        """Make the file, and be tidy."""
        del path
        self.right(words)
        Path(chain[-1].path).unlink()


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


@ENGINES.door("OPS-111")
class CombinesBesideIntactFilesAlone(ReferenceDriver):
    """Refuse to put a full beside a file that is damaged."""

    def operate(self, words: Sequence[str]) -> None:
        """Look at what lies there first."""
        if words[0] == "combine" and Path(words[-1]).parent.is_dir():
            for refusal in survey([str(Path(words[-1]).parent)]).unreadable.values():
                raise refusal
        super().operate(words)


@ENGINES.door("OPS-110")
class CombinesOverAnything(ReferenceDriver):
    """Take any path for that of the new file, and whatever lies there away."""

    def operate(self, words: Sequence[str]) -> None:
        """Make room first."""
        if words[0] == "combine":
            path = Path(words[-1].rstrip("/"))
            if path.is_dir():
                path /= "full.hldb"
            path.unlink(missing_ok=True)
            words = [*words[:-1], str(path)]
        super().operate(words)


@ENGINES.door("OPS-111")
class CombinesNothingWhereItCannotRead(ReferenceDriver):
    """Do nothing, and say nothing, where a file beside the new one cannot be read."""

    def operate(self, words: Sequence[str]) -> None:
        """Pass over the refusal."""
        try:
            super().operate(words)
        except IoError:
            if words[0] != "combine":
                raise


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
