"""The README and the guides that it leads to: every link, every command, every output."""

from __future__ import annotations

import configparser
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
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
from tests.pictures.chain import chain
from tests.pictures.recordings import PLACE, runner, shell

if TYPE_CHECKING:
    from collections.abc import Iterator

    import click

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = ("README.md", "helios_ref/cli/README.md", "conformance/README.md")
"""Pages whose consoles are typed, section by section, each in an empty directory."""

SCREEN = 40
"""Most lines of a section that one of the three readers has to read."""

GROUPS = {"helios-ref": engine_command, "helios-conformance": conformance_command}
PACKAGES = {"helios-ref": "helios_ref", "helios-conformance": "conformance"}


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page, with what can be run of it."""

    page: str
    title: str
    text: str

    @property
    def blocks(self) -> list[tuple[str, str]]:
        """Language and text of each block, in their order."""
        return re.findall(r"^```(\w+)\n(.*?)^```$", self.text, re.MULTILINE | re.DOTALL)

    @property
    def typed(self) -> list[tuple[str, str]]:
        """What is typed in consoles, and what is printed under it."""
        consoles = "".join(block for language, block in self.blocks if language == "console")
        return re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", consoles, re.MULTILINE)


def sections() -> Iterator[Section]:
    for page in PAGES:
        text = (ROOT / page).read_text(encoding="utf-8")
        for title, body in re.findall(r"^## (.*)\n((?:(?!## ).*\n)*)", text, re.MULTILINE):
            yield Section(page, title, body)


SECTIONS = list(sections())
COMMANDS = [
    *(line for section in SECTIONS for line, _ in section.typed),
    *(
        line
        for page in PAGES
        for line in re.findall(
            r"`((?:tox|helios-[a-z]+|uvx|pipx)(?: [^`]*)?)`",
            (ROOT / page).read_text(encoding="utf-8"),
        )
    ),
]


def test_links_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("line", dict.fromkeys(COMMANDS))
def test_a_command_is_one_that_can_be_typed(line: str) -> None:
    for typed in line.split(" && "):
        program, *arguments = shlex.split(typed)
        if program in {"uvx", "pipx"}:  # from the index, and so not here
            program, *arguments = arguments[arguments[0] == "run" :]
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


def test_each_of_three_readers_has_a_screen() -> None:
    """The wide lines of a console apart, and what a picture takes."""
    begun = [section for section in SECTIONS if section.title.startswith("You ")]
    assert len(begun) == 3
    for section in begun:
        lines = [line for line in section.text.splitlines() if line and not line.startswith("```")]
        assert len(lines) <= SCREEN, section.title


@pytest.mark.parametrize(
    "section",
    [one for one in SECTIONS if {"console", "python"} & {language for language, _ in one.blocks}],
    ids=lambda section: f"{section.page}: {section.title}",
)
def test_what_is_typed_in_an_empty_directory_prints_what_is_printed_here(
    section: Section, tmp_path: Path
) -> None:
    """In the order of the page; what installs something is typed by whoever tries the package."""
    if "spec/vectors" in section.text:  # which says that it is in a checkout
        (tmp_path / "spec").symlink_to(ROOT / "spec")
    for language, block in section.blocks:
        if language == "python":
            named = re.match(r'"""(\w+\.py): ', block)
            (tmp_path / (named[1] if named else "block.py")).write_text(block, encoding="utf-8")
            if named is None:
                assert run([sys.executable, "block.py"], tmp_path)
        if language == "console":
            for line, printed in Section("", "", f"```console\n{block}```\n").typed:
                program, *arguments = shlex.split(line)
                if program in PACKAGES and "script.sql" not in arguments:  # the reader's own
                    start = f"from {PACKAGES[program]}.cli import main; main()"
                    told = run([sys.executable, "-c", start, *arguments], tmp_path)
                    assert agrees(printed.splitlines(), told), line


def run(words: list[str], directory: Path) -> list[str]:
    """Return the lines that a command prints, as a terminal shows them; none is a traceback."""
    told = subprocess.run(  # noqa: S603  # what the page says
        words,
        cwd=directory,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    ).stdout
    assert "Traceback" not in told
    return told.splitlines()


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
    blocks = [block for section in SECTIONS for _, block in section.blocks]
    (talk,) = (block for block in blocks if block.startswith("$ helios-ref shell\n"))
    first, welcome, *lines = talk.splitlines()
    assert (first, welcome) == ("$ helios-ref shell", WELCOME)
    monkeypatch.chdir(tmp_path)
    session = connected((), None)
    at = Shell(session, Format.TABLE)
    for prompt, statement, printed in exchanges(lines):
        assert prompt == prompt_of(session)
        ids = [str(row[0]) for row in session.execute("SELECT backup_id FROM helios_backups").rows]
        answer(at, re.sub(r"bk_\d+", "".join(ids[-1:]), statement))
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


@pytest.mark.parametrize("name", ["chain", "shell", "runner"])
def test_a_picture_shows_what_is_so_now(name: str) -> None:
    """`python -m tests.pictures` draws them anew."""
    drawn = {"chain": chain, "shell": shell, "runner": runner}[name]()
    assert (PLACE / f"{name}.svg").read_text(encoding="utf-8") == drawn
