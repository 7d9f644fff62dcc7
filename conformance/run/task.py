"""`python -m conformance.run.task`: one pickled task from standard input, its answer to output."""

from __future__ import annotations

import os
import pickle
import sys
from typing import BinaryIO

from conformance.drivers.interrupts import listening
from conformance.run.cluster import TaskAnswer


def main() -> None:
    """Do the task; SIGTERM ends it in order, with the driver that it has started."""
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as output:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever prints, the answer is alone
        told = answer(sys.stdin.buffer)
        output.write(told)


def answer(source: BinaryIO) -> bytes:
    """Do what is asked; return the pickled answer, or nothing when it is not wanted any more."""
    try:
        with listening():
            work, task = pickle.load(source)  # noqa: S301  # of the suite that handed it over
            return pickle.dumps(TaskAnswer(work(task)))
    except KeyboardInterrupt:
        return b""
    except BaseException as error:  # noqa: BLE001  # also an exit: whoever asked has to know
        return pickle.dumps(TaskAnswer(None, error))


if __name__ == "__main__":
    main()
