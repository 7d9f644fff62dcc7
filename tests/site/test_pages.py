"""The pages as they are written: everything has one, and every link leads somewhere (CNF-080)."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag

import pytest

from conformance.book.suite import Suite, read_suite
from conformance.faults import WRONG_ENGINES
from conformance.site import addresses
from conformance.site.decisions import read_decisions
from conformance.site.error_table import read_errors
from conformance.site.golden import read_vectors
from conformance.site.source_page import read_statements
from conformance.spec.resources import spec_directory
from conformance.targets import TARGETS
from conformance.targets.record import read_results
from conformance.targets.registry import HERE

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 25 * 2**20
OUTSIDE = re.compile(r"[a-z]+:")


@pytest.fixture(scope="module")
def suite() -> Suite:
    return read_suite()


class Places(HTMLParser):
    """The anchors of a page, and where it leads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.anchors: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what every element says of itself."""
        del tag
        for name, value in attrs:
            if name == "id":
                self.anchors.append(value or "")
            elif name in {"href", "src"}:
                self.links.append(value or "")


@pytest.fixture(scope="module")
def places(site: Path) -> dict[Path, Places]:
    return {path: Places(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}


def test_no_link_leads_nowhere(site: Path, places: dict[Path, Places]) -> None:
    """CNF-080."""
    dead = []
    for path, found in places.items():
        for link in found.links:
            place, anchor = urldefrag(link)
            if OUTSIDE.match(link):
                continue
            target = (path.parent / place).resolve() if place else path
            known = places[target].anchors if target in places else []
            there = target.is_relative_to(site.resolve()) and target.is_file()
            if not there or (anchor and unquote(anchor) not in known):
                dead.append((path.name, link))
    assert dead == []


def test_no_page_has_an_anchor_twice(places: dict[Path, Places]) -> None:
    for path, found in places.items():
        assert len(found.anchors) == len(set(found.anchors)), path


def test_everything_has_a_page_at_its_name(site: Path, suite: Suite) -> None:
    """CNF-080. The addresses stay, so they are written out here."""
    spec = spec_directory()
    due = {f"clauses/{clause}.html" for clause in suite.clauses}
    due |= {f"features/{case.id.partition('[')[0]}.html" for case in suite.cases}
    due |= {f"errors/{code}.html" for code in read_errors(spec)}
    due |= {f"vectors/{name}.html" for name in read_vectors(spec)}
    due |= {f"engines/{name}.html" for name in TARGETS}
    due |= {f"faults/{name}.html" for name in WRONG_ENGINES}
    due |= {f"decisions/{number:04}.html" for number in read_decisions(spec)}
    due |= {f"source/{name}.html" for name in read_statements(spec)}
    assert {name for name in due if not (site / name).is_file()} == set()


def test_every_case_is_an_anchor_of_its_feature(
    site: Path, suite: Suite, places: dict[Path, Places]
) -> None:
    """CNF-080."""
    for case in suite.cases:
        page, _, anchor = addresses.of_case(case.id).partition("#")
        assert unquote(anchor) in places[site / page].anchors, case.id


def test_the_pages_need_no_network(places: dict[Path, Places], site: Path) -> None:
    """CNF-080. No script, style or picture is somebody else's."""
    for path in places:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r'<(?:script|link|img)[^>]*"https?:', text), path
    for asset in (site / "assets").iterdir():
        assert not re.search(r"https?://(?!www\.w3\.org/)", asset.read_text(encoding="utf-8"))


def test_the_site_is_small(site: Path) -> None:
    assert sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) <= MOST_BYTES


def test_what_engines_hold_can_be_read_by_machines(site: Path, suite: Suite) -> None:
    """CNF-082."""
    index = json.loads((site / "engines" / "engines.json").read_text(encoding="utf-8"))
    assert [one["key"] for one in index["engines"]] == [*TARGETS]
    for engine in index["engines"]:
        assert (site / engine["page"]).is_file()
        for profile, of in engine["profiles"].items():
            cases = [case for case in suite.cases if case.profile == profile]
            assert of["held"] <= of["applicable"] <= of["cases"] == len(cases)
            badge = json.loads((site / of["badge"]).read_text(encoding="utf-8"))
            assert badge["schemaVersion"] == 1
            assert badge["label"] == f"{profile} {suite.charter.profiles[profile]}"
            conformant = bool(of["applicable"]) and of["held"] == of["applicable"]
            assert (badge["message"] == "conformant") == conformant


def test_what_machines_read_of_an_engine_is_what_was_counted(site: Path) -> None:
    """CNF-082. What applies is more than what holds, as far as both are of this suite's cases."""
    index = json.loads((site / "engines" / "engines.json").read_text(encoding="utf-8"))
    told = {one["key"]: one for one in index["engines"]}
    kept = read_results(HERE / "matrix.json")
    compared = []
    for name, engine in told.items():
        for fact in ("version", "capabilities", "supplied"):
            assert engine[fact] == getattr(kept[name], fact), name
        assert engine["profiles"].keys() == kept[name].verdicts.keys()
        for profile, counts in kept[name].verdicts.items():
            of = engine["profiles"][profile]
            if sum(counts.values()) == of["cases"]:
                assert of["held"] == counts.get("pass", 0), (name, profile)
                compared.append(of)
    assert len(compared) >= 20
    assert any(of["held"] < of["applicable"] for of in compared)
    assert all(of["held"] == of["applicable"] > 0 for of in told["reference"]["profiles"].values())


def test_every_page_is_three_steps_from_the_first_at_most(
    site: Path, places: dict[Path, Places]
) -> None:
    """CNF-080. By links alone, without the search."""
    root = site.resolve()
    reached = {root / "index.html"}
    for _ in range(3):
        reached |= {
            (path.parent / place).resolve()
            for path in reached
            if path in places
            for link in places[path].links
            if (place := urldefrag(link)[0]) and not OUTSIDE.match(link)
        }
    assert [str(path) for path in places if path.resolve() not in reached] == []


def test_every_refusal_has_a_message_and_a_next_step(site: Path) -> None:
    """ERR-002. What the page shows was said, or is how the reference words it."""
    for code in read_errors(spec_directory()):
        text = (site / "errors" / f"{code}.html").read_text(encoding="utf-8")
        assert re.search(r'<blockquote class="message"><p>(?:<var>)?[^<]', text), code
        assert re.search(r'id="next">What to do next</h2>\s*<p>[A-Z]', text), code


def test_an_engine_that_was_not_asked_is_said_to_be(site: Path) -> None:
    """CNF-080. No cell of the matrix is blank."""
    text = (site / "engines" / "index.html").read_text(encoding="utf-8")
    cells = re.findall(r'<td class="(\w+)">(.*?)</td>', text)
    assert {kind for kind, _ in cells} >= {"all", "some", "none", "apart", "unasked"}
    assert {shown for kind, shown in cells if kind == "unasked"} == {"not asked"}
    assert "" not in {shown for _, shown in cells}
