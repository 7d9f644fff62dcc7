"""Each feature with its cases: setup folded, timeline, what was recorded, tags in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from conformance.book.setup_words import setup_of, setup_words
from conformance.report.outcome_lines import answered
from conformance.site import addresses
from conformance.site.timeline import drawing
from conformance.verdict.outcome_text import as_written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from conformance.book.casebook import Case, Step
    from conformance.site.engines import Judged
    from conformance.site.pages.page import Press, SitePage
    from conformance.verdict.verdicts import Exchange, Outcome, Verdict

MOST_SHOWN = 2000
"""Characters of a call or an answer that a transcript shows."""


@dataclass(frozen=True, slots=True)
class Exchanged:
    """One call of a transcript, and what came back."""

    call: str
    answer: str
    refused: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A case as a page shows it."""

    case: Case
    anchor: str
    setup: str
    """The Givens in a few words; empty where there are none."""

    givens: tuple[Step, ...]
    rest: tuple[Step, ...]
    timeline: Markup
    transcript: tuple[Exchanged, ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario, and its cases: one, or one for each row."""

    number: str
    title: str
    id: str
    cases: tuple[Shown, ...]

    by_engine: tuple[tuple[Mapping[Verdict, int], tuple[Judged, ...]], ...]
    """How often each verdict was given, with the engines of which that is so."""

    @property
    def first(self) -> Case:
        """The case that speaks for all rows."""
        return self.cases[0].case


def feature_pages(press: Press) -> Iterator[SitePage]:
    """Yield a page for each feature, and their list."""
    book = press.book
    yield press.page("features/index.html", "features.html", features=book.features)
    names = [*book.features]
    for place, (name, cases) in enumerate(book.features.items()):
        yield press.page(
            addresses.of_page("features", name),
            "feature.html",
            name=name,
            feature=cases[0].feature,
            scenarios=[*_scenarios(press, cases)],
            before=names[place - 1] if place else None,
            after=names[place + 1] if place + 1 < len(names) else None,
        )


def _scenarios(press: Press, cases: Sequence[Case]) -> Iterator[Scenario]:
    """Yield scenarios with all their rows, engines of equal verdicts together."""
    by_scenario: dict[str, list[Shown]] = {}
    for case in cases:
        shown = _shown(case, press.book.outcomes[case.id])
        by_scenario.setdefault(case.scenario_id, []).append(shown)
    for scenario, some in by_scenario.items():
        title = some[0].case.bare_title
        engines: dict[tuple[tuple[Verdict, int], ...], list[Judged]] = {}
        for engine in press.book.engines:
            counts = engine.counts(one.case.id for one in some)
            engines.setdefault(tuple(counts.items()), []).append(engine)
        grouped = tuple((dict(counts), tuple(same)) for counts, same in engines.items())
        yield Scenario(addresses.anchor(scenario), title, scenario, tuple(some), grouped)


def _shown(case: Case, outcome: Outcome) -> Shown:
    givens = setup_of(case.steps)
    return Shown(
        case=case,
        anchor=addresses.anchor(case.id),
        setup=setup_words(case.steps),
        givens=givens,
        rest=case.steps[len(givens) :],
        timeline=Markup(drawing(outcome)),  # noqa: S704 - what is told in it is escaped
        transcript=tuple(_exchanged(one, outcome) for one in outcome.transcript),
    )


def _exchanged(exchange: Exchange, outcome: Outcome) -> Exchanged:
    answer = as_written(answered(exchange, outcome.directory), outcome)
    return Exchanged(
        _cut(as_written(exchange.call, outcome)), _cut(answer), answer.startswith("refused")
    )


def _cut(text: str) -> str:
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"
