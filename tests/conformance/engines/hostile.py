"""A driver in Python that does what its statements say, and nothing that a driver should."""

from __future__ import annotations

import ctypes
import os
import sys
import threading
import time
from pathlib import Path

Table = tuple[list[str], list[list[str]]]


class RefusedError(Exception):
    """A refusal with a message of any kind."""

    code = "REFUSED"


class UnspeakableError(Exception):
    """A refusal that cannot say what it is."""

    code = "REFUSED"

    def __str__(self) -> str:
        """Fail."""
        raise RuntimeError


class Driver:
    """Answers well, or misbehaves."""

    def hello(self) -> dict[str, object]:
        """Say who it is."""
        return {"name": "hostile\x1b[2J", "version": "0", "capabilities": []}

    def open(self, directory: str) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing."""

    def execute(self, session: str, statement: str) -> Table:
        """Do what the statement says."""
        del session
        what, _, with_what = statement.partition(" ")
        vice = VICES.get(what)
        return ([], []) if vice is None else vice(with_what)


def sleep_in_c(_: str) -> Table:
    """Sleep where Python cannot interrupt."""
    ctypes.PyDLL(None).sleep(3600)
    return [], []


def leave(_: str) -> Table:
    """End as if all had gone well."""
    os._exit(0)


def die(number: str) -> Table:
    """Die of a signal."""
    os.kill(os.getpid(), int(number))
    time.sleep(3600)
    return [], []


def half(_: str) -> Table:
    """Answer half a character."""
    return ["n"], [["\ud800"]]


def half_refused(_: str) -> Table:
    """Refuse with half a character."""
    raise RefusedError("\ud800")


def unspeakable(_: str) -> Table:
    """Refuse with what cannot be said."""
    raise UnspeakableError


def interrupt(_: str) -> Table:
    """Raise what is the user's to raise."""
    raise KeyboardInterrupt


def paint(_: str) -> Table:
    """Refuse with power over a terminal."""
    raise RefusedError("\x1b[31mred\x9b2J" + "x" * 1_000_000)


def chatter(_: str) -> Table:
    """Write on standard error without end."""

    def write() -> None:
        while True:
            sys.stderr.write("chatter\n" * 1000)

    threading.Thread(target=write, daemon=True).start()
    time.sleep(3600)
    return [], []


def leave_children(folder: str) -> Table:
    """Start children, one in a session of its own, and make a file in the temporary directory."""
    for leaves in (True, False):
        if os.fork() == 0:
            if leaves:
                os.setsid()
            if os.fork() == 0:
                Path(folder, f"{os.getpid()}.pid").touch()
            time.sleep(600)
            os._exit(0)
    while len([*Path(folder).glob("*.pid")]) != 2:
        time.sleep(0.01)
    Path(os.environ["TMPDIR"], "left").touch()
    return [], []


def litter(name: str) -> Table:
    """Write into the working directory."""
    Path(name).touch()
    return [], []


VICES = {
    "sleep": sleep_in_c,
    "leave": leave,
    "die": die,
    "half": half,
    "half-refused": half_refused,
    "unspeakable": unspeakable,
    "interrupt": interrupt,
    "paint": paint,
    "chatter": chatter,
    "children": leave_children,
    "litter": litter,
}


def raises() -> Driver:
    """Fail before there is a driver."""
    raise RuntimeError("no")


class Armless:
    """A driver that cannot open."""

    def hello(self) -> dict[str, object]:
        """Say who it is."""
        return {"name": "armless", "version": "0", "capabilities": ["clock"]}
