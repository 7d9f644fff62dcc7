"""The oracle's memory: a database as plain dictionaries, and nothing of any engine."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

from conformance.run.clock import FIRST_SECOND

if TYPE_CHECKING:
    from collections.abc import Mapping

Key: TypeAlias = tuple[str | int | None, ...]
State: TypeAlias = "Mapping[Key, object]"
"""Keys and values as MOD-010 counts them; a state is never changed, only followed by another."""

DAMAGED = "!"
"""What the content of a file begins with that is no backup any more."""


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
    def kind(self) -> str:
        """What the reply calls it."""
        return "full" if self.parent is None else "incremental"

    @property
    def chain(self) -> tuple[Taken, ...]:
        """The backups that a restore needs, the full first."""
        before = self.parent.chain if self.parent else ()
        return (*before, self)


@dataclass(frozen=True, slots=True)
class Model:
    """Everything that an engine has to remember, and what stands in the directory."""

    branches: Mapping[str, State] = field(default_factory=lambda: {"main": {}})
    current: str = "main"
    transaction: State | None = None
    aborted: bool = False
    second: int = FIRST_SECOND
    used: frozenset[int] = frozenset()
    """Seconds in which a backup was taken."""

    catalog: tuple[Taken, ...] = ()
    every: Mapping[str, Taken] = field(default_factory=dict)
    """All backups that were ever taken, by name."""

    files: Mapping[str, str] = field(default_factory=dict)
    """What each file holds: the name of a backup, or how it was damaged."""

    made: int = 0
    """How many names of backups were given."""

    rebuilt: bool = False
    """Whether the newest backup's state has to be read from files."""

    @property
    def seen(self) -> State:
        """What the session sees."""
        return self.branches[self.current] if self.transaction is None else self.transaction

    def with_state(self, state: State) -> Model:
        """Return what follows when the session's statement leads to this state."""
        if self.transaction is not None:
            return replace(self, transaction=state)
        return replace(self, branches={**self.branches, self.current: state})

    def with_branch(self, name: str, state: State) -> Model:
        """Return what follows when a branch has this state."""
        return replace(self, branches={**self.branches, name: state})

    def with_file(self, path: str, content: str | None) -> Model:
        """Return what follows when a file holds this, or is gone."""
        files = {**self.files, path: content or ""}
        if content is None:
            del files[path]
        return replace(self, files=files)

    @property
    def fresh(self) -> str:
        """A name that no backup has had."""
        letter, times = chr(ord("a") + self.made % 26), self.made // 26
        return f"{letter}{times}" if times else letter
