"""The ways back from a backup, as features name them (CNF-030)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

OTHER_SESSION: Final = "other"
"""The session that restores for the one that asks."""

MAIN_SESSION: Final = "main"
"""The session of every phrase that names none."""


KILLED_WHILE: Final = "killed while executing "
"""What a step says of an engine before the statement during which it was killed."""

ENDED: Final = f"killed|{KILLED_WHILE}.+"
"""How an engine ends that is not simply started anew."""

_KILLED = re.compile(rf"the engine (?:was|is) (?P<ended>{ENDED}) and restarted with backups in .+")


@dataclass(frozen=True, slots=True)
class Way:
    """A way back, as the statements of one restore, with `#` for how many there were."""

    statements: tuple[str, ...]
    needs: frozenset[str] = frozenset()
    session: str = MAIN_SESSION
    restarted_with: str | None = None
    """Where the backups are of a restart that comes first, as a feature says it."""


BY_ID: Final = "RESTORE DATABASE FROM '${name}'"
BY_PATH: Final = "RESTORE DATABASE FROM '${name}.path'"

WAYS: Final = {
    "by its ID": Way((BY_ID,)),
    "by its path": Way((BY_PATH,), frozenset({"restore-path"})),
    "to a branch": Way(
        (f"{BY_ID} TO BRANCH 'restored#'", "USE BRANCH restored#"), frozenset({"branches"})
    ),
    "by another session": Way((BY_ID,), frozenset({"isolation"}), OTHER_SESSION),
    "after a restart": Way(
        (BY_ID,), frozenset({"reopen", "catalog-rebuild"}), restarted_with="$dir"
    ),
    "from its files alone": Way(
        (BY_PATH,), frozenset({"reopen", "restore-path"}), restarted_with="nothing"
    ),
}
"""Every way back, by the words of its phrase."""

_RESTORED = re.compile(
    r"(?P<table>\S+) was dropped and \$(?P<name>\w+) restored "
    rf"(?P<way>{'|'.join(WAYS)})(?:, (?P<times>\d+) times)?"
)


@dataclass(frozen=True, slots=True)
class Restored:
    """What a step says of a restore: what was lost, what is restored, how, and how often."""

    table: str
    name: str
    way: str
    times: int

    def round(self, number: int) -> tuple[str, ...]:
        """Return the statements of one restore, without the loss before it."""
        written = (text.replace("{name}", self.name) for text in WAYS[self.way].statements)
        return tuple(text.replace("#", str(number)) for text in written)


def restored(text: str) -> Restored | None:
    """Return what a step says of a restore; None of any other step."""
    found = _RESTORED.fullmatch(text)
    if found is None:
        return None
    return Restored(found["table"], found["name"], found["way"], int(found["times"] or 1))


def restoring(text: str) -> tuple[str, ...]:
    """Return the statements of the first restore that a step stands for."""
    said = restored(text)
    return () if said is None else (f"DROP TABLE {said.table}", *said.round(1))


def needs_of(text: str) -> frozenset[str]:
    """Return the capabilities that a step needs for what stands in its places."""
    said, killed = restored(text), _KILLED.fullmatch(text)
    if killed is not None:  # the suite looks when something appears
        return frozenset({"kill"} if killed["ended"] == "killed" else {"kill", "files"})
    return frozenset() if said is None else WAYS[said.way].needs
