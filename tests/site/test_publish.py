"""A site that is there is there until the next one is (CNF-080)."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance.site.press_run import exchange


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """Return a new site, beside an old one."""
    for name in ("new", "site"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(name, encoding="utf-8")
    return tmp_path / "new"


def test_a_new_site_takes_the_place_of_the_old(new: Path) -> None:
    """CNF-080."""
    exchange(new, new.parent / "site", new.parent / "old")
    assert (new.parent / "site" / "index.html").read_text(encoding="utf-8") == "new"


def test_a_site_that_cannot_be_put_there_leaves_the_old(
    new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """CNF-080. All or nothing."""
    rename = Path.rename

    def refused(self: Path, target: Path) -> Path:
        if self == new:
            raise PermissionError(str(target))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(PermissionError):
        exchange(new, new.parent / "site", new.parent / "old")
    assert (new.parent / "site" / "index.html").read_text(encoding="utf-8") == "site"
    assert new.is_dir()
