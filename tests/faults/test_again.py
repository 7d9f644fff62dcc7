"""A failure comes with one command that shows it again, and with the files of the case."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from conformance.cli import main
from conformance.faults.fault_lock import read_catches
from conformance.run.plugin import NOTHING_KEPT

NAMED = read_catches()
WRONG = (
    "lost-tombstones",
    "full-without-counters",
    "nothing-restated",
    "differential",
    "delta-against-the-base",
    "layers-above-the-parent",
    "ids-collide",
    "crashes-on-the-next-full",
    "raises-what-the-system-raised",
    "answers-with-wildcards",
)
CHANGING = re.compile(r"[0-9a-f]*[0-9][0-9a-f]*|\s+")
"""What may differ between two runs: times, random names, and the widths that they take."""


def shown(words: list[str]) -> tuple[int, list[str], str]:
    """Return how a run ended, what it told of the failure, and the command that tells it again."""
    result = CliRunner().invoke(main, words)
    lines = result.stdout.splitlines()
    again = next(line for line in lines if line.startswith("again: "))
    evidence = [line for line in lines[: lines.index(again)] if line]
    return result.exit_code, evidence, again.removeprefix("again: ")


def constant(lines: list[str]) -> list[str]:
    """Return the lines without what may change."""
    return [CHANGING.sub(" ", line) for line in lines]


@pytest.mark.parametrize("name", WRONG)
def test_the_command_shows_the_same_failure_again(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """CNF-047. And leaves the files of the case in the folder that it names."""
    monkeypatch.chdir(tmp_path)
    case = NAMED[name][0]
    engine = f"conformance.faults:{name.replace('-', '_')}"
    words = ["run", "-q", "--driver", engine, "--case", case, "--keep", "kept"]
    code, evidence, again = shown(words)
    program, *repeated = shlex.split(again)
    code_again, evidence_again, _ = shown(["run", "-q", *repeated[1:]])
    assert (program, repeated[-2:]) == ("helios-conformance", ["--case", case])
    assert code in {1, 3}
    assert (code_again, constant(evidence_again)) == (code, constant(evidence))
    [kept] = [line.removeprefix("files: ") for line in evidence if line.startswith("files: ")]
    assert kept == NOTHING_KEPT or list(Path(kept).iterdir())
