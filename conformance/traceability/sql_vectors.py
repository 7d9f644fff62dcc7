"""SQL with its answers, out of features and worked cases, for programs (spec/vectors/sql)."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from conformance.run.cells import is_quoted
from conformance.spec.worked import worked_cases

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from conformance.book.casebook import Case, Step
    from conformance.book.suite import Suite
    from conformance.spec.worked import Worked

FOLDER: Final = "vectors/sql"
"""Where they stand below the spec, a file for each feature and one for the worked cases."""

WORKED: Final = "worked.jsonl"

ENDING: Final = ".jsonl"

Vector = dict[str, object]
"""One line of a file: the README beside the vectors names its members."""

_ELSEWHERE: Final = frozenset({"codes", "isolation"})
"""What a case may need that a server has which speaks PostgreSQL's wire (CNF-062)."""

_RUN: Final = re.compile(
    r"(?:session (?P<s>\w+) )?(?:having executed|has executed|executing|executes)"
)
_CLOCK: Final = re.compile(r"the clock stands at (\d+)")
_REFUSED: Final = re.compile(r"it is refused with (?P<codes>[A-Z0-9_]+(?: or [A-Z0-9_]+)*)")
_TABLE: Final = re.compile(r"the result(?P<any>, in any order,)? is:")
_FILES: Final = re.compile(r"\$\w|<[a-z]+>|\bBACKUP\b|\bRESTORE\b|helios_backups")
"""Words of cases that are about backups, or whose answers only the suite can judge."""

_LONGEST: Final = 4000
"""Characters of a statement; the limits of longer ones are cases of the suite alone."""


class _UnfitError(Exception):
    """A case that says something which statements and rows do not."""


def sql_vectors(suite: Suite) -> Mapping[str, str]:
    """Return the text of each file by its name."""
    files: dict[str, list[Vector]] = {WORKED: [*map(_worked, worked_cases(suite.clauses.values()))]}
    for case in suite.cases:
        vector = _vector(case)
        if vector is not None:
            name = case.id.partition("[")[0] + ENDING
            files.setdefault(name, []).append(vector)
    return {name: "".join(map(_line, vectors)) for name, vectors in files.items()}


def write_sql_vectors(suite: Suite, spec: Path) -> None:
    """Write every file, and remove those of features that are gone."""
    folder = spec / FOLDER
    folder.mkdir(exist_ok=True)
    files = sql_vectors(suite)
    for path in folder.glob(f"*{ENDING}"):
        if path.name not in files:
            path.unlink()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def shown_clauses(spec: Path) -> Iterator[tuple[str, str]]:
    """Yield each clause that a vector shows, with the vector's ID."""
    for path in sorted((spec / FOLDER).glob(f"*{ENDING}")):
        for line in path.read_text(encoding="utf-8").splitlines():
            vector = json.loads(line)
            yield from ((clause, vector["id"]) for clause in vector["clauses"])


def _line(vector: Vector) -> str:
    return json.dumps(vector, ensure_ascii=False) + "\n"


def _worked(case: Worked) -> Vector:
    """Return a worked case as a vector."""
    vector: Vector = {
        "id": case.id,
        "clauses": [case.clause],
        "postgresql": not case.elsewhere,
        "run": [[one.session, one.statement] for one in case.statements],
    }
    if case.code is not None:
        return {**vector, "refused": [case.code]}
    if case.rows is None:
        return {**vector, "rows": None}
    return {**vector, "rows": [list(row) for row in case.rows], "ordered": True}


def _vector(case: Case) -> Vector | None:
    """Return a case as a vector, or None for one that needs more than SQL."""
    run: list[list[str | int]] = []
    answer: Vector | None = None
    try:
        for step in case.steps:
            if step.keyword == "Then":
                if answer is not None:
                    return None  # two questions are two vectors, and no case of SQL asks them
                answer = _answer(step)
            else:
                run += _executed(step)
    except _UnfitError:
        return None
    if answer is None or case.profile not in {"sql", "reference"}:
        return None
    return {
        "id": case.id,
        "shows": case.bare_heading,
        "clauses": list(case.clauses),
        "postgresql": case.profile == "sql" and case.needs <= _ELSEWHERE,
        "run": run,
        **answer,
    }


def _executed(step: Step) -> Iterable[list[str | int]]:
    """Return what a step executes, each statement with its session; or the second that it sets."""
    clock = _CLOCK.fullmatch(step.text)
    if clock:
        return [["clock", int(clock[1])]]
    said = _RUN.match(step.text)
    statements = step.statements
    if not statements or "refused" in step.text or any(map(_unfit, statements)):
        raise _UnfitError
    session = (said and said["s"]) or "main"
    return [[session, statement] for statement in statements]


def _unfit(statement: str) -> bool:
    return len(statement) > _LONGEST or _FILES.search(statement) is not None


def _answer(step: Step) -> Vector:
    """Return what a Then asks for."""
    if step.text == "it succeeds":
        return {"rows": None}
    refused = _REFUSED.match(step.text)
    if refused:
        return {"refused": refused["codes"].split(" or ")}
    table = _TABLE.fullmatch(step.text)
    if table is None or step.table is None or _FILES.search(step.words):
        raise _UnfitError
    header, *rows = step.table
    if any(cell == "" for row in rows for cell in row):
        raise _UnfitError  # NULL and the empty text alike
    return {
        "columns": list(header),
        "rows": [[_cell(cell) for cell in row] for row in rows],
        "ordered": table["any"] is None,
    }


def _cell(written: str) -> str | None:
    """Return the text that a cell of a feature asks for."""
    if written == "null":
        return None
    return written[1:-1] if is_quoted(written) else written
