"""The fixture for tests of other projects, in a pytest of its own."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import helios_ref

ROOT = Path(__file__).resolve().parents[2]

TESTS = """
import pytest

@pytest.mark.helios("backups/it's full.hldb")
def test_the_state_of_a_backup(helios):
    assert helios.execute("SELECT count(*) FROM products").fetchone() == (2,)
    helios.execute("DELETE FROM products")
    helios.commit()

@pytest.mark.helios("backups/it's full.hldb")
def test_that_no_other_test_has_changed(helios):
    assert helios.execute("SELECT count(*) FROM products").fetchone() == (2,)
    helios.close()

@pytest.mark.helios("bk_1711400000", backups=["backups"], clock=lambda: 1711500000)
def test_by_id_and_at_a_moment(helios, tmp_path):
    reply = helios.execute("BACKUP DATABASE INCREMENTAL").fetchone()
    assert reply[1] == "bk_1711500000"
    assert reply[5].startswith(str(tmp_path))

def test_an_empty_database(helios):
    assert helios.execute("SHOW BRANCHES").fetchall() == [("main", True)]

@pytest.mark.helios("none.hldb")
def test_what_cannot_be_restored(helios):
    pass
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a backup and tests."""
    (tmp_path / "backups").mkdir()
    with helios_ref.connect(clock=lambda: 1711400000) as connection:
        connection.execute("CREATE TABLE products (id INT)")
        connection.execute("INSERT INTO products VALUES (1), (2)")
        connection.commit()
        connection.execute(f"BACKUP DATABASE TO '{tmp_path}/backups/it''s full.hldb'")
        connection.execute(f"BACKUP DATABASE TO '{tmp_path}/shop.hldb'")
    (tmp_path / "test_shop.py").write_text(TESTS, encoding="utf-8")
    guide = (ROOT / "helios_ref" / "dbapi" / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", guide, re.DOTALL)
    (block,) = (one for one in blocks if "@pytest.mark.helios" in one)
    (tmp_path / "test_guide.py").write_text(block, encoding="utf-8")
    return tmp_path


def test_a_test_gets_a_database_at_a_chosen_state(project: Path) -> None:
    """OPS-090. The database is the test's own; a file that cannot be restored fails the test."""
    words = [sys.executable, "-m", "pytest", "-p", "helios_ref.pytest", "-p", "no:cacheprovider"]
    done = subprocess.run(  # noqa: S603  # ours
        [*words, "--strict-markers", "-q", "-W", "error"],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "5 passed, 1 error" in done.stdout
    assert "none.hldb: No such file or directory\nhint: there is only shop.hldb" in done.stdout
    assert "connection.py" not in done.stdout  # the refusal, and no way through the engine


def test_pytest_finds_the_fixture_by_itself() -> None:
    """OPS-090. By a name that `-p` gives it, too, so that it is never there twice."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found = project["entry-points"]["pytest11"]
    assert found == {"helios_ref.pytest": "helios_ref.pytest"}
    assert "pytest" not in " ".join(project["dependencies"])
