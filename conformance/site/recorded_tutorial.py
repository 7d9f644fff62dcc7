"""The eight steps and the five pitfalls, played on the reference and looked at after every act."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from conformance.drivers.answers import Refused
from conformance.run.clock import FIRST_SECOND
from conformance.site.pitfalls import PITFALLS, Lost, Pitfall, Returned
from conformance.site.recorded_cases import recorded_target

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conformance.drivers.answers import Answer
    from conformance.drivers.protocol import Cell
    from conformance.drivers.target import Target
    from conformance.site.pitfalls import Doing
    from conformance.site.source_page import TutorialStep

SHOWN: Final = "/tmp/helios_backups"  # noqa: S108 - what the source prints; nothing is there
"""The directory as the source calls it, which stands for the one of the recording."""

HOUR_S: Final = 3600
"""What lies between two steps that take a backup, as in the source."""

TABLE: Final = "products"
_SESSION: Final = "main"


class Answered(msgspec.Struct, frozen=True):
    """What an act came to."""

    columns: list[str] = []
    rows: list[list[str | None]] = []
    code: str = ""
    """Of a refusal; empty where there was none."""

    message: str = ""


class Standing(msgspec.Struct, frozen=True):
    """What is there after an act."""

    branch: str
    tables: dict[str, Answered]
    """The rows of the table on each branch; of a branch without it, a refusal."""

    backups: Answered
    files: dict[str, int]
    """Sizes in bytes, by name."""


class Played(msgspec.Struct, frozen=True):
    """One act, what came of it, and what was there afterwards."""

    act: str
    deed: bool
    """Whether somebody did it to the files, and no statement."""

    answer: Answered
    after: Standing


class Told(msgspec.Struct, frozen=True):
    """A step or a pitfall as it was played."""

    title: str
    acts: list[Played]


class Recording(msgspec.Struct, frozen=True):
    """The steps in their order, and each pitfall by the step that it begins after."""

    steps: list[Told]
    pitfalls: dict[str, dict[int, Told]]
    hashes: dict[str, str]
    """SHA-256 of each file that the steps left, by name."""


class _Stage:
    """One database, its directory, and the hour."""

    def __init__(self, target: Target, directory: Path) -> None:
        self.target = target
        self.directory = directory
        self.hour = 0
        self.away: dict[str, bytes] = {}
        target.open(str(directory))
        target.set_clock(FIRST_SECOND)

    def play(self, act: Doing) -> Played:
        """Do one act, and look."""
        match act:
            case Lost(name):
                path = self.directory / name
                self.away[name] = path.read_bytes()
                path.unlink()
                return self._played(str(act), Answered(), deed=True)
            case Returned(name):
                (self.directory / name).write_bytes(self.away.pop(name))
                return self._played(str(act), Answered(), deed=True)
            case str(statement):
                written = self._filled(statement)
                answer = self.target.execute(_SESSION, written.replace(SHOWN, str(self.directory)))
                return self._played(written, self._told(answer), deed=False)

    def advance(self) -> None:
        """Let an hour pass, as between the backups of the source."""
        self.hour += 1
        self.target.set_clock(FIRST_SECOND + self.hour * HOUR_S)

    def hashes(self) -> dict[str, str]:
        """Return the SHA-256 of each file that is there."""
        files = sorted(self.directory.iterdir())
        return {path.name: sha256(path.read_bytes()).hexdigest() for path in files}

    def _filled(self, statement: str) -> str:
        """Return a statement with the IDs of the first and the last backup for their names."""
        if "$" not in statement:
            return statement
        rows = self._asked("SELECT backup_id FROM helios_backups").rows
        first, last = rows[0][0] or "", rows[-1][0] or ""
        return statement.replace("$first", first).replace("$last", last)

    def _played(self, act: str, answer: Answered, *, deed: bool) -> Played:
        return Played(act, deed, answer, self._standing())

    def _standing(self) -> Standing:
        branches = self._asked("SHOW BRANCHES")
        names = [row[0] or "" for row in branches.rows]
        rows = f"SELECT * FROM {TABLE} AT BRANCH"  # noqa: S608 - our own words
        return Standing(
            branch=_SESSION,
            tables={name: self._asked(f"{rows} {name} ORDER BY 1") for name in names},
            backups=self._asked("SELECT * FROM helios_backups"),
            files={path.name: path.stat().st_size for path in sorted(self.directory.iterdir())},
        )

    def _asked(self, query: str) -> Answered:
        return self._told(self.target.execute(_SESSION, query))

    def _told(self, answer: Answer) -> Answered:
        """Return an answer with the directory as the source calls it."""
        if isinstance(answer, Refused):
            return Answered(code=answer.code, message=self._shown(answer.message) or "")
        rows = [[self._shown(cell) for cell in row] for row in answer.rows]
        return Answered(columns=list(answer.columns), rows=rows)

    def _shown(self, cell: Cell) -> str | None:
        return None if cell is None else cell.replace(str(self.directory), SHOWN)


def record_tutorial(steps: Sequence[TutorialStep]) -> Recording:
    """Return the steps and pitfalls as they were played."""
    with recorded_target() as target:
        with _staged(target) as stage:
            told = [_step(stage, step) for step in steps]
            hashes = stage.hashes()
        pitfalls = {
            pitfall.feature: {
                step.number: _pitfall(target, steps, pitfall, step.number)
                for step in steps
                if step.number >= pitfall.since
            }
            for pitfall in PITFALLS
        }
    return Recording(told, pitfalls, hashes)


def _step(stage: _Stage, step: TutorialStep) -> Told:
    if any("INCREMENTAL" in statement for statement in step.statements):
        stage.advance()
    return Told(step.title, [stage.play(statement) for statement in step.statements])


def _pitfall(target: Target, steps: Sequence[TutorialStep], pitfall: Pitfall, after: int) -> Told:
    """Play the steps up to one again, and then the pitfall."""
    with _staged(target) as stage:
        for step in steps[:after]:
            _step(stage, step)
        stage.advance()
        return Told(pitfall.question, [stage.play(act) for act in pitfall.acts])


@contextmanager
def _staged(target: Target) -> Iterator[_Stage]:
    """Yield a fresh stage, and clear it away."""
    with tempfile.TemporaryDirectory(prefix="helios-site-") as directory:
        yield _Stage(target, Path(directory))
        target.close()
