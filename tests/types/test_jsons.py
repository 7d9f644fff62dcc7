"""The syntax of JSON, against the parser of the standard library."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helios_ref.types.json import is_json

pieces = st.sampled_from(
    ["{", "}", "[", "]", ",", ":", '"a"', "1", "-", "0", ".", "e", "true", "null", " ", '"', "\\"]
)


def refuse(constant: str) -> None:
    """Refuse what the library takes and RFC 8259 does not."""
    raise ValueError(constant)


def is_json_to_the_library(text: str) -> bool:
    """Whether the standard library reads it, without its extensions."""
    try:
        json.loads(text, parse_constant=refuse)
    except ValueError:
        return False
    return True


@given(st.lists(pieces, max_size=8).map("".join))
def test_what_is_json_is_agreed_on(text: str) -> None:
    """MOD-027. Few pieces, so that they often fit together."""
    assert is_json(text) == is_json_to_the_library(text)


@pytest.mark.parametrize("depth", [1, 100_000])
def test_no_depth_is_too_deep(depth: int) -> None:
    """MOD-027. The check is a loop, not a recursion."""
    assert is_json("[" * depth + "]" * depth)
    assert not is_json("[" * depth)
    assert not is_json("[" * depth + "]" * (depth + 1))


@pytest.mark.parametrize("text", ["NaN", "Infinity", "'a'", "01", "1.", '"\t"', '"\\x"', "\ufeff1"])
def test_what_others_take_for_json_is_refused(text: str) -> None:
    """MOD-027. RFC 8259 and nothing more."""
    assert not is_json(text)
