"""Features as gherkin-official reads them, made into a casebook (CNF-031)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from gherkin.errors import CompositeParserException
from gherkin.parser import Parser
from gherkin.pickles.compiler import is_scenario_container

from conformance.book.casebook import NEEDS, Case, Casebook, FeatureFile, Problem, Step
from conformance.spec.given_file import GivenFileError, given_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from gherkin.parser_types import Examples, Feature, Scenario
    from gherkin.parser_types import Step as WrittenStep

    from conformance.book.phrases import Keyword

_KEYWORDS: Mapping[str, Keyword] = {"Context": "Given", "Action": "When", "Outcome": "Then"}
_PLACEHOLDER = re.compile(r"<(.+?)>")
_READING_ORDER = re.compile(r"\]\((?P<feature>[^)\s]+\.feature)\)")
"""How the README of a tree links its features, in the order in which they are to be read."""


def read_casebook(features: Path) -> Casebook:
    """Return every scenario below a folder as a case, in reading order, and what was no case."""
    book = _Book()
    features = features.resolve()  # pytest-bdd takes other paths for its own
    for path in _in_reading_order(features):
        name = path.relative_to(features).as_posix()
        try:
            document = Parser().parse(given_text(path))
        except CompositeParserException as error:
            book.problems += [Problem(name, " ".join(str(one).split())) for one in error.errors]
            continue
        except GivenFileError as error:
            book.problems.append(Problem(name, str(error).removeprefix(f"{path}: ")))
            continue
        feature = cast("Mapping[str, Feature]", document).get("feature")
        if feature is None:
            book.problems.append(Problem(name, "the file holds no feature"))
        else:
            file = FeatureFile(path, name, feature["name"], feature["description"])
            book.enter(file, feature)
    return Casebook(tuple(book.cases), tuple(book.problems))


def _in_reading_order(features: Path) -> list[Path]:
    """Return the files of a tree as its README links them, then the others by name."""
    readme = features / "README.md"
    text = readme.read_text(encoding="utf-8") if readme.is_file() else ""
    linked = [features / found["feature"] for found in _READING_ORDER.finditer(text)]
    written = sorted(features.rglob("*.feature"))
    place = {path: number for number, path in enumerate(linked)}
    return sorted(written, key=lambda path: place.get(path, len(place)))


@dataclass(slots=True)
class _Book:
    """A casebook being written."""

    cases: list[Case] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def enter(self, file: FeatureFile, feature: Feature) -> None:
        """Add the scenarios of one feature."""
        inherited = _tags(feature)
        for child in feature["children"]:
            if is_scenario_container(child):
                self._enter_scenario(file, inherited, child["scenario"])
            else:
                self._complain(file, 1, "a Background or a Rule hides what a scenario needs")

    def _enter_scenario(
        self, file: FeatureFile, inherited: tuple[str, ...], scenario: Scenario
    ) -> None:
        """Add one scenario, or each row of its examples."""
        line = scenario["location"]["line"]
        tags = (*inherited, *_tags(scenario))
        title = scenario["name"]
        identity = _identity(file.title, title)
        if not scenario["examples"]:
            steps = _steps(scenario, {})
            case = Case(identity, file, title, title, line, line, None, tags, steps)
            self.cases.append(case)
            return
        rows = list(_rows(scenario["examples"]))
        if not rows:
            self._complain(file, line, "the examples have no row")
        for row_line, needs, values in rows:
            row = next(iter(values.values()))
            steps = _steps(scenario, values)
            case_id, heading = f"{identity}#{row}", _filled(title, values)
            rest = (row_line, line, row, (*tags, *needs), steps)
            self.cases.append(Case(case_id, file, title, heading, *rest))
        for examples in scenario["examples"]:
            if not all(tag.startswith(NEEDS) for tag in _tags(examples)):
                at = examples["location"]["line"]
                self._complain(file, at, "the tags of examples are capabilities")

    def _complain(self, file: FeatureFile, line: int, complaint: str) -> None:
        self.problems.append(Problem(f"{file.name}:{line}", complaint))


def _identity(feature: str, scenario: str) -> str:
    """Return the ID that the titles give: a name before a dash, a number in brackets."""
    name, _, _ = feature.partition(" - ")
    number, _, _ = scenario.partition("] ")
    return f"{name}{number}]"


def _tags(tagged: Feature | Scenario | Examples) -> tuple[str, ...]:
    """Return the tags that stand above a feature, a scenario or a table of examples."""
    return tuple(tag["name"].removeprefix("@") for tag in tagged["tags"])


def _rows(tables: list[Examples]) -> Iterator[tuple[int, tuple[str, ...], dict[str, str]]]:
    """Yield line, tags and values of each row of examples."""
    for table in tables:
        if "tableHeader" in table:
            names = [cell["value"] for cell in table["tableHeader"]["cells"]]
            for row in table["tableBody"]:
                values = [cell["value"] for cell in row["cells"]]
                yield row["location"]["line"], _tags(table), dict(zip(names, values, strict=True))


def _steps(scenario: Scenario, values: Mapping[str, str]) -> tuple[Step, ...]:
    """Return the steps, with values in the places that name them."""
    steps: list[Step] = []
    keyword: Keyword | None = None
    for written in scenario["steps"]:
        keyword = _KEYWORDS.get(written["keywordType"], keyword)
        steps.append(_step(written, keyword, values))
    return tuple(steps)


def _step(written: WrittenStep, keyword: Keyword | None, values: Mapping[str, str]) -> Step:
    block = _filled(written["docString"]["content"], values) if "docString" in written else None
    table = None
    if "dataTable" in written:
        rows = written["dataTable"]["rows"]
        table = tuple(
            tuple(_filled(cell["value"], values) for cell in row["cells"]) for row in rows
        )
    text = _filled(written["text"], values)
    return Step(keyword, text, written["location"]["line"], block, table)


def _filled(text: str, values: Mapping[str, str]) -> str:
    """Return a text with values in the places that name them."""
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)
