"""Which cases words mean, and what is said of words that mean none (CNF-070)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from conformance.cli import main
from conformance.entry import COMPLETION, ended
from tests.conformance.toys import FEATURE, Toy, rows

if TYPE_CHECKING:
    from pathlib import Path

SCENARIO = """
  @{clause}
  Scenario: [{number}] Case {number}
    When executing: SELECT {number}
    Then the result is:
      | n |
      | {number} |
"""

OUTLINE = """
  @BKP-001
  Scenario Outline: [7] Row <what>
    When executing: SELECT 7
    Then the result is:
      | n |
      | 7 |

    Examples:
      | what |
      | one  |
      | two  |
"""


def driver() -> Toy:
    """Return an engine that knows 1, and takes 3 for 4."""
    return Toy("branchs", answers={f"SELECT {n}": rows("n", rows=(("1",),)) for n in (1, 3)})


@pytest.fixture
def tree(tmp_path: Path) -> str:
    """Return a tree of one feature."""
    numbers = {1: "BKP-001", 2: "BKP-002", 3: "BKP-002", 5: "RST-001"}
    scenarios = [SCENARIO.format(number=one, clause=clause) for one, clause in numbers.items()]
    (tmp_path / "Toy1.feature").write_text(FEATURE + "".join(scenarios) + OUTLINE, "utf-8")
    return str(tmp_path)


def listed(tree: str, *options: str) -> list[str]:
    """Return the cases that options choose, without a driver."""
    result = CliRunner().invoke(main, ["run", "--list", "--features", tree, *options])
    assert result.exit_code == 0, result.output
    return [line.partition("\t")[0] for line in result.output.splitlines()]


def ran(tree: str, *options: str) -> Result:
    """Return what a run of the engine gives."""
    words = ["run", "--driver", f"{__name__}:driver", "--features", tree, *options]
    return CliRunner().invoke(main, words)


ALL = [*(f"Toy1[{number}]" for number in (1, 2, 3, 5)), "Toy1[7]#one", "Toy1[7]#two"]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ((), ALL),
        (("--case", "Toy*"), ALL),
        (("--case", "Toy1[?]"), ALL),
        (("--case", "Toy1[1]", "--case", "*#t*"), ["Toy1[1]", "Toy1[7]#two"]),
        (("--case", "Toy1[7]"), ALL[-2:]),
        (("--clause", "BKP-002"), ["Toy1[2]", "Toy1[3]"]),
        (("--clause", "RST-*", "--clause", "BKP-002"), ["Toy1[2]", "Toy1[3]", "Toy1[5]"]),
        (("--clause", "BKP-002", "--case", "Toy1[3]"), ["Toy1[3]"]),
        (("--shard", "1/2"), ALL[::2]),
        (("--shard", "2/2"), ALL[1::2]),
    ],
)
def test_words_mean_cases(options: tuple[str, ...], found: list[str], tree: str) -> None:
    """CNF-070. A bracket stands for itself; what is chosen in several ways is meant in all."""
    assert listed(tree, *options) == found


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--case", "Toy1[4]"), "there is no case Toy1[4]; Toy1 has [1] to [3], [5], [7]"),
        (("--case", "Toy1[7]#tow"), "there is no case Toy1[7]#tow; Toy1[7] has #one, #two"),
        (("--case", "Toy1[1]#one"), "Toy1[1] has no rows"),
        (("--case", "toy2"), "there is no case toy2; did you mean Toy1?"),
        (("--case", "Nobody9"), "helios-conformance list shows them all"),
        (("--profile", "refrence"), "no profile refrence; did you mean reference?"),
        (("--profile", "x"), "there are documented, backup"),
        (("--clause", "BPK-001"), "there is no clause BPK-001; did you mean BKP-001?"),
        (("--clause", "BKP-010"), "no case shows BKP-010"),
        (("--shard", "3/2"), "3/2 is not K/N"),
        (("--shard", "half"), "half is not K/N"),
    ],
)
def test_what_means_nothing_is_told_what_is_near(
    options: tuple[str, ...], said: str, tree: str
) -> None:
    """CNF-070."""
    result = CliRunner().invoke(main, ["run", "--list", "--features", tree, *options])
    assert (result.exit_code, said in " ".join(result.output.split())) == (2, True), result.output


def test_what_failed_is_run_again(tree: str, tmp_path: Path) -> None:
    """CNF-070. A report without a failure means nothing."""
    report = str(tmp_path / "report.json")
    assert ran(tree, "--json", report).exit_code == 1
    assert listed(tree, "--failed", report) == ALL[1:]
    assert listed(tree, "--failed", report, "--clause", "RST-001") == ["Toy1[5]"]
    assert ran(tree, "--json", report, "--case", "Toy1[1]").exit_code == 0
    refused = ran(tree, "--failed", report)
    assert (refused.exit_code, "every verdict in it is expected" in refused.output) == (2, True)


def test_a_run_can_end_with_the_first_failure(tree: str, tmp_path: Path) -> None:
    """CNF-070. It says how far it got, also in its report."""
    report = tmp_path / "report.json"
    result = ran(tree, "-x", "--json", str(report))
    assert result.exit_code == 1
    document = json.loads(report.read_bytes())
    assert [case["verdict"] for case in document["cases"]] == ["pass", "fail"]
    assert document["notices"][-1] == "-x: 2 of 6 cases were judged"
    assert document["complaints"] == []


def test_a_capability_that_nobody_knows_is_told_with_the_nearest(tree: str, tmp_path: Path) -> None:
    """CNF-010. In every command in which it would be of no use without a word."""
    said = "the driver declares branchs, which no chapter knows; did you mean branches?"
    report = tmp_path / "report.json"
    result = ran(tree, "--case", "Toy1[1]", "--json", str(report))
    assert (result.exit_code, said in result.output) == (0, True)
    assert json.loads(report.read_bytes())["notices"] == [said]
    for command, code in (("smoke", 3), ("capabilities", 1)):
        result = CliRunner().invoke(main, [command, "--driver", f"{__name__}:driver"])
        assert (result.exit_code, said in result.output) == (code, True)


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("run --profile doc", ["documented"]),
        ("run --case Tutorial", ["Tutorial1", "Tutorial2"]),
        ("list --case Tutorial2[", ["Tutorial2[1]"]),
        ("run --clause BKP-00", [f"BKP-00{one}" for one in (1, 2, 3, 4)]),
    ],
)
def test_a_shell_completes_what_can_be_chosen(
    typed: str,
    completed: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """CNF-070. By the way that every command of click is asked."""
    monkeypatch.setenv(COMPLETION, "bash_complete")
    monkeypatch.setenv("COMP_WORDS", f"helios-conformance {typed}")
    monkeypatch.setenv("COMP_CWORD", str(len(typed.split())))
    assert ended([]) == 0
    found = [line.partition(",")[2] for line in capsys.readouterr().out.splitlines()]
    assert found[: len(completed)] == completed
