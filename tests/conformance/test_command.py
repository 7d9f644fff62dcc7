"""The command: what it prints, and what it ends with (CNF-041, CNF-042)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conformance.cli import main
from tests.conformance.toys import FEATURE, Toy, rows

HERE = Path(__file__).parent
LIAR = f"{HERE / 'engines' / 'restores_nothing.py'}:driver"

SCENARIOS = """
  @BKP-001
  Scenario: [1] One
    When executing: SELECT 1
    Then the result is:
      | n |
      | 1 |

  @BKP-001 @needs-hldb
  Scenario: [2] Two
    When executing: SELECT 2
    Then it succeeds
"""


def command(*arguments: str) -> Result:
    """Return what a command gave."""
    return CliRunner().invoke(main, arguments)


@pytest.fixture
def tree(tmp_path: Path) -> str:
    """Return a tree of one feature."""
    (tmp_path / "Toy1.feature").write_text(FEATURE + SCENARIOS, encoding="utf-8")
    return str(tmp_path)


def passing() -> Toy:
    """Return a driver that keeps the only case that applies to it."""
    return Toy(answers={"SELECT 1": rows("n", rows=(("1",),))})


def failing() -> Toy:
    """Return a driver that does not."""
    return Toy(answers={"SELECT 1": rows("n", rows=(("2",),))})


def crashing() -> Toy:
    """Return a driver that crashes where it should answer."""
    return Toy(answers={"SELECT 1": KeyError("n")})


class Mute(Toy):
    """A driver that cannot say who it is."""

    def hello(self) -> dict[str, object]:
        """Fail."""
        raise RuntimeError


def broken() -> Toy:
    """Fail before there is a driver."""
    raise RuntimeError


NOT_A_FACTORY = 7


@pytest.mark.parametrize(
    ("driver", "code"),
    [
        ("passing", 0),
        ("failing", 1),
        ("broken", 2),
        ("missing", 2),
        ("NOT_A_FACTORY", 2),
        ("Mute", 3),
        ("crashing", 3),
    ],
)
def test_a_run_ends_with_the_code_of_what_happened(driver: str, code: int, tree: str) -> None:
    """CNF-041."""
    ended = command("run", "--driver", f"{__name__}:{driver}", "--features", tree)
    assert ended.exit_code == code, ended.output


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--driver", "no-such-driver"),
        ("--driver", "no.such.module:driver"),
        ("--driver", "no/such/file.py:driver"),
        ("--driver", f"{__file__}:no_such_factory"),
        ("--driver", "reference", "--case", "Nobody1[1]"),
        ("--driver", "reference", "--profile", "nobody"),
        ("--driver", "reference", "--features", "/no/such/folder"),
        ("--driver", "reference", "--features", str(HERE / "engines")),
        ("--driver", "reference", "--no-such-option"),
    ],
)
def test_wrong_usage_ends_with_two(arguments: tuple[str, ...]) -> None:
    """CNF-041."""
    ended = command("run", *arguments)
    assert ended.exit_code == 2, ended.output
    assert "Traceback" not in ended.output


def test_a_driver_in_a_file_of_another_kind_is_told(tmp_path: Path) -> None:
    """CNF-041."""
    (tmp_path / "bin.sql").touch()
    ended = command("run", "--driver", f"{tmp_path}/bin.sql:driver")
    assert ended.exit_code == 2
    assert f"{tmp_path}/bin.sql is no .py file" in ended.output


def test_features_that_break_the_rules_end_with_four(tree: str) -> None:
    """CNF-034, CNF-041. Nothing is run."""
    (Path(tree) / "Toy2.feature").write_text("Feature: Toy2 - no scenario\n x", encoding="utf-8")
    (Path(tree) / "Toy1.feature").write_text(FEATURE + SCENARIOS.replace("@BKP-001", ""), "utf-8")
    for words in (("run", "--driver", f"{__name__}:passing"), ("list",), ("lint",)):
        ended = command(*words, "--features", tree)
        assert (ended.exit_code, "a scenario carries the tags" in ended.output) == (4, True)


@pytest.mark.parametrize(("options", "claimed"), [((), True), (("--case", "Tutorial1"), False)])
def test_conformant_is_said_of_whole_profiles_only(
    options: tuple[str, ...], *, claimed: bool
) -> None:
    """CNF-001, CNF-042."""
    ended = command("run", "--driver", "reference", "--profile", "documented", *options)
    assert ended.exit_code == 0, ended.output
    assert (": conformant with documented 1.0, suite 1.0\n" in ended.output) is bool(claimed)
    assert ("conformant" in ended.output) is bool(claimed)


def test_of_other_features_nothing_is_claimed(tree: str, tmp_path: Path) -> None:
    """CNF-042. Whatever the verdicts are, and in every form."""
    files = {kind: tmp_path / f"report.{kind}" for kind in ("json", "junit", "markdown")}
    options = [word for kind, file in files.items() for word in (f"--{kind}", str(file))]
    ended = command("run", "--driver", f"{__name__}:passing", "--features", tree, *options)
    assert ended.exit_code == 0, ended.output
    assert "conformant" not in ended.output
    assert json.loads(files["json"].read_text(encoding="utf-8"))["claims"] == []
    for text in (ended.output, *(file.read_text(encoding="utf-8") for file in files.values())):
        assert "other features: no claim (features/" in text


@pytest.mark.parametrize("driver", ["failing", "crashing"])
def test_conformant_is_not_said_of_others(driver: str, tree: str) -> None:
    """CNF-042."""
    ended = command("run", "--driver", f"{__name__}:{driver}", "--features", tree)
    assert "conformant with" not in ended.output


def test_the_tutorial_passes_and_comes_first() -> None:
    """CNF-031, CNF-040. On the reference, by its entry point."""
    cases = ("--case", "Full1[1]", "--case", "Tutorial2", "--case", "Tutorial1")
    ended = command("run", "--driver", "reference", *cases)
    assert ended.exit_code == 0, ended.output
    assert ended.output.splitlines()[:3] == [
        "Tutorial1  1 pass",
        "Tutorial2  1 pass",
        "Full1      1 pass",
    ]


def test_an_engine_that_restores_nothing_is_named_by_its_cases() -> None:
    """CNF-040, CNF-041. A stranger's file, thirty lines, and no word of its own about it."""
    choice = ("--profile", "documented", "--case", "Transcript1")
    ended = command("run", "-v", "--driver", LIAR, *choice)
    assert ended.exit_code == 1, ended.output
    failed = [line.split()[1] for line in ended.output.splitlines() if line.startswith("fail  ")]
    assert failed == ["Transcript1[4]"]


