"""The reference behind the suite's other door: JSON on standard input and output (CNF-060)."""

from __future__ import annotations

import json
import os
import sys
import traceback
from typing import TYPE_CHECKING

from helios_ref.driver import ReferenceDriver
from helios_ref.errors import HeliosError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Request = dict[str, object]


def main() -> None:
    """Answer each line with a line, until there are no more."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what is printed is no answer
    driver = ReferenceDriver()
    for line in sys.stdin:
        request = json.loads(line)
        answer = {"id": request["id"], **answered(driver, request)}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def answered(driver: ReferenceDriver, request: Request) -> Mapping[str, object]:
    """Return what a driver answers to a request (CNF-060)."""
    arguments = {name: value for name, value in request.items() if name not in {"id", "call"}}
    try:
        return _CALLS[str(request["call"])](driver, **arguments)
    except HeliosError as refusal:
        return {"answer": "refused", "code": refusal.code, "message": str(refusal)}
    except Exception:  # noqa: BLE001 - the suite is told of every crash
        return {"answer": "fault", "detail": traceback.format_exc()}


def _hello(driver: ReferenceDriver, protocol: int) -> Mapping[str, object]:
    assert protocol == 1, "there is one version of the protocol"
    return {"answer": "hello", **driver.hello()}


def _execute(driver: ReferenceDriver, session: str, statement: str) -> Mapping[str, object]:
    columns, rows = driver.execute(session, statement)
    return {"answer": "rows", "columns": columns, "rows": rows}


def _effect(call: Callable[..., None]) -> Callable[..., Mapping[str, object]]:
    """Return a call that answers nothing as one that says that it is done."""

    def done(driver: ReferenceDriver, **arguments: object) -> Mapping[str, object]:
        call(driver, **arguments)
        return {"answer": "done"}

    return done


_CALLS: Mapping[str, Callable[..., Mapping[str, object]]] = {
    "hello": _hello,
    "execute": _execute,
    "open": _effect(ReferenceDriver.open),
    "close": _effect(ReferenceDriver.close),
    "set_clock": _effect(ReferenceDriver.set_clock),
    "reopen": _effect(ReferenceDriver.reopen),
    "chdir": _effect(ReferenceDriver.chdir),
}

if __name__ == "__main__":
    main()
