"""What every refusal is: facts, a sentence, a stable code and a next step (06-errors)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import ClassVar, Final, Self, dataclass_transform

from helios_ref.errors.similar import similar

FEW: Final = 8
"""So many names that there are can be listed for somebody who knows none of them."""

LONGEST: Final = 4096
"""How many characters of a fact a message shows: all of every path that a system can have."""


@dataclass_transform(eq_default=False)
class HeliosError(Exception):
    """
    A refusal that a clause names; any other exception is a bug of the engine.

    A subclass is a row of the table of 06-errors, and its annotations are the facts of that row.
    """

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

    own_advice = ""
    """A next step that knows more than the hint."""

    __match_args__: ClassVar[tuple[str, ...]]
    """The names of the facts."""

    def __init_subclass__(cls, *, sqlstate: str, exit: int, clauses: str, code: str = "") -> None:  # noqa: A002  # the table calls it so
        """
        Take the columns of the table, and make of the facts arguments and attributes.

        Only a code that is not the name of its class is given.
        """
        super().__init_subclass__()
        words = re.sub(r"\B(?=[A-Z])", "_", cls.__name__.removesuffix("Error"))
        cls.code, cls.sqlstate, cls.exit_code = code or words.upper(), sqlstate, exit
        cls.clauses = tuple(clauses.split())
        cls.__match_args__ = tuple(cls.__annotations__)  # type: ignore[misc]  # a dataclass's own

    def __init__(self, *facts: str | int, **named: str | int) -> None:
        """Take the facts in the order of the row, or by name: TypeError for any others."""
        # Not what a dataclass would bring, for every command pays for all of them at its start.
        known = self.__match_args__
        given = {**dict(zip(known, facts, strict=False)), **named}
        if len(facts) + len(named) != len(known) or set(given) != set(known):
            raise TypeError(f"{type(self).__name__} takes {', '.join(known) or 'nothing'}")
        super().__init__(*given.values())
        vars(self).update(given)

    @property
    def facts(self) -> dict[str, str | int]:
        """What the refusal knows, by name (ERR-002)."""
        return {name: getattr(self, name) for name in self.__match_args__}

    @property
    def advice(self) -> str:
        """The next step, with its facts; empty where there is none."""
        return self.own_advice or self.hint.format(**self._shown())

    def advised(self, advice: str) -> Self:
        """Take a next step that knows more than the hint; return the refusal."""
        self.own_advice = advice
        return self

    def unless_meant(self, name: str, known: Iterable[str]) -> Self:
        """Ask whether one of the names that there are was meant, or list a few; return itself."""
        there = list(known)
        meant = similar(name, there)
        if meant is not None:
            return self.advised(f'did you mean "{meant}"?')
        if not 0 < len(there) <= FEW:
            return self
        return self.advised(f"there {'are' if there[1:] else 'is only'} {', '.join(there)}")

    def __str__(self) -> str:
        """Return the sentence with its facts."""
        return self.sentence.format(**self._shown())

    def _shown(self) -> dict[str, str | int]:
        """Return the facts, each cut to what a person reads (ERR-010)."""
        return {
            name: f"{fact[:LONGEST]}…" if isinstance(fact, str) and len(fact) > LONGEST else fact
            for name, fact in self.facts.items()
        }
