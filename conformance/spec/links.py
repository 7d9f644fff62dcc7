"""Links of the specification: what is mentioned by its name leads to where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from os.path import relpath
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MARKER: Final = "<!-- links -->"
"""Where a page's list of links begins; nothing stands behind it that somebody wrote."""

_ANCHOR: Final = re.compile(r'<a id="[^"]+"></a>')
_NAME: Final = r"[A-Z]{3}-\d{3}|[SD]\d{1,2}|[A-Z][A-Z_]*[A-Z]"
_LINK: Final = re.compile(rf"\[({_NAME})\](?:\([^)\s]*\))?")
_HEADING: Final = re.compile(r"^### ([A-Z]{3}-\d{3}) ")
_ROWS: Final = {
    "06-errors.md": re.compile(r"^\| ([A-Z][A-Z_]*[A-Z]) \|"),
    "source.md": re.compile(r"^\| (S\d{1,2}) \|"),
}
"""How a row begins that has a name, on the pages whose rows have one."""
_APART: Final = re.compile(r"(`[^`]*`|\[[^\]]*\]\([^)]*\)|<!--.*?-->|<a [^>]*></a>)")
"""What holds no mention: code, a link that somebody wrote, a comment, an anchor."""

_SPAN: Final = re.compile(r"(`[^`]*`)")
_FENCE: Final = "```"


@dataclass(frozen=True, slots=True)
class Targets:
    """Everything that has a name, and the page and anchor where it stands."""

    places: Mapping[str, tuple[Path, str]]

    def link(self, name: str, page: Path) -> str:
        """Return the way from a page to a name."""
        target, anchor = self.places[name]
        path = "" if target == page else relpath(target, page.parent)
        return f"{path}#{anchor}" if anchor else path


def targets(spec: Path, pages: Mapping[Path, str]) -> Targets:
    """Return the clauses, codes, statements of the source and records that pages hold."""
    places: dict[str, tuple[Path, str]] = {}
    for page, text in pages.items():
        for line in text.splitlines():
            found = _HEADING.match(line) or _row(line, page)
            if found:
                places.setdefault(found[1], (page, found[1]))
    for record in sorted((spec / "decisions").glob("[0-9]*.md")):
        places[f"D{int(record.name[:4])}"] = (record, "")
    return Targets(places)


def unlinked(text: str) -> str:
    """Return a text as somebody wrote it, in as many lines up to where its list of links begins."""
    lines: list[str] = []
    fenced = False
    for line in text.partition(MARKER)[0].splitlines():
        fenced ^= line.startswith(_FENCE)
        lines.append(line if fenced else _without_links(_ANCHOR.sub("", line)))
    return "\n".join(lines) + "\n"


def linked(text: str, page: Path, to: Targets) -> str:
    """Return a page with an anchor at what stands there, and a link at each mention of a name."""
    used: dict[str, None] = {}
    lines: list[str] = []
    fenced = False
    for line in text.splitlines():
        fenced ^= line.startswith(_FENCE)
        heading = _HEADING.match(line)
        if heading and not fenced and to.places.get(heading[1], (None,))[0] == page:
            lines += [f'<a id="{heading[1]}"></a>', ""]
        lines.append(line if fenced or line.startswith("#") else _linked(line, page, to, used))
    listed = [f"[{name}]: {to.link(name, page)}" for name in sorted(used)]
    return "\n".join([*lines, *(["", MARKER, "", *listed] if listed else [])]) + "\n"


def _without_links(line: str) -> str:
    """Return a line without links to names; what stands in backquotes is no link."""
    parts = _SPAN.split(line)
    return "".join(
        part if place % 2 else _LINK.sub(r"\1", part) for place, part in enumerate(parts)
    )


def _row(line: str, page: Path) -> re.Match[str] | None:
    """Return the name with which a row of a table begins, on a page whose rows have one."""
    pattern = _ROWS.get(page.name)
    return pattern.match(line) if pattern else None


def _linked(line: str, page: Path, to: Targets, used: dict[str, None]) -> str:
    """Return a line with links, noting which names it uses."""

    def link(match: re.Match[str]) -> str:
        name = match[0]
        if name not in to.places:
            return name
        if line[match.end() : match.end() + 1] == ":":  # or a line of its own would define it
            return f"[{name}]({to.link(name, page)})"
        used[name] = None
        return f"[{name}]"

    row = _row(line, page)
    if row and to.places.get(row[1]) == (page, row[1]):
        head, rest = f'| <a id="{row[1]}"></a>{row[1]} |', line[row.end() :]
        return head + _linked(rest, page, to, used) if rest else head
    parts = _APART.split(line)
    return "".join(
        part if place % 2 else re.sub(rf"(?<![\w-])(?:{_NAME})(?![\w-])", link, part)
        for place, part in enumerate(parts)
    )
