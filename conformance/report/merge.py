"""The reports of shards as the one of the whole run (CNF-071)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec.structs import asdict, replace

from conformance.report.document import TimingReport
from conformance.verdict.claims import claims, exit_code
from conformance.verdict.verdicts import Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from conformance.book.suite import Suite
    from conformance.report.document import EnvironmentReport, Report


class NotOneRunError(ValueError):
    """These reports are not parts of one run."""


def merged(reports: Sequence[Report], suite: Suite) -> Report:
    """Return one report of all their cases, in the order of the suite."""
    first = reports[0]
    for name in ("suite", "target", "profiles", "no_claim"):
        if any(getattr(one, name) != getattr(first, name) for one in reports):
            raise NotOneRunError(f"they differ in {name}")
    cases = {case.id: case for report in reports for case in report.cases}
    order = [case.id for case in suite.cases if case.id in cases]
    if unknown := cases.keys() - set(order):
        raise NotOneRunError(f"{min(unknown)} is no case of this suite")
    times = Counter(case.id for report in reports for case in report.cases)
    if twice := [case_id for case_id, count in times.items() if count > 1]:
        raise NotOneRunError(f"{twice[0]} is in two of them")
    complaints = _all(report.complaints for report in reports)
    took = {case_id: ms for one in reports for case_id, ms in one.timing.cases_ms.items()}
    whole = replace(
        first,
        environment=_environment(reports),
        complaints=complaints,
        notices=_all(report.notices for report in reports),
        interrupted=next(filter(None, (report.interrupted for report in reports)), ""),
        cases=[cases[case_id] for case_id in order],
        timing=TimingReport(
            began=min(report.timing.began for report in reports),
            cases_ms={case_id: took[case_id] for case_id in order},
        ),
    )
    found = outcomes(whole, suite)
    code = max(exit_code(found, complaints), *(report.exit_code for report in reports))
    return replace(whole, claims=[str(one) for one in claims(found, suite)], exit_code=code)


def outcomes(report: Report, suite: Suite) -> tuple[Outcome, ...]:
    """Return the verdicts of a report, as far as claims follow from them."""
    by_id = {case.id: case for case in suite.cases}
    declared = set(report.target.capabilities)
    found: list[Outcome] = []
    for one in report.cases:
        case, verdict = by_id[one.id], Verdict(one.verdict)
        absent = case.needs - declared if verdict is Verdict.NOT_APPLICABLE else ()
        found.append(Outcome(case, verdict, reason=one.reason, lacking=tuple(sorted(absent))))
    return tuple(found)


def _environment(reports: Sequence[Report]) -> EnvironmentReport:
    """Return where they ran; where machines differed, each is named."""
    facts = [asdict(report.environment) for report in reports]
    return replace(
        reports[0].environment,
        **{name: " and ".join(dict.fromkeys(one[name] for one in facts)) for name in facts[0]},
    )


def _all(several: Iterable[Sequence[str]]) -> list[str]:
    return list(dict.fromkeys(line for lines in several for line in lines))
