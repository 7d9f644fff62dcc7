"""Engines that combine the files of a chain wrongly (07-operations)."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from conformance.faults.wrong_engine import WrongEngines
from helios_ref.backup.inventory import survey
from helios_ref.backup.resolve import resolved
from helios_ref.driver import ReferenceDriver
from helios_ref.errors import (
    CorruptBackupError,
    HeliosError,
    IdConflictError,
    IoError,
    UnsupportedFormatError,
)
from helios_ref.hldb.block_encode import Block
from helios_ref.hldb.model import Header
from helios_ref.hldb.read_blocks import BytesSource, entries, open_file
from helios_ref.hldb.write_file import Encoder
from helios_ref.storage.checksum import state_sum
from helios_ref.storage.layer import Layer, values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helios_ref.backup.chain import Chain

ENGINES = WrongEngines()


class Combines(ReferenceDriver):
    """A door behind which `combine` is done otherwise."""

    def operate(self, words: Sequence[str]) -> None:
        """Combine in a way of its own."""
        match words:
            case "combine", source, "-o", path:
                chain, _ = resolved(self.database.catalog, (), source, ending="")
                self.combined(chain, words, Path(path))
            case _:
                super().operate(words)

    def combined(self, chain: Chain, words: Sequence[str], path: Path) -> None:
        """Make what is to be one full of a chain, at a path; `words` are the command's."""
        raise NotImplementedError

    def right(self, words: Sequence[str]) -> None:
        """Do as the reference does."""
        super().operate(words)


@ENGINES.door("OPS-110")
class CombinesTheFullAlone(Combines):
    """Copy the first file of a chain, and leave out what came after it."""

    def combined(self, chain: Chain, words: Sequence[str], path: Path) -> None:
        """Copy the full."""
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


@ENGINES.door("OPS-110")
class CombinesIntoHalfBlocks(Combines):
    """Begin a second block in the middle of the state."""

    def combined(self, chain: Chain, words: Sequence[str], path: Path) -> None:
        """Make the file, and then another of what it holds."""
        del chain
        self.right(words)
        file = open_file(BytesSource(path.read_bytes()), str(path))
        state = [*values(dict(entries(file))).items()]
        middle = len(state) // 2
        blocks = [_block(half) for half in (state[:middle], state[middle:]) if half]
        path.write_bytes(b"".join(Encoder(file.header, blocks, file.trailer.state).chunks()))


def _block(state: Sequence[tuple[bytes, bytes]]) -> Block:
    content = sum(len(key) + len(value) for key, value in state)
    return Block([key for key, _ in state], [value for _, value in state], content, tombstones=0)


@ENGINES.door("OPS-111")
class CombinesBesideNoOther(Combines):
    """Refuse to put a full beside any other backup."""

    def combined(self, chain: Chain, words: Sequence[str], path: Path) -> None:
        """Look at what lies there first."""
        for member in survey([str(path.parent)]).members if path.parent.is_dir() else ():
            raise IdConflictError(member.backup_id, member.path, chain[-1].path)
        self.right(words)


@ENGINES.door("OPS-113")
class CombinesAndRemoves(Combines):
    """Remove the original once there is a full of it."""

    def combined(self, chain: Chain, words: Sequence[str], path: Path) -> None:
        """Make the file, and be tidy."""
        del path
        self.right(words)
        Path(chain[-1].path).unlink()


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


@ENGINES.door("OPS-111")
class CombinesBesideOtherVersions(Combines):
    """Take a file of another version for one that claims no number."""

    def combined(self, chain: Chain, words: Sequence[str], path: Path) -> None:
        """Make the file aside where it is refused, and move it."""
        del chain
        try:
            self.right(words)
        except UnsupportedFormatError:
            with TemporaryDirectory() as aside:
                self.right([*words[:3], f"{aside}/one.hldb"])
                shutil.move(f"{aside}/one.hldb", path)


@ENGINES.door("OPS-110")
class CombinesInWordsOnly(ReferenceDriver):
    """Answer that a chain was combined, though it was refused."""

    def operate(self, words: Sequence[str]) -> None:
        """Refuse nothing."""
        with suppress(HeliosError):
            super().operate(words)


@ENGINES.door("OPS-110")
class CombinesForMain(Combines):
    """Say that every new file is of main."""

    def combined(self, chain: Chain, words: Sequence[str], path: Path) -> None:
        """Make the file, and then another of it."""
        self.right(words)
        file = open_file(BytesSource(path.read_bytes()), str(path))
        leaf = chain[-1].header
        header = Header(leaf.number, leaf.created, "main")
        state = Layer(dict(values(dict(entries(file)))))
        path.write_bytes(b"".join(Encoder(header, state, file.trailer.state).chunks()))


@ENGINES.door("OPS-110")
class CombinesForTheBranchOfTheFull(Combines):
    """Say that a new file is of the branch of the chain's full."""

    def combined(self, chain: Chain, words: Sequence[str], path: Path) -> None:
        """Make the file, and then another of it."""
        self.right(words)
        file = open_file(BytesSource(path.read_bytes()), str(path))
        header = Header(chain[-1].header.number, chain[-1].header.created, chain[0].header.branch)
        state = Layer(dict(values(dict(entries(file)))))
        path.write_bytes(b"".join(Encoder(header, state, file.trailer.state).chunks()))


@ENGINES.door("OPS-111")
class CombinesBesideAnotherFull(Combines):
    """Put a full beside another of its number that has another content."""

    def combined(self, chain: Chain, words: Sequence[str], path: Path) -> None:
        """Make the file aside where nothing that lies there is the original."""
        try:
            self.right(words)
        except IdConflictError:
            if chain[-1].link in survey([str(path.parent)]).by_link:
                raise
            with TemporaryDirectory() as aside:
                self.right([*words[:3], f"{aside}/one.hldb"])
                shutil.move(f"{aside}/one.hldb", path)


@ENGINES.door("OPS-110")
class CombinesWhatIsCalledABackup(ReferenceDriver):
    """Ask of the file of a chain what RESTORE asks of its name."""

    def operate(self, words: Sequence[str]) -> None:
        """Look at the name first."""
        match words:
            case "combine", source, "-o", _:
                resolved(self.database.catalog, (), source)
        super().operate(words)


@ENGINES.door("OPS-137")
class CombinesAndBlamesTheLast(ReferenceDriver):
    """Name the beginning of the last file of a chain, whichever is at fault."""

    def operate(self, words: Sequence[str]) -> None:
        """Refuse in the name of the file that was given."""
        try:
            super().operate(words)
        except CorruptBackupError as refusal:
            path, clause = words[1], refusal.clause
            raise CorruptBackupError(path, 0, refusal.reason, clause) from refusal
