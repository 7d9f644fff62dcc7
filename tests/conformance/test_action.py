"""The action for GitHub runs what can be typed, and leaves its page (CNF-044, CNF-072)."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ACTION = ROOT / ".github" / "actions" / "conformance" / "action.yml"
USES = re.compile(r"uses: helios-ref/helios-ref/(\S+)@")

pytestmark = pytest.mark.skipif(not ACTION.exists(), reason="only a checkout has it")


def script() -> str:
    """Return the last script of the action, with our own suite as the command."""
    _, _, block = ACTION.read_text(encoding="utf-8").rpartition("run: |\n")
    command = f'helios-conformance() {{ "{sys.executable}" -m conformance "$@"; }}\n'
    return f"set -eo pipefail\n{command}{textwrap.dedent(block)}"  # as GitHub runs bash


@pytest.mark.parametrize(
    ("driver", "options", "code", "told"),
    [
        ("reference", "--case Tutorial1 -n 2", 0, "| documented 1.0 | 1 |"),
        (f"{__name__}:Driver", "--case Tutorial1", 1, "## Unexpected"),
        ("", "", 2, None),
    ],
)
def test_the_action_judges_and_shows_what_it_judged(
    driver: str, options: str, code: int, told: str | None, tmp_path: Path
) -> None:
    """CNF-041, CNF-044. And ends with the code of the run."""
    summary, output = tmp_path / "summary.md", tmp_path / "output"
    ended = subprocess.run(  # noqa: S603 - what the action says
        ["/bin/bash", "-c", script()],
        env=os.environ
        | {"DRIVER": driver, "PROFILES": "documented", "OPTIONS": options}
        | {"RUNNER_TEMP": str(tmp_path), "PYTHONPATH": str(ROOT)}
        | {"GITHUB_STEP_SUMMARY": str(summary), "GITHUB_OUTPUT": str(output)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == code, ended.stderr
    assert summary.exists() is (told is not None)
    if told is not None:
        assert told in summary.read_text(encoding="utf-8")
        named = dict(line.split("=") for line in output.read_text(encoding="utf-8").splitlines())
        assert all(Path(path).is_file() for path in named.values())
        assert list(named) == ["json", "junit"]


def test_the_page_of_the_suite_says_how_it_is_used() -> None:
    """Its path is that of the action, and its inputs are there."""
    page = (ROOT / "conformance" / "README.md").read_text(encoding="utf-8")
    [path] = USES.findall(page)
    assert ROOT / path == ACTION.parent
    inputs = re.findall(r"^  (\w+):$", ACTION.read_text(encoding="utf-8"), re.MULTILINE)
    [used] = re.findall(r"with: \{ (\w+):", page)
    assert used in inputs


class Driver:
    """An engine that refuses everything."""

    def hello(self) -> dict[str, object]:
        """Say who it is."""
        return {"name": "no", "version": "0", "capabilities": []}

    def open(self, directory: str) -> None:
        """Do nothing."""

    def execute(self, session: str, statement: str) -> object:
        """Refuse."""
        raise RefusedError(f"{session}: {statement}")

    def close(self) -> None:
        """Do nothing."""


class RefusedError(Exception):
    """What every statement ends in."""

    code = "REFUSED"
