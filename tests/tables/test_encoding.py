"""Values in index keys sort as the values do, and are equal when the values are."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise, product
from struct import pack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helios_ref.types import Value, type_named
from helios_ref.types.key_encoding import EncodingError
from tests.tables.samples import INDEXED, VALUES
from tests.types.comparison import compared

Encode = Callable[[Value], bytes]


def broken(encode: Encode, values: list[Value]) -> list[tuple[Value, Value]]:
    """Return the pairs of values whose encodings, continued by any bytes, compare otherwise."""
    ends = (b"", b"\x01", b"0123456789abcdef")
    return [
        (left, right)
        for left, right in product([*values, None], repeat=2)
        for ours, theirs in product(ends, repeat=2)
        if (order := compared(left, right))
        and order != compared(encode(left) + ours, encode(right) + theirs)
    ] + [
        (left, right)
        for left, right in product([*values, None], repeat=2)
        if (compared(left, right) == 0) != (encode(left) == encode(right))
    ]


@pytest.mark.parametrize("name", INDEXED)
def test_encodings_sort_as_values_do(name: str) -> None:
    """MOD-014. Every pair of samples, whatever follows in the key; NULL last."""
    assert broken(type_named(name).encode, VALUES[name]) == []


decimals = st.decimals(allow_nan=False) | st.just(Decimal("NaN"))


@given(decimals, decimals)
def test_decimals_sort(left: Decimal, right: Decimal) -> None:
    """MOD-014. Kills: the exponent forgotten, trailing zeros kept, negatives not inverted."""
    encode = type_named("numeric").encode
    assert compared(left, right) == compared(encode(left), encode(right))


def plainly(value: Value) -> bytes:
    """Encode a decimal as its text."""
    return b"\x02" if value is None else b"\x01" + str(value).encode() + b"\0"


def with_zeros(value: Value) -> bytes:
    """Encode a decimal with its trailing zeros."""
    if not isinstance(value, Decimal) or not value.is_finite() or value <= 0:
        return type_named("numeric").encode(value)
    exponent = pack(">I", value.adjusted() + 1 + 2**31)
    return b"\x01\x03" + exponent + "".join(map(str, value.as_tuple().digits)).encode() + b"\0"


def raw_float(value: Value) -> bytes:
    """Encode a float as its bits."""
    return b"\x02" if value is None else b"\x01" + pack(">d", value)


def unsigned(value: Value) -> bytes:
    """Encode an integer in two's complement."""
    return b"\x02" if value is None else b"\x01" + pack(">q", value)


def unescaped(value: Value) -> bytes:
    """Encode bytes with nothing done to zeros."""
    return b"\x01" + value + b"\0" if isinstance(value, bytes) else b"\x02"


def endless(value: Value) -> bytes:
    """Encode a text without an end."""
    return b"\x01" + value.encode() if isinstance(value, str) else b"\x02"


def null_first(value: Value) -> bytes:
    """Encode NULL before every value."""
    return b"\x00" if value is None else type_named("boolean").encode(value)


@pytest.mark.parametrize(
    ("fault", "name"),
    [
        (plainly, "numeric"),
        (with_zeros, "numeric"),
        (raw_float, "double precision"),
        (unsigned, "bigint"),
        (unescaped, "bytea"),
        (endless, "text"),
        (null_first, "boolean"),
    ],
)
def test_the_law_finds_a_planted_fault(fault: Encode, name: str) -> None:
    """MOD-014. The samples are strong enough to tell."""
    assert broken(fault, VALUES[name])


@pytest.mark.parametrize("name", INDEXED)
def test_what_is_decoded_was_encoded(name: str) -> None:
    """MOD-014. A value comes back, with the place where its encoding ends."""
    type_ = type_named(name)
    for value in [*VALUES[name], None]:
        data = type_.encode(value)
        back, end = type_.decoded(b"key:" + data + b"\x01rest", len(b"key:"))
        assert compared(back, value) == 0
        assert end == len(b"key:") + len(data)


@pytest.mark.parametrize("name", INDEXED)
def test_no_other_bytes_are_decoded(name: str) -> None:
    """MOD-014. Cut or changed by a byte: refused, or the encoding of another value."""
    type_ = type_named(name)
    for value in VALUES[name]:
        data = type_.encode(value)
        changed = [data[:end] for end in range(len(data))]
        changed += [
            data[:at] + bytes((byte,)) + data[at + 1 :]
            for at in range(len(data))
            for byte in {0, 1, 2, 4, 6, 48, 49, 255, data[at] ^ 128} - {data[at]}
        ]
        for other in changed:
            try:
                back, end = type_.decoded(other, 0)
            except EncodingError:
                continue
            assert type_.encode(back) == other[:end]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("numeric", "01 03 80000001 3900"),
        ("double precision", "01 7fffffffffffffff"),
        ("double precision", "01 0007ffffffffffff"),
    ],
)
def test_samples_of_decoding_agree(name: str, data: str) -> None:
    """MOD-014. A digit, -0.0 and a NaN with its sign: only the first is an encoding."""
    type_ = type_named(name)
    if name == "numeric":
        assert type_.decoded(bytes.fromhex(data), 0)[0] == Decimal(9)
        return
    with pytest.raises(EncodingError):
        type_.decoded(bytes.fromhex(data), 0)


def test_samples_ascend() -> None:
    """MOD-014. The tests above rest on it."""
    for name in INDEXED:
        assert all(compared(left, right) <= 0 for left, right in pairwise(VALUES[name]))
