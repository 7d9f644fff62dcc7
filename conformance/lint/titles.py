"""Titles give cases their IDs, so no two may be alike (CNF-031)."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from conformance.book.casebook import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conformance.book.casebook import Case, FeatureFile

FEATURE_TITLE = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9]*) - \S.*")
SCENARIO_TITLE = re.compile(r"\[[1-9][0-9]*\] \S.*")


def title_problems(cases: Sequence[Case]) -> Iterator[Problem]:
    """Yield titles without their form, and IDs and titles that stand twice."""
    for feature in dict.fromkeys(case.feature for case in cases):
        yield from _feature_problems(feature)
    scenarios = dict.fromkeys((case.feature, case.title, _scenario_id(case)) for case in cases)
    titles = Counter((feature, title) for feature, title, _ in scenarios)
    scenario_ids = Counter(scenario_id for _, _, scenario_id in scenarios)
    case_ids = Counter(case.id for case in cases)
    for case in cases:
        if not SCENARIO_TITLE.fullmatch(case.title):
            yield Problem(case.scenario_place, "a scenario's title begins with its number: [1] …")
        # pytest-bdd keeps the last of two scenarios of one title, and says nothing
        if titles[case.feature, case.title] > 1 or scenario_ids[_scenario_id(case)] > 1:
            yield Problem(case.scenario_place, f"{_scenario_id(case)} stands more than once")
        elif case_ids[case.id] > 1:
            yield Problem(case.place, f"{case.id} stands more than once")
        if case.row is not None and not case.row.strip():
            yield Problem(case.place, "the first column of examples names the row")


def _scenario_id(case: Case) -> str:
    return case.id if case.row is None else case.id.removesuffix(f"#{case.row}")


def _feature_problems(feature: FeatureFile) -> Iterator[Problem]:
    found = FEATURE_TITLE.fullmatch(feature.title)
    if found is None:
        yield Problem(f"{feature.name}:1", "a feature's title begins with its name: Name1 - …")
    elif found["name"] != feature.path.stem:
        yield Problem(f"{feature.name}:1", f"the feature {found['name']} needs a file of its name")
