"""The text itself: it obliges in clauses alone, leaves no rule to others, its lists are whole."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from conformance.spec.clauses import chapters, read_clauses
from conformance.spec.links import unlinked
from conformance.spec.resources import spec_directory
from helios_ref.errors import HeliosError
from helios_ref.session import Session
from helios_ref.settings import Settings
from helios_ref.sql.parser_tables import GRAMMAR
from helios_ref.storage.database import Database
from tests.spec.obliging import without_cases

if TYPE_CHECKING:
    from conformance.spec.clauses import Clause

SPEC: Final = spec_directory()
CLAUSES: Final = read_clauses(SPEC)
KEYWORD: Final = re.compile(r"\b(?:MUST|SHOULD|MAY)\b")
VAGUE: Final = re.compile(
    r"\bas in PostgreSQL\b|\bas PostgreSQL\b|\bPostgreSQL (?:prints|gives|does|would)\b|\busual"
    r"|\betc\b|\bappropriate|\band so on\b|\bnormal(?:ly)?\b|\bas expected\b|\bsuitabl",
)
"""What sends a reader elsewhere for a rule."""

PERMITTED: Final = "SQL-007"

ROW: Final = re.compile(r"^\| ([A-Z_]+) \| \w{5} \| \d+ \| ([A-Z0-9 -]+) \|", re.MULTILINE)
CODES: Final = dict(ROW.findall(unlinked((SPEC / "06-errors.md").read_text("utf-8"))))


@pytest.mark.parametrize("chapter", chapters(SPEC), ids=lambda chapter: chapter.name)
def test_what_obliges_stands_in_a_clause_and_in_no_quotation(chapter: Path) -> None:
    clause = False
    for line in chapter.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            clause = re.match(r"### [A-Z]{3}-\d{3} ", line) is not None
        if KEYWORD.search(line) and not line.startswith("> *Shown by*"):
            assert clause, line
            assert not line.startswith(">"), line


@pytest.mark.parametrize("clause", CLAUSES.values(), ids=lambda clause: clause.id)
def test_no_rule_is_left_to_somebody_else(clause: Clause) -> None:
    """But for the clause that says what PostgreSQL is: the reason."""
    assert VAGUE.findall(clause.text) == [] or clause.id == PERMITTED


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_trigger_in_its_clauses(code: str) -> None:
    """ERR-001. Prose or a table says it, not a worked case alone."""
    clauses = re.findall(r"[A-Z]{3}-\d{3}", CODES[code])
    assert any(re.search(rf"\b{code}\b", without_cases(CLAUSES[one].text)) for one in clauses)


def test_every_code_that_statements_can_end_in_is_gathered() -> None:
    """Those of 02a to 02d and of transactions stand in the list of 02d, and nothing else does."""
    text = unlinked((SPEC / "02d-statements.md").read_text(encoding="utf-8"))
    listed = text.partition("## What a statement can end in")[2]
    first = [line.split("|")[1] for line in listed.splitlines() if line.startswith("| ")]
    gathered = {code for cell in first for code in re.findall(r"[A-Z][A-Z_]+", cell)}
    due = {code for code, clauses in CODES.items() if re.search(r"\b(?:SQL|MOD|BRN)-", clauses)}
    of_branches = {"BRANCH_EXISTS", "PROTECTED_BRANCH", "BRANCH_IN_USE"}
    of_files = {"CORRUPT_BACKUP", "CHAIN_TOO_LONG", "INVALID_PATH"}
    assert gathered - {"RESERVED_NAME", "READ_ONLY_RELATION"} == due - of_branches - of_files


def test_the_reserved_words_are_those_of_the_grammar() -> None:
    """SQL-004."""
    grammar = Path(GRAMMAR).read_text(encoding="utf-8")
    [names] = re.findall(r"^!keyword_name:(.*?)\n\n", grammar, re.MULTILINE | re.DOTALL)
    code = re.sub(r"^\s*//.*$", "", grammar, flags=re.MULTILINE)
    words = set(re.findall(r'"([A-Z_]+)"', code)) - set(re.findall(r'"([A-Z_]+)"', names))
    said = CLAUSES["SQL-004"].text.partition("so are reserved:\n")[2].partition("\n\n")[0]
    assert set(re.findall(r"`([A-Z_]+)`", said)) == words


def test_positions_of_syntax_errors_are_as_they_are_worked() -> None:
    """SQL-005."""
    rows = re.findall(
        r"^\| `(.+)`( and a blank)? \| (\d+), (\d+) \| `?(.+?)`? \|$",
        CLAUSES["SQL-005"].text,
        re.MULTILINE,
    )
    assert len(rows) > 4
    for text, blank, line, column, near in rows:
        with pytest.raises(HeliosError) as refusal:
            Session(Database(), Settings()).execute(text + " " * bool(blank))
        facts = refusal.value.facts
        assert (facts["line"], facts["column"]) == (int(line), int(column))
        assert str(facts["near"]).strip('"').startswith(near)


EXAMPLES: Final = {
    "SELECT": ["SELECT a FROM t"],
    "INSERT, UPDATE": [
        "INSERT INTO t VALUES (1)",
        "UPDATE t SET a = 1",
        "DELETE FROM t",
        "TRUNCATE t",
        "CREATE TABLE u (a INT)",
        "ALTER TABLE t ADD b INT",
        "CREATE INDEX i ON t (a)",
        "DROP INDEX IF EXISTS i",
        "DROP TABLE t",
    ],
    "SHOW BRANCHES": ["SHOW BRANCHES"],
    "BEGIN": ["BEGIN", "START TRANSACTION"],
    "COMMIT": ["COMMIT"],
    "ROLLBACK": ["ROLLBACK"],
    "CREATE, USE": [
        "CREATE DATABASE BRANCH dev",
        "USE BRANCH main",
        "DROP DATABASE BRANCH IF EXISTS dev",
        "BACKUP DATABASE",
    ],
    "RESTORE": ["RESTORE DATABASE FROM 'bk_1'"],
    "a text": ["SELEKT"],
}
"""Statements of each row of the table of states, by how its first cell begins."""


def outcome(before: list[str], statement: str, directory: str) -> str:
    """Return the code of a refusal in a state, or an empty text."""
    session = Session(Database(), Settings(directory=directory))
    session.execute("CREATE TABLE t (a INT)")
    for one in before:
        try:
            session.execute(one)
        except HeliosError:
            assert one == before[-1]
    try:
        session.execute(statement)
    except HeliosError as refusal:
        return refusal.code
    return ""


@pytest.mark.parametrize("row", EXAMPLES)
def test_each_state_answers_as_the_table_of_states_says(row: str, tmp_path: Path) -> None:
    """BRN-031. Outside nothing is refused for the sake of a transaction."""
    rows = [line.split("|")[1:-1] for line in CLAUSES["BRN-031"].text.splitlines()]
    [cells] = [cells for cells in rows if cells and cells[0].strip().startswith(row)]
    _, _, inside, failed = cells
    for statement in EXAMPLES[row]:
        for state, cell in ((["BEGIN"], inside), (["BEGIN", "SELECT 1/0"], failed)):
            codes = re.findall(r"[A-Z]+_[A-Z]+", cell)
            assert outcome(state, statement, str(tmp_path)) == (codes[0] if codes else ""), state
        assert outcome([], statement, str(tmp_path)) in {"", "SYNTAX_ERROR", "UNKNOWN_BACKUP"}
