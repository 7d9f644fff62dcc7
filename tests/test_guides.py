"""The guides beside the code: every path in them is there, and every command can be typed."""

from __future__ import annotations

import re
import shlex
import tempfile
from pathlib import Path

import pytest

from tests.test_readme import GROUPS, environments, understood

ROOT = Path(__file__).resolve().parents[1]

GUIDES = [
    ROOT / name
    for name in (
        "helios_ref/README.md",
        "helios_ref/cli/README.md",
        "helios_ref/dbapi/README.md",
        "conformance/README.md",
        "features/README.md",
        "spec/README.md",
        ".github/CONTRIBUTING.md",
        ".github/SECURITY.md",
    )
]

BLOCK = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)

TYPE_OF_THE_TABLE = re.compile(r"\b(?:uuid|UuidType)\b", re.IGNORECASE)
"""What a module has in it that knows the model of CONTRIBUTING's table of a type."""

TREES = ("spec/", "features/", "helios_ref/", "conformance/", "tests/", ".ci/", ".github/")
"""How a path begins that is written without a link."""


def named(guide: Path) -> str:
    return guide.relative_to(ROOT).as_posix()


def spans(guide: Path) -> list[str]:
    """Return what stands between backquotes outside of blocks."""
    text = re.sub(BLOCK, "", guide.read_text(encoding="utf-8"))
    return re.findall(r"`([^`\n]+)`", text)


@pytest.mark.parametrize("guide", GUIDES, ids=named)
def test_a_link_leads_to_a_file_and_its_heading(guide: Path) -> None:
    text = guide.read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if link.startswith("https://"):
            continue
        path, _, anchor = link.partition("#")
        target = (guide.parent / path).resolve() if path else guide
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as its host makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings}


@pytest.mark.parametrize("guide", GUIDES, ids=named)
def test_a_path_is_there(guide: Path) -> None:
    paths = [span for span in spans(guide) if span.startswith(TREES) and re.fullmatch(r"\S+", span)]
    assert [path for path in paths if not list(ROOT.glob(path.rstrip("/")))] == []


@pytest.mark.parametrize("guide", GUIDES, ids=named)
def test_a_command_can_be_typed(guide: Path) -> None:
    for span in spans(guide):
        program, *arguments = shlex.split(span) if re.match(r"(helios-|tox\b)", span) else [""]
        if program in GROUPS:
            assert understood(GROUPS[program], arguments), span
        elif program == "tox":
            given = arguments[: arguments.index("--")] if "--" in arguments else arguments
            asked = [one for names in given if names != "-e" for one in names.split(",")]
            assert set(asked) <= environments(), span


def test_no_place_of_a_type_is_left_out() -> None:
    """UUID is the model: whatever module names it stands in the table of places."""
    guide = (ROOT / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8")
    _, table = guide.split("### A type, place by place\n")
    rows = re.findall(r"^\| `([^`]+/)` \| (.*) \|$", table.partition("\n## ")[0], re.MULTILINE)
    told = {
        ROOT / folder / name
        for folder, places in rows
        for name in re.findall(r"`(\w+\.(?:py|md))`", places)
    }
    assert [path for path in told if not path.exists()] == []
    modules = (
        path
        for tree in ("helios_ref", "conformance", "tests")
        for path in (ROOT / tree).rglob("*.py")
        if not path.name.startswith("test_")
    )
    naming = {path for path in modules if TYPE_OF_THE_TABLE.search(path.read_text("utf-8"))}
    assert naming - told == set()


def test_every_environment_has_a_row() -> None:
    guide = (ROOT / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert {one for one in environments() if one != "py" and f"`tox -e {one}" not in guide} == set()


def test_what_the_guide_to_python_says_is_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """OPS-089. Block by block, with what those before have made; pandas and pytest have theirs."""
    guide = (ROOT / "helios_ref" / "dbapi" / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"(?<!<!-- sqlalchemy -->\n)```python\n(.*?)```", guide, re.DOTALL)
    blocks = [block for block in blocks if "@pytest.mark" not in block]
    assert len(blocks) > 3
    names: dict[str, object] = {}
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for block in blocks:
        exec(compile(block, "README.md", "exec"), names)  # noqa: S102  # ours


def test_every_guide_is_held() -> None:
    """Every README beside code is one of them; the pages that a command writes are not."""
    readmes = {
        path
        for tree in ("helios_ref", "conformance", "features")
        for path in (ROOT / tree).glob("README.md")
    }
    assert readmes <= set(GUIDES)
