"""One run as one page that stands alone: failures first, by their cause (CNF-081)."""

from __future__ import annotations

import shlex
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from conformance.site.prose import words
from conformance.spec.clauses import read_clauses
from conformance.spec.resources import spec_directory
from conformance.verdict.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from conformance.report.document import CaseReport, Report

STYLE: Final = Path(__file__).with_name("assets") / "book.css"

GRAVEST: Final = (Verdict.FAULT, Verdict.FAIL, Verdict.UNEXPECTED_PASS, Verdict.BLOCKED)
"""Unexpected verdicts, causes before effects."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What went wrong by one cause."""

    verdict: Verdict
    cause: str
    cases: tuple[CaseReport, ...]


def run_page(report: Report) -> str:
    """Return the page."""
    environment = Environment(
        loader=PackageLoader("conformance.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["words"] = lambda text: Markup(words(text))  # noqa: S704 - the spec's own
    environment.filters["quoted"] = shlex.quote
    return environment.get_template("run.html").render(
        report=report,
        style=Markup(STYLE.read_text(encoding="utf-8")),  # noqa: S704 - our own
        clauses=read_clauses(spec_directory()),
        causes=causes_of(report.cases),
        counts=_counts(report),
        verdicts=[
            one for one in Verdict if any(case.verdict == one.value for case in report.cases)
        ],
    )


def causes_of(cases: Sequence[CaseReport]) -> tuple[Gathered, ...]:
    """Return the cases that ended unexpectedly by their cause, the graver first."""
    found: dict[tuple[Verdict, str], list[CaseReport]] = {}
    for case in cases:
        verdict = Verdict(case.verdict)
        if verdict.unexpected:
            found.setdefault((verdict, case.cause or case.reason), []).append(case)
    every = [Gathered(verdict, cause, tuple(some)) for (verdict, cause), some in found.items()]
    return tuple(sorted(every, key=lambda one: (GRAVEST.index(one.verdict), -len(one.cases))))


def _counts(report: Report) -> Mapping[str, Counter[str]]:
    """Return how often each verdict was given, by profile."""
    counted = {
        profile: Counter(case.verdict for case in report.cases if case.profile == profile)
        for profile in report.profiles
    }
    return {profile: counts for profile, counts in counted.items() if counts}
