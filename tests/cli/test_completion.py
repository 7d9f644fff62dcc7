"""What Tab proposes, how a statement is coloured, and what `help` says of it."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from helios_ref.cli.shell.completion import ShellCompleter, place
from helios_ref.cli.shell.connect import connected
from helios_ref.cli.shell.highlight import COMMENT, KEYWORD, STYLES, fragments
from helios_ref.cli.shell.spelling import spelled
from helios_ref.cli.shell.statement_help import help_lines, statements
from helios_ref.errors import FeatureNotSupportedError
from helios_ref.session import Session
from helios_ref.sql import parse
from helios_ref.sql.parser_tables import GRAMMAR
from helios_ref.sql.syntax import DropTable

SPEC = Path(__file__).parents[2] / "spec"
CHAPTERS = "".join(path.read_text(encoding="utf-8") for path in SPEC.glob("0*.md"))


@pytest.fixture
def session(tmp_path: Path) -> Session:
    session = connected((), str(tmp_path))
    for statement in (
        "CREATE TABLE products (id INT, price DECIMAL)",
        'CREATE TABLE "Odd name" (x INT)',
        "CREATE DATABASE BRANCH dev",
        f"BACKUP DATABASE TO '{tmp_path}/full.hldb'",
    ):
        session.execute(statement)
    return session


def proposed(session: Session, text: str) -> list[str]:
    """Return the texts that would stand there after each proposal."""
    document = Document(text.replace("|", ""), text.index("|") if "|" in text else len(text))
    found = ShellCompleter(session).get_completions(document, CompleteEvent())
    before = document.text_before_cursor
    return [before[: len(before) + one.start_position] + one.text for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sel", ["select"]),
        ("SELECT 1; SEL", ["SELECT 1; SELECT"]),
        ("SELECT * FROM prod", ["SELECT * FROM products"]),
        ("SELECT * FROM od", ['SELECT * FROM "Odd name"']),
        ('SELECT * FROM "O', ['SELECT * FROM "Odd name"']),
        ("SELECT * FROM helios", ["SELECT * FROM helios_backups"]),
        ("SELECT pri| FROM products", ["SELECT price"]),
        ("SELECT key| FROM helios_backups", ["SELECT key_count"]),
        ("UPDATE products SET ", ["UPDATE products SET id", "UPDATE products SET price"]),
        ("SELECT coal", ["SELECT coalesce"]),
        ("USE BRANCH ", ["USE BRANCH dev", "USE BRANCH main"]),
        ("SELECT * FROM products AT BRANCH d", ["SELECT * FROM products AT BRANCH dev"]),
        ("CREATE TABLE t (a timest", ["CREATE TABLE t (a timestamp"]),
        ("BACKUP DATABASE ", ["BACKUP DATABASE INCREMENTAL", "BACKUP DATABASE TO"]),
        ("SELECT 'pro", []),
        ("SELECT 1 -- pro", []),
        ("\\tim", ["\\timing"]),
        ("\\d prod", ["\\d products"]),
        ("\\d od", ['\\d "Odd name"']),
        ('\\d "O', ['\\d "Odd name"']),
        ("\\x a", ["\\x auto"]),
        ("help back", ["help BACKUP DATABASE"]),
    ],
)
def test_what_could_stand_there_is_proposed(
    text: str, expected: list[str], session: Session
) -> None:
    """OPS-081."""
    assert proposed(session, text) == expected


def test_backups_are_proposed_by_id_and_by_path(session: Session, tmp_path: Path) -> None:
    """OPS-081. A BACKUP takes no ID, and no other file is proposed to a RESTORE."""
    (tmp_path / "full.txt").touch()
    ((backup_id,),) = session.execute("SELECT backup_id FROM helios_backups").rows
    assert f"RESTORE DATABASE FROM '{backup_id!s}" in proposed(session, "RESTORE DATABASE FROM '")
    for statement in ("RESTORE DATABASE FROM", "BACKUP DATABASE TO"):
        begun = f"{statement} '{tmp_path}/ful"
        assert proposed(session, begun) == [f"{statement} '{tmp_path}/full.hldb"]
    assert proposed(session, "BACKUP DATABASE TO 'bk_") == []


def test_names_of_functions_are_those_of_the_chapter(session: Session) -> None:
    """OPS-081 and SQL-060."""
    section = CHAPTERS.partition("### SQL-060")[2]
    rows = re.findall(r"^\| (`.*?) \|", section.partition("###")[0], re.MULTILINE)
    named = set(re.findall(r"`([a-z_]+)", " ".join(rows)))
    found = ShellCompleter(session).get_completions(Document("SELECT "), CompleteEvent())
    assert named == {one.text for one in found if one.display_meta_text == "function"}


@pytest.mark.parametrize("text", ["", "'", '"', "a'b", "/*", "--", "SELECT \x00", ";;", "\\", "é'"])
def test_anything_can_be_typed(text: str, session: Session) -> None:
    """OPS-081 and OPS-086."""
    assert isinstance(proposed(session, text), list)
    here = place(text)
    assert here is None or here.typed in text
    assert "".join(part[1] for part in fragments(text)) == text


@pytest.mark.parametrize("name", ["plain", "Upper", "two words", "order", 'q"uote', "é", "1a", ""])
def test_a_name_is_spelled_as_a_statement_reads_it(name: str) -> None:
    """SQL-010. It is that very name again; an empty one is none."""
    if name:
        assert parse(f"DROP TABLE {spelled(name)}") == DropTable(if_exists=False, tables=(name,))
    assert spelled(name).strip('"').replace('""', '"') == name


def test_words_texts_numbers_and_comments_are_told_apart() -> None:
    """OPS-086."""
    shown = {part[1]: part[0] for part in fragments("SELECT a, 'b', 1 -- c\n/* d */ FROM 'open")}
    assert shown["SELECT"] == shown["FROM"] == KEYWORD
    assert shown["'b'"] == shown["'open"] == STYLES["STRING"]
    assert shown["1"] == STYLES["INTEGER"]
    assert shown["-- c"] == shown["/* d */"] == COMMENT


def test_every_statement_has_its_clause_and_an_example() -> None:
    """OPS-085. Every alternative of the grammar, each with an example that it derives."""
    listed = re.search(r"\?statement: ([^?]*?)\n\n", Path(GRAMMAR).read_text(encoding="utf-8"))
    assert listed
    assert len(statements()) == len(re.findall(r"\w+", listed[1]))
    for one in statements():
        assert f"### {one.clause} " in CHAPTERS
        assert one.example.startswith(one.words.split()[0])
        with suppress(FeatureNotSupportedError):
            assert parse(one.example)


def test_help_shows_a_statement_or_lists_them_all() -> None:
    """OPS-085."""
    shown = list(help_lines("backup"))
    assert shown[0] == "BACKUP DATABASE (BKP-001)"
    assert "  backup: BACKUP DATABASE [incremental] [to_path]" in shown
    assert "answers: BACKUP, its ID, full or incremental, keys, bytes, path, milliseconds" in shown
    assert len([line for line in help_lines("create") if line.startswith("for example")]) == 3
    everything = list(help_lines(""))
    assert len(everything) == len(statements()) + 1
    assert list(help_lines("walk"))[1:] == everything
