"""The site, built once, as the command builds it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from conformance.cli import main

if TYPE_CHECKING:
    from pathlib import Path

collect_ignore_glob = [] if os.environ.get("HELIOS_BROWSER") else ["browser/*"]
"""A browser is asked where `tox -e site` says so; without one, that environment fails."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the directory of a site that was just built."""
    directory = tmp_path_factory.mktemp("site") / "book"
    told = CliRunner().invoke(main, ["site", str(directory)], catch_exceptions=False)
    assert told.exit_code == 0, told.output
    return directory
