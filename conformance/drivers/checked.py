"""What a driver may answer, and what is wrong with everything else (CNF-020 to CNF-022)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, TypeGuard

from conformance.drivers.answers import Fault, FaultKind, Hello, Refused, Rows
from conformance.drivers.plain_text import is_text, plain

if TYPE_CHECKING:
    from conformance.drivers.protocol import Cell

LONGEST_NAME: Final = 200
"""Characters of a target's name, version and capabilities that are shown."""


def checked_hello(answer: object) -> Hello:
    """Return the greeting as a record."""
    if not isinstance(answer, Mapping):
        raise malformed("hello", f"expected a map, got {shown(answer)}")
    name, version = answer.get("name"), answer.get("version")
    capabilities = answer.get("capabilities")
    if not isinstance(name, str) or not isinstance(version, str):
        raise malformed("hello", "expected name and version as text")
    if not _all_text(capabilities):
        raise malformed("hello", "expected capabilities as a list of names")
    supplied = answer.get("supplied", ())
    if not _all_text(supplied):
        raise malformed("hello", "expected what is supplied as a list of names")
    return Hello(
        plain(name, LONGEST_NAME),
        plain(version, LONGEST_NAME),
        frozenset(plain(one, LONGEST_NAME) for one in capabilities),
        tuple(plain(one, LONGEST_NAME) for one in supplied),
    )


def checked_rows(answer: object) -> Rows:
    """Return columns, rows, and notices if there are any, as a record."""
    if not isinstance(answer, (list, tuple)) or len(answer) not in {2, 3}:
        raise malformed("execute", f"expected columns and rows, got {shown(answer)}")
    columns, rows, *rest = answer
    if not _all_text(columns):
        raise malformed("execute", f"expected columns as a list of names, got {shown(columns)}")
    if not isinstance(rows, (list, tuple)):
        raise malformed("execute", f"expected rows as a list, got {shown(rows)}")
    notices = rest[0] if rest else ()
    if not _all_text(notices):
        raise malformed("execute", f"expected notices as a list of texts, got {shown(notices)}")
    checked = tuple(_checked_row(row, len(columns)) for row in rows)
    return Rows(tuple(columns), checked, tuple(notices))


def checked_refusal(code: str, message: str, facts: object) -> Refused:
    """Return a refusal as a record; its facts are texts and whole numbers (CNF-022)."""
    if not is_text(code) or not is_text(message):
        raise malformed("execute", f"expected code and message as text, got {shown(message)}")
    if facts is None:
        return Refused(code, message)
    if not isinstance(facts, Mapping) or not _all_text([*facts]):
        raise malformed("execute", f"expected facts as a map, got {shown(facts)}")
    for fact in facts.values():
        if not isinstance(fact, int) and not (isinstance(fact, str) and is_text(fact)):
            raise malformed("execute", f"expected text or a whole number, got {shown(fact)}")
    return Refused(code, message, dict(facts))


def malformed(call: str, detail: str) -> Fault:
    """Return the fault of an answer that the spec does not allow."""
    return Fault(FaultKind.MALFORMED, call, detail)


def shown(value: object) -> str:
    """Return a value as Python writes it, as far as it lets itself be written."""
    try:
        return plain(repr(value), LONGEST_NAME)
    except Exception as error:  # noqa: BLE001 - whatever a stranger's __repr__ does
        return f"a {type(value).__name__} whose __repr__ raises {type(error).__name__}"


def _checked_row(row: object, width: int) -> tuple[Cell, ...]:
    """Return one row of cells, each text or None (CNF-021)."""
    if not isinstance(row, (list, tuple)) or len(row) != width:
        raise malformed("execute", f"expected a row of {width} cells, got {shown(row)}")
    for cell in row:
        if cell is not None and not (isinstance(cell, str) and is_text(cell)):
            raise malformed("execute", f"expected text or null in a cell, got {shown(cell)}")
    return tuple(row)


def _all_text(values: object) -> TypeGuard[Sequence[str]]:
    return isinstance(values, (list, tuple)) and all(
        isinstance(value, str) and is_text(value) for value in values
    )
