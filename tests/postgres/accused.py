"""The accused: the engine in this process, its answers as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helios_ref.errors import HeliosError
from helios_ref.session import Session
from helios_ref.settings import Settings
from helios_ref.storage.database import Database
from helios_ref.types import type_named
from tests.postgres.answers import Answer, Refused, Told

if TYPE_CHECKING:
    from helios_ref.reply import Reply
    from tests.postgres.answers import Statement

CRASH = "crash"
"""What stands for an SQLSTATE where the engine raised something that is no refusal."""

WITHOUT_COUNTER = {"serial": "integer", "bigserial": "bigint"}


class Accused:
    """One session on a database that is made anew for each program."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.begin()

    def begin(self) -> None:
        """Begin with nothing."""
        self._session = Session(Database(), Settings())

    def execute(self, statement: Statement) -> Answer:
        """Return what the engine answers."""
        try:
            reply = self._session.execute(statement.text, statement.parameters)
            return told(reply)
        except HeliosError as refusal:
            return Refused(refusal.sqlstate, str(refusal))
        except Exception as error:  # noqa: BLE001  # a bug of the engine is a difference, too
            return Refused(CRASH, repr(error))


def told(reply: Reply) -> Told:
    """Return what a reply says."""
    types = [type_named(name) for name in reply.types]
    plain = [type_.name.partition("(")[0] for type_ in types]
    return Told(
        columns=reply.columns,
        types=tuple([WITHOUT_COUNTER.get(name, name) for name in plain]),
        rows=tuple(
            [
                tuple([type_.shown(cell) for cell, type_ in zip(row, types, strict=True)])
                for row in reply.rows
            ]
        ),
        changed=reply.changed,
    )
