"""The tool sees what becomes of a mutant, whatever the mutant does (decision 0031)."""

from __future__ import annotations

import multiprocessing
from typing import TYPE_CHECKING, Final

import pytest

from tests.mutants import excused
from tests.mutants.judge import IMPORT, Judgement, Patience, Verdict, judged
from tests.mutants.mutant import ROOT, Mutant, code_of, mutants_of, of_source, path_of
from tests.mutants.reach import ROOMS, TESTS
from tests.mutants.score import GOALS, Judged, noticed, scores

if TYPE_CHECKING:
    from collections.abc import Iterator

MODULE: Final = "helios_ref.storage.snapshot"
CASE: Final = "Counting1[1]"

GET: Final = "        for layer in reversed(self.layers):\n            cell = layer.get(key)\n"

PLANTED: Final = {
    "killed": (GET, f"        return None\n{GET}"),
    "dead code": (GET, f"        if False:\n            raise ValueError\n{GET}"),
    "hangs": (GET, f"        while True:\n            pass\n{GET}"),
    "waits": (GET, f"        import threading\n        threading.Event().wait()\n{GET}"),
    "ends the process": (GET, f"        import os\n        os._exit(0)\n{GET}"),
    "crashes at import": ("@dataclass", "raise ValueError('at import')\n@dataclass"),
}
"""What replaces what in the module, by what it does."""


def planted(name: str) -> Judgement:
    """Return what one case says of the module, changed in one way."""
    source = path_of(MODULE).read_text(encoding="utf-8")
    before, after = PLANTED[name]
    assert before in source
    code = compile(source.replace(before, after, 1), str(path_of(MODULE)), "exec")
    silence_s = 10.0 if name == "waits" else 120.0
    return judged(MODULE, code, [CASE], patience=Patience(1, 1, silence_s))


@pytest.fixture(scope="module")
def judgements() -> Iterator[dict[str, Judgement]]:
    """Yield the judgements, of a process that has imported no engine."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        yield dict(zip(PLANTED, pool.map(planted, PLANTED), strict=True))


def test_a_mutant_that_a_case_notices_is_killed_by_it(judgements: dict[str, Judgement]) -> None:
    found = judgements["killed"]
    assert (found.verdict, found.witness) == (Verdict.CASES, CASE)


def test_a_mutant_in_dead_code_survives(judgements: dict[str, Judgement]) -> None:
    assert judgements["dead code"] == Judgement(Verdict.SURVIVED)


@pytest.mark.parametrize(
    ("name", "why"), [("hangs", "SIGXCPU"), ("waits", "silence"), ("ends the process", "early end")]
)
def test_a_mutant_that_does_not_come_back_is_killed_by_who_waited(
    name: str, why: str, judgements: dict[str, Judgement]
) -> None:
    found = judgements[name]
    assert (found.verdict, found.witness) == (Verdict.CASES, CASE)
    assert why in found.why


def test_a_mutant_that_cannot_be_imported_is_killed(judgements: dict[str, Judgement]) -> None:
    found = judgements["crashes at import"]
    assert (found.verdict, found.witness) == (Verdict.CASES, IMPORT)
    assert found.why == "ValueError: at import"


SOURCE: Final = '''
"""Prose."""
from typing import TypeVar
Kind = TypeVar("Kind", bound=int)
LIMIT: int = 3

def f(a: int, b: int = 1) -> bool:
    """Prose."""
    assert a >= 0
    if a < LIMIT and not b:
        g(a, max(b, LIMIT))
        raise ValueError(f"{a + 1} is too much, as all know")
    return a == b
    raise AssertionError
'''


def test_a_source_is_changed_wherever_it_does_something() -> None:
    found = [f"{one.function}: {one.change}" for one in of_source(MODULE, SOURCE)]
    assert found == [
        ": 3 → 4",
        ": 3 → 2",
        "f: 1 → 2",
        "f: 1 → 0",
        "f: if a < LIMIT and (not b) → if not (a < LIMIT and (not b))",
        "f: a < LIMIT and (not b) → a < LIMIT or not b",
        "f: a < LIMIT → a <= LIMIT",
        "f: not b → b",
        "f: g(a, max(b, LIMIT)) → pass",
        "f: g(a, max(b, LIMIT)) → g(max(b, LIMIT), a)",
        "f: raise ValueError(f'{a + 1} is too much, as all know') → pass",
        "f: a == b → a != b",
    ]


def test_the_lines_of_a_change_are_those_of_its_statement() -> None:
    found = {one.change: (one.line, one.end, one.at_import) for one in of_source(MODULE, SOURCE)}
    assert found["3 → 4"] == (5, 5, True)
    assert found["1 → 2"][2]
    assert found["a < LIMIT → a <= LIMIT"] == (10, 10, False)
    assert found["a == b → a != b"] == (13, 13, False)


def test_the_code_of_a_mutant_has_the_change_and_nothing_else() -> None:
    mutant = next(one for one in of_source(MODULE, SOURCE) if one.change == "a == b → a != b")
    names: dict[str, object] = {}
    exec(code_of(mutant, SOURCE), names)  # noqa: S102  # the source above
    f = names["f"]
    assert callable(f)
    assert f(5, 5) is False


def test_every_mutant_has_a_name_of_its_own() -> None:
    names = [str(mutant) for mutant in mutants_of("storage")]
    assert len(set(names)) == len(names)


def test_every_excuse_fits_a_mutant_and_gives_a_reason() -> None:
    every = [mutant for room in ROOMS for mutant in mutants_of(room)]
    assert list(excused.read().wrong(every)) == []


def test_the_rooms_have_goals_and_the_tests_are_there() -> None:
    assert set(GOALS) == set(ROOMS)
    assert all((ROOT / path).exists() for path in TESTS)


EXCUSES: Final = """
[[equivalent]]
module = "helios_ref.storage.snapshot"
function = "f"
change = "3 → 4"
reason = "nobody asks"

