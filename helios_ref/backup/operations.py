"""`combine` and `prune` as an engine does them that is asked by words, not by a command (07)."""

from __future__ import annotations

from collections.abc import Mapping

from helios_ref.backup.combine import combine
from helios_ref.backup.files import absolute
from helios_ref.backup.inventory import survey
from helios_ref.backup.leftovers import remove_leftovers
from helios_ref.backup.prune import Inspected, prune
from helios_ref.backup.resolve import resolved
from helios_ref.backup.retention import Policy, plan


def combine_backup(
    catalog: Mapping[bytes, bytes], directories: tuple[str, ...], source: str, path: str
) -> None:
    """Make one full of the backup of an ID or a path (OPS-110)."""
    chain, _ = resolved(catalog, directories, source, ending="")  # any name will do
    combine(chain, path)


def prune_directory(directory: str, days: int, fulls: int, now: int) -> None:
    """Remove what nobody wants to keep (OPS-120)."""
    found = survey([directory])
    for _ in prune(found, plan(found, Policy(days, fulls), now, Inspected().good)):
        pass
    remove_leftovers(absolute(directory, "the directory"))
