"""What to do after a refusal: what the reference says, or what holds whenever its code is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Wording:
    """How the reference words a refusal, with the names of facts in braces."""

    sentence: str
    next_step: str
    """Empty where it says what is near, such as a table of nearly this name."""


GENERAL: Final = {
    "SYNTAX_ERROR": "mend the statement at this place; what may stand there is in the grammar",
    "FEATURE_NOT_SUPPORTED": "say it without {feature}; what there is, is in the grammar",
    "UNDEFINED_TABLE": "look for it on another branch, with AT BRANCH, or CREATE TABLE",
    "UNDEFINED_COLUMN": "name a column that the table has",
    "INVALID_TABLE_DEFINITION": "define {table} so that the reason is gone",
    "UNDEFINED_OBJECT": "name one that there is, or say IF EXISTS",
    "GROUPING_ERROR": "name {what} in GROUP BY, or put it into an aggregate",
    "INVALID_COLUMN_REFERENCE": "name a column of the list by its number or its name",
    "CANNOT_COERCE": "give a value of type {target}; no cast leads there from {source}",
    "INVALID_TEXT_REPRESENTATION": "write the value as type {type} is written",
    "DATETIME_FIELD_OVERFLOW": "give a day that the calendar has, within the range of {type}",
    "CHARACTER_NOT_IN_REPERTOIRE": "leave {character} out, or keep it encoded",
    "INVALID_PARAMETER_VALUE": "give a value that is {expected}",
    "PROGRAM_LIMIT_EXCEEDED": "stay at or below {limit}",
}
"""Of codes whose next step depends on what there is, what is right in any case."""


def next_step(code: str, wordings: Mapping[str, Wording]) -> str:
    """Return what to do after a refusal."""
    return wordings[code].next_step or GENERAL[code]
