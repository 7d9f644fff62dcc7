"""What every refusal is: facts, a sentence, a stable code and a next step (06-errors)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import ClassVar


@dataclass(eq=False)
class HeliosError(Exception):
    """A refusal that a clause names; any other exception is a bug of the engine."""

    code: ClassVar[str]
    """Stable name of the refusal (ERR-001)."""

    sqlstate: ClassVar[str]
    """Five characters, one value for one code (ERR-001)."""

    exit_code: ClassVar[int]
    """What a command of this project ends with (ERR-004)."""

    clauses: ClassVar[tuple[str, ...]]
    """The clauses that can end in it, in the order of 06-errors: the first stands for all."""

    sentence: ClassVar[str]
    """What happened, with the names of the facts in braces."""

    hint: ClassVar[str] = ""
    """What to do next, with the names of the facts in braces."""

    def facts(self) -> dict[str, object]:
        """Return what the refusal knows, by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def __str__(self) -> str:
        """Return the sentence with its facts."""
        return self.sentence.format(**self.facts())

    @property
    def advice(self) -> str:
        """The next step, with its facts; empty where there is none."""
        return self.hint.format(**self.facts())
