"""Engines that prune by another age or number: what goes stays, or the reverse (07-operations)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from conformance.faults.pruning import remove
from conformance.faults.wrong_engine import WrongEngines
from helios_ref.backup.inventory import Inventory, survey
from helios_ref.backup.retention import DAY_S
from helios_ref.backup.verify import check_file, refusal_of
from helios_ref.driver import ReferenceDriver

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from helios_ref.backup.chain import Member

ENGINES = WrongEngines()


class PutsBack(ReferenceDriver):
    """A door behind which some of what went comes back."""

    def operate(self, words: Sequence[str]) -> None:
        """Prune, and put back what should have stayed."""
        if words[0] != "prune":
            super().operate(words)
            return
        found = survey([words[1]])
        back = {path: Path(path).read_bytes() for path in self.kept(found, words)}
        super().operate(words)
        for path, data in back.items():
            Path(path).write_bytes(data)

    def kept(self, found: Inventory, words: Sequence[str]) -> Iterable[str]:
        """Return the paths of what stays."""
        raise NotImplementedError


@ENGINES.door("OPS-120")
class PrunesASecondLate(PutsBack):
    """Keep a backup that is exactly as old as is wanted."""

    def kept(self, found: Inventory, words: Sequence[str]) -> Iterable[str]:
        """Return what is that old."""
        oldest = self._now() - int(words[3]) * DAY_S
        return [one.path for one in found.members if one.header.created == oldest]


@ENGINES.door("OPS-120")
class PrunesNoCopies(PutsBack):
    """Remove of several copies the first alone."""

    def kept(self, found: Inventory, words: Sequence[str]) -> Iterable[str]:
        """Return the other copies."""
        return [path for paths in found.copies.values() for path in paths[1:]]


@ENGINES.door("OPS-120")
class PrunesEveryCopy(ReferenceDriver):
    """Keep one copy of each backup, and remove the others."""

    def operate(self, words: Sequence[str]) -> None:
        """Remove them, too."""
        super().operate(words)
        if words[0] == "prune":
            for _, *copies in survey([words[1]]).copies.values():
                for path in copies:
                    Path(path).unlink()


class RemovesMore(ReferenceDriver):
    """A door behind which some of what stays goes, too."""

    def operate(self, words: Sequence[str]) -> None:
        """Prune, and go on."""
        super().operate(words)
        if words[0] == "prune":
            remove(self.gone(survey([words[1]]), words))

    def gone(self, found: Inventory, words: Sequence[str]) -> Iterable[Member]:
        """Return what goes of what was left."""
        raise NotImplementedError


@ENGINES.door("OPS-120")
class PrunesWhatIsAhead(RemovesMore):
    """Take what is days ahead of the clock for as old."""

    def gone(self, found: Inventory, words: Sequence[str]) -> Iterable[Member]:
        """Return what the clock has not come to."""
        ahead = self._now() + int(words[3]) * DAY_S
        return [one for one in found.members if one.header.created >= ahead]


@ENGINES.door("OPS-120")
class PrunesWhatIsDamaged(RemovesMore):
    """Remove a backup that is damaged, however young it is."""

    def gone(self, found: Inventory, words: Sequence[str]) -> Iterable[Member]:
        """Return what does not pass level 2."""
        return [
            one
            for one in found.members
            if refusal_of(check_file(one.path, 2, one.backup_id), lambda _: None)
        ]


@ENGINES.door("OPS-120")
class OneBackupForEachNumber(PutsBack):
    """Look of two backups of one number at the first alone."""

    def kept(self, found: Inventory, words: Sequence[str]) -> Iterable[str]:
        """Return the others."""
        return [one.path for _, *others in found.conflicts.values() for one in others]


@ENGINES.door("OPS-120")
class PrunesByTheNumber(PutsBack):
    """Take the number of a backup for the second at which it began."""

    def kept(self, found: Inventory, words: Sequence[str]) -> Iterable[str]:
        """Return what is young by its number."""
        oldest = self._now() - int(words[3]) * DAY_S
        return [one.path for one in found.members if one.header.number > oldest]


@ENGINES.door("OPS-120")
class KeepsTheLastWhateverItIs(PutsBack):
    """Keep the newest backup though it cannot be restored."""

    def kept(self, found: Inventory, words: Sequence[str]) -> Iterable[str]:
        """Return the last."""
        return [one.path for one in found.members[-1:]]


@ENGINES.door("OPS-120")
class KeepsTheLastOfAText(PutsBack):
    """Keep the backup whose ID comes last as a text."""

    def kept(self, found: Inventory, words: Sequence[str]) -> Iterable[str]:
        """Return that one."""
        return [one.path for one in sorted(found.members, key=lambda one: one.backup_id)[-1:]]
