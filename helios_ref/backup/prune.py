"""Removing backups that nobody needs: first a plan, then files, children before parents (07)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from helios_ref.backup import files
from helios_ref.backup.chain import Chain, Member, member_at, named
from helios_ref.backup.inventory import Inventory
from helios_ref.backup.publish import settle
from helios_ref.backup.retention import Plan
from helios_ref.backup.verify import Progress, Seen, applied, check_file, refusal_of
from helios_ref.errors import ChainBrokenError, HeliosError, IoError
from helios_ref.hldb.model import Link


@dataclass(slots=True)
class Inspected:
    """Whether backups restore, found out when somebody asks, and of each file once (OPS-121)."""

    seen: Seen = lambda _: None
    refusals: dict[Link, HeliosError | None] = field(default_factory=dict)
    """What is wrong with a file by itself."""

    applied: dict[Link, bool] = field(default_factory=dict)
    """Whether a backup's chain leads to a state that RESTORE would take."""

    def good(self, chain: Chain) -> bool:
        """Tell whether every file of a chain passes level 2, and the chain level 3."""
        for member in chain:
            if member.link not in self.refusals:
                steps = check_file(member.path, 2, member.backup_id)
                self.refusals[member.link] = self._refusal(steps)
            if self.refusals[member.link] is not None:
                return False
        leaf = chain[-1].link
        if leaf not in self.applied:
            self.applied[leaf] = self._refusal(applied(chain)) is None
        return self.applied[leaf]

    def _refusal(self, steps: Iterable[Progress]) -> HeliosError | None:
        refusal = refusal_of(steps, self.seen)
        if isinstance(refusal, IoError):
            raise refusal  # what cannot be read at the moment may be good (OPS-122)
        return refusal


def prune(found: Inventory, plan: Plan) -> Iterator[tuple[Member, str]]:
    """
    Remove what a plan says, a file at a time, and yield each backup with the path that went.

    Each name is gone for good before the next goes, so that a crash leaves no child without its
    parents: what is left is a plan that was not finished (OPS-122).
    """
    for member in plan.removed:
        for path in found.copies[member.link]:
            _remove(path, member)
            yield member, path


def _remove(path: str, member: Member) -> None:
    """Remove a file that still is the one that the plan speaks of."""
    there = member_at(path, member.backup_id).link
    if there != member.link:
        reason = f"another file, {named(there)}, was put there meanwhile"
        raise ChainBrokenError(member.backup_id, named(member.link), path, reason)
    try:
        files.DISK.unlink(path)
        settle(path)
    except OSError as error:
        raise IoError(member.backup_id, path, files.cause(error)) from error
