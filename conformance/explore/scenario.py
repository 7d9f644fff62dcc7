"""A finding as a scenario in the suite's own language, so that it stays found (CNF-052)."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conformance.book.dialect import dialect_needs
from conformance.book.ways import MAIN_SESSION
from conformance.explore.turn import (
    Clock,
    Deed,
    HasMode,
    Holds,
    Is,
    Refuses,
    Reopening,
    Statement,
    Succeeds,
)
from conformance.lint.step_order import MOST_STEPS
from conformance.run.tables import drawn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conformance.explore.play_program import Finding
    from conformance.explore.turn import Then, Turn

FOLDER, LONG = "found", "strategy"
"""Where a scenario goes, and where one goes that has more steps than a case may have."""

QUOTES = '"""'


def feature(finding: Finding, name: str, engine: str) -> tuple[str, str]:
    """Return the folder and the text of a feature with one scenario."""
    steps = [*_givens(finding.before), *_judged(finding)]
    keywords = ("Given", "When", "Then")
    count = sum(line.startswith(keywords) or line.startswith("And") for line in steps)
    tags = " ".join(f"@{tag}" for tag in _tags(finding))
    lines = [
        f"Feature: {name} - Found by exploring",
        "",
        f"  {engine} answers something else.",
        "  The answer here is the one that the clauses give.",
        "",
        f"  {tags}",
        f"  Scenario: [1] {_title(finding)}",
        *(f"    {line}" if line else "" for line in steps),
    ]
    return (FOLDER if count <= MOST_STEPS else LONG), "\n".join(lines) + "\n"


def clauses(finding: Finding) -> tuple[str, ...]:
    """Return one or two clauses: of what was looked at, and of what was done before."""
    found = [finding.clause]
    if finding.turn.look and finding.before:
        found.insert(0, finding.before[-1].clause)
    return tuple(dict.fromkeys(found))


def _tags(finding: Finding) -> Iterator[str]:
    yield from clauses(finding)
    yield "reference"
    used = (*finding.before, finding.turn)
    needs = {need for turn in used for need in turn.needs}
    needs |= dialect_needs(turn.act.text for turn in used if isinstance(turn.act, Statement))
    yield from (f"needs-{need}" for need in sorted(needs))


def _title(finding: Finding) -> str:
    """Return what goes wrong, in a line."""
    done = finding.turn.act.text if isinstance(finding.turn.act, Statement) else "A restart"
    words = " ".join(done.split()[:2]).replace("DATABASE", "").strip()
    after = ""
    if finding.turn.look and finding.before:
        last = finding.before[-1].act
        after = f" after {_verb(last.text)}" if isinstance(last, Statement) else " after that"
    return f"What {words}{after} comes to"


def _verb(text: str) -> str:
    return " ".join(text.split()[:2])


def _givens(turns: Sequence[Turn]) -> Iterator[str]:
    """Yield what happened before, statements of one kind in one block."""
    keyword, block, heading = "Given", list[str](), ""
    for turn in turns:
        line, statement = _given(turn)
        if statement and line == heading:
            block.append(statement)
            continue
        yield from _block(heading, block)
        heading, block = "", []
        if statement:
            heading, block = line, [statement]
            yield f"{keyword} {line}"
        else:
            yield f"{keyword} {line}"
        keyword = "And"
    yield from _block(heading, block)


def _given(turn: Turn) -> tuple[str, str]:
    """Return the line of a Given, and the statement that belongs beneath it."""
    match turn.act:
        case Statement(text, backup, session):
            if backup and not turn.refused:
                name = text.rpartition("/")[2].partition(".")[0]
                return f"{backup} ${name}", ""
            if session != MAIN_SESSION:
                return f"session {session} has executed:", text
            return ("having been refused:" if turn.refused else "having executed:"), text
        case Clock(second):
            return f"the clock stands at {second}", ""
        case Deed(phrase=phrase):
            return phrase, ""
        case Reopening():
            return "the engine was restarted with backups in $dir", ""
        case _:
            assert_never(turn.act)


def _block(heading: str, statements: Sequence[str]) -> Iterator[str]:
    if heading:
        yield from (f"  {line}" for line in (QUOTES, *(f"{one};" for one in statements), QUOTES))


def _judged(finding: Finding) -> Iterator[str]:
    """Yield the When, and what has to hold then."""
    match finding.turn.act:
        case Statement(text, session=session):
            who = f"session {session} executes" if session != MAIN_SESSION else "executing"
            yield f"When {who}: {text}"
        case Reopening():
            yield "When the engine is restarted with backups in $dir"
        case Clock() | Deed():
            raise AssertionError(finding.turn)
        case _:
            assert_never(finding.turn.act)
    keyword = "Then"
    for then in _needed(finding):
        text, *table = _then(then)
        yield f"{keyword} {text}"
        yield from (f"  {line}" for line in table)
        keyword = "And"


def _needed(finding: Finding) -> Iterator[Then]:
    """Yield what says that the answer is judged, and what did not hold."""
    first = finding.turn.thens[0]
    if finding.then is None or finding.then is first:
        yield first
    else:
        yield first if isinstance(first, Refuses) else Succeeds()
        yield finding.then


def _then(then: Then) -> list[str]:
    """Return the lines of a Then."""
    match then:
        case Succeeds():
            return ["it succeeds"]
        case Is(table, ordered):
            order = "" if ordered else ", in any order,"
            return [f"the result{order} is:", *drawn(table[0], table[1:]).splitlines()]
        case Refuses(codes):
            return [f"it is refused with {' or '.join(codes)}"]
        case Holds(paths):
            return ["$dir holds:", *drawn(("path",), [(path,) for path in paths]).splitlines()]
        case HasMode(path, octal):
            return [f"the file {path} has mode {octal}"]
        case _:
            assert_never(then)
