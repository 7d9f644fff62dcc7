"""The module that pytest collects: it holds the scenarios of the run that is under way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_bdd import scenario

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conformance.book.casebook import Case

_BOUND: list[str] = []


def bind(cases: Iterable[Case]) -> None:
    """Make one test of each scenario that has a case; tests of an earlier run are let go."""
    module = globals()
    for name in _BOUND:
        del module[name]
    _BOUND.clear()
    scenarios = dict.fromkeys((str(case.feature.path), case.title) for case in cases)
    for number, (path, title) in enumerate(scenarios):
        name = f"test_{number:05}"
        module[name] = _bound(path, title)
        _BOUND.append(name)


def _bound(path: str, title: str) -> object:
    def steps_are_all() -> None:
        """Nothing is left to do after the last step."""

    test = scenario(path, title)(steps_are_all)
    test.__dict__["scenario"] = (path, title)
    return test
