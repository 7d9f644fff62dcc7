"""A wrong engine: the reference with one documented vice, behind the same door (08-conformance)."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from helios_ref.backup import catalog
from helios_ref.backup import statement as recipes
from helios_ref.backup.steps import STEPS, Steps
from helios_ref.collaborators import COLLABORATORS
from helios_ref.driver import ReferenceDriver
from helios_ref.errors import HeliosError
from helios_ref.sql import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conformance.drivers.protocol import Driver
    from helios_ref.collaborators import Collaborators
    from helios_ref.sql.syntax import Statement

Wrong = TypeVar("Wrong", bound="Callable[..., object]")

BRIEF_S = 0.25
"""How long an engine that hangs may take for one answer."""


@dataclass(frozen=True, slots=True)
class WrongEngine:
    """A deliberately wrong engine."""

    name: str
    clause: str
    """The clause that it breaks; a case of this clause has to notice (CNF-050)."""

    vice: str
    """What it does wrong, in a sentence."""

    driver: Callable[[], Driver] = ReferenceDriver
    """What makes its driver."""

    deadline_s: float | None = None
    """How long a call may take, where the vice is to take too long."""

    @contextmanager
    def running(self) -> Iterator[Driver]:
        """Yield its driver."""
        yield self.driver()


def instead(**wrong: Any) -> Collaborators:  # noqa: ANN401  # as many types as collaborators
    """Return the collaborators of a session, or of BACKUP and RESTORE, with some that are wrong."""
    named = {field.name for field in fields(Steps)}
    steps = {name: wrong.pop(name) for name in named & wrong.keys()}
    if steps:
        others = replace(STEPS, **steps)
        wrong["rebuild"] = partial(catalog.rebuild, record_of=others.record)
        wrong["backup"] = partial(recipes.backup, steps=others)
        wrong["restore"] = partial(recipes.restore, steps=others)
    return replace(COLLABORATORS, **wrong)


class WrongEngines:
    """The wrong engines of one module, in the order in which they stand there."""

    def __init__(self) -> None:
        """Hold none yet."""
        self.engines: list[WrongEngine] = []

    def answering(
        self, clause: str, collaborator: str, deadline_s: float | None = None
    ) -> Callable[[Wrong], Wrong]:
        """Keep what answers instead of a collaborator; its docstring is the vice."""

        def keep(wrong: Wrong) -> Wrong:
            driver = partial(ReferenceDriver, instead(**{collaborator: wrong}))
            self.engines.append(
                WrongEngine(name_of(wrong), clause, vice_of(wrong), driver, deadline_s)
            )
            return wrong

        return keep

    def door(self, clause: str) -> Callable[[type[ReferenceDriver]], type[ReferenceDriver]]:
        """Keep a driver; its docstring is the vice."""

        def keep(wrong: type[ReferenceDriver]) -> type[ReferenceDriver]:
            self.engines.append(WrongEngine(name_of(wrong), clause, vice_of(wrong), wrong))
            return wrong

        return keep


def name_of(wrong: Callable[..., object]) -> str:
    """Return the name of a function or class with hyphens between its words."""
    words = re.sub(r"(?<=.)(?=[A-Z])|(?<=[a-z])(?=[0-9])", "-", wrong.__name__)
    return words.lower().replace("_", "-")


def vice_of(wrong: object) -> str:
    """Return what a docstring says, on one line."""
    return " ".join((wrong.__doc__ or "").split())


def statement_of(text: str) -> Statement | None:
    """Return what a text says, or None where it says nothing: the right engine refuses it."""
    try:
        return parse(text)
    except HeliosError:
        return None
