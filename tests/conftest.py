"""Marks by which tests say what kind of evidence they are (08-conformance)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import settings

if TYPE_CHECKING:
    import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Make the one kind of evidence known that no test shows by itself (08-conformance)."""
    config.addinivalue_line("markers", "calls: records what touches disk; evidence of kind calls")
    settings.register_profile("patient", deadline=None)  # a busy machine is no failure
    settings.load_profile("patient")
