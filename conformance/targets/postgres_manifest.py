"""What pg_verifybackup finds: files that are not those of the manifest, or another manifest."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from conformance.kit import RefusalError
from conformance.kit.archive import extracted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MANIFEST: Final = "backup_manifest"

SEAL: Final = b'"Manifest-Checksum"'
"""What begins the last line of a manifest: the SHA-256 of all lines before it."""


def unpacked(file: Path, folder: Path) -> None:
    """Write the files of a backup, which must be those of its manifest, into a folder."""
    extracted(file, folder)
    for complaint in complaints(folder):
        raise RefusalError("CORRUPT_BACKUP", f"{file}: {complaint}")


def complaints(folder: Path) -> Iterator[str]:
    """Yield what is wrong with the files of a backup."""
    data = (folder / MANIFEST).read_bytes()
    content, seal, said = data.partition(SEAL)
    if not seal or sha256(content).hexdigest().encode() not in said:
        yield f"{MANIFEST} does not have its checksum"
        return
    listed = {entry["Path"]: entry for entry in json.loads(data)["Files"]}
    found = {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }
    # Segments of WAL have a checksum in each record; the history of a timeline is listed.
    found = {path for path in found if path in listed or not path.startswith("pg_wal/")}
    yield from (f"{path} is missing" for path in sorted(listed.keys() - found))
    yield from (f"{path} is not of the backup" for path in sorted(found - listed.keys()))
    for path in sorted(found & listed.keys()):
        if sha256((folder / path).read_bytes()).hexdigest() != listed[path]["Checksum"]:
            yield f"{path} does not have its checksum"
