"""Where spec and features are: beside the package in a checkout, inside it once installed."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
"""The folder of the suite itself."""


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
