"""What a driver answers is checked before anyone believes it (CNF-020 to CNF-022)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from conformance.drivers.answers import Fault, FaultKind, Hello, Refused, Rows
from conformance.drivers.target import Target
from tests.conformance.toys import Toy, ToyRefusedError, rows

if TYPE_CHECKING:
    from conformance.drivers.protocol import Driver


def answer_to(driver: Driver) -> object:
    """Return what a target makes of a driver's answer, or the kind of its fault."""
    try:
        return Target(driver).execute("main", "SELECT 1")
    except Fault as fault:
        return fault.kind


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (rows(), Rows((), ())),
        (rows("n", rows=(("1",), (None,))), Rows(("n",), (("1",), (None,)))),
        ([["n"], [["1"]]], Rows(("n",), (("1",),))),
        ((["n"], [["1"]], ["by the way"]), Rows(("n",), (("1",),), ("by the way",))),
        (ToyRefusedError("NO_BASE", "why"), Refused("NO_BASE", "why")),
    ],
)
def test_rows_and_refusals_are_answers(answer: object, expected: object) -> None:
    """CNF-020, CNF-022."""
    assert answer_to(Toy(answers={"SELECT 1": answer})) == expected


@pytest.mark.parametrize(
    "answer",
    [
        None,
        "n",
        (["n"],),
        (["n"], [["1"]], "more"),
        (["n"], [["1"]], [1]),
        (["n"], [["1"]], [], []),
        (["n"], [["\ud800"]]),
        ("n", []),
        ([1], []),
        (["n"], None),
        (["n"], ["1"]),
        (["n"], [["1", "2"]]),
        (["n"], [[]]),
        (["n"], [[1]]),
        (["n"], [[True]]),
        (["n"], [[b"1"]]),
    ],
)
def test_anything_else_is_malformed(answer: object) -> None:
    """CNF-020, CNF-021. A cell is text or null: no number, no bytes."""
    assert answer_to(Toy(answers={"SELECT 1": answer})) is FaultKind.MALFORMED


class NumberedError(Exception):
    """An exception whose code is no name, as libraries have them."""

    code = 7


@pytest.mark.parametrize("error", [KeyError("n"), NumberedError(), SystemExit(1), MemoryError()])
def test_an_exception_without_a_code_is_a_crash(error: BaseException) -> None:
    """CNF-022."""
    assert answer_to(Toy(answers={"SELECT 1": error})) is FaultKind.CRASH


class Greeter(Toy):
    """An engine that greets as it is told."""

    def __init__(self, greeting: object) -> None:
        super().__init__()
        self.greeting = greeting

    def hello(self) -> dict[str, object]:
        """Greet."""
        return self.greeting if isinstance(self.greeting, dict) else {}


def test_a_greeting_has_a_name_a_version_and_capabilities() -> None:
    """CNF-010, CNF-020."""
    greeting = {"name": "toy", "version": "0", "capabilities": ["clock"], "more": 1}
    target = Target(Greeter(greeting))
    assert target.hello == Hello("toy", "0", frozenset({"clock"}))
    assert (target.has("clock"), target.has("codes")) == (True, False)


@pytest.mark.parametrize(
    "greeting",
    [
        {},
        {"name": "toy", "capabilities": []},
        {"name": "toy", "version": 1, "capabilities": []},
        {"name": "toy", "version": "1", "capabilities": "clock"},
        {"name": "toy", "version": "1", "capabilities": [1]},
    ],
)
def test_another_greeting_is_malformed(greeting: dict[str, object]) -> None:
    """CNF-020."""
    with pytest.raises(Fault) as caught:
        Target(Greeter(greeting))
    assert caught.value.kind is FaultKind.MALFORMED


class Sleeper(Toy):
    """An engine that falls asleep over a statement."""

    def answer(self, statement: str) -> object:
        """Sleep, whatever is raised."""
        self.asked.append(statement)
        try:
            time.sleep(3600)
        except Exception:  # noqa: BLE001 - what engines do
            return rows()
        return rows()


def test_a_silence_in_our_own_process_is_a_hang() -> None:
    """CNF-022, CNF-061. As far as Python can interrupt it."""
    target = Target(Sleeper(), deadline_s=0.2)
    with pytest.raises(Fault, match=r"no answer within 0\.2 s") as caught:
        target.execute("main", "SELECT 1")
    assert caught.value.kind is FaultKind.HANG
    target.close()


class Stubborn(Toy):
    """An engine that refuses to be opened, and to be started anew."""

    def open(self, directory: str) -> None:
        """Refuse."""
        raise ToyRefusedError("IO_ERROR", directory)

    def reopen(self, directories: list[str]) -> None:
        """Refuse."""
        raise ToyRefusedError("ID_CONFLICT", ", ".join(directories))


def test_only_statements_and_restarts_can_be_refused() -> None:
    """CNF-020, CNF-022."""
    target = Target(Stubborn())
    with pytest.raises(Fault):
        target.open("/a")
    assert target.reopen(["/a", "/b"]) == Refused("ID_CONFLICT", "/a, /b")
