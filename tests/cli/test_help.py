"""Help has examples that can be typed, and the shell completes what is begun."""

from __future__ import annotations

import re
import shlex

import click
import pytest

from helios_ref.cli import command
from helios_ref.cli.entry import ended

NOWHERE = click.Context(command.command)


@pytest.mark.parametrize("arguments", [["--help"], ["run", "-h"], ["shell", "--help"], []])
def test_help_is_given_to_whoever_asks_or_says_nothing(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(arguments) == 0
    told = capsys.readouterr().out
    assert "Usage: helios-ref" in told
    assert "..." not in told.partition("Commands:")[2]


@pytest.mark.parametrize("name", [None, *sorted(command.command.list_commands(NOWHERE))])
def test_help_shows_an_example_and_the_exit_codes(
    name: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-088. And an example is one that can be typed."""
    assert ended([name, "--help"] if name else ["--help"]) == 0
    told = capsys.readouterr().out
    assert "Exit codes:\n" in told
    examples = re.findall(
        r"^ +(?:eval \"\$\()?(helios-ref .*?)(?:\)\".*| > .*)?$", told, re.MULTILINE
    )
    assert examples or name == "stdio"
    for example in examples:
        words = shlex.split(example)[1:]
        assert ended([*words, "--help"]) == 0, example


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_command_line_completes_commands_and_options(
    shell: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-088."""
    assert ended(["completion", shell]) == 0
    assert "_HELIOS_REF_COMPLETE" in capsys.readouterr().out
    monkeypatch.setenv("_HELIOS_REF_COMPLETE", f"{shell}_complete")
    for words, begun, proposed in (
        ("helios-ref ver", "ver", "verify"),
        ("helios-ref run --tim", "--tim", "--timing"),
        ("helios-ref verify ", "", "file"),
    ):
        monkeypatch.setenv("COMP_WORDS", words)
        monkeypatch.setenv("COMP_CWORD", begun if shell == "fish" else str(words.count(" ")))
        assert ended([]) == 0
        assert proposed in capsys.readouterr().out
