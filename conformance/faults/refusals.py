"""Engines that refuse with another code, or not at all (06-errors)."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import ClassVar

from conformance.faults.wrong_engine import WrongEngines, statement_of
from helios_ref.driver import Answer, ReferenceDriver
from helios_ref.engine.expressions.compile_expression import compiled
from helios_ref.engine.expressions.scope import Scope
from helios_ref.errors import (
    CorruptBackupError,
    GroupingError,
    HeliosError,
    OutOfRangeError,
    UndefinedColumnError,
    UndefinedObjectError,
    UndefinedParameterError,
)
from helios_ref.sql.syntax import Default, Update

ENGINES = WrongEngines()


class OtherCodeError(Exception):
    """A refusal under another code, or without facts."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class OneCode(ReferenceDriver):
    """Refuses with one code what has several."""

    sqlstate: ClassVar[str]
    """What the SQLSTATE of all of them begins with."""

    code: ClassVar[str]

    def execute(self, session: str, statement: str) -> Answer:
        """Refuse with the one code."""
        try:
            return super().execute(session, statement)
        except HeliosError as refusal:
            if refusal.sqlstate.startswith(self.sqlstate):
                raise OtherCodeError(self.code, str(refusal)) from refusal
            raise


@ENGINES.door("ERR-001")
class OneCodeForBadStatements(OneCode):
    """Give every statement that does not fit its tables the code of the whole class 42."""

    sqlstate = "42"
    code = "SYNTAX_ERROR_OR_ACCESS_RULE_VIOLATION"


@ENGINES.door("ERR-001")
class OneCodeForBadData(OneCode):
    """Give every value that does not fit the code of the whole class 22."""

    sqlstate = "22"
    code = "DATA_EXCEPTION"


@ENGINES.door("ERR-001")
class OneCodeForConstraints(OneCode):
    """Give every violated constraint the code of the whole class 23."""

    sqlstate = "23"
    code = "INTEGRITY_CONSTRAINT_VIOLATION"


@ENGINES.door("SQL-006")
class UnsupportedIsASyntaxError(OneCode):
    """Call what it knows and does not support a syntax error."""

    sqlstate = "0A000"
    code = "SYNTAX_ERROR"


@ENGINES.door("ERR-002")
class SaysNoMoreThanNo(ReferenceDriver):
    """Refuse without naming what the refusal is about, unless that is damage."""

    def execute(self, session: str, statement: str) -> Answer:
        """Say that it is refused."""
        try:
            return super().execute(session, statement)
        except CorruptBackupError:
            raise
        except HeliosError as refusal:
            raise OtherCodeError(refusal.code, "refused") from refusal


@ENGINES.door("ERR-011")
class NumbersWithoutTheirFractions(ReferenceDriver):
    """Tell what a number that does not fit was cut to, and not what it was."""

    def execute(self, session: str, statement: str) -> Answer:
        """Cut the number in the refusal."""
        try:
            return super().execute(session, statement)
        except OutOfRangeError as refusal:
            refusal.value = refusal.value.partition(".")[0]
            raise


@ENGINES.door("ERR-002")
class ObjectsAsTheyWereWritten(ReferenceDriver):
    """Name a type, a constraint or an index that is not there as it was typed."""

    def execute(self, session: str, statement: str) -> Answer:
        """Look for the name among the words of the statement."""
        try:
            return super().execute(session, statement)
        except UndefinedObjectError as refusal:
            typed = {word.lower(): word for word in re.findall(r"\w+", statement)}
            refusal.name = typed.get(refusal.name, refusal.name)
            raise


@ENGINES.door("ERR-003")
class AnUpdateHasItsOwnCode(ReferenceDriver):
    """Refuse a number that does not fit with another code in an UPDATE than in an INSERT."""

    def execute(self, session: str, statement: str) -> Answer:
        """Give an UPDATE the code of the class."""
        try:
            return super().execute(session, statement)
        except OutOfRangeError as refusal:
            if isinstance(statement_of(statement), Update):
                raise OtherCodeError("DATA_EXCEPTION", str(refusal)) from refusal
            raise


@ENGINES.door("SQL-034")
class CastsAtOnce(ReferenceDriver):
    """Compute what is given to a column, and names no other, before there is a row."""

    def execute(self, session: str, statement: str) -> Answer:
        """Compute the values of an UPDATE first."""
        said = statement_of(statement)
        if isinstance(said, Update):
            for assignment in said.assignments:
                if not isinstance(assignment.value, Default):
                    with suppress(UndefinedColumnError, UndefinedParameterError, GroupingError):
                        compiled(assignment.value, Scope()).evaluate((), (0,))
        return super().execute(session, statement)
