"""What the known targets hold, profile by profile, as Markdown (CNF-051)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.load.ledger import Came
from conformance.rot.flips import Became
from conformance.targets.registry import TARGETS
from conformance.verdict.verdicts import DOCUMENTED, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from conformance.targets.record import Deviation, Result

HEADING = """# Engines beside each other

`tox -e targets` writes this page and [matrix.json](matrix.json).
With `-- --all` it asks for the profile `backup` as well, and measures bit rot and load.
A target that is not installed keeps what came of it last.
What the suite found out about these engines stands in [FOUND.md](FOUND.md).
PostgreSQL stands here twice.
`postgresql` is its SQL, through [drivers/postgres.py](../drivers/postgres.py).
`postgresql-backup` is its backups, through the kit and [postgres_backup.py](postgres_backup.py).

Of the cases that apply to a target, so many hold.
What its driver supplies is no merit of the engine (CNF-065).
What holds by the kit alone is counted apart (CNF-066).
Bit rot: of so many single bits that were turned, so many were not noticed by a restore (CNF-058).
Under load: of so many backups while sessions transferred, and of so many kills during one,
so many came to a bad end (CNF-107, CNF-108).
"""

HOLDS = Came.HOLDS.value

APART = (Verdict.PASS, Verdict.KNOWN_DEVIATION, Verdict.NOT_APPLICABLE, Verdict.BY_THE_KIT)
MOST_DEVIATIONS = 12
"""Deviations of a target that the page tells."""

MOST_CASES = 4
"""Cases of a deviation that are named; the rest is counted."""

FRONT = ("<!-- engines: written by `tox -e targets` -->", "<!-- /engines -->")
"""What stands on a page around the short table."""

ASKED = (DOCUMENTED, "backup")
"""The profiles of the short table: what is asked of anybody's backups."""


def matrix(results: Sequence[Result], profiles: Sequence[str]) -> str:
    """Return the page: a row for each target, a column for each profile."""
    lines = (HEADING, *_table(results, profiles), "", *_targets(results), *_deviations(results))
    return "\n".join(lines) + "\n"


def _table(results: Sequence[Result], profiles: Sequence[str]) -> Iterator[str]:
    yield _row(
        ["target", *(f"`{profile}`" for profile in profiles), "bit rot", "under load", "seconds"]
    )
    yield _row(["---"] * (4 + len(profiles)))
    for one in results:
        shares = (share(one.verdicts.get(profile, {})) for profile in profiles)
        yield _row([_name(one), *shares, rot(one), load(one), str(one.seconds)])


def with_front(page: str, results: Sequence[Result]) -> str:
    """Return a page with the short table between its marks: each engine's backups in a line."""
    before, rest = page.split(FRONT[0])
    _, after = rest.split(FRONT[1])
    return f"{before}{FRONT[0]}\n{front(results)}{FRONT[1]}{after}"


def front(results: Sequence[Result]) -> str:
    """Return the short table: of the engines that are asked for backups, what anybody asks."""
    asked = [one for one in results if DOCUMENTED in one.verdicts]
    profiles = [name for name in ASKED if any(name in one.verdicts for one in asked)]
    rows = [
        [
            "engine",
            *(f"`{name}`" for name in profiles),
            "bits that rot unnoticed",
            "wrong under load",
        ],
        ["---"] * (3 + len(profiles)),
        *(
            [_name(one), *(held(one, name) for name in profiles), rot(one), front_load(one)]
            for one in asked
        ),
    ]
    return "".join(f"{_row(row)}\n" for row in rows)


def front_load(one: Result) -> str:
    """Return how many backups and kills under load came to a bad end."""
    if one.load is None:
        return load(one)
    bad = sum(number for kind, number in one.load.counts.items() if kind != HOLDS)
    return f"{bad or 'none'} of {sum(one.load.counts.values())}"


def held(one: Result, profile: str) -> str:
    """Return how many of the cases that apply hold; by the kit, they are nobody's merit."""
    counts = {Verdict(name): number for name, number in one.verdicts.get(profile, {}).items()}
    asked = sum(
        number
        for verdict, number in counts.items()
        if verdict not in {Verdict.NOT_APPLICABLE, Verdict.BY_THE_KIT}
    )
    return f"{counts.get(Verdict.PASS, 0)} of {asked}" if asked else "not asked"


def share(verdicts: Mapping[str, int]) -> str:
    """Return what a target holds of a profile, in a few words."""
    counts = {Verdict(name): number for name, number in verdicts.items()}
    if not counts:
        return "not asked"
    applicable = sum(counts.values()) - counts.get(Verdict.NOT_APPLICABLE, 0)
    if not applicable:
        return "does not apply"
    by_the_kit = counts.get(Verdict.BY_THE_KIT, 0)
    held = counts.get(Verdict.PASS, 0) + by_the_kit
    words = [f"{'conformant, ' * (held == applicable)}{held} of {applicable}"]
    if by_the_kit:
        words.append(f"{by_the_kit} of them by the kit")
    words += [f"{counts[one]} {one.value}" for one in Verdict if one not in APART and one in counts]
    if Verdict.NOT_APPLICABLE in counts:
        words.append(f"{counts[Verdict.NOT_APPLICABLE]} do not apply")
    return ", ".join(words)


def rot(one: Result) -> str:
    """Return what came of turning bits, in a few words."""
    if one.rot is None:
        return "not measured" if TARGETS[one.name].flips else "does not apply"
    bad = {
        kind.value: one.rot.counts.get(kind.value, 0)
        for kind in (Became.WRONG, Became.UNREADABLE, Became.FAULT)
    }
    total = sum(one.rot.counts.values())
    words = [f"{number} {kind}" for kind, number in bad.items() if number]
    return f"{', '.join(words) or 'none'} of {total}"


def load(one: Result) -> str:
    """Return what came of backups and kills under load, in a few words."""
    if one.load is None:
        return "not measured" if TARGETS[one.name].loadable else "does not apply"
    bad = [f"{one.load.counts[kind]} {kind}" for kind in one.load.counts if kind != HOLDS]
    asked = f"{one.load.backups} backups"
    if one.load.kills:
        asked += f" and {one.load.kills} kills"
    return f"{', '.join(bad) or 'none'} of {asked}; {one.load.during} transfers during them"


def _targets(results: Sequence[Result]) -> Iterator[str]:
    for one in results:
        parts = [f"capabilities {_listed(one.capabilities)}"]
        if one.supplied:
            parts.append(f"the driver supplies {_listed(one.supplied)}")
        parts.append(f"deviations in [{one.name}.toml]({one.name}.toml)")
        yield f"- {_name(one)} (`{one.name}`, {one.date}): {'; '.join(parts)}"


def _deviations(results: Sequence[Result]) -> Iterator[str]:
    for one in results:
        if not one.deviations:
            continue
        yield from ("", f"## What {_name(one)} does otherwise", "")
        yield from (f"- {_deviation(deviation)}" for deviation in one.deviations[:MOST_DEVIATIONS])
        if (more := len(one.deviations) - MOST_DEVIATIONS) > 0:
            yield f"- {more} more, in [{one.name}.toml]({one.name}.toml)."


def _deviation(one: Deviation) -> str:
    cases = ", ".join(f"`{case}`" for case in one.cases[:MOST_CASES])
    more = len(one.cases) - MOST_CASES
    named = f"{cases} and {more} more" if more > 0 else cases
    return f"{one.reason} {f'[Known there.]({one.link}) ' if one.link else ''}({named})"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "none"


def _name(one: Result) -> str:
    return f"{one.target} {one.version}"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
