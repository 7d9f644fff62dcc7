"""What a RESTORE names: a backup by its ID, or one by the path of its file (05-restore)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from helios_ref.backup import files
from helios_ref.backup.chain import Chain, by_id
from helios_ref.backup.parent_search import by_path
from helios_ref.errors import InvalidPathError

Resolved = tuple["Chain", tuple[str, ...]]
"""A chain, and what the user should know of how it was found."""


def resolved(
    catalog: Mapping[bytes, bytes],
    directories: tuple[str, ...],
    source: str,
    ending: str = files.SUFFIX,
) -> Resolved:
    """Return the chain that an ID or a path names, and what to tell of it (RST-004, RST-005)."""
    if re.fullmatch(r"bk_[0-9]+", source):
        return by_id(catalog, source), ()
    if not source.endswith(ending):
        refusal = InvalidPathError(source, "it is neither a backup ID nor does it end in .hldb")
        raise refusal.advised("give an ID, or rename the file so that its name ends in .hldb")
    path = files.file_path(source, "the backup")
    chain = by_path(catalog, path, directories)
    return chain, (f"{path} was not compared with a recorded root (RST-007)",)
