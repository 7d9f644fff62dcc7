"""What a case does to backups and branches, drawn from left to right as it was recorded."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Final

from conformance.drivers.answers import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conformance.verdict.verdicts import Exchange, Outcome

_BACKUP: Final = re.compile(r"BACKUP DATABASE\s*(INCREMENTAL)?(?:.*/([^/']+)')?", re.IGNORECASE)
_RESTORE: Final = re.compile(
    r"RESTORE DATABASE FROM\s+'(?P<what>[^']*)'(?:\s+TO BRANCH\s+'?(?P<branch>\w+))?",
    re.IGNORECASE,
)
_USE: Final = re.compile(r"USE BRANCH (\w+)", re.IGNORECASE)
_BRANCH: Final = re.compile(r"CREATE DATABASE BRANCH (\w+)", re.IGNORECASE)
_DROP: Final = re.compile(r"DROP DATABASE BRANCH (?:IF EXISTS )?(\w+)", re.IGNORECASE)
_CHANGE: Final = re.compile(r"(INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|TRUNCATE)\b", re.IGNORECASE)
_SESSION: Final = re.compile(r"\[(\w+)\] (.*)", re.DOTALL)

STEP, LANE, LEFT, TOP = 96, 68, 84, 30
"""Pixels from event to event, from branch to branch, and around them."""

LONGEST: Final = 14
"""Characters of a line of a label, which has two at most."""

MAIN: Final = "main"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened."""

    kind: str
    label: str
    branch: str
    refused: bool = False
    of: int | None = None
    """The event of the backup that it is of: restored, or the parent."""


@dataclass(slots=True)
class _Story:
    """The events so far, and where each session stands."""

    events: list[Event] = field(default_factory=list)
    at: dict[str, str] = field(default_factory=dict)
    backups: dict[str, int] = field(default_factory=dict)
    """Events of backups by ID, path and file."""

    last: int | None = None

    def tell(self, exchange: Exchange) -> None:
        """Add what one call did, if it is worth drawing."""
        said = _SESSION.fullmatch(exchange.call)
        session, call = (said[1], said[2]) if said else (MAIN, exchange.call)
        branch = self.at.get(session, MAIN)
        refused = isinstance(exchange.answer, Refused)
        if call.startswith("-- "):
            self._deed(call[3:], branch)
        elif call.startswith("reopen"):
            self.at.clear()
            self._add("restart", "restart", MAIN, refused=refused)
        elif found := _BACKUP.match(call):
            self._backup(exchange, found, branch, refused=refused)
        elif found := _RESTORE.match(call):
            of = self.backups.get(found["what"])
            onto = found["branch"] or branch
            label = found["what"].rpartition("/")[2] if of is None else self.events[of].label
            self._add("restore", label, onto if not refused else branch, refused=refused, of=of)
        elif found := _BRANCH.match(call):
            self._add("branch", found[1], branch if refused else found[1], refused=refused)
        elif found := _DROP.match(call):
            self._add("drop", f"drop {found[1]}", branch, refused=refused)
        elif (found := _USE.match(call)) and not refused:
            self.at[session] = found[1].lower()
        elif found := _CHANGE.match(call):
            self._change(found[1].lower(), branch, refused=refused)

    def _deed(self, done: str, branch: str) -> None:
        """Add what was done to a file; a directory that was made is no event."""
        path, _, what = done.partition(": ")
        name = path.rpartition("/")[2].removesuffix(".hldb")
        if what != "directory":
            self._add("file" if what.startswith("copy") else "damage", f"{name} {what}", branch)

    def _backup(
        self, exchange: Exchange, found: re.Match[str], branch: str, *, refused: bool
    ) -> None:
        """Add a backup, and remember its ID and path so that a restore finds it."""
        kind = "incremental" if found[1] else "full"
        label = (found[2] or kind).removesuffix(".hldb")
        self._add(kind, label, branch, refused=refused, of=self.last if found[1] else None)
        if refused:
            return
        self.last = len(self.events) - 1
        rows = getattr(exchange.answer, "rows", ())
        for cell in rows[0] if rows else ():
            if cell and (cell.startswith("bk_") or "/" in cell):
                self.backups[cell] = self.last

    def _change(self, verb: str, branch: str, *, refused: bool) -> None:
        """Add a change; changes in a row are one event."""
        before = self.events[-1] if self.events else None
        if before and before.kind == "change" and before.branch == branch and not refused:
            count = int(before.label.split()[0]) + 1 if before.label[0].isdigit() else 2
            self.events[-1] = Event("change", f"{count} changes", branch)
        else:
            self._add("change", verb, branch, refused=refused)

    def _add(
        self, kind: str, label: str, branch: str, *, refused: bool = False, of: int | None = None
    ) -> None:
        self.events.append(Event(kind, label, branch, refused, of))


