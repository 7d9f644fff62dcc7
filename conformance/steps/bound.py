"""What pytest-bdd knows of the steps: one for each keyword, which plays the phrase (CNF-030)."""

from __future__ import annotations

from inspect import signature
from typing import TYPE_CHECKING, Any

from pytest_bdd import given, then, when
from pytest_bdd.parsers import StepParser

from conformance.steps.defined_phrases import phrases_that_read

if TYPE_CHECKING:
    from conformance.book.phrases import Keyword, Phrase
    from conformance.run.context import Scene


class _Phrases(StepParser):
    """Reads a line by the phrase that it is an instance of."""

    def __init__(self, keyword: Keyword) -> None:
        super().__init__(keyword)
        self._keyword: Keyword = keyword

    def is_matching(self, name: str) -> bool:
        """Whether there is one, and not two."""
        return len(phrases_that_read(self._keyword, name)) == 1

    def parse_arguments(self, name: str) -> dict[str, Any]:
        """Return the phrase, and what stands in its places."""
        [phrase] = phrases_that_read(self._keyword, name)
        return {"phrase": phrase, "places": phrase.places(name)}


# pytest-bdd asks every fixture at every step whether it reads the line, so there are few.
@given(_Phrases("Given"))
@when(_Phrases("When"))
@then(_Phrases("Then"))
def play(
    scene: Scene,
    phrase: Phrase,
    places: dict[str, str | None],
    datatable: list[list[str]] | None = None,
    docstring: str = "",
) -> None:
    """Do what the phrase says."""
    match phrase.below:
        case "nothing":
            phrase.step(scene, **places)
        case "block":
            phrase.step(scene, **places, docstring=docstring)
        case "table":
            phrase.step(scene, **places, datatable=datatable)


play.__dict__["__signature__"] = signature(play)  # which pytest-bdd asks for twice at every step
