"""The site, built once, as the command builds it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from conformance.cli import main

collect_ignore_glob = [] if os.environ.get("HELIOS_BROWSER") else ["browser/*"]
"""A browser is asked where `tox -e site` says so; without one, that environment fails."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let whoever works on a style or a script look at a site that was built before."""
    parser.addoption("--site", metavar="DIR", help="a site that was built before")


@pytest.fixture(scope="session")
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the directory of a site that was just built."""
    if built := request.config.getoption("--site", None):
        return Path(built).resolve()
    directory = tmp_path_factory.mktemp("site") / "book"
    told = CliRunner().invoke(main, ["site", str(directory)], catch_exceptions=False)
    assert told.exit_code == 0, told.output
    return directory
