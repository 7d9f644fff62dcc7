"""Every worked case of the chapters, tried on the reference (02a)."""

from __future__ import annotations

import re
import tempfile
from typing import Final

import pytest

from conformance.spec.clauses import read_clauses
from conformance.spec.resources import spec_directory
from conformance.spec.worked import Worked, worked_cases
from helios_ref.errors import HeliosError
from helios_ref.reply import Reply
from helios_ref.session import Session
from helios_ref.settings import Settings
from helios_ref.storage.database import Database

SECOND: Final = 1_711_400_000
CLAUSES: Final = read_clauses(spec_directory())
CASES: Final = tuple(worked_cases(CLAUSES.values()))
LISTED: Final = re.compile(r"^\| (`.+`) \| (`.+`) \|$", re.MULTILINE)


def last(case: Worked) -> Reply | str:
    """Return what the last statement answers, in a new database; or the code of its refusal."""
    answer: Reply | str = Reply()
    with tempfile.TemporaryDirectory() as directory:
        database, sessions = Database(), dict[str, Session]()
        settings = Settings(clock=lambda: SECOND, directory=directory)
        for one in case.statements:
            if one.session not in sessions:
                sessions[one.session] = Session(database, settings)
            try:
                answer = sessions[one.session].execute(one.statement)
            except HeliosError as refusal:
                answer = refusal.code
    return answer


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_worked_case_is_what_the_reference_does(case: Worked) -> None:
    answer = last(case)
    if isinstance(answer, str):
        assert answer == case.code
        return
    assert case.code is None, answer
    rows = tuple(map(tuple, answer.cells())) if answer.columns else None
    assert rows == case.rows
    assert case.type in {None, *answer.types}


def test_there_are_many_worked_cases() -> None:
    """One that could not be read would otherwise be missed."""
    assert len(CASES) > 600
    assert {case.code is None for case in CASES} == {True, False}


def test_columns_of_a_reply_are_named_as_the_table_says() -> None:
    """SQL-064."""
    session = Session(Database(), Settings())
    session.execute("CREATE TABLE t (a INT)")
    section = CLAUSES["SQL-064"].text.partition("| in the list | name |")[2]
    rows = LISTED.findall(section)
    assert rows
    for listed, named in rows:
        names = re.findall(r"`([^`]+)`", named)
        items = re.findall(r"`([^`]+)`", listed)
        for item, name in zip(items, names * len(items) if len(names) == 1 else names, strict=True):
            assert session.execute(f"SELECT {item} FROM t").columns == (name,)
