"""Engines that misread what is written: a quote, an accent, the order of numbers, a name."""

from __future__ import annotations

import re
import unicodedata
from decimal import Context, Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

from conformance.faults.values import inserted
from conformance.faults.wrong_engine import WrongEngines
from helios_ref.backup.steps import STEPS
from helios_ref.collaborators import COLLABORATORS
from helios_ref.driver import Answer, ReferenceDriver
from helios_ref.errors import UniqueViolationError
from helios_ref.storage.database import MAIN
from helios_ref.storage.layer import Layer
from helios_ref.storage.snapshot import Snapshot
from helios_ref.tables.keys import parse_key

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from helios_ref.backup.chain import Chain
    from helios_ref.engine.changes.change_plans import ChangePlan
    from helios_ref.engine.view import View
    from helios_ref.hldb.checksum import StateSum
    from helios_ref.reply import Reply
    from helios_ref.tables.read_tables import Row
    from helios_ref.tables.write_rows import Writer
    from helios_ref.types import SqlType, Value

ENGINES = WrongEngines()
answering = ENGINES.answering

EIGHTEEN: Final = Context(prec=18)
FAR: Final = -16
DOUBLED: Final = re.compile(r"(?<=\w)''(?=\w)")
DECIMAL: Final = re.compile(r"INSERT INTO (?P<table>\w+) VALUES \((?P<text>-?\d+(?:\.\d+)?)\)")
"""An INSERT of one decimal."""


@answering("BKP-035", "place")
def files_in_the_working_directory(path: str | None, directory: str, backup: str) -> str:
    """Write a backup without TO into the working directory where that is below the default."""
    here = Path.cwd()
    below = path is None and here.is_relative_to(Path(directory).resolve())
    return STEPS.place(path, str(here) if below else directory, backup)


@ENGINES.door("BKP-032")
class DoubledQuotesStayDoubled(ReferenceDriver):
    """Take the two quotes in a path to back up to for two."""

    def execute(self, session: str, statement: str) -> Answer:
        """Double what is doubled."""
        if statement.startswith("BACKUP"):
            statement = DOUBLED.sub("''''", statement)
        return super().execute(session, statement)


@ENGINES.door("RST-005")
class DoubledQuotesAreMissed(ReferenceDriver):
    """Take the two quotes in a path to restore from for two."""

    def execute(self, session: str, statement: str) -> Answer:
        """Double what is doubled."""
        if statement.startswith("RESTORE"):
            statement = DOUBLED.sub("''''", statement)
        return super().execute(session, statement)


@ENGINES.door("MOD-023")
class TextsAreComposed(ReferenceDriver):
    """Keep texts in Unicode's form NFC."""

    def execute(self, session: str, statement: str) -> Answer:
        """Compose what is written."""
        return super().execute(session, unicodedata.normalize("NFC", statement))


@ENGINES.door("MOD-033")
class DropsWhatBeginsAlike(ReferenceDriver):
    """Drop with a table of main every other whose name its name begins."""

    def execute(self, session: str, statement: str) -> Answer:
        """Drop the others, too."""
        answer = super().execute(session, statement)
        if named := re.fullmatch(r"DROP TABLE (\w+)", statement):
            left = {
                key: value
                for key, value in self.database.branches[MAIN].items()
                if not parse_key(key).table.startswith(named[1])
            }
            self.database.branches[MAIN] = Snapshot((Layer(left),))
        return answer


@answering("RST-010", "verify")
def members_by_the_text_of_their_ids(
    chain: Chain, written: Collection[bytes]
) -> tuple[Layer, StateSum]:
    """Apply incrementals in the order of their IDs as texts."""
    order = sorted(chain[1:], key=lambda member: member.backup_id)
    return STEPS.verify((chain[0], *order), written)


@answering("RST-010", "verify")
def members_by_the_text_of_their_paths(
    chain: Chain, written: Collection[bytes]
) -> tuple[Layer, StateSum]:
    """Apply incrementals in the order of their paths where there are ten, as a listing has them."""
    many = len(chain) > len("0123456789")
    order = sorted(chain[1:], key=lambda member: member.path) if many else chain[1:]
    return STEPS.verify((chain[0], *order), written)


@answering("MOD-024", "change")
def bigints_through_floats(plan: ChangePlan, writer: Writer, view: View, given: Row) -> Reply:
    """Keep a whole number beyond 2^53 as a binary float does."""

    def kept(value: Value, _: SqlType) -> Value:
        if type(value) is not int:
            return value
        return max(-(2**63), min(int(float(value)), 2**63 - 1))

    return COLLABORATORS.change(inserted(plan, kept), writer, view, given)


class Keying(ReferenceDriver):
    """The reference, which looks for a decimal before it is inserted where one stands alone."""

    def others(self, session: str, statement: str) -> tuple[str, list[str]]:
        """Return a decimal that is to be inserted, and those that its table holds."""
        found = DECIMAL.fullmatch(statement)
        if found is None:
            return "", []
        _, rows, _ = super().execute(session, f"SELECT * FROM {found['table']}")  # noqa: S608
        return found["text"], [text for (text,) in rows if text is not None]

    def refuse(self, session: str, statement: str, key: Callable[[Decimal], Decimal]) -> None:
        """Refuse a decimal that has the key of another."""
        text, others = self.others(session, statement)
        if others and key(Decimal(text)) in {key(Decimal(other)) for other in others}:
            raise UniqueViolationError("t_d_key", "d", text)


@ENGINES.door("MOD-014")
class KeysOfEighteenDigits(Keying):
    """Key a DECIMAL by its first 18 digits."""

    def execute(self, session: str, statement: str) -> Answer:
        """Refuse what has the key of another."""
        self.refuse(session, statement, EIGHTEEN.plus)
        return super().execute(session, statement)


@ENGINES.door("MOD-014")
class KeysOfSixteenPlaces(Keying):
    """Key a DECIMAL as 0 where it begins more than 16 places behind the point."""

    def execute(self, session: str, statement: str) -> Answer:
        """Refuse what has the key of another."""
        self.refuse(session, statement, lambda one: one if one.adjusted() >= FAR else Decimal(0))
        return super().execute(session, statement)


@ENGINES.door("MOD-014")
class KeysWithTheirScale(Keying):
    """Key a DECIMAL with the zeros that end it."""

    def execute(self, session: str, statement: str) -> Answer:
        """Take what is there with another scale."""
        text, others = self.others(session, statement)
        if others and text not in others and Decimal(text) in map(Decimal, others):
            return [], [], []
        return super().execute(session, statement)