def events(outcome: Outcome) -> tuple[Event, ...]:
    """Return what happened in a case; nothing where no backup or branch takes part."""
    story = _Story()
    for exchange in outcome.transcript:
        story.tell(exchange)
    kinds = {event.kind for event in story.events}
    return tuple(story.events) if kinds - {"change", "restart", "damage"} else ()


def drawing(outcome: Outcome) -> str:
    """Return the timeline as SVG; nothing where there is nothing to draw."""
    told = events(outcome)
    if not told:
        return ""
    branches = [*dict.fromkeys([MAIN, *(event.branch for event in told)])]
    lanes = {name: TOP + LANE * place for place, name in enumerate(branches)}
    width, height = LEFT + STEP * len(told), TOP + LANE * len(branches)
    said = escape("; ".join(_said(event) for event in told))
    head = f'<svg class="timeline" role="img" aria-label="{said}" width="{width}" height="{height}"'
    return "".join(
        [f'{head} viewBox="0 0 {width} {height}">', *_parts(told, lanes, width), "</svg>"]
    )


def _parts(told: Sequence[Event], lanes: dict[str, int], width: int) -> Iterator[str]:
    """Yield the SVG of lanes, then curves to parents, then marks above them."""
    for name, y in lanes.items():
        first = next((at for at, event in enumerate(told) if event.branch == name), 0)
        x = LEFT - 20 if name == MAIN else _x(first) - 26
        yield f'<line class="lane" x1="{x}" y1="{y}" x2="{width - 20}" y2="{y}"/>'
        yield f'<text class="branch" x="4" y="{y + 4}">{escape(_short(name, 9))}</text>'
    for at, event in enumerate(told):
        if event.of is not None:
            yield _curve(
                event, (_x(event.of), lanes[told[event.of].branch]), (_x(at), lanes[event.branch])
            )
    for at, event in enumerate(told):
        x, y = _x(at), lanes[event.branch]
        yield f'<g class="{event.kind}{" refused" * event.refused}">{_mark(event, x, y)}'
        yield f"<title>{escape(_said(event))}</title>"
        for line, words in enumerate(_lines(event.label)):
            yield f'<text x="{x}" y="{y + 26 + 13 * line}">{escape(words)}</text>'
        yield "</g>"


def _x(at: int) -> int:
    return LEFT + 16 + STEP * at


def _curve(event: Event, start: tuple[int, int], end: tuple[int, int]) -> str:
    (x1, y1), (x2, y2) = start, end
    rise = 12 + min(12, (x2 - x1) // 24)
    path = f"M{x1} {y1 - 9} C{x1} {y1 - 9 - rise} {x2} {y2 - 9 - rise} {x2} {y2 - 9}"
    return f'<path class="link {event.kind}" d="{path}"/>'


def _mark(event: Event, x: int, y: int) -> str:
    """Return the sign of an event: filled is whole, hollow is a difference, a cross is a no."""
    match event.kind:
        case "full" | "incremental":
            shape = f'<rect x="{x - 8}" y="{y - 8}" width="16" height="16" rx="3"/>'
        case "restore" | "branch" | "drop":
            shape = f'<circle cx="{x}" cy="{y}" r="8"/>'
        case "damage" | "file":
            shape = f'<path d="M{x - 8} {y - 8} l6 6 l-4 2 l8 8"/>'
        case "restart":
            shape = f'<path d="M{x} {y - 14} V{y + 14}"/>'
        case _:
            shape = f'<circle cx="{x}" cy="{y}" r="4"/>'
    cross = f'<path class="cross" d="M{x - 5} {y - 5} l10 10 m0 -10 l-10 10"/>'
    return shape + cross * event.refused


def _said(event: Event) -> str:
    kinds = {"full": "a full backup", "incremental": "an incremental backup", "restore": "restored"}
    what = f"{kinds.get(event.kind, event.kind)} {event.label} on {event.branch}"
    return what + ", refused" * event.refused


def _lines(label: str) -> list[str]:
    """Return a label in one line, or in two where it has words for them."""
    first, *more = textwrap.wrap(label, LONGEST, break_long_words=False) or [""]
    lines = [first, " ".join(more)] if more else [first]
    return [_short(line) for line in lines]


def _short(label: str, most: int = LONGEST) -> str:
    return label if len(label) <= most else f"{label[: most - 1]}…"
