"""A short run of what means badly, and proof that each target can fail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from tests.fuzz import hostile
from tests.fuzz.choices import Seeded
from tests.fuzz.figures import Figures

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", hostile.TARGETS)
def test_nothing_hostile_ends_in_anything_but_a_refusal(
    name: str, seed: int, tmp_path: Path
) -> None:
    """HLD-052, SQL-093, SQL-094, SQL-015, MOD-060, ERR-004."""
    figures = Figures()
    hostile.attack(figures, name, Seeded(seed), tmp_path)
    assert figures.attacks[name][0] == 1
    assert f"{name}: 1 inputs" in str(figures)


PLANTED: Final[dict[str, tuple[str, object, type[BaseException]]]] = {
    "texts": ("helios_ref.sql.actions.number_of", lambda word: int(word[1:]), ValueError),
    "sparse": ("helios_ref.hldb.byte_source.PIECE", 1 << 40, AssertionError),
    "lies": ("helios_ref.backup.verify.in_chain", lambda _, one: one, AssertionError),
    "nodes": ("os.O_NONBLOCK", 0, hostile.HangError),
    "parameters": ("helios_ref.dbapi.types.KNOWN", ((object, lambda one: one),), Exception),
}
"""What is replaced by what, and what shows it, by the target."""


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_mistake_is_found(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ERR-004. By one of a few inputs that meet it."""
    where, mistake, shown = PLANTED[name]
    monkeypatch.setattr(where, mistake)
    monkeypatch.setattr(hostile, "SECONDS", 5 if shown is hostile.HangError else 60)
    monkeypatch.setattr(hostile, "text", lambda _: "$" + "1" * 5_000)
    with pytest.raises(shown):
        attacked(name, tmp_path)


def attacked(name: str, room: Path) -> None:
    """Give a target a few inputs."""
    for seed in range(40):
        place = room / str(seed)
        place.mkdir()
        hostile.attack(Figures(), name, Seeded(seed), place)
