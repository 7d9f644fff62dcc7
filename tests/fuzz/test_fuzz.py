"""A short run of the fuzzers, and proof that they can fail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from unittest.mock import patch

import pytest

from helios_ref.hldb.model import Header, Link
from tests.fuzz import running
from tests.fuzz.figures import Figures
from tests.fuzz.histories import FIRST, restating
from tests.fuzz.planted import PLANTED
from tests.fuzz.readers import Reference, Verdict, suite_verdict
from tests.vectors.encoded import written
from tests.vectors.states import CHANGED, ID, PRODUCTS, Column, Table

if TYPE_CHECKING:
    from tests.vectors.states import State

ROWS: Final = Table("many", (ID,), {at: (at,) for at in range(1, 4200)}).state()
LONG: Final = Table(
    "long", (ID, Column("t", "text")), {at: (at, "x" * 10_000 * at) for at in range(1, 13)}
).state()


def chains() -> list[list[bytes]]:
    """Return chains with tombstones, many entries and long ones, as the encoder writes them now."""
    before, after = PRODUCTS.state(), CHANGED.state()
    return [chain(before, after), chain(ROWS, {}), chain(LONG, before), chain(after, LONG)]


def chain(before: State, after: State) -> list[bytes]:
    """Return a full and an incremental."""
    full = written(Header(FIRST, FIRST, "main"), before, before)
    header = Header(FIRST + 9, FIRST + 9, "main", Link(FIRST, full.root))
    return [full.data, written(header, names_restated(before, after), after).data]


def names_restated(before: State, after: State) -> dict[bytes, bytes | None]:
    """Return the difference, every table that is left restated."""
    content = restating(before, after)
    kept = {k: v for k, v in after.items() if k.startswith((b"meta:", b"counter:"))}
    return content | kept


def test_what_the_encoder_writes_is_accepted_by_both_readers() -> None:
    """HLD-002. Without an error planted."""
    for files in chains():
        assert verdicts(files) == (Reference().verdict(files[:1]).code,) * 2 == ("", "")


def verdicts(files: list[bytes]) -> tuple[str, str]:
    """Return the codes of both readers."""
    return Reference().verdict(files).code, suite_verdict(files).code


@pytest.mark.parametrize("name", PLANTED)
def test_an_error_of_the_encoder_does_not_stay_hidden(name: str) -> None:
    """HLD-002, HLD-041. Each of two readers refuses what it writes, by itself."""
    target, wrong = PLANTED[name]
    with patch(target, wrong):
        files = chains()
    assert files != chains()
    ours, theirs = zip(*map(verdicts, files), strict=True)
    assert any(ours)
    assert any(theirs)


def test_mutated_files_are_refused_in_order() -> None:
    """HLD-004, HLD-050. No other exception, no hang, and half of them pass the blocks."""
    figures = Figures()
    running.decode(figures, running.Corpus(7, 64), 2000, 7)
    assert figures.inputs == sum(figures.clauses.values()) == 2000
    assert figures.past_blocks > 1000
    assert 100 < figures.clauses[""] < 1000


def test_two_readers_agree() -> None:
    """HLD-002, HLD-041 to HLD-044. On chains in order, and on mutated ones."""
    figures = Figures()
    running.generate(figures, 50, 7)
    running.differ(figures, running.Corpus(8, 64), 500, 7)
    assert (figures.generated, figures.compared) == (50, 500)


def test_a_disagreement_ends_the_run() -> None:
    """HLD-002. The run can fail."""
    blind = patch("tests.fuzz.running.suite_verdict", lambda _: Verdict("", state={}))
    with blind, pytest.raises(running.DisagreementError):
        running.differ(Figures(), running.Corpus(9, 8), 50, 9)


def test_reading_has_little_room() -> None:
    """HLD-004. An allocation beyond it ends the run."""
    with running.limited(10), pytest.raises(MemoryError):
        bytes(1 << 34)  # more than a process that ran for long could have left over
