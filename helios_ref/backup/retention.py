"""Which backups are kept, and which may go: pure, of what is there and a policy (07)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from helios_ref.backup.chain import Chain, Member
from helios_ref.backup.inventory import Inventory
from helios_ref.errors import CorruptBackupError
from helios_ref.hldb.model import Link

DAY_S: Final = 86_400

Good = Callable[[Chain], bool]
"""Whether a backup with its ancestors passes level 3 of verification."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What an operator wants to keep (OPS-120)."""

    days: int
    """Every backup that began less than so many days ago."""

    fulls: int
    """The newest so many fulls that are good; at least one."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a policy comes to in some directories."""

    kept: Mapping[Link, str]
    """Why each backup is kept that is."""

    removed: Sequence[Member]
    """What goes, children before their parents; nothing where no full is good."""

    good_fulls: int
    """How many of the fulls that the policy asks for were found to be good."""


def plan(found: Inventory, policy: Policy, now: float, good: Good) -> Plan:
    """Return what is kept and what goes (OPS-120, OPS-121)."""
    for refusal in found.unreadable.values():
        if not isinstance(refusal, CorruptBackupError):
            raise refusal  # nobody knows what it needs (OPS-122)
    kept: dict[Link, str] = {}
    fulls = 0
    for member in reversed(found.members):
        if fulls < policy.fulls and member.header.parent is None and good((member,)):
            fulls += 1
            kept[member.link] = f"full {fulls} of the newest {policy.fulls}"
    for member in found.members:
        if now - member.header.created < policy.days * DAY_S:
            kept.setdefault(member.link, f"younger than {policy.days} days")
    if (newest := _newest(found, good)) is not None:
        kept.setdefault(newest.link, "the newest that can be restored")
    for member in [member for member in found.members if member.link in kept]:
        parent = found.parent(member)
        while parent is not None and parent.link not in kept:
            kept[parent.link] = f"{member.backup_id} needs it"
            parent = found.parent(parent)
    gone = [member for member in reversed(found.members) if member.link not in kept]
    return Plan(kept, gone if fulls else [], fulls)


def _newest(found: Inventory, good: Good) -> Member | None:
    """Return the newest backup of which the chain is whole and good."""
    whole = (member for member in reversed(found.members) if found.is_whole(member))
    return next((one for one in whole if good(found.chain(one))), None)
