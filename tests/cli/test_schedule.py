"""The examples of 07-operations are run, as far as the system lets us."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from helios_ref.cli.entry import ended
from helios_ref.settings import wall_clock
from tests.backup.test_retention import names
from tests.backup.world import STEP_1, World, insert

CHAPTER: Final = Path(__file__).parents[2] / "spec" / "07-operations.md"
DAY_S: Final = 86_400


def blocks(language: str) -> list[str]:
    """Return the examples of the chapter in a language."""
    text = CHAPTER.read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    """Ten days of fulls, each with an incremental of an hour later, up to this night."""
    world = World(tmp_path / "backups")
    world.commit(*STEP_1)
    night = wall_clock() - 60
    for day in reversed(range(10)):
        world.second = night - day * DAY_S
        world.backup(f"full{day}.hldb")
        world.second += 30
        world.commit(insert(100 + day, "sold", None))
        world.backup(f"inc{day}.hldb", incremental=True)
    (tmp_path / "checks.sql").write_text("SELECT count(*) > 12 FROM products;", encoding="utf-8")
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "helios-ref"
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m helios_ref "$@"\n')
    command.chmod(0o755)
    return tmp_path / "backups"


def shell(script: str, *arguments: str, place: Path) -> subprocess.CompletedProcess[str]:
    """Run a script where `helios-ref` is this one."""
    path = f"{place / 'bin'}:{os.environ['PATH']}"
    return subprocess.run(  # noqa: S603  # what the chapter says
        ["/bin/sh", "-c", script, "sh", *arguments],
        cwd=place,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_night_s_job_keeps_seven_days_that_restore(backups: Path, tmp_path: Path) -> None:
    """OPS-105, OPS-120, OPS-131. S50 and S51; and a check that fails stops it."""
    job, years = blocks("sh")
    done = shell(job, str(backups), place=tmp_path)
    assert done.returncode == 0, done.stderr
    kept = {f"{kind}{day}" for kind in ("full", "inc") for day in range(7)}
    assert names(backups) == kept
    assert "1 of 1 check held" in done.stdout
    assert "7 chains, 14 backups" in done.stdout
    listed = re.findall(r" (bk_\d+) ", done.stdout)
    newest = max(listed)
    (backups / "years").mkdir()
    done = shell(years, str(backups), newest, place=tmp_path)
    assert done.returncode == 0, done.stderr
    assert names(backups / "years") == {newest}
    (tmp_path / "checks.sql").write_text("SELECT count(*) > 99 FROM products;", encoding="utf-8")
    (backups / "full8.hldb").write_bytes((backups / "full6.hldb").read_bytes())
    assert shell(job, str(backups), place=tmp_path).returncode == 1
    assert "full8" in names(backups)


def test_the_lines_for_cron_are_lines_for_cron() -> None:
    """OPS-132. Five fields of time, and commands that can be typed."""
    (crontab,) = blocks("crontab")
    for line in crontab.splitlines():
        *fields, command = line.split(maxsplit=5)
        assert all(re.fullmatch(r"[\d*/,-]+", field) for field in fields)
        for typed in command.split(" && "):
            program, *arguments = shlex.split(typed.replace(">/dev/null", ""))
            assert program in {"cd", "helios-ref"}
            assert program == "cd" or ended([*arguments, "--help"]) == 0


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")
def test_the_units_are_units(tmp_path: Path) -> None:
    """OPS-132. systemd itself finds nothing wrong with them."""
    service, timer = blocks("ini")
    program = tmp_path / "helios-ref"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    units = {"helios-drill.service": service, "helios-drill.timer": timer}
    for name, text in units.items():
        (tmp_path / name).write_text(text.replace("/usr/bin/helios-ref", str(program)))
    done = subprocess.run(  # noqa: S603  # the system's own checker
        ["systemd-analyze", "verify", *(str(tmp_path / name) for name in units)],  # noqa: S607  # where it is
        capture_output=True,
        text=True,
        check=False,
    )
    said = [line for line in done.stderr.splitlines() if "helios" in line]
    assert (said, done.returncode) == ([], 0)
    for line in re.findall(r"^ExecStart=/usr/bin/helios-ref (.*)$", service, re.MULTILINE):
        assert ended([*shlex.split(line), "--help"]) == 0
