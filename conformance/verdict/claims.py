"""What a run's verdicts add up to: counts, claims, an exit code (CNF-041, CNF-042)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance import SUITE_VERSION
from conformance.verdict.verdicts import Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from conformance.book.suite import Suite
    from conformance.spec.chapter08 import Charter


@dataclass(frozen=True, slots=True)
class Claim:
    """What may be said of a target for one profile (CNF-001)."""

    profile: str
    version: str
    lacking: tuple[str, ...]
    """Capabilities that it did not declare, and that cases of the profile need."""

    supplied: tuple[str, ...]
    """Parts that are not the engine's merit (CNF-065)."""

    def __str__(self) -> str:
        """Return the claim in the words of CNF-001."""
        said = f"conformant with {self.profile} {self.version}, suite {SUITE_VERSION}"
        without = f", without {', '.join(self.lacking)}" if self.lacking else ""
        return said + without + supplied_by_driver(self.supplied)


def no_claim(suite: Suite) -> str:
    """Return why nothing is claimed whatever the verdicts are; nothing of the suite's own tree."""
    if not suite.altered:
        return ""
    first, *more = suite.altered
    others = f" and {len(more)} more" if more else ""
    return f"other features: no claim ({first}{others} differ from the suite's own)"


def counts(outcomes: Iterable[Outcome]) -> Counter[Verdict]:
    """Return how often each verdict was given."""
    return Counter(outcome.verdict for outcome in outcomes)


def by_profile(outcomes: Iterable[Outcome], charter: Charter) -> Mapping[str, tuple[Outcome, ...]]:
    """Return the outcomes of each profile that has some, in the order of the chapter."""
    found: dict[str, list[Outcome]] = {profile: [] for profile in charter.profiles}
    for outcome in outcomes:
        found[outcome.case.profile].append(outcome)
    return {profile: tuple(some) for profile, some in found.items() if some}


def supplied_by_driver(parts: Sequence[str]) -> str:
    """Return what is said of these parts beside a verdict (CNF-065)."""
    return f"; the driver supplies {', '.join(parts)}" if parts else ""


def claims(
    outcomes: Sequence[Outcome], suite: Suite, supplied: Sequence[str] = ()
) -> tuple[Claim, ...]:
    """Return what may be claimed: whole profiles of the suite, without a deviation (CNF-042)."""
    if suite.altered:
        return ()
    run = {outcome.case.id for outcome in outcomes}
    found: list[Claim] = []
    for profile, some in by_profile(outcomes, suite.charter).items():
        whole = all(case.id in run for case in suite.cases if case.profile == profile)
        verdicts = counts(some)
        passed = verdicts.pop(Verdict.PASS, 0)
        lacking = {name for outcome in some for name in outcome.lacking}
        for expected in (Verdict.NOT_APPLICABLE, Verdict.BY_THE_KIT):
            verdicts.pop(expected, None)
        if whole and passed and not verdicts:
            version = suite.charter.profiles[profile]
            found.append(Claim(profile, version, tuple(sorted(lacking)), tuple(supplied)))
    return tuple(found)


SUCCESS, UNEXPECTED, MISUSE, FAULTY_DRIVER, FAULTY_SUITE = range(5)
"""The exit codes of CNF-041."""


SIGNALLED = 128
"""What is added to a signal that ended the suite, as shells have it."""


def exit_code(
    outcomes: Iterable[Outcome], complaints: Sequence[str], interrupted: int | None = None
) -> int:
    """Return what a run ends with: the highest code that applies (CNF-041)."""
    verdicts = counts(outcomes)
    if interrupted is not None:
        return SIGNALLED + interrupted
    if complaints:
        return FAULTY_SUITE
    if verdicts[Verdict.FAULT]:
        return FAULTY_DRIVER
    return UNEXPECTED if any(verdict.unexpected for verdict in verdicts) else SUCCESS
