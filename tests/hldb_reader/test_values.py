"""Values of rows that lie within their columns' types, and others (MOD-023 to MOD-027)."""

import struct

import pytest

from conformance.hldb_reader import Float, Refused, Value, read

from .build import full_file, pack, short, table


def float4(raw: str) -> Float:
    return Float(bytes.fromhex(raw))


NAN8 = struct.pack(">d", float("nan"))
GOOD: list[tuple[str, Value]] = [
    ("smallint", -32768),
    ("integer", 2**31 - 1),
    ("bigint", -(2**63)),
    ("serial", 1),
    ("bigserial", 2**63 - 1),
    ("numeric", "-0.10"),
    ("numeric", "0"),
    ("numeric", "NaN"),
    ("numeric", "-Infinity"),
    ("numeric", "9" * 131_072 + "." + "9" * 16_383),
    ("numeric(3,2)", "NaN"),
    ("numeric(3,-2)", "-99900"),
    ("numeric(3,-2)", "0"),
    ("numeric(2,3)", "0.099"),
    ("numeric(3,2)", "9.99"),
    ("numeric(3,0)", "-999"),
    ("numeric(2,4)", "0.0091"),
    ("real", float4("7fc00000")),
    ("real", float4("80000000")),
    ("double precision", Float(NAN8)),
    ("double precision", Float(struct.pack(">d", float("-inf")))),
    ("text", "ä"),
    ("character varying(2)", "äö"),
    ("boolean", True),
    ("date", -719_162),
    ("timestamp", 253_402_300_799_999_999),
    ("bytea", b""),
    ("uuid", bytes(16)),
    ("json", " { } "),
    ("json", '"\\u0000\x7f"'),
    ("json", "[" * 3000 + "]" * 3000),
    ("json", '{"a": [1, -0.5e+9, null], "a": {"b": "", "c": false}}'),
]
BAD: list[tuple[str, Value]] = [
    ("smallint", 32768),
    ("integer", True),
    ("integer", "1"),
    ("bigint", 2**63),
    ("serial", 2**31),
    ("bigserial", 2**63),
    ("date", -719_163),
    ("date", 2_932_897),
    ("timestamp", -62_135_596_800_000_001),
    ("timestamp", 253_402_300_800_000_000),
    ("numeric", 1),
    ("numeric", "+Infinity"),
    ("numeric", "-NaN"),
    ("numeric", "9" * 131_073),
    ("numeric", "0." + "0" * 16_384),
    ("numeric(3,2)", "Infinity"),
    ("numeric(3,-2)", "99950"),
    ("numeric(3,-2)", "100000"),
    ("numeric(2,3)", "0.100"),
    ("numeric", "01"),
    ("numeric", ".5"),
    ("numeric", "5."),
    ("numeric", "+5"),
    ("numeric", "1e5"),
    ("numeric", "-0.00"),
    ("numeric", "٣"),
    ("numeric(3,2)", "10.00"),
    ("numeric(3,2)", "9.9"),
    ("numeric(3,0)", "9."),
    ("real", Float(NAN8)),
    ("real", float4("7fc00001")),
    ("real", float4("7f800001")),
    ("real", float4("ffc00000")),
    ("double precision", float4("7fc00000")),
    ("double precision", Float(bytes.fromhex("7ff8000000000001"))),
    ("double precision", 1),
    ("text", b"bytes"),
    ("character varying(2)", "abc"),
    ("boolean", 0),
    ("bytea", "text"),
    ("uuid", bytes(15)),
    ("json", b"{}"),
    ("json", ""),
    ("json", "{"),
    ("json", "[1,]"),
    ("json", '{"a"}'),
    ("json", '{"a":1,}'),
    ("json", "{1:2}"),
    ("json", "[1}"),
    ("json", "1 2"),
    ("json", "01"),
    ("json", "NaN"),
    ("json", '"\n"'),
    ("json", "\u00a0 1"),
    ("json", "]"),
    ("json", ","),
    ("text", "\0"),
]


def one_value(kind: str, value: Value) -> bytes:
    counters = (2, 1) if "serial" in kind else (2,)
    state = table("t", [("c", kind, False, None)], [], counters)
    return full_file(state | {b"data:t:0000000000000001": pack((value,))})


@pytest.mark.parametrize(("kind", "value"), GOOD, ids=short)
def test_values_that_fit_are_read_back(kind: str, value: Value) -> None:
    assert read(one_value(kind, value)).tables[0].rows[0].values == (value,)


@pytest.mark.parametrize(("kind", "value"), BAD, ids=short)
def test_values_that_do_not_fit_are_refused(kind: str, value: Value) -> None:
    with pytest.raises(Refused) as caught:
        read(one_value(kind, value))
    assert (caught.value.clause, caught.value.block) == ("MOD-023", 1)
