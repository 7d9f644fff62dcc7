"""What `$dir`, `$name` and `$name.path` stand for in a case (08-conformance)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from conformance.verdict.verdicts import MismatchError, block

PLACEHOLDER = re.compile(r"\$(?P<name>[A-Za-z_]\w*)(?P<path>\.path\b)?")


_GOT = "no such reply"


class UnboundNameError(MismatchError):
    """A text speaks of a backup that no reply has named."""

    def __init__(self, name: str) -> None:
        super().__init__(_wanted(name), _GOT)


@dataclass(frozen=True, slots=True)
class NamedBackup:
    """What the reply to a BACKUP said: its ID and its file."""

    id: str
    path: str


@dataclass(slots=True)
class Names:
    """The directory of the case, and its backups by name."""

    directory: str
    visible: bool
    """Whether the suite sees the files of the target (capability `files`)."""

    scales: bool = True
    """Whether the zeros that end a decimal count (CNF-003)."""

    backups: dict[str, NamedBackup] = field(default_factory=dict)

    expected: set[str] = field(default_factory=set)
    """Backups that a Given took: without a name for one, the case cannot be judged (CNF-040)."""

    def expect(self, name: str) -> None:
        """Know a backup as one that a Given took."""
        self.expected.add(name)

    def bind(self, name: str, backup: NamedBackup) -> None:
        """Give a backup its name."""
        self.backups[name] = backup

    def backup(self, name: str) -> NamedBackup:
        """Return the backup of this name."""
        if name not in self.backups:
            if name in self.expected:
                block(_wanted(name), _GOT)
            raise UnboundNameError(name)
        return self.backups[name]

    def filled(self, text: str) -> str:
        """Return a text with what its names stand for."""
        return PLACEHOLDER.sub(self._meaning, text) if "$" in text else text

    def shortened(self, text: str) -> str:
        """Return a text with the directory of the case as features write it."""
        return text.replace(self.directory, "$dir")

    def _meaning(self, found: re.Match[str]) -> str:
        if found["name"] == "dir":
            return self.directory + (found["path"] or "")
        backup = self.backup(found["name"])
        return backup.path if found["path"] else backup.id


def _wanted(name: str) -> str:
    return f"a backup ${name}, with an ID and a path in its reply"
