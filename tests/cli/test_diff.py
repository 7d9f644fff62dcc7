"""`diff` shows what changed between two backups, as rows."""

from __future__ import annotations

import json
import shutil
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helios_ref.backup.parent_search import by_path
from helios_ref.backup.verify import state_of
from helios_ref.cli.diff.diff_command import json_lines
from helios_ref.cli.diff.state_diff import changes
from helios_ref.cli.entry import ended
from helios_ref.errors import HeliosError
from helios_ref.session import Session
from helios_ref.settings import Settings
from helios_ref.storage.database import Database
from helios_ref.tables.read_tables import names
from tests.cli.files import CORPUS, DAMAGE, TUTORIAL, flipped, told

if TYPE_CHECKING:
    from pathlib import Path

FULL: Final = TUTORIAL / "full_001.hldb"
INC: Final = TUTORIAL / "inc_001.hldb"
DIFFERENT: Final = 1

Tables = dict[str, list[list[str | None]]]
"""Rows by table, in no order."""

STATEMENTS: Final = (
    "CREATE TABLE a (n INT, w TEXT)",
    "INSERT INTO a VALUES (1, 'x')",
    "INSERT INTO a (n) VALUES (2), (3)",
    "UPDATE a SET n = n + 10",
    "DELETE FROM a WHERE n = 2",
    "TRUNCATE a",
    "DROP TABLE a",
    "ALTER TABLE a ADD COLUMN m INT DEFAULT 7",
    "ALTER TABLE a DROP COLUMN w",
    "ALTER TABLE a RENAME COLUMN w TO v",
    "ALTER TABLE a RENAME TO b",
    "CREATE INDEX i ON a (n)",
    "INSERT INTO b SELECT * FROM b",
)
"""What may happen before the first backup, and between the two; refusals are part of life."""


def executed(session: Session, statements: list[str]) -> None:
    """Execute statements, whatever becomes of each."""
    for statement in statements:
        try:
            session.execute(statement)
        except HeliosError:
            continue


def tables(session: Session) -> Tables:
    """Return every table of the branch."""
    branch = session.database.branches["main"]
    rows = {name: session.execute(f'SELECT * FROM "{name}"').cells() for name in names(branch)}
    return {name: sorted(cells, key=str) for name, cells in rows.items()}


def applied(before: Tables, lines: list[dict[str, Any]]) -> Tables:
    """Return tables after the changes that the lines tell; what is removed must be there."""
    after = {name: list(rows) for name, rows in before.items()}
    for line in lines:
        if "row_id" in line:
            rows = after[line["table"]]
            if line["before"] is not None:
                rows.remove(list(line["before"].values()))
            if line["after"] is not None:
                rows.append(list(line["after"].values()))
        elif line["change"] == "created":
            after[line["table"]] = []
    dropped = [line["table"] for line in lines if line["change"] == "dropped"]
    assert [after.pop(name) for name in dropped] == [[] for _ in dropped]
    return {name: sorted(rows, key=str) for name, rows in after.items()}


@given(*[st.lists(st.sampled_from(STATEMENTS), max_size=6)] * 2)
def test_what_diff_tells_makes_the_one_backup_of_the_other(
    earlier: list[str], later: list[str]
) -> None:
    """OPS-050. Whatever the statements between; and in both directions."""
    with TemporaryDirectory() as directory:
        session = Session(Database(), Settings(lambda: 1, directory))
        executed(session, [STATEMENTS[0], *earlier])
        before = tables(session)
        session.execute(f"BACKUP DATABASE TO '{directory}/a.hldb'")
        executed(session, later)
        after = tables(session)
        session.execute(f"BACKUP DATABASE INCREMENTAL TO '{directory}/b.hldb'")
        old, new = (state_of(by_path({}, f"{directory}/{name}.hldb", ()))[0] for name in "ab")
    there = [json.loads(line) for line in json_lines(list(changes(old, new)))]
    back = [json.loads(line) for line in json_lines(list(changes(new, old)))]
    assert applied(before, there) == after
    assert applied(after, back) == before
    assert bool(there) == (old != new)


def shown(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    """Return what a comparison that finds a difference prints."""
    assert ended(["diff", *map(str, arguments)]) == DIFFERENT
    return capsys.readouterr().out


def test_the_tutorials_changes_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """OPS-050, OPS-051. Row 1 as it was and is, row 3 gone, row 4 new."""
    assert shown(capsys, FULL, INC) == (
        f"--- {FULL} (bk_1711400000, 2024-03-25 20:53:20 UTC, branch main)\n"
        f"+++ {INC} (bk_1711403600, 2024-03-25 21:53:20 UTC, branch main)\n"
        "\n"
        "table products changed, 1 row added, 1 row changed, 1 row removed\n"
        "- next row id 4\n"
        "+ next row id 5\n"
        "  row | id | name      | price\n"
        "------+----+-----------+-------\n"
        "-   1 |  1 | Widget    |  9.99\n"
        "+   1 |  1 | Widget    | 11.99\n"
        "-   3 |  3 | Gizmo     | 14.99\n"
        "+   4 |  4 | Doohickey | 39.99\n"
    )


def test_what_became_of_a_table_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """OPS-050. Columns, constraints and counters; rows of other columns under their own names."""
    chain = CORPUS / "changes"
    added = shown(capsys, chain / "1_full.hldb", chain / "2_column_added.hldb")
    assert "table people changed, 1 row added, 3 rows changed\n" in added
    assert "+ column town text DEFAULT 'Rome'\n" in added
    assert "- next row id 4, next value of id 4\n" in added
    assert "+ next row id 5, next value of id 5\n" in added
    assert "  row | id | name | email           |  age\n" in added
    assert "  row | id | name | email           |  age | town\n" in added
    assert "+   2 |  2 | Bob  | null            | null | Rome\n" in added
    renamed = shown(capsys, chain / "2_column_added.hldb", chain / "3_renamed.hldb")
    assert "table people dropped, 4 rows removed\n" in renamed
    assert "table persons created, 4 rows added\n" in renamed
    assert "+ unique people_email_key (email)\n" in renamed
    assert "+ check people_age_check (age >= 0)\n" in renamed


@pytest.mark.parametrize("arguments", [[], ["--json"]])
def test_two_equal_backups_end_with_0(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-051. An incremental without a change is another file of the same state."""
    text = told(capsys, "diff", *arguments, INC, TUTORIAL / "inc_002.hldb")
    assert text.endswith("" if arguments else "\nno difference\n")


def test_what_cannot_be_restored_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-050, OPS-051 and RST-013. With the refusal's exit code, whichever backup it is."""
    damaged = flipped(FULL, 300, tmp_path / "x.hldb")
    assert ended(["diff", str(damaged), str(FULL)]) == DAMAGE
    assert ended(["diff", str(FULL), str(damaged)]) == DAMAGE
    capsys.readouterr()
    (tmp_path / "alone").mkdir()
    orphan = shutil.copy(INC, tmp_path / "alone")
    broken = 61
    assert ended(["diff", str(FULL), str(orphan)]) == broken
    assert "CHAIN_BROKEN" in capsys.readouterr().err
    assert "Doohickey" in shown(capsys, FULL, orphan, "--backups", TUTORIAL)


def test_ids_are_compared_in_directories(capsys: pytest.CaptureFixture[str]) -> None:
    """OPS-042 and OPS-050."""
    ids = ("bk_1711400000", "bk_1711403600")
    assert "Doohickey" in shown(capsys, *ids, "--backups", TUTORIAL)
    wrong_usage = 2
    assert ended(["diff", *ids]) == wrong_usage
