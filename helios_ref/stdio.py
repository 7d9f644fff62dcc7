"""The reference behind the suite's other door: JSON on standard input and output (CNF-060)."""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Lock
from typing import Final

from helios_ref.driver import ReferenceDriver
from helios_ref.errors import HeliosError

Request = dict[str, object]

MOST: Final = 1 << 28
"""Most bytes of a line."""


def serve(driver: ReferenceDriver) -> None:
    """Answer each line with a line, until there are no more; a session waits for no other."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what is printed is no answer
    sessions: dict[object, ThreadPoolExecutor] = {}
    answering = Lock()

    def answer(request: Request) -> None:
        said = json.dumps({"id": request["id"], **answered(driver, request)})
        with answering:
            answers.write(said + "\n")
            answers.flush()

    for request in requests():
        if request["call"] == "execute":  # in the order of its session (CNF-106)
            session = sessions.setdefault(request["session"], ThreadPoolExecutor(1))
            session.submit(answer, request)
        else:
            while sessions:
                sessions.popitem()[1].shutdown()
            answer(request)


class RequestError(ValueError):
    """A line that is no request, which says where and why (CNF-060)."""


def requests() -> Iterator[Request]:
    """Yield what each line of the standard input asks for."""
    for number in count(1):
        try:
            line = sys.stdin.buffer.readline(MOST + 1)
        except OSError as error:
            raise RequestError(f"the standard input cannot be read: {error.strerror}") from error
        if not line:
            return
        if len(line) > MOST:
            raise RequestError(f"line {number} has more than {MOST:,} bytes")
        try:
            yield _request(line)
        except KeyError as error:
            raise RequestError(f"line {number} is no request: it has no {error}") from error
        except (ValueError, TypeError, RecursionError) as error:
            raise RequestError(f"line {number} is no request: {error}") from error


def _request(line: bytes) -> Request:
    request: Request = json.loads(line)
    for needed in ("id", "call", *(("session",) if request["call"] == "execute" else ())):
        request[needed]
    return request


def answered(driver: ReferenceDriver, request: Request) -> Mapping[str, object]:
    """Return what a driver answers to a request (CNF-060)."""
    arguments = {name: value for name, value in request.items() if name not in {"id", "call"}}
    try:
        return _called(driver, str(request["call"]), arguments)
    except HeliosError as refusal:
        said = {"code": refusal.code, "message": str(refusal), "facts": dict(refusal.facts)}
        return {"answer": "refused", **said}
    except Exception:  # noqa: BLE001 - the suite is told of every crash
        return {"answer": "fault", "detail": traceback.format_exc()}


def _called(driver: ReferenceDriver, call: str, arguments: Request) -> Mapping[str, object]:
    """Return the answer to a call, by the method of its name: a subclass may have its own."""
    match call:
        case "hello":
            assert arguments == {"protocol": 1}, "there is one version of the protocol"
            return {"answer": "hello", **driver.hello()}
        case "execute":
            columns, rows, notices = driver.execute(**arguments)  # type: ignore[arg-type]
            return {"answer": "rows", "columns": columns, "rows": rows, "notices": notices}
        case "open" | "close" | "set_clock" | "reopen" | "chdir" | "operate":
            getattr(driver, call)(**arguments)
            return {"answer": "done"}
        case _:
            return {"answer": "fault", "detail": f"there is no call {call}"}
