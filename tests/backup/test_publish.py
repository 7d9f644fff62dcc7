"""Publishing: the calls, in their order, and what a failing call leaves behind."""

from __future__ import annotations

import ast
import errno
import os
import stat
from pathlib import Path
from types import ModuleType
from typing import Final

import pytest

from helios_ref.backup import files, publish
from helios_ref.errors import DiskFullError, IoError
from tests.backup import examine, recipe
from tests.backup.disks import Call, Recorder

pytestmark = pytest.mark.calls

SOURCE: Final = Path(publish.__file__).read_text("utf-8")


def test_the_chapter_names_the_calls_that_are_compared(tmp_path: Path) -> None:
    """BKP-040, BKP-042. Step by step; the other tests compare arguments too."""
    expected = recipe.steps(tmp_path / "a" / "b" / "x.hldb", 2, 2)
    assert recipe.listed() == [list(dict.fromkeys(call.name for call in step)) for step in expected]
    assert recipe.without_links() == [call.name for call in recipe.reserving(tmp_path)]


def test_the_calls_are_those_of_the_list_and_a_failure_is_undone(tmp_path: Path) -> None:
    """BKP-030, BKP-031, BKP-040, BKP-041, BKP-042. Every call, failing in every way."""
    assert list(examine.complaints(publish, tmp_path)) == []


def statements() -> list[tuple[int, str]]:
    """Return line and text of each statement of the recipe that is there for its effect."""
    return [
        (node.lineno, ast.unparse(node))
        for node in ast.walk(ast.parse(SOURCE))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    ]


@pytest.mark.parametrize(("line", "text"), statements())
def test_no_statement_of_the_recipe_can_be_left_out(line: int, text: str, tmp_path: Path) -> None:
    """BKP-040, BKP-041, BKP-042. Without any one of them, the examination complains."""
    mutant = ModuleType(f"publish without {text}")
    without = ast.parse(SOURCE)
    Without(line).visit(without)
    exec(compile(without, "<mutant>", "exec"), mutant.__dict__)  # noqa: S102  # our own source, one line less
    assert next(examine.complaints(mutant, tmp_path), None) is not None


class Without(ast.NodeTransformer):
    """Replaces the statement on one line by `pass`."""

    def __init__(self, line: int) -> None:
        self.line = line

    def visit_Expr(self, node: ast.Expr) -> ast.stmt:
        """Drop the statement if it is the one."""
        return ast.copy_location(ast.Pass(), node) if node.lineno == self.line else node


@pytest.mark.parametrize(
    ("number", "refusal"),
    [
        (errno.ENOSPC, DiskFullError),
        (errno.EDQUOT, DiskFullError),
        (errno.EIO, IoError),
        (errno.EACCES, IoError),
        (errno.EROFS, IoError),
    ],
)
def test_a_full_disk_is_told_from_other_failures(
    number: int, refusal: type[DiskFullError | IoError], tmp_path: Path
) -> None:
    """BKP-043. At every call, naming path and cause."""
    path = tmp_path / "a" / "x.hldb"
    recorder = Recorder()
    examine.publish(publish, path, recorder)
    for at, called in enumerate(recorder.calls):
        if called.name in examine.FORGIVEN:
            continue

        def fail(position: int, call: Call, at: int = at) -> None:
            del call
            if position == at:
                raise OSError(number, os.strerror(number))

        place = examine.room(tmp_path)
        with pytest.raises(refusal) as caught:
            examine.publish(publish, place / "a" / "x.hldb", Recorder(before=fail))
        assert str(place / "a" / "x.hldb") in str(caught.value)
        assert os.strerror(number) in str(caught.value)


@pytest.mark.parametrize("longest", [1, 3])
def test_a_short_write_is_continued(longest: int, tmp_path: Path) -> None:
    """BKP-040. The system may take less than it was given."""
    examine.publish(publish, tmp_path / "x.hldb", Recorder(longest_write=longest))
    assert (tmp_path / "x.hldb").read_bytes() == examine.CONTENT


def test_a_disk_that_takes_nothing_does_not_hang(tmp_path: Path) -> None:
    """BKP-043. A write of no bytes is a failure."""
    with pytest.raises(IoError, match="nothing was written"):
        examine.publish(publish, tmp_path / "x.hldb", Recorder(longest_write=0))
    assert list(tmp_path.iterdir()) == []


def test_file_and_directories_are_for_their_owner(tmp_path: Path) -> None:
    """BKP-031, BKP-034. Whatever more the umask would allow."""
    mask = os.umask(0)
    try:
        examine.publish(publish, tmp_path / "a" / "b" / "x.hldb", Recorder())
    finally:
        os.umask(mask)
    modes = [stat.S_IMODE(path.stat().st_mode) for path in sorted(tmp_path.rglob("*"))]
    assert modes == [0o700, 0o700, 0o600]


def test_a_parent_that_is_a_file_is_refused(tmp_path: Path) -> None:
    """BKP-043. And the file stays."""
    (tmp_path / "a").write_text("mine")
    for path in (tmp_path / "a" / "x.hldb", tmp_path / "a" / "b" / "x.hldb"):
        with pytest.raises(IoError, match="Not a directory"):
            examine.publish(publish, path, Recorder())
    assert (tmp_path / "a").read_text() == "mine"


def test_a_parent_may_be_a_link_to_a_directory(tmp_path: Path) -> None:
    """BKP-031. What it leads to is what counts."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    examine.publish(publish, tmp_path / "link" / "a" / "x.hldb", Recorder())
    assert (tmp_path / "real" / "a" / "x.hldb").read_bytes() == examine.CONTENT


def test_a_directory_that_cannot_be_synchronised_is_no_failure(tmp_path: Path) -> None:
    """BKP-040. Some file systems answer EINVAL, and there is nothing more to do."""

    def refuse(position: int, call: Call) -> None:
        del position
        if (call.name, call.path) == ("fsync", str(tmp_path)):
            raise OSError(errno.EINVAL, "Invalid argument")

    examine.publish(publish, tmp_path / "x.hldb", Recorder(before=refuse))
    assert (tmp_path / "x.hldb").exists()


def test_every_call_goes_through_the_disk() -> None:
    """BKP-040. The recipe names no call of the system itself, so a recording misses none."""
    for module in sorted(Path(files.__file__).parent.glob("*.py")):
        tree = ast.parse(module.read_text("utf-8"))
        called = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        direct = {name for name in called if name == "open" or name.startswith(("os.", "Path("))}
        assert direct <= {"os.path.samestat"}, module
