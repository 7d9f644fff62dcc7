"""Engines beside each other, case by case; each engine; what machines read of them (CNF-082)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance import SUITE_VERSION
from conformance.site import addresses
from conformance.site.findings import FOUND, read_found
from conformance.site.pages.page import SitePage
from conformance.verdict.verdicts import DOCUMENTED, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from conformance.book.casebook import Case
    from conformance.site.book import Book
    from conformance.site.engines import Judged
    from conformance.site.findings import Discovery
    from conformance.site.pages.page import Press


@dataclass(frozen=True, slots=True)
class Share:
    """What an engine holds of some cases."""

    held: int
    applicable: int
    """Those that apply, and that could fail (CNF-066)."""

    kit: int
    """Those that hold whatever engine stands behind the kit."""

    asked: int

    @property
    def kind(self) -> str:
        """In one word: `all`, `some`, `none`, `kit`, `apart` where none applies, `unasked`."""
        if not self.asked:
            return "unasked"
        if not self.applicable:
            return "kit" if self.kit else "apart"
        return "all" if self.held == self.applicable else "some" if self.held else "none"

    @property
    def text(self) -> str:
        """As a cell of the matrix."""
        match self.kind:
            case "unasked":
                return "not asked"
            case "apart":
                return "n/a"
            case "kit":
                return "kit"
            case _:
                return f"{self.held}/{self.applicable}" if self.applicable > 1 else "✗✓"[self.held]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the matrix."""

    name: str
    title: str
    shares: tuple[Share, ...]
    documented: bool
    rows: tuple[Row, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether engines that were asked do not all hold it."""
        kinds = {one.kind for one in self.shares} - {"unasked", "apart", "kit"}
        return len(kinds) > 1 or "some" in kinds


def share(engine: Judged, cases: Sequence[Case]) -> Share:
    """Return what an engine holds of some cases."""
    counts = engine.counts(case.id for case in cases)
    asked = sum(counts.values())
    kit = counts.get(Verdict.BY_THE_KIT, 0)
    applicable = asked - kit - counts.get(Verdict.NOT_APPLICABLE, 0)
    return Share(counts.get(Verdict.PASS, 0), applicable, kit, asked)


def engine_pages(press: Press) -> Iterator[SitePage]:
    """Yield the matrix, a page for each engine, findings, and what machines read."""
    book = press.book
    found = read_found()
    yield press.page("engines/index.html", "engines.html", folders=[*_matrix(book)])
    yield press.page(
        "engines/found.html", "prose.html", title="What we found", text=FOUND.read_text("utf-8")
    )
    yield press.page("engines/yours.html", "yours.html")
    for engine in book.engines:
        yield press.page(
            addresses.of_engine(engine.key),
            "engine.html",
            engine=engine,
            shares=_shares(book, engine),
            earlier=[(one, _shares(book, one)) for one in engine.earlier],
            wrong=[*_wrong(book, engine)],
            findings=_about(found, engine),
        )
        yield from _badges(book, engine)
    document = {
        "suite": SUITE_VERSION,
        "profiles": dict(book.suite.charter.profiles),
        "engines": [_entry(book, one) for one in book.engines],
    }
    yield SitePage(
        "engines/engines.json", json.dumps(document, indent=1, ensure_ascii=False) + "\n"
    )


def _matrix(book: Book) -> Iterator[Row]:
    """Yield a row for each folder, with those of its features, with those of their scenarios."""
    folders: dict[str, list[Row]] = {}
    cases_of: dict[str, list[Case]] = {}
    for name, cases in book.features.items():
        folder = cases[0].feature.folder
        scenarios: dict[str, list[Case]] = {}
        for case in cases:
            scenarios.setdefault(case.scenario_id, []).append(case)
        rows = tuple(
            _row(book, scenario, some[0].bare_title, some) for scenario, some in scenarios.items()
        )
        title = cases[0].feature.title.partition(" - ")[2]
        folders.setdefault(folder, []).append(_row(book, name, title, cases, rows))
        cases_of.setdefault(folder, []).extend(cases)
    for folder, rows_of in folders.items():
        yield _row(book, folder, "", cases_of[folder], tuple(rows_of))


def _row(
    book: Book, name: str, title: str, cases: Sequence[Case], rows: tuple[Row, ...] = ()
) -> Row:
    shares = tuple(share(engine, cases) for engine in book.engines)
    return Row(name, title, shares, any(case.profile == DOCUMENTED for case in cases), rows)


def _shares(book: Book, engine: Judged) -> Mapping[str, Share]:
    """Return what an engine holds of each profile that it was asked for."""
    shares = {profile: share(engine, cases) for profile, cases in book.by_profile.items()}
    return {profile: one for profile, one in shares.items() if one.asked}


def _wrong(book: Book, engine: Judged) -> Iterator[Case]:
    """Yield the cases that apply to an engine and that it does not hold."""
    apart = (Verdict.PASS, Verdict.BY_THE_KIT, Verdict.NOT_APPLICABLE)
    for case in book.suite.cases:
        said = engine.verdicts.get(case.id)
        if said is not None and said.verdict not in apart:
            yield case


def _about(found: Sequence[Discovery], engine: Judged) -> Sequence[Discovery]:
    """Return what was found out about an engine."""
    return [
        one
        for one in found
        if any(engine.name.startswith(name) for name in one.heading.partition(":")[0].split(", "))
    ]


def _badges(book: Book, engine: Judged) -> Iterator[SitePage]:
    """Yield what a maker of badges reads, for each profile of an engine."""
    for profile, one in _shares(book, engine).items():
        version = book.suite.charter.profiles[profile]
        whole = one.kind == "all"
        document = {
            "schemaVersion": 1,
            "label": f"{profile} {version}",
            "message": "does not apply" if not one.applicable else _message(one),
            "color": "brightgreen" if whole else "lightgrey" if not one.applicable else "yellow",
        }
        text = json.dumps(document, ensure_ascii=False) + "\n"
        yield SitePage(f"engines/{engine.key}/{profile}/badge.json", text)


def _message(one: Share) -> str:
    return "conformant" if one.kind == "all" else f"{one.held} of {one.applicable}"


def _entry(book: Book, engine: Judged) -> dict[str, object]:
    """Return an engine as `engines.json` has it (CNF-082)."""
    return {
        "key": engine.key,
        "name": engine.name,
        "version": engine.version,
        "date": engine.date,
        "page": addresses.of_engine(engine.key),
        "capabilities": list(engine.capabilities),
        "supplied": list(engine.supplied),
        "profiles": {
            profile: {
                "held": one.held,
                "applicable": one.applicable,
                "by_the_kit": one.kit,
                "cases": one.asked,
                "badge": f"engines/{engine.key}/{profile}/badge.json",
            }
            for profile, one in _shares(book, engine).items()
        },
        "bit_rot": None if engine.rot is None else dict(engine.rot.counts),
    }
