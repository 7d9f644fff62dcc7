"""`faults.lock`: for each wrong engine, the cases that must catch it (CNF-050)."""

from __future__ import annotations

import json
import re
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from conformance.faults.wrong_engine import WrongEngine

PATH: Final = Path(__file__).with_name("faults.lock")

HEAD: Final = """\
# Each wrong engine, the clause that it breaks, and the cases that must catch it: Full1[2-4,6#full]
# is Full1[2], Full1[3], Full1[4] and Full1[6]#full. `helios-conformance faults --accept` writes
# this file, and `helios-conformance faults` holds the suite to it.
"""

QUOTED: Final = r'"(?:[^"\\]|\\.)*"'
"""An example in quotes, as JSON has it: it may hold any sign."""

ITEM: Final = re.compile(rf"(\d+)(?:-(\d+)|#({QUOTED}|[^],]*))?")
"""Of what stands in brackets: a number, `2-4`, `6#full`, or `6#"an example, in quotes"`."""

GROUP: Final = re.compile(rf"(\w+)\[((?:{QUOTED}|[^]\"])*)\]")
"""A feature, and what stands in its brackets: `Full1[2-4,6#full]`."""

BARE: Final = re.compile(r"[\w.:+-]+")
"""An example that needs no quotes."""

CaughtBy = dict[str, tuple[str, ...]]
"""The cases that catch each wrong engine, by its name."""


def read_catches(path: Path = PATH) -> CaughtBy:
    """Return which cases must catch each engine; none where nobody has accepted any."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    parts = [line.split(" ", 2) for line in lines if not line.startswith("#")]
    return {name: tuple(case_ids(cases)) for name, _, cases in parts}


def accept_catches(
    catches: Mapping[str, Iterable[str]], engines: Mapping[str, WrongEngine], path: Path = PATH
) -> None:
    """Write which cases caught each engine."""
    lines = [
        f"{name} {engines[name].clause} {abbreviated(catches[name])}\n" for name in sorted(catches)
    ]
    path.write_text("".join([HEAD, *lines]), encoding="utf-8")


def abbreviated(cases: Iterable[str]) -> str:
    """Return case IDs in the short form, in the order in which they come."""
    split = [case.partition("[") for case in cases]
    groups = groupby(split, key=lambda parts: parts[0])
    return " ".join(f"{feature}[{','.join(places(rest))}]" for feature, rest in groups)


def places(split: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    """Yield scenarios by their numbers, those that follow each other as one, and examples."""
    numbers: list[int] = []
    for _, _, place in split:
        number, _, example = place.partition("]")
        if numbers and (example or int(number) != numbers[-1] + 1):
            yield number_range(numbers)
            numbers = []
        if example:
            text = example.removeprefix("#")
            bare = BARE.fullmatch(text)
            yield f"{number}#{text if bare else json.dumps(text, ensure_ascii=False)}"
        else:
            numbers.append(int(number))
    if numbers:
        yield number_range(numbers)


def number_range(numbers: list[int]) -> str:
    """Return numbers that follow each other."""
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}-{numbers[-1]}"


def case_ids(cases: str) -> Iterator[str]:
    """Yield the case IDs of the short form."""
    for feature, listed in GROUP.findall(cases):
        for first, last, example in ITEM.findall(listed):
            text = json.loads(example) if example.startswith('"') else example
            for number in range(int(first), int(last or first) + 1):
                yield f"{feature}[{number}]#{text}" if text else f"{feature}[{number}]"
