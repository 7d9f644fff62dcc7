"""What a verification found, in a line for people or for machines (07-operations)."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from helios_ref.backup.files import reading
from helios_ref.cli.output.console import painted
from helios_ref.cli.output.text import json_line, visible
from helios_ref.errors import (
    ChainBrokenError,
    CorruptBackupError,
    HeliosError,
    IoError,
    UnknownBackupError,
)
from helios_ref.hldb.read_blocks import open_file

if TYPE_CHECKING:
    from helios_ref.backup.chain import Chain

CHAIN_LEVEL: Final = 3
"""The level at which parents are read, too."""

_NEXT: Final[dict[type[HeliosError], str]] = {
    CorruptBackupError: (
        "replace it by another copy, or take a new full backup: what was built on it is lost, too"
    ),
    ChainBrokenError: "put the parent's file beside it, or name its directory with --backups",
    IoError: "see whether the file is there and may be read",
    UnknownBackupError: "name the directory that holds it with --backups",
}
"""What to do next, where that is something else than after a statement."""


@dataclass(frozen=True, slots=True)
class Sound:
    """A backup with which nothing is wrong at this level."""

    subject: str
    level: int
    chain: Chain
    """The backup, at level 3 behind its parents."""

    def line(self) -> str:
        """Return a line for people."""
        leaf = self.chain[-1]
        told = [leaf.backup_id, leaf.header.kind, f"key count {leaf.trailer.entries:,}"]
        told.append(f"{leaf.trailer.file_length:,} bytes")
        if self.level == CHAIN_LEVEL:
            told.append(f"chain of {len(self.chain):,}, {leaf.trailer.state.keys:,} keys come out")
        return f"{painted('ok', 'green')}  {visible(self.subject)}: {', '.join(told)}"

    def as_json(self) -> dict[str, Any]:
        """Return what machines want to know."""
        leaf = self.chain[-1]
        return {
            "subject": self.subject,
            "ok": True,
            "level": self.level,
            "backup_id": leaf.backup_id,
            "backup_type": leaf.header.kind,
            "key_count": leaf.trailer.entries,
            "size_bytes": leaf.trailer.file_length,
            "root": leaf.trailer.root.hex(),
            "files": [member.path for member in self.chain],
        }


@dataclass(frozen=True, slots=True)
class Unsound:
    """A backup with which something is wrong."""

    subject: str
    level: int
    refusal: HeliosError

    @property
    def advice(self) -> str:
        """What to do next."""
        return _NEXT.get(type(self.refusal), self.refusal.advice)

    def line(self) -> str:
        """Return a line for people: what is wrong, where, and what to do next (OPS-041)."""
        code = painted(self.refusal.code, "red", bold=True)
        return f"{code}  {visible(f'{self.sentence}; {self.advice}')}"

    @property
    def sentence(self) -> str:
        """What is wrong, with the name that was given to the backup in front."""
        sentence = str(self.refusal)
        if isinstance(self.refusal, IoError):
            sentence = f"{self.refusal.path}: {self.refusal.cause}"
        return sentence if sentence.startswith(self.subject) else f"{self.subject}: {sentence}"

    def as_json(self) -> dict[str, Any]:
        """Return what machines want to know."""
        told: dict[str, Any] = {"subject": self.subject, "ok": False, "level": self.level}
        told |= {"code": self.refusal.code, "message": str(self.refusal), "advice": self.advice}
        if isinstance(self.refusal, CorruptBackupError):
            told |= {"path": self.refusal.path, "offset": self.refusal.offset}
            told |= {"clause": self.refusal.clause, "block": block_of(self.refusal)}
        return told


Verdict = Sound | Unsound


def as_line(verdict: Verdict, *, as_json: bool) -> str:
    """Return the one line that a verdict is."""
    return json_line(verdict.as_json()) if as_json else verdict.line()


def block_of(damage: CorruptBackupError) -> int | None:
    """Return the position, from 1, of the block that is damaged, if it is one (HLD-050)."""
    try:
        with reading(damage.path, "the file") as source:
            file = open_file(source, damage.path)
    except HeliosError:
        return None
    if not file.index or not file.index[0].offset <= damage.offset < file.trailer.index_offset:
        return None
    return bisect_right([entry.offset for entry in file.index], damage.offset)
