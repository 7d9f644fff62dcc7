"""The oracle's memory: a database as plain dictionaries, and nothing of any engine."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from conformance.book.ways import MAIN_SESSION
from conformance.run.clock import FIRST_SECOND

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conformance.explore.tables import State


ELSEWHERE = "?/"
"""Where files stand whose paths the engine chose."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A backup: what its record says, and what was true when it was taken."""

    name: str
    number: int
    second: int
    parent: Taken | None
    keys: int
    path: str
    state: State

    @property
    def said(self) -> str:
        """What statements and replies call it; one without TO has no name in a feature."""
        return f"bk_{self.number}" if self.unsaid else f"${self.name}"

    @property
    def unsaid(self) -> bool:
        """Whether the engine chose its path (BKP-035)."""
        return self.path.startswith(ELSEWHERE)

    @property
    def kind(self) -> str:
        """What the reply calls it."""
        return "full" if self.parent is None else "incremental"

    @property
    def chain(self) -> tuple[Taken, ...]:
        """The backups that a restore needs, the full first."""
        members = [self]
        while (parent := members[-1].parent) is not None:
            members.append(parent)
        return tuple(reversed(members))


@dataclass(frozen=True, slots=True)
class Content:
    """What stands under a path."""

    backup: str = ""
    """The backup whose file it is or was; empty for anything else."""

    damage: str = ""
    """What happened to it."""


@dataclass(frozen=True, slots=True)
class Session:
    """One session: its branch, and its transaction."""

    branch: str = "main"
    inside: bool = False
    aborted: bool = False
    seen: Mapping[str, State] | None = None
    """The commit that its transaction reads; None before its first statement (BRN-021)."""

    work: State | None = None
    """The state of its branch as its transaction has changed it."""

    tried: bool = False
    """Whether it may have written, which nobody can tell: a change of no row, or a refused one."""


@dataclass(frozen=True, slots=True)
class Model:
    """Everything that an engine has to remember, and what stands in the directory."""

    branches: Mapping[str, State] = field(default_factory=lambda: {"main": {}})
    sessions: Mapping[str, Session] = field(default_factory=lambda: {MAIN_SESSION: Session()})
    second: int = FIRST_SECOND
    used: frozenset[int] = frozenset()
    """Seconds in which a backup was taken."""

    catalog: tuple[Taken, ...] = ()
    every: Mapping[str, Taken] = field(default_factory=dict)
    """All backups that were ever taken, by name."""

    files: Mapping[str, Content] = field(default_factory=dict)
    made: int = 0
    """How many names of backups were given."""

    searched: bool = False
    """Whether the directory is searched for parents (RST-006)."""

    moved: bool = False
    """Whether the engine's working directory is that of the backups."""

    over: bool = False
    """Whether there is no engine any more that could be asked."""

    who: str = MAIN_SESSION
    """The session that acts."""

    @property
    def session(self) -> Session:
        """The session that acts; one begins on `main`."""
        return self.sessions.get(self.who, Session())

    @property
    def current(self) -> str:
        """The branch of the session that acts."""
        return self.session.branch

    @property
    def visible(self) -> State:
        """What the session that acts sees."""
        session = self.session
        if session.work is not None:
            return session.work
        return (session.seen or self.branches)[session.branch]

    @property
    def others(self) -> tuple[Session, ...]:
        """The sessions that do not act."""
        return tuple(one for name, one in self.sessions.items() if name != self.who)

    def by(self, who: str) -> Model:
        """Return the model in which another session acts."""
        return replace(self, who=who)

    def with_session(self, **changed: object) -> Model:
        """Return what follows when the session that acts is changed."""
        session = replace(self.session, **changed)  # type: ignore[arg-type]  # as Session has them
        return replace(self, sessions={**self.sessions, self.who: session})

    def with_branch(self, name: str, state: State) -> Model:
        """Return what follows when a branch has this state."""
        return replace(self, branches={**self.branches, name: state})

    def with_file(self, path: str, content: Content | None) -> Model:
        """Return what follows when a file holds this, or is gone."""
        files = {**self.files, path: content or Content()}
        if content is None:
            del files[path]
        return replace(self, files=files)

    def asked(self, which: int, *, by_path: bool) -> Taken | None:
        """Return one of the backups that can be asked for: by path, also those without a record."""
        standing = [one for one in self.every.values() if one.path in self.files]
        known = (*standing, *self.catalog) if by_path else self.catalog
        known = tuple(one for one in known if not (by_path and one.unsaid))
        return known[-1 - which % len(known)] if known else None

    @property
    def fresh(self) -> str:
        """A name that no backup has had."""
        letter, times = chr(ord("a") + self.made % 26), self.made // 26
        return f"{letter}{times}" if times else letter
