"""Backups that one engine writes and another restores by path (CNF-053)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance.drivers.answers import Fault, Refused, Rows
from conformance.drivers.interrupts import temporary_directory
from conformance.run.case_directory import ground

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.drivers.answers import Answer
    from conformance.drivers.target import Target

NEEDS = frozenset({"files", "hldb", "restore-path"})
"""Without these nobody can read what another wrote."""

SUBJECTS = {
    "a full of one table": (
        "CREATE TABLE t (id INT PRIMARY KEY, name TEXT)",
        "INSERT INTO t VALUES (1, 'Widget'), (2, NULL), (3, '')",
        "BACKUP",
    ),
    "an incremental with a row that went": (
        "CREATE TABLE t (id INT PRIMARY KEY, name TEXT)",
        "INSERT INTO t VALUES (1, 'Widget'), (2, 'Gadget')",
        "BACKUP",
        "DELETE FROM t WHERE id = 1",
        "BACKUP INCREMENTAL",
    ),
    "a chain of three, with DDL": (
        "CREATE TABLE t (id INT)",
        "INSERT INTO t VALUES (1)",
        "BACKUP",
        "ALTER TABLE t ADD COLUMN name TEXT DEFAULT 'new'",
        "BACKUP INCREMENTAL",
        "INSERT INTO t VALUES (2, 'late')",
        "BACKUP INCREMENTAL",
    ),
    "values of every type": (
        "CREATE TABLE t (a DECIMAL, b FLOAT8, c BOOLEAN, d DATE, e TIMESTAMP, f BYTEA, g UUID)",
        "ALTER TABLE t ADD COLUMN h JSON",
        "ALTER TABLE t ADD COLUMN i BIGINT",
        "ALTER TABLE t ADD COLUMN j REAL",
        "ALTER TABLE t ADD COLUMN k VARCHAR(9)",
        "INSERT INTO t (a, b, c) VALUES (9.990, 0.1, TRUE)",
        "INSERT INTO t (d, e) VALUES ('2026-03-26', '2026-03-26 10:20:30.5')",
        "INSERT INTO t (f, g) VALUES ('\\x00ff', '00000000-0000-0000-0000-000000000001')",
        "INSERT INTO t (h, i) VALUES ('{\"a\": [1, null]}', -9007199254740993)",
        "INSERT INTO t (j, k) VALUES (1.5, 'größer')",
        "BACKUP",
    ),
    "unique columns, serials and their counters": (
        "CREATE TABLE t (id SERIAL PRIMARY KEY, code TEXT UNIQUE)",
        "INSERT INTO t (code) VALUES ('a'), (NULL), (NULL)",
        "DELETE FROM t WHERE id = 3",
        "BACKUP",
    ),
    "nothing at all": ("CREATE TABLE t (id INT)", "DROP TABLE t", "BACKUP"),
}
"""What is written: statements, with BACKUP where one is taken."""

PROBES = ("SELECT * FROM t", "INSERT INTO t (id) VALUES (DEFAULT)", "SELECT * FROM t")
"""What both are asked afterwards: rows, counters, rows again."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What came of one subject, from one engine to another."""

    subject: str
    problem: str
    """Empty where the reader answers as the writer does."""


def missing_capabilities(target: Target) -> tuple[str, ...]:
    """Return the capabilities that an exchange needs and a target does not declare."""
    return tuple(sorted(NEEDS - target.hello.capabilities))


def passages(writer: Target, reader: Target) -> Iterator[Passage]:
    """Yield what comes of each subject that one writes and the other restores."""
    for subject, statements in SUBJECTS.items():
        with temporary_directory("helios-interop-", ground()) as directory:
            try:
                problem = _passed(writer, reader, statements, str(directory))
            except Fault as fault:
                problem = str(fault)
        yield Passage(subject, problem)


def _passed(writer: Target, reader: Target, statements: tuple[str, ...], directory: str) -> str:
    """Write, restore, and return where the two answer differently."""
    writer.open(directory)
    last = ""
    for number, statement in enumerate(statements):
        text = statement
        if statement.startswith("BACKUP"):
            last = f"{directory}/{number}.hldb"
            text = f"{statement.replace('BACKUP', 'BACKUP DATABASE')} TO '{last}'"
        answer = writer.execute("main", text)
        if isinstance(answer, Refused):
            writer.close()
            return f"the writer refuses {statement}: {answer.message}"
    expected = [_comparable(writer.execute("main", probe)) for probe in PROBES]
    writer.close()
    reader.open(directory)
    restored = reader.execute("main", f"RESTORE DATABASE FROM '{last}'")
    actual = [_comparable(reader.execute("main", probe)) for probe in PROBES]
    reader.close()
    if isinstance(restored, Refused):
        return f"the reader refuses: {restored.message}"
    return _differing(expected, actual)


def _differing(expected: list[object], actual: list[object]) -> str:
    """Return the first probe that is answered otherwise."""
    for probe, first, second in zip(PROBES, expected, actual, strict=True):
        if first != second:
            return f"{probe}: the writer answers {first}, the reader {second}"
    return ""


def _comparable(answer: Answer) -> object:
    """Return what has to be alike: rows in any order; of a refusal, that it is one."""
    if isinstance(answer, Rows):
        return answer.columns, sorted(answer.rows, key=repr)
    return "a refusal"