def test_a_failure_shows_all_that_is_needed_to_understand_it() -> None:
    """CNF-040."""
    ended = command("run", "-q", "--driver", LIAR, "--case", "Transcript1[4]")
    told = ended.output
    for part in (
        "RST-020  After a RESTORE, the state of the target branch MUST be the state",
        "tutorial/Transcript1.feature:",
        "Then the result, in any order, is:",
        "| 1  | Widget | 9.99  |    | 1  | Widget    | 11.99 |",
        "11  RESTORE DATABASE FROM 'bk_1711400000'",
        f"again: helios-conformance run --driver {LIAR} --keep kept --case 'Transcript1[4]'",
    ):
        assert part in told


def test_list_and_show_tell_cases_without_a_driver(tree: str) -> None:
    """CNF-031."""
    listed = command("list", "--features", tree)
    assert listed.output.splitlines() == [
        "Toy1[1]\treference\tOne",
        "Toy1[2]\treference needs hldb\tTwo",
    ]
    shown = command("show", "Toy1[2]", "--features", tree)
    assert "BKP-001 A backup is a statement" in shown.output
    assert "  When executing: SELECT 2\n  Then it succeeds\n" in shown.output


def test_a_feature_is_shown_as_it_is_read() -> None:
    """CNF-083."""
    shown = command("show", "ChainIntegrity1").output
    assert shown.startswith("ChainIntegrity1  The second pitfall: ")
    assert "An incremental backup depends on its parent" in shown
    assert "[1] A chain without its <member> cannot be restored  (documented, needs files)" in shown
    assert "  RST-016 RESTORE MUST be refused when any member" in shown
    assert "  with full, middle, last; the first:\n" in shown
    assert "  given a chain of four; the file of $full is missing\n  when executing: " in shown


MINE = """
import neighbour


class Driver:
    def hello(self):
        return {"name": "mine", "version": "1", "capabilities": ["clock"]}

    def open(self, directory):
        open(directory + "/mine", "w").close()

    def execute(self, session, statement):
        return ["n"], [["1"]]

    def set_clock(self, second):
        pass

    def close(self):
        pass
"""


def test_it_works_in_an_empty_directory_and_leaves_nothing(tree: str, tmp_path: Path) -> None:
    """CNF-033. Also where somebody else's options for pytest lie about."""
    engine = tmp_path / "engine"
    engine.mkdir()
    (engine / "mine.py").write_text(MINE, encoding="utf-8")
    (engine / "neighbour.py").touch()
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    environment = os.environ | {"PYTEST_ADDOPTS": "--no-such-option", "TMPDIR": str(temporary)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    ended = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "conformance", "run", "--driver", "mine:Driver", "--features", tree],
        cwd=engine,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert sorted(path.name for path in engine.iterdir()) == ["mine.py", "neighbour.py"]
    assert list(temporary.iterdir()) == []
