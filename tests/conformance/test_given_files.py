"""Whatever somebody gives the suite to read has an end, and is told by name (CNF-120)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from conformance.book.gherkin import read_casebook
from conformance.entry import ended
from conformance.spec import given_file

if TYPE_CHECKING:
    from collections.abc import Callable

MISUSE: Final = 2
DEEP: Final = 5_000

CONTENTS: Final = {
    "endless": None,
    "no text": b"\xff\xfe",
    "deep lists": b"a = " + b"[" * DEEP + b"]" * DEEP,
    "deep tables": b"a = " + b"{a=" * DEEP + b"1" + b"}" * DEEP,
    "deep json": b"[" * 200_000,
    "a directory": b"",
}


@pytest.fixture
def bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same reader with a bound that is soon reached."""
    assert given_file.MOST_BYTES == 268_435_456
    monkeypatch.setattr(given_file, "MOST_BYTES", 1 << 21)


@pytest.fixture(params=CONTENTS)
def hostile(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file that nobody should have given."""
    content = CONTENTS[request.param]
    if content is None:
        return Path("/dev/zero")
    path = tmp_path / "hostile"
    path.mkdir() if request.param == "a directory" else path.write_bytes(content)
    return path


@pytest.mark.usefixtures("bounded")
@pytest.mark.parametrize(
    "arguments",
    [
        lambda path: ["merge", path],
        lambda path: ["report", path, path],
        lambda path: ["run", "--driver", "reference", "--in-process", "--deviations", path],
    ],
    ids=["merge", "report", "deviations"],
)
def test_a_file_that_is_none_is_wrong_usage(
    arguments: Callable[[str], list[str]], hostile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """CNF-120. With its name, and without an end of the suite's own."""
    assert ended(arguments(str(hostile))) == MISUSE
    assert str(hostile) in capsys.readouterr().err


@pytest.mark.usefixtures("bounded")
@pytest.mark.parametrize("name", ["no text", "deep lists", "deep tables"])
def test_settings_that_are_none_are_wrong_usage(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """CNF-120, CNF-072."""
    monkeypatch.chdir(tmp_path)
    content = CONTENTS[name]
    assert content is not None
    (tmp_path / "helios-conformance.toml").write_bytes(content)
    assert ended(["run"]) == MISUSE
    assert "helios-conformance.toml: " in capsys.readouterr().err


def test_a_feature_that_is_no_text_is_its_own_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """CNF-120, CNF-034."""
    (tmp_path / "x.feature").write_bytes(b"\xff\xfe")
    (problem,) = read_casebook(tmp_path).problems
    assert str(problem) == "x.feature: it is not UTF-8 text: byte 0xff at 0"
    for command in (["lint"], ["run", "--driver", "reference", "--in-process"]):
        ended([*command, "--features", str(tmp_path)])
        told = "".join(capsys.readouterr())
        assert str(problem) in told
        assert "a bug of the suite" not in told


@pytest.mark.parametrize("target", ["/dev/null", "/etc/passwd"])
def test_a_site_looks_where_it_goes_first(
    target: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """CNF-080. Before anything is recorded."""
    monkeypatch.setattr("conformance.cli.site_command.sound_suite", None)  # would be called
    assert ended(["site", target]) == MISUSE
    assert f"nothing can be written below {target}" in capsys.readouterr().err
