"""The checksum of a state, followed step by step or computed at once."""

from __future__ import annotations

from functools import reduce
from operator import add, sub

from hypothesis import given
from hypothesis import strategies as st

from helios_ref.storage.checksum import StateSum, state_sum
from tests.hldb.samples import short_keys, values
from tests.vectors.assemble import checksum

maps = st.dictionaries(short_keys, values, max_size=6)


def test_the_checksum_is_the_one_of_the_clause() -> None:
    """HLD-040, with the published checksums of the texts 1 and 123456789."""
    expected = (0xCBF43926 + 1) * (0x83DCEFB7 + 1) % 2**64
    assert state_sum({b"123456789": b"1"}) == StateSum(1, expected)


@given(maps, maps)
def test_the_checksum_follows_every_change(
    before: dict[bytes, bytes], after: dict[bytes, bytes]
) -> None:
    """HLD-040, HLD-041. Kills: a checksum that depends on the order of the changes."""
    single = [state_sum({key: value}) for key, value in before.items()]
    lost = reduce(sub, single, state_sum(before))
    assert lost == StateSum()
    gained = reduce(add, [state_sum({key: value}) for key, value in after.items()], lost)
    assert gained == state_sum(after) == StateSum(*checksum(after.items()))


@given(maps, maps)
def test_sums_of_disjoint_parts_add_up(left: dict[bytes, bytes], right: dict[bytes, bytes]) -> None:
    """HLD-040."""
    other = {b"~" + key: value for key, value in right.items()}
    both = state_sum(left | other)
    assert state_sum(left) + state_sum(other) == both
    assert both - state_sum(other) == state_sum(left)
