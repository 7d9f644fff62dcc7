"""The judge: whether an answer is what a case asks for, and what to show if not (CNF-030)."""

from __future__ import annotations

import re
import stat
from typing import TYPE_CHECKING

from conformance.drivers.answers import Refused, Rows
from conformance.hldb_reader import Refused as RefusedFile
from conformance.run.file_contents import COLUMNS, differing, entries_as_text, read_behind_parents
from conformance.run.observed import changes, files_below
from conformance.run.tables import drawn, drawn_answer, drawn_result, expected_table
from conformance.spec.vectors import golden_file
from conformance.verdict.verdicts import SuiteError, fail

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from conformance.run.context import Scene
    from conformance.run.names import Names


def in_order(answer: Rows, written: Sequence[Sequence[str]], names: Names) -> None:
    """Fail unless columns and rows are these, in this order."""
    table = expected_table(written, names)
    if not table.equals(answer):
        fail(drawn(table.columns, table.written), drawn_result(answer, names.directory))


def in_any_order(answer: Rows, written: Sequence[Sequence[str]], names: Names) -> None:
    """Fail unless the columns are these in this order, and the rows these in any."""
    table = expected_table(written, names)
    if not table.holds_the_rows_of(answer):
        fail(drawn(table.columns, table.written), drawn_result(answer, names.directory))


IN_ORDER: Mapping[str | None, Callable[[Rows, Sequence[Sequence[str]], Names], None]] = {
    None: in_order,
    "any order": in_any_order,
}
"""How a result is compared when a Then names an order, and when it names none."""

ANY_REFUSAL = "refused, with any code"
"""What is expected where codes are not compared (CNF-002, CNF-010)."""


def no_rows(answer: Rows, names: Names) -> None:
    """Fail if there is a row."""
    if answer.rows:
        fail("no rows", drawn_answer(answer, names.directory))


def refused(scene: Scene, code: str, text: str | None) -> None:
    """Fail unless the judged statement was refused, with one of these codes where codes count."""
    match scene.answer:
        case Refused() as refusal:
            if scene.compares_codes:
                _same_code(refusal, code)
            if scene.compares_facts and text:
                _names_all(refusal, scene.names.filled(text).split(" and "))
        case Rows() as rows:
            wanted = f"refused with {code}" if scene.compares_codes else ANY_REFUSAL
            fail(wanted, drawn_answer(rows, scene.names.directory))
        case None:
            raise SuiteError(code)


def refused_or_answers(scene: Scene, query: str, written: Sequence[Sequence[str]]) -> None:
    """Fail unless the judged statement was refused, or the query now gives these rows."""
    if isinstance(scene.answer, Refused):
        return
    match scene.execute(query):
        case Rows() as rows:
            in_any_order(rows, written, scene.names)
        case Refused() as refusal:
            fail(f"{query}\nto succeed", str(refusal))


def unchanged(scene: Scene) -> None:
    """Fail if a noted query answers otherwise, or a file or directory is not as it was."""
    if scene.noted is None:
        raise SuiteError("noting")
    found = list(changes(scene.noted, scene.note(scene.noted.answers), scene.names.directory))
    if found:
        was, now = zip(*found, strict=True)
        fail("\n".join(was), "\n".join(now))


def files(scene: Scene, written: Iterable[str]) -> None:
    """Fail unless these are the files below $dir, and there is no other."""
    expected = sorted(scene.names.filled(path) for path in written)
    actual = sorted(files_below(scene.names.directory))
    if expected != actual:
        fail(_listed(expected), _listed(actual))


def mode(path: Path, octal: str) -> None:
    """Fail unless a file has these permissions."""
    if not path.exists():
        fail(f"{path} with mode {octal}", "no file there")
    actual = stat.S_IMODE(path.stat().st_mode)
    if actual != int(octal, 8):
        fail(f"{path} with mode {octal}", f"mode {actual:o}")


def holds(path: Path, written: Sequence[Sequence[str]]) -> None:
    """Fail unless the suite's reader accepts a file behind its parents, and finds these entries."""
    expected = drawn(written[0], written[1:])
    try:
        found = read_behind_parents(path)
    except FileNotFoundError:
        fail(expected, f"no file at {path}")
    except RefusedFile as refused:
        fail(f"a file that chapter 03 accepts, with\n{expected}", str(refused))
    actual = drawn(COLUMNS, entries_as_text(found))
    if expected != actual:
        fail(expected, actual)


def golden(path: Path, vector: str) -> None:
    """Fail unless a file has the bytes of a golden one."""
    if not path.is_file():
        fail(f"{path} with the bytes of {vector}", "no file there")
    expected, actual = golden_file(vector), path.read_bytes()
    if expected != actual:
        fail(*differing(expected, actual))


def _same_code(refusal: Refused, code: str) -> None:
    if refusal.code not in code.split(" or "):
        fail(f"refused with {code}", str(refusal))


def _names_all(refusal: Refused, texts: Iterable[str]) -> None:
    """Fail unless each of these texts stands in a fact of the refusal (CNF-030, ERR-002)."""
    facts = refusal.facts or {}
    told = "\n".join(f"{name} {value}" for name, value in facts.items()) or "no facts"
    asked = [text.strip() for text in texts]
    missing = [
        text for text in asked if not any(_holds_words(told, one) for one in text.split(" or "))
    ]
    if missing:
        fail(f"facts with {' and '.join(missing)}", f"{refusal}\n{told}")


def _holds_words(line: str, words: str) -> bool:
    """Whether a text stands in another from the beginning of a word to the end of one."""
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", line) is not None


def _listed(paths: Sequence[str]) -> str:
    return "\n".join(paths) or "no files"
