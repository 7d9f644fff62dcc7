"""The door to another process: lines of JSON, deadlines, and faults told apart."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import jsonschema
import msgspec
import pytest

from conformance.drivers import DriverNotFoundError, messages, opened
from conformance.drivers.answers import Fault, FaultKind, Refused, Rows
from conformance.drivers.target import Target
from conformance.report.schemas import RECORDS, schema, schema_text
from conformance.spec.resources import spec_directory
from conformance.verdict.verdicts import Verdict
from helios_ref.driver import Cells, ReferenceDriver
from helios_ref.stdio import answered
from tests.conformance.toys import ended, written

if TYPE_CHECKING:
    from collections.abc import Iterator

SPEAKING = Path(__file__).parent / "engines" / "speaking.py"
COMMAND = f"cmd:{shlex.join([sys.executable, str(SPEAKING)])}"
ONE = Rows(("n",), (("1",),))


@pytest.fixture
def target() -> Iterator[Target]:
    """Yield a target in another process, which has little time."""
    with opened(COMMAND, deadline_s=20.0) as driver:
        target = Target(driver)
        target.open("/d")
        yield target


def test_a_process_answers_each_call(target: Target) -> None:
    """CNF-060."""
    target.set_clock(7)
    assert target.execute("main", "SELECT 1") == ONE
    assert target.execute("main", "refuse") == Refused("NO_BASE", "why")
    assert target.reopen(["/d"]) == Rows((), ())
    target.chdir("/d")
    target.close()


@pytest.mark.parametrize(
    ("vice", "kind", "told"),
    [
        ("exits", FaultKind.CRASH, "the process ended with exit code 7\nout of luck"),
        ("chats", FaultKind.NOISE, "one moment"),
        ("mistypes", FaultKind.MALFORMED, "Expected `str | null`, got `int`"),
        ("adds", FaultKind.MALFORMED, "unknown field `time`"),
        ("lags", FaultKind.MALFORMED, "no answer to this request"),
        ("misses", FaultKind.MALFORMED, "no answer to this request"),
        ("confesses", FaultKind.CRASH, "I have a bug"),
    ],
)
def test_faults_are_told_apart_and_the_next_case_has_a_new_process(
    vice: str, kind: FaultKind, told: str, target: Target
) -> None:
    """CNF-061."""
    with pytest.raises(Fault, match="in execute") as caught:
        target.execute("main", vice)
    assert caught.value.kind is kind
    assert told in caught.value.detail
    target.close()
    target.open("/d")
    assert target.execute("main", "SELECT 1") == ONE


def test_a_silence_beyond_the_deadline_is_a_hang() -> None:
    """CNF-061."""
    with opened(COMMAND, deadline_s=1.5) as driver:
        target = Target(driver)
        with pytest.raises(Fault) as caught:
            target.execute("main", "hangs")
    assert caught.value.kind is FaultKind.HANG
    assert caught.value.detail == "no answer within 1.5 s\nthinking"


@pytest.mark.parametrize("command", ["cmd:", "cmd:'", "cmd:/no/such/command"])
def test_a_command_that_does_not_start_is_wrong_usage(command: str) -> None:
    """CNF-041."""
    with pytest.raises(DriverNotFoundError), opened(command) as driver:
        Target(driver)


def test_the_run_goes_on_after_a_crash(tmp_path: Path) -> None:
    """CNF-061."""
    case = "  @BKP-001\n  Scenario: [{}] S\n    When executing: {}\n    Then it succeeds\n"
    scenarios = "".join(
        case.format(number, statement).replace("] S", f"] S{number}")
        for number, statement in enumerate(
            ("SELECT 1", "exits", "SELECT 1", "chats", "SELECT 1"), 1
        )
    )
    suite = written(tmp_path, scenarios)
    with opened(COMMAND) as driver:
        outcomes = ended(suite, driver).outcomes
    good, bad = Verdict.PASS, Verdict.FAULT
    assert [outcome.verdict for outcome in outcomes] == [good, bad, good, bad, good]


@pytest.mark.parametrize("name", sorted(RECORDS))
def test_the_schema_in_the_spec_is_that_of_the_records(name: str) -> None:
    """CNF-044, CNF-060. As `helios-conformance schema` prints it."""
    path = spec_directory() / "schemas" / f"{name}.json"
    assert path.read_text(encoding="utf-8") == schema_text(name)
    jsonschema.Draft202012Validator.check_schema(schema(name))


def test_every_schema_in_the_spec_has_its_records() -> None:
    """CNF-060."""
    assert {path.stem for path in (spec_directory() / "schemas").iterdir()} == set(RECORDS)


@pytest.mark.parametrize(
    ("line", "fits"),
    [
        ({"id": 1, "answer": "done"}, True),
        ({"id": 1, "answer": "rows", "columns": ["n"], "rows": [["1"], [None]]}, True),
        ({"id": 1, "answer": "rows", "columns": ["n"], "rows": [[1]]}, False),
        ({"id": 1, "answer": "rows", "columns": ["n"]}, False),
        ({"id": "1", "answer": "done"}, False),
        ({"id": 1, "answer": "done", "more": 1}, False),
        ({"id": 1, "answer": "well"}, False),
        ({"id": 1, "answer": "refused", "code": "NO_BASE"}, False),
        ([], False),
    ],
)
def test_the_schema_takes_what_the_suite_takes(line: object, *, fits: bool) -> None:
    """CNF-060."""
    validator = jsonschema.Draft202012Validator(schema("response"))
    assert validator.is_valid(line) is fits
    try:
        msgspec.json.decode(json.dumps(line), type=messages.Response)
    except msgspec.ValidationError:
        assert not fits
    else:
        assert fits


def test_every_request_that_is_sent_fits_the_schema() -> None:
    """CNF-060."""
    validator = jsonschema.Draft202012Validator(schema("request"))
    requests = [
        messages.Hello(id=1, protocol=messages.PROTOCOL),
        messages.Open(id=2, directory="/d"),
        messages.Execute(id=3, session="main", statement="SELECT 1"),
        messages.Close(id=4),
        messages.SetClock(id=5, second=7),
        messages.Reopen(id=6, directories=["/d"]),
        messages.Chdir(id=7, directory="/d"),
        messages.Operate(id=8, words=["prune", "/d", "--keep-days", "7", "--keep-full", "1"]),
    ]
    assert {type(request) for request in requests} == set(get_args(messages.Request))
    for request in requests:
        validator.validate(json.loads(msgspec.json.encode(request)))


class Elsewhere(ReferenceDriver):
    """The reference, with calls of its own."""

    def execute(self, session: str, statement: str) -> tuple[list[str], list[Cells], list[str]]:
        """Answer what it was asked."""
        return ["asked"], [[statement]], [session]

    def chdir(self, directory: str) -> None:
        """Stay."""


def test_a_subclass_in_the_place_of_the_reference_is_used() -> None:
    """CNF-060. Also by the reference as a process."""
    driver = Elsewhere()
    assert answered(driver, {"id": 1, "call": "chdir", "directory": "/no/such"})["answer"] == "done"
    request: dict[str, object] = {"id": 2, "call": "execute", "session": "s", "statement": "x"}
    assert answered(driver, request) == {
        "answer": "rows",
        "columns": ["asked"],
        "rows": [["x"]],
        "notices": ["s"],
    }
