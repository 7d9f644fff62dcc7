"""PostgreSQL's manifest: what is not in it, or not as it says, is found (CNF-051)."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from conformance.targets.postgres_manifest import MANIFEST, SEAL, complaints

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """Return a folder as pg_basebackup writes it: files, WAL, and the manifest of the files."""
    (tmp_path / "base").mkdir()
    (tmp_path / "pg_wal").mkdir()
    (tmp_path / "pg_wal" / "000000010000000000000001").write_bytes(b"not listed")
    (tmp_path / "base" / "1").write_bytes(b"rows")
    digest = sha256(b"rows").hexdigest()
    listed = json.dumps({"Files": [{"Path": "base/1", "Checksum": digest}]})[:-1].encode() + b",\n"
    seal = sha256(listed).hexdigest()
    (tmp_path / MANIFEST).write_bytes(listed + SEAL + f': "{seal}"}}\n'.encode())
    return tmp_path


def test_a_backup_as_it_was_written_has_nothing_wrong(backup: Path) -> None:
    assert list(complaints(backup)) == []


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda folder: (folder / "base" / "1").write_bytes(b"sows"), "does not have its checksum"),
        (lambda folder: (folder / "base" / "1").unlink(), "base/1 is missing"),
        (lambda folder: (folder / "base" / "2").touch(), "base/2 is not of the backup"),
        (lambda folder: (folder / MANIFEST).write_bytes(b"{}"), f"{MANIFEST} does not have"),
    ],
)
def test_what_is_wrong_is_named(backup: Path, damage: Callable[[Path], object], said: str) -> None:
    damage(backup)
    (complaint,) = complaints(backup)
    assert said in complaint
