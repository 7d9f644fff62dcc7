"""One bit at a time: the flips of a file, and what came of each (CNF-058)."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from conformance.drivers.answers import Fault, Refused
from conformance.rot.history import NoHistoryError, asked_back, readings, three_backups

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conformance.drivers.target import Target
    from conformance.rot.history import Observed, StoredBackup, ThreeBackups

BITS: Final = 8
MOST_SHOWN: Final = 3
"""Flips of each kind that are written down."""


class Became(Enum):
    """What came of a flip."""

    REFUSED = "refused"
    RIGHT = "right"
    UNREADABLE = "unreadable"
    WRONG = "wrong"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Flip:
    """One bit of a file."""

    offset: int
    bit: int


@dataclass(slots=True)
class FileRow:
    """What came of the flips of one file."""

    file: str
    restored: str
    size_bytes: int
    counts: Counter[Became] = field(default_factory=Counter)
    shown: list[tuple[Flip, Became]] = field(default_factory=list)
    """The first flips of each kind that is bad."""

    def add(self, flip: Flip, became: Became) -> None:
        """Count what came of a flip."""
        self.counts[became] += 1
        bad = became not in {Became.REFUSED, Became.RIGHT}
        if bad and self.counts[became] <= MOST_SHOWN:
            self.shown.append((flip, became))


PAIRS: Final = ((0, 0), (0, 2), (1, 2), (2, 2))
"""Which file is damaged, and which backup restored: the full alone, then each of the chain."""


@dataclass(slots=True)
class Trial:
    """A target with three backups, and how it reads without damage."""

    target: Target
    history: ThreeBackups
    sound: tuple[tuple[Observed, Observed], ...]
    """What is observed after each restore."""

    @classmethod
    def begun(cls, target: Target, directory: str) -> Trial:
        """Take the backups anew, and look at each."""
        history = three_backups(target, directory)
        sound = tuple(_seen(target, history, backup) for backup in history.backups)
        return cls(target, history, sound)

    def became(self, number: int) -> Became:
        """Restore a backup, and tell what came of it."""
        if isinstance(asked_back(self.target, self.history.backups[number]), Refused):
            return Became.REFUSED
        reads, tries = readings(self.target, self.history.parts)
        right_reads, right_tries = self.sound[number]
        if (reads, tries) == (right_reads, right_tries):
            return Became.RIGHT
        lost = any(now is None for now, was in zip(reads, right_reads, strict=True) if was)
        return Became.UNREADABLE if lost else Became.WRONG


def rotten(
    target: Target, flips: int, seed: int, pairs: Sequence[tuple[int, int]] = PAIRS
) -> Iterator[FileRow]:
    """Yield for each damaged file what came of so many flips."""
    with tempfile.TemporaryDirectory(prefix="helios-conformance-") as directory:
        trials = 0
        trial = Trial.begun(target, _new(directory, trials))
        for damaged, whole in pairs:
            names = [backup.name for backup in trial.history.backups]
            size = Path(trial.history.backups[damaged].path).stat().st_size
            row = FileRow(names[damaged], names[whole], size)
            for flip in chosen(size, flips, f"{seed} {damaged} {whole}"):
                try:
                    with turned(Path(trial.history.backups[damaged].path), flip):
                        became = trial.became(whole)
                except Fault:
                    became = Became.FAULT
                row.add(flip, became)
                if became is Became.FAULT:  # whatever it knew is gone, or not to be trusted
                    trials += 1
                    trial = Trial.begun(target, _new(directory, trials))
            yield row
        target.close()


def chosen(size: int, flips: int, seed: str) -> list[Flip]:
    """Return different bits of a file, in their order; all of them where there are no more."""
    bits = range(size * BITS)
    picked = random.Random(seed).sample(bits, min(flips, len(bits)))  # noqa: S311 - to be seen again
    return [Flip(*divmod(one, BITS)) for one in sorted(picked)]


@contextmanager
def turned(path: Path, flip: Flip) -> Iterator[None]:
    """Turn one bit of a file for the length of the block."""
    _turn(path, flip)
    try:
        yield
    finally:
        _turn(path, flip)


def _turn(path: Path, flip: Flip) -> None:
    with path.open("r+b") as file:
        file.seek(flip.offset)
        (byte,) = file.read(1)
        file.seek(flip.offset)
        file.write(bytes([byte ^ 1 << flip.bit]))


def _seen(target: Target, history: ThreeBackups, backup: StoredBackup) -> tuple[Observed, Observed]:
    answer = asked_back(target, backup)
    if isinstance(answer, Refused):
        undamaged = f"RESTORE DATABASE FROM '{backup.backup_id}'"
        raise NoHistoryError(undamaged, answer)
    return readings(target, history.parts)


def _new(directory: str, number: int) -> str:
    """Return a new directory: a target that faulted may have left files."""
    path = Path(directory) / str(number)
    path.mkdir()
    return str(path)
