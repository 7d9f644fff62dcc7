"""What a file beside a driver says is meant without a word (CNF-072)."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance.entry import ended

DRIVER = """
from tests.conformance.toys import Toy


def driver():
    return Toy(answers={"SELECT 1": (["n"], [["1"]])})
"""

FEATURES = """@{profile}
Feature: {name} - What is asked

  One question. One answer.

  @BKP-001
  Scenario: [1] One
    When executing: SELECT {number}
    Then the result is:
      | n |
      | {number} |
"""

FULL = """
driver = "mine.py:driver"
profiles = ["backup"]
deadline = 7
setup = "echo ready > built"
"""

KNOWN = '[[deviations]]\nreason = "never"\n\n[deviations.observed]\n"Two1[1]" = "nothing"\n'


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working directory, in which a driver lies, and features of two profiles."""
    monkeypatch.chdir(tmp_path)
    Path("mine.py").write_text(DRIVER, encoding="utf-8")
    Path("features").mkdir()
    for profile, name, number in (("backup", "One1", 1), ("reference", "Two1", 2)):
        text = FEATURES.format(profile=profile, name=name, number=number)
        Path("features", f"{name}.feature").write_text(text, encoding="utf-8")
    return tmp_path


def run(*options: str) -> int:
    """Return what a run of the features ends with."""
    return ended(["run", "--features", "features", *options])


@pytest.mark.parametrize("named", [(), ("--driver", "mine.py:driver")])
def test_what_lies_beside_the_driver_is_meant(
    named: tuple[str, ...], place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """CNF-072. Profiles and setup; without the file both profiles are asked for."""
    (place / "helios-conformance.toml").write_text(FULL, encoding="utf-8")
    assert run(*named) == 0
    told = capsys.readouterr()
    assert ("One1  1 pass" in told.out, "Two1  1" in told.out) == (True, False)
    assert told.err.startswith("as helios-conformance.toml says\n")
    assert (place / "built").read_text(encoding="utf-8") == "ready\n"
    (place / "helios-conformance.toml").unlink()
    assert run("--driver", "mine.py:driver") == 1


def test_it_lies_beside_the_driver_wherever_that_is(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """CNF-072. Its paths begin there, too."""
    text = 'driver = "mine.py:driver"\ndeviations = "known.toml"\n'
    (place / "helios-conformance.toml").write_text(text, encoding="utf-8")
    (place / "known.toml").write_text(KNOWN, encoding="utf-8")
    elsewhere = place / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert ended(["run", "--features", "../features", "--driver", "../mine.py:driver"]) == 0


def test_what_is_typed_comes_first(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """CNF-072."""
    (place / "helios-conformance.toml").write_text(FULL, encoding="utf-8")
    assert run("--profile", "reference", "--deadline", "3") == 1
    told = capsys.readouterr().out
    assert ("One1  1" in told, "--deadline 3" in told) == (False, True)


def test_a_file_that_speaks_of_another_driver_is_not_heeded(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """CNF-072."""
    (place / "helios-conformance.toml").write_text('driver = "other.py:d"\n', encoding="utf-8")
    assert run("--driver", "mine.py:driver") == 1
    assert "toml says" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("driver = 7\n", "helios-conformance.toml: Expected `str`"),
        ("profiles = []\n", "missing required field `driver`"),
        ('driver = "mine.py:driver"\nprofile = "sql"\n', "unknown field `profile`"),
        ("driver =", "helios-conformance.toml: "),
        ('driver = "mine.py:driver"\nsetup = "exit 9"\n', "setup ended with 9: exit 9"),
        ('driver = "mine.py:driver"\nprofiles = ["x"]\n', "there is no profile x"),
    ],
)
def test_a_file_that_cannot_be_heeded_is_wrong_usage(
    text: str, said: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """CNF-041, CNF-072."""
    (place / "helios-conformance.toml").write_text(text, encoding="utf-8")
    assert run() == 2
    assert said in capsys.readouterr().err
