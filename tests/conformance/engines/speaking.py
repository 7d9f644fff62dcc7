"""A driver in another process that answers well, or has the one vice that it is started with."""

from __future__ import annotations

import json
import sys
import time

HELLO = {"name": "speaking", "version": "0", "capabilities": ["clock"]}
ROWS = {"columns": ["n"], "rows": [["1"]]}


def say(answer: dict[str, object]) -> None:
    """Write a line."""
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def misbehave(vice: str, number: object) -> None:
    """Do what no driver may do."""
    match vice:
        case "exits":
            sys.stderr.write("out of luck\n")
            sys.exit(7)
        case "hangs":
            sys.stderr.write("thinking\n")
            time.sleep(3600)
        case "chats":
            sys.stdout.write("one moment\n")
            say({"id": number, "answer": "rows", **ROWS})
        case "mistypes":
            say({"id": number, "answer": "rows", "columns": ["n"], "rows": [[1]]})
        case "adds":
            say({"id": number, "answer": "rows", **ROWS, "time": 7})
        case "lags":
            say({"id": 1, "answer": "rows", **ROWS})
        case "misses":
            say({"id": number, "answer": "done"})
        case "confesses":
            say({"id": number, "answer": "fault", "detail": "I have a bug"})


def main() -> None:
    """Answer each request; misbehave where a statement is called as the vice."""
    for line in sys.stdin:
        if "deafens" in line:
            say({"id": json.loads(line)["id"], "answer": "done"})
            time.sleep(3600)
        request = json.loads(line)
        number = request["id"]
        match request:
            case {"call": "hello"}:
                say({"id": number, "answer": "hello", **HELLO})
            case {"call": "execute", "statement": "refuse"}:
                say({"id": number, "answer": "refused", "code": "NO_BASE", "message": "why"})
            case {"call": "execute", "statement": "SELECT 1"}:
                say({"id": number, "answer": "rows", **ROWS})
            case {"call": "execute", "statement": "never ends"}:
                while True:
                    sys.stdout.write("x" * 65536)
            case {"call": "execute", "statement": vice}:
                misbehave(vice, number)
            case _:
                say({"id": number, "answer": "done"})


main()
