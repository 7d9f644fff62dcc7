"""The scene: what one case knows while it runs (08-conformance)."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from conformance.book.statements import backup_name, is_backup
from conformance.book.ways import KILLED_WHILE, MAIN_SESSION, WAYS
from conformance.drivers.answers import Answer, Fault, Refused, Rows
from conformance.run.clock import Seconds, SetSeconds, WaitedSeconds
from conformance.run.names import NamedBackup, Names
from conformance.run.observed import Noted, standing
from conformance.run.tables import drawn_answer
from conformance.verdict.verdicts import Exchange, fail

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from conformance.book.ways import Restored
    from conformance.drivers.target import Target

_BACKUP_COLUMNS = 7


@dataclass(slots=True)
class Scene:
    """A target with an empty database, a directory, and what has happened so far."""

    target: Target
    names: Names
    compares_codes: bool
    """Whether a refusal's code counts; elsewhere only that it was one (CNF-002)."""

    compares_facts: bool
    """Whether what a refusal names counts as well; its words never do (ERR-002)."""

    seconds: Seconds = field(init=False)
    answer: Answer | None = None
    """The answer that a Then judges."""

    noted: Noted | None = None
    moved: bool = False
    """Whether the target's working directory is another than at the beginning."""

    transcript: list[Exchange] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Take time as the target does."""
        has_clock = self.target.has("clock")
        self.seconds = SetSeconds(self._set_clock) if has_clock else WaitedSeconds()

    def open(self) -> None:
        """Begin with an empty database, at the first second (CNF-033)."""
        self.transcript.append(Exchange(f"open {self.names.directory}", None))
        self.target.open(self.names.directory)
        self.seconds.resume()

    def execute(self, written: str, session: str = MAIN_SESSION) -> Answer:
        """Run one statement with its names filled in, and keep what came back."""
        statement = self.names.filled(written)
        call = statement if session == MAIN_SESSION else f"[{session}] {statement}"
        try:
            answer = self.target.execute(session, statement)
        except Fault:
            self.transcript.append(Exchange(call, None))
            raise
        self.transcript.append(Exchange(call, answer))
        if is_backup(written) and isinstance(answer, Rows):
            self.seconds.note_backup()
            self._bind(written, answer)
        return answer

    def require(self, written: Iterable[str], session: str = MAIN_SESSION) -> None:
        """Run statements that must succeed before the case can be judged."""
        for statement in written:
            self._succeed(statement, session)
            if name := backup_name(statement):
                self.names.expect(name)

    def require_apart(self, written: Iterable[str]) -> None:
        """Run statements that must succeed, each backup in a second in which none was taken."""
        for statement in written:
            if is_backup(statement):
                self.seconds.leave_backups_behind()
            self.require([statement])

    def require_restores(self, said: Restored) -> None:
        """Lose a table and restore a backup, as often and in the way that a step says."""
        way = WAYS[said.way]
        for number in range(1, said.times + 1):
            self.require([f"DROP TABLE {said.table}"])
            if way.restarted_with is not None and number == 1:
                self.require_restart(way.restarted_with)
            restore, *after = said.round(number)
            self.require([restore], session=way.session)
            self.require(after)

    def require_refusals(self, written: Iterable[str]) -> None:
        """Run statements that must be refused before the case can be judged."""
        for statement in written:
            answer = self.execute(statement)
            if isinstance(answer, Rows):
                fail(f"{statement}\nto be refused", drawn_answer(answer, self.names.directory))

    def judge_last(self, written: Sequence[str], session: str = MAIN_SESSION) -> None:
        """Run statements, of which the last gives the answer that is judged."""
        for statement in written[:-1]:
            self._succeed(statement, session)
        self.answer = self.execute(written[-1], session)

    def rows(self) -> Rows:
        """Return the rows of the judged answer; a refusal fails the case."""
        if not isinstance(self.answer, Rows):
            fail("the statement to succeed", str(self.answer))
        return self.answer

    def note(self, queries: Iterable[str]) -> Noted:
        """Return what these queries answer, and what stands in the directory."""
        answers: dict[str, Rows] = {}
        for query in queries:
            match self.execute(query):
                case Rows() as rows:
                    answers[query] = rows
                case Refused() as refusal:
                    fail(f"{query}\nto succeed", str(refusal))
        return Noted(answers, standing(self.names.directory))

    def reopen(self, written: str) -> Answer:
        """Start the target anew with the backups in some directories, or in `nothing`."""
        parts = [part.strip() for part in written.split(",")]
        directories = [str(self.path(part)) for part in parts if part != "nothing"]
        answer = self.target.reopen(directories)
        self.transcript.append(Exchange(f"reopen {', '.join(directories)}".strip(), answer))
        self.seconds.resume()
        return answer

    def restart(self, written: str, ended: str | None) -> Answer:
        """Start the target anew; before that, kill it where a step says how it ended."""
        if ended is not None:
            self.kill(ended.partition(KILLED_WHILE)[2])
        return self.reopen(written)

    def kill(self, written: str) -> None:
        """Kill the target, while it executes a statement if there is one (CNF-113)."""
        statement = self.names.filled(written)
        if not statement:
            self.transcript.append(Exchange("kill", None))
            self.target.kill()
            return
        self.transcript.append(Exchange(f"kill while executing {statement}", None))
        place = Path(self.names.directory)
        before = {*place.iterdir()}
        self.target.kill_while(MAIN_SESSION, statement, lambda: {*place.iterdir()} != before)
        if is_backup(statement):
            self.seconds.note_backup()

    def require_restart(self, written: str, ended: str | None = None) -> None:
        """Start the target anew, which must succeed before the case can be judged."""
        answer = self.restart(written, ended)
        if isinstance(answer, Refused):
            fail("the engine to start", str(answer))

    def operate(self, command: str) -> Answer:
        """Let the target do what a command of 07 says."""
        words = self.names.filled(command).split()
        answer = self.target.operate(words)
        self.transcript.append(Exchange(f"operate {' '.join(words)}", answer))
        return answer

    def require_operation(self, command: str) -> None:
        """Let the target do it, which must succeed before the case can be judged."""
        answer = self.operate(command)
        if isinstance(answer, Refused):
            fail(f"{command}\nto succeed", str(answer))

    def chdir(self, directory: Path) -> None:
        """Move the target into a directory, which is made if there is none."""
        directory.mkdir(parents=True, exist_ok=True)
        self.transcript.append(Exchange(f"chdir {directory}", None))
        self.moved = True
        self.target.chdir(str(directory))

    def tell(self, done: str) -> None:
        """Write into the transcript what the suite did itself, and no target was asked."""
        self.transcript.append(Exchange(f"-- {done}", None))

    def close(self, home: Path) -> None:
        """Let go of the target, back where it was."""
        if self.moved:
            self.target.chdir(str(home))  # its directory is about to go
        self.target.close()

    def path(self, written: str) -> Path:
        """Return a path of a feature; one that is not absolute begins at $dir."""
        return Path(self.names.directory) / self.names.filled(written)

    def file_of(self, name: str) -> Path:
        """Return the file of a backup, which must be there."""
        path = Path(self.names.backup(name).path)
        if not path.is_file():
            fail(f"the file of ${name} at {path}", "no file there")
        return path

    def _succeed(self, written: str, session: str) -> None:
        """Run a statement that must succeed."""
        answer = self.execute(written, session)
        if isinstance(answer, Refused):
            fail(f"{written}\nto succeed", str(answer))

    def _set_clock(self, second: int) -> None:
        self.transcript.append(Exchange(f"set_clock {second}", None))
        self.target.set_clock(second)

    def _bind(self, written: str, answer: Rows) -> None:
        """Give the backup the name of its file (08-conformance)."""
        name = backup_name(written)
        row = answer.rows[0] if answer.rows else ()
        if name is None or len(row) != _BACKUP_COLUMNS:
            return
        identity, path = row[1], row[5]
        if identity is not None and path is not None:
            self.names.bind(name, NamedBackup(identity, os.fspath(path)))
