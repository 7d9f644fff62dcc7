"""Every call of a run with its answer, as lines: what `--transcript` writes (CNF-049)."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from conformance.drivers import messages as m
from conformance.drivers.answers import Fault, Hello, Refused, Rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from conformance.drivers.answers import Answer


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One call of a run, as a process would be asked and would answer."""

    case: str
    """The case that asked; empty before the first."""

    ms: float
    request: m.Request
    response: m.Response | None
    """None of a fault, which may be that there is no answer."""

    fault: str = ""


@dataclass(slots=True)
class Call:
    """A call while it lasts."""

    answer: object = None
    """What came back, once it has been checked."""


class Transcript:
    """Lines that are written as the calls end."""

    def __init__(self, file: BinaryIO) -> None:
        self.case = ""
        self._file = file
        self._encode = msgspec.json.Encoder().encode
        self._number = 0

    @contextmanager
    def line(self, call: str, arguments: Mapping[str, object]) -> Iterator[Call]:
        """Write the line of a call when the block ends, in an answer or a fault."""
        self._number += 1
        began, made, fault = time.perf_counter(), Call(), ""
        try:
            yield made
        except Fault as error:
            fault = str(error)
            raise
        finally:
            line = Line(
                case=self.case,
                ms=round((time.perf_counter() - began) * 1000, 3),
                request=_request(self._number, call, arguments),
                response=None if fault else _response(self._number, call, made.answer),
                fault=fault,
            )
            self._file.write(self._encode(line) + b"\n")


def _request(number: int, call: str, arguments: Mapping[str, object]) -> m.Request:
    about = {"protocol": m.PROTOCOL} if call == "hello" else arguments
    request: m.Request = msgspec.convert({"id": number, "call": call, **about}, m.Request)
    return request


def _response(number: int, call: str, answer: object) -> m.Response:
    match answer:
        case Hello() as hello:
            return greeting(number, hello)
        case Refused():
            return message(number, answer)
        case Rows() if call == "execute":
            return message(number, answer)
        case _:
            return m.Done(id=number)


def greeting(number: int, hello: Hello) -> m.Greeting:
    """Return who a target is as it stands in a line."""
    return m.Greeting(
        id=number,
        name=hello.name,
        version=hello.version,
        capabilities=sorted(hello.capabilities),
        supplied=list(hello.supplied),
    )


def message(number: int, answer: Answer) -> m.Response:
    """Return what a statement answers as it stands in a line."""
    if isinstance(answer, Refused):
        facts = None if answer.facts is None else dict(answer.facts)
        return m.Refused(id=number, code=answer.code, message=answer.message, facts=facts)
    return m.Rows(
        id=number,
        columns=list(answer.columns),
        rows=[list(row) for row in answer.rows],
        notices=list(answer.notices),
    )
