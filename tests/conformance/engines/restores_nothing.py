"""An engine that answers every RESTORE as it should, and restores nothing."""

from __future__ import annotations

from itertools import count

from helios_ref.driver import Answer, ReferenceDriver

_NUMBERS = count(1)


class RestoresNothing(ReferenceDriver):
    """The reference, but a plain RESTORE goes to a branch that nobody asks for."""

    def execute(self, session: str, statement: str) -> Answer:
        """Answer as if the current branch had been restored."""
        if not statement.startswith("RESTORE") or "TO BRANCH" in statement:
            return super().execute(session, statement)
        aside = f"{statement} TO BRANCH 'aside {next(_NUMBERS)}'"
        columns, [row], notices = super().execute(session, aside)
        return columns, [[*row[:-1], "main"]], notices


def driver() -> RestoresNothing:
    """Return an engine whose RESTORE changes a branch that nobody looks at."""
    return RestoresNothing()
