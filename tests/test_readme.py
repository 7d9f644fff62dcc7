"""README.md: every path and command in it is there, and its transcripts are what is printed."""

from __future__ import annotations

import configparser
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from conformance.cli import main as conformance_command
from helios_ref.cli.command import command as engine_command
from helios_ref.cli.output.format_reply import Format
from helios_ref.cli.shell.connect import connected
from helios_ref.cli.shell.prompt import WELCOME, answer, prompt_of
from helios_ref.cli.shell.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Iterator

    import click

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")

LINKS = re.findall(r"\]\(([^)#:]+)\)", README)
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
CONSOLES = [block for language, block in BLOCKS if language == "console"]
COMMANDS = [
    *(line[2:] for _, block in BLOCKS for line in block.splitlines() if line[:2] == "$ "),
    *re.findall(r"`((?:tox|helios-[a-z]+)(?: [^`]*)?)`", README),
]
GROUPS = {"helios-ref": engine_command, "helios-conformance": conformance_command}

TALKS = [
    (typed, printed)
    for typed, printed in re.findall(
        r"^\$ (helios-.*)\n((?:(?!\$ ).*\n)*)", "".join(CONSOLES), re.MULTILINE
    )
    if printed != "…\n"  # of the reader's own script
]
"""What is typed in a console, and what is printed under it."""


def test_links_lead_somewhere() -> None:
    assert LINKS
    assert [link for link in LINKS if not (ROOT / link).exists()] == []


def test_every_room_is_on_the_map() -> None:
    """One line for each folder of the engine that holds code, and for each tree beside it."""
    rooms = {path.parent.name for path in (ROOT / "helios_ref").glob("*/__init__.py")}
    named = set(re.findall(r"^\| \[(?:helios_ref/)?([\w.]+)\]", README, re.MULTILINE))
    assert rooms <= named


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_is_one_that_can_be_typed(line: str) -> None:
    for typed in line.split(" && "):
        program, *arguments = shlex.split(typed)
        if program in GROUPS:
            assert understood(GROUPS[program], arguments)
        elif program == "tox":
            assert set(arguments[1:]) <= environments()
        else:
            assert typed == "python -m pip install tox"


def understood(group: click.Group, arguments: list[str]) -> bool:
    """Whether a command has these options and commands; with --help it does nothing but parse."""
    return CliRunner().invoke(group, [*arguments, "--help"]).exit_code == 0


def environments() -> set[str]:
    """Return the names of tox's environments."""
    tox = configparser.ConfigParser()
    tox.read(ROOT / "tox.ini")
    own = {name.removeprefix("testenv:") for name in tox.sections() if ":" in name}
    return own | {name.strip() for name in tox["tox"]["env_list"].split(",")}


def test_the_environments_that_tox_reports_are_those_that_it_runs() -> None:
    tox = configparser.ConfigParser()
    tox.read(ROOT / "tox.ini")
    assert re.findall(r"^  (\w+): OK$", README, re.MULTILINE) == [
        name.strip() for name in tox["tox"]["env_list"].split(",")
    ]


@pytest.mark.parametrize(("line", "printed"), TALKS, ids=[line for line, _ in TALKS])
def test_a_command_prints_what_is_printed_here(line: str, printed: str, tmp_path: Path) -> None:
    for language, block in BLOCKS:
        if language == "python":
            (tmp_path / "sqlite_driver.py").write_text(block, encoding="utf-8")
    (tmp_path / "spec").symlink_to(ROOT / "spec")
    program, *arguments = shlex.split(line)
    package = program.replace("helios-", "").replace("ref", "helios_ref")
    done = subprocess.run(  # noqa: S603  # what the README says
        [sys.executable, "-c", f"from {package}.cli import main; main()", *arguments],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert agrees(printed.splitlines(), (done.stdout + done.stderr).splitlines())


def agrees(expected: list[str], actual: list[str]) -> bool:
    """Whether lines are as expected, where `…` stands for any lines, or none."""
    match expected:
        case []:
            return not actual
        case ["…", *rest]:
            return any(agrees(rest, actual[place:]) for place in range(len(actual) + 1))
        case [line, *rest]:
            return actual[:1] == [line] and agrees(rest, actual[1:])
    return False


def test_the_tutorial_in_the_shell_is_what_the_shell_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """RST-022, BRN-007."""
    (talk,) = (block for _, block in BLOCKS if block.startswith("$ helios-ref shell\n"))
    first, welcome, *lines = talk.splitlines()
    assert (first, welcome) == ("$ helios-ref shell", WELCOME)
    monkeypatch.chdir(tmp_path)
    session = connected((), None)
    shell = Shell(session, Format.TABLE)
    for prompt, statement, printed in exchanges(lines):
        assert prompt == prompt_of(session)
        ids = [str(row[0]) for row in session.execute("SELECT backup_id FROM helios_backups").rows]
        answer(shell, re.sub(r"bk_\d+", "".join(ids[-1:]), statement))
        told = capsys.readouterr()
        assert squeezed(told.out + told.err) == squeezed(printed)


def exchanges(lines: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yield each prompt with what is typed at it and what is printed then."""
    text = "\n".join(lines)
    for match in re.finditer(r"^(\w+)=> (.*)\n((?:(?!\w+=> ).*\n?)*)", text, re.MULTILINE):
        yield match[1], match[2], match[3]


def squeezed(text: str) -> list[str]:
    """Return lines without what differs from run to run: IDs, directories, times, widths."""
    plain = re.sub(r"\S+/full", "full", re.sub(r"bk_\d+", "bk", text))
    plain = re.sub(
        r"(\| +full .*?\|) +\d+$|(\| +\d+ \| +\d+ \|) +\d+ ", r"\1\2 ms ", plain, flags=re.MULTILINE
    )
    return [" ".join(re.sub(r"-{2,}", "--", line).split()) for line in plain.strip().splitlines()]