[[unobservable]]
module = "helios_ref.storage.snapshot"
function = "f"
reason = "a law"
"""


def of_f(change: str) -> Mutant:
    """Return a mutant of a function."""
    return Mutant(MODULE, "f", change, 1, 1, at_import=False, place=(), variant=0)


def test_an_excuse_that_fits_nothing_is_an_error() -> None:
    excuses = excused.read(EXCUSES)
    assert list(excuses.wrong([of_f("3 → 4")])) == []
    assert list(excuses.wrong([of_f("3 → 2")])) == [f"{MODULE}:f: 3 → 4: there is no such mutant"]


def test_an_equivalent_that_somebody_notices_is_none() -> None:
    excuses = excused.read(EXCUSES)
    one = Judged(of_f("3 → 4"), Judgement(Verdict.CASES, CASE))
    assert list(noticed([one], excuses)) == [
        f"{MODULE}:f: 3 → 4: declared equivalent, and noticed by {CASE}"
    ]


def test_a_score_counts_what_a_door_can_show() -> None:
    """A hundredth equivalent, one unobservable: the rest is for cases."""
    told = {Verdict.CASES: 18, Verdict.TESTS: 1, Verdict.SURVIVED: 1}
    many = [
        Judged(of_f(f"{verdict.value} {n}"), Judgement(verdict))
        for verdict, count in told.items()
        for n in range(count)
    ]
    excuses = excused.read(EXCUSES)
    (score,) = scores(many, excuses)
    assert (score.observable, len(score.hidden)) == (19, 1)
    assert list(score.lacks()) == ["storage: cases notice 94.7%, and 95% are demanded"]


def test_no_more_than_a_few_may_be_equivalent() -> None:
    excuses = excused.read(EXCUSES)
    many = [Judged(of_f("3 → 4"), Judgement(Verdict.SURVIVED))] * 2
    kept = [Judged(of_f(str(n)), Judgement(Verdict.CASES)) for n in range(20)]
    (score,) = scores([*many, *kept], excuses)
    assert list(score.lacks()) == ["storage: 9.1% are equivalent, and 8% may be"]


def test_every_mutant_can_be_compiled() -> None:
    for mutant in mutants_of("storage"):
        assert code_of(mutant).co_filename == str(path_of(mutant.module))
