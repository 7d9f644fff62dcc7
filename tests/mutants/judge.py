"""The judge of one mutant: who notices, of all that run its lines."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Final

from conformance.book.suite import read_suite
from tests.mutants import child
from tests.mutants.mutant import ROOT
from tests.mutants.planted import plant
from tests.mutants.witnesses import run_cases, run_tests

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import CodeType

    from conformance.book.casebook import Case
    from conformance.drivers.protocol import Driver
    from tests.mutants.child import Teller

IMPORT: Final = "import"
"""What notices a mutant that cannot be imported."""


class Verdict(Enum):
    """What became of a mutant."""

    CASES = "killed by cases"
    TESTS = "killed by tests only"
    SURVIVED = "survived"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, and who gave it."""

    verdict: Verdict
    witness: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a mutant may take before it hangs."""

    case_s: int = 5
    """Seconds of a processor, for each case."""

    test_s: int = 30
    """The same, for each test."""

    silence_s: float = 120.0
    """Without a word: who uses no processor waits for what does not come."""


PATIENT: Final = Patience()


class _Announcer:
    """A listener that tells the parent, and ends at the first word against the mutant."""

    def __init__(self, teller: Teller, cpu_s: int) -> None:
        self._teller, self._cpu_s = teller, cpu_s

    def begun(self, name: str) -> None:
        """Give a witness its time."""
        self._teller.begin(name, self._cpu_s)

    def noticed(self, name: str, what: str) -> None:
        """End: one witness is enough."""
        self._teller.end(f"noticed {name}\0{what}")


def judged(
    module: str,
    code: CodeType,
    cases: Sequence[str],
    tests: Sequence[str] = (),
    patience: Patience = PATIENT,
) -> Judgement:
    """Return what cases, and where none notices also tests, say of a module with other code."""
    wanted = tuple(_cases()[name] for name in cases)  # read here, once for many children

    def by_cases(teller: Teller) -> None:
        teller.begin(IMPORT, patience.case_s)
        plant(module, code)
        listener = _Announcer(teller, patience.case_s)
        driver = _driver(listener)
        run_cases(driver, wanted, listener)
        teller.end("silent")

    def by_tests(teller: Teller) -> None:
        teller.begin(IMPORT, patience.test_s)
        plant(module, code)
        paths = list(dict.fromkeys(name.partition("::")[0] for name in tests))
        run_tests(ROOT, paths, tests, _Announcer(teller, patience.test_s))
        teller.end("silent")

    for verdict, work in ((Verdict.CASES, by_cases), (Verdict.TESTS, by_tests)):
        if cases if verdict is Verdict.CASES else tests:
            witness, why = _noticed(child.run(work, patience.silence_s))
            if witness:
                return Judgement(verdict, witness, why)
    return Judgement(Verdict.SURVIVED)


def _driver(listener: _Announcer) -> Driver:
    """Return the driver of the engine with the mutant, if it can be imported."""
    try:
        from helios_ref.driver import ReferenceDriver  # noqa: PLC0415  # after planting
    except Exception as error:  # whatever a mutant raises
        listener.noticed(IMPORT, f"{type(error).__name__}: {error}")
        raise
    driver: Driver = ReferenceDriver()
    return driver


def _noticed(ended: child.Ended) -> tuple[str, str]:
    """Return who noticed and what; of a child that did not come to its end, who was on."""
    if ended.cause:
        begun = [line.removeprefix("begun ") for line in ended.lines if line.startswith("begun ")]
        return (begun or [IMPORT])[-1], f"ended by {ended.cause}"
    last = ended.lines[-1].removeprefix("last ")
    name, _, what = last.removeprefix("noticed ").partition("\0")
    return ("", "") if last == "silent" else (name, what)


@cache
def _cases() -> Mapping[str, Case]:
    """Return the cases of the suite by their IDs."""
    return {case.id: case for case in read_suite().cases}
