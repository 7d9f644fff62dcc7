"""Chains to look at, and a place of each test for what the commands remember."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.backup.test_combine import chained

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Remember what is intact, and what was typed, in a place of this test."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    """A full, and two incrementals, one on the other."""
    chained(tmp_path / "backups")
    return tmp_path / "backups"
