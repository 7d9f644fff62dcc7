"""Where spec and features are: beside the package in a checkout, inside it once installed."""

from __future__ import annotations

import os
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - each case makes a directory of its own in it
"""Where Linux keeps files in memory."""

PACKAGE = Path(__file__).resolve().parent


def _shipped(name: str) -> Path:
    """Return the folder that a wheel carries, or the checkout's own."""
    installed = PACKAGE / "data" / name
    return installed if installed.is_dir() else PACKAGE.parent / name


def spec_directory() -> Path:
    """Return the folder of the chapters."""
    return _shipped("spec")


def tests_directory() -> Path | None:
    """Return the folder of the tests, which only a checkout has."""
    tests = PACKAGE.parent / "tests"
    return tests if (tests / "conformance").is_dir() else None


def features_directory() -> Path:
    """Return the folder of the features that belong to this suite."""
    return _shipped("features")


def ground() -> str | None:
    """
    Return where cases get their directories; None for the system's choice.

    What the suite asks of an engine can be seen without waiting for a disk, so files are kept in
    memory where that is possible and TMPDIR does not say otherwise.
    """
    free = "TMPDIR" not in os.environ and MEMORY.is_dir() and os.access(MEMORY, os.W_OK | os.X_OK)
    return str(MEMORY) if free else None
