"""Texts that PostgreSQL reads, and what it prints for them; every row was run there."""

from __future__ import annotations

import pytest

from helios_ref.errors import (
    CharacterError,
    DatetimeFormatError,
    DatetimeRangeError,
    HeliosError,
    InvalidParameterError,
    InvalidTextError,
    OutOfRangeError,
    StringTooLongError,
)
from helios_ref.types import type_named

PRINTED = {
    "integer": {" 42 ": "42", "+7": "7", "-0": "0", "00012": "12"},
    "bigint": {"9223372036854775807": "9223372036854775807"},
    "numeric": {
        "1.50": "1.50",
        "9.99": "9.99",
        "1e2": "100",
        "1e-3": "0.001",
        "-0": "0",
        "-0.00": "0.00",
        ".5": "0.5",
        "5.": "5",
        "0.0000001": "0.0000001",
        "nan": "NaN",
        "-inf": "-Infinity",
        "+Infinity": "Infinity",
        "12345678901234567890.12345678901234567890": "12345678901234567890.12345678901234567890",
    },
    "numeric(10,2)": {"1.005": "1.01", "-1.005": "-1.01", "9.995": "10.00", "1": "1.00"},
    "numeric(3,5)": {"0.009994": "0.00999", "0": "0.00000"},
    "numeric(5,-2)": {"12345": "12300", "12350": "12400", "49": "0"},
    "real": {
        "1": "1",
        "0.1": "0.1",
        "123456": "123456",
        "1000000": "1e+06",
        "1234567": "1.234567e+06",
        "16777217": "1.6777216e+07",
        "1e-45": "1e-45",
        "0.00001": "1e-05",
        "-0": "-0",
        "NaN": "NaN",
    },
    "double precision": {
        "1.0": "1",
        "-0.0": "-0",
        "1e5": "100000",
        "1e14": "100000000000000",
        "1e15": "1e+15",
        "1e16": "1e+16",
        "0.0001": "0.0001",
        "0.00001": "1e-05",
        "1e23": "9.999999999999999e+22",
        "36028797018963968": "3.602879701896397e+16",
        "9007199254740993": "9.007199254740992e+15",
        "123456789.123456789": "123456789.12345679",
        "5e-324": "5e-324",
        "inf": "Infinity",
        "-Infinity": "-Infinity",
        "nan": "NaN",
    },
    "text": {"": "", " a ": " a "},
    "character varying(3)": {"abc": "abc", "abc  ": "abc", "  ": "  "},
    "boolean": {
        **dict.fromkeys(["t", "TRUE", " tr ", "y", "yes", "on", "1"], "t"),
        **dict.fromkeys(["f", "fal", "False", "n", "no", "of", "off", "0"], "f"),
    },
    "date": {
        "2024-01-15": "2024-01-15",
        " 2024-1-5 ": "2024-01-05",
        "20240115": "2024-01-15",
        "0001-01-01": "0001-01-01",
        "9999-12-31": "9999-12-31",
        "2024-01-15 10:20:30": "2024-01-15",
    },
    "timestamp": {
        "2024-01-15": "2024-01-15 00:00:00",
        "2024-01-15T10:20": "2024-01-15 10:20:00",
        "2024-01-15 10:20:30.5": "2024-01-15 10:20:30.5",
        "2024-01-15 10:20:30.1234567": "2024-01-15 10:20:30.123457",
        "2024-12-31 23:59:59.9999999": "2025-01-01 00:00:00",
        "2024-01-15 24:00:00": "2024-01-16 00:00:00",
        "2024-01-15 23:59:60": "2024-01-16 00:00:00",
        "2024-01-15 10:20:30+05:30": "2024-01-15 10:20:30",
        "2024-01-15 10:20:30 Z": "2024-01-15 10:20:30",
    },
    "bytea": {
        "": "\\x",
        "\\x00Ff": "\\x00ff",
        "\\x00 ff": "\\x00ff",
        "a\\\\b": "\\x615c62",
        "a\\101": "\\x6141",
        "é": "\\xc3a9",
    },
    "uuid": dict.fromkeys(
        [
            "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
            "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11",
            "{a0eebc99-9c0b4ef8-bb6d6bb9-bd380a11}",
            "a0eebc999c0b4ef8bb6d6bb9bd380a11",
        ],
        "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
    ),
    "json": {' {"a" : [1, 2.50] } ': ' {"a" : [1, 2.50] } ', '"\\ud800"': '"\\ud800"'},
}

REFUSED: dict[str, dict[type[HeliosError], list[str]]] = {
    "integer": {
        InvalidTextError: ["", "1.5", "1e2", "abc", "- 1", "1 2", "1_", "_1", "٣"],
        OutOfRangeError: ["2147483648", "-2147483649", "9" * 5000],
    },
    "smallint": {OutOfRangeError: ["32768"]},
    "bigint": {OutOfRangeError: ["9223372036854775808"]},
    "numeric": {
        InvalidTextError: ["", ".", "1e", "1 2", "infinityx", "--1"],
        OutOfRangeError: ["1e131072", "1e-16384", "1e99999999999999999999"],
    },
    "numeric(10,2)": {OutOfRangeError: ["99999999.995", "Infinity", "1e-16384"]},
    "numeric(3,5)": {OutOfRangeError: ["0.01", "0.009995"]},
    "real": {
        OutOfRangeError: ["3.4028236e38", "1e39", "1e-46"],
        InvalidTextError: ["\u0131nf", "1e"],
    },
    "double precision": {OutOfRangeError: ["1e400", "1e-400", "2e-324"], InvalidTextError: [""]},
    "text": {CharacterError: ["a\0b", "\ud800", "\udfff"]},
    "character varying(3)": {StringTooLongError: ["abcd", "abc d", "abc\t"]},
    "boolean": {InvalidTextError: ["", "o", "truex", "2", "TRUE 1"]},
    "date": {
        DatetimeFormatError: ["", "abc", "2024-01", "15/01/2024", "24-01-15", "infinity", "now"],
        DatetimeRangeError: ["2024-02-30", "2023-02-29", "2024-13-01", "10000-01-01", "0000-01-01"],
    },
    "timestamp": {
        DatetimeFormatError: ["2024-01-15 10", "10:20", "2024-01-15 10:20:30 CET"],
        DatetimeRangeError: [
            "2024-01-15 24:00:01",
            "2024-01-15 23:60:00",
            "2024-01-15 25:00",
            "9999-12-31 23:59:60",
        ],
    },
    "bytea": {InvalidParameterError: ["\\x0", "\\xzz", "\\xé"], InvalidTextError: ["a\\9", "a\\"]},
    "uuid": {
        InvalidTextError: [
            "",
            " a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
            "{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
            "a0e-ebc999c0b4ef8bb6d6bb9bd380a11",
        ]
    },
    "json": {InvalidTextError: ["", "nul", "[1,]"], CharacterError: ['"\0"']},
}


@pytest.mark.parametrize(
    ("name", "text", "output"),
    [(name, text, output) for name, texts in PRINTED.items() for text, output in texts.items()],
)
def test_a_text_is_read_and_printed_as_by_postgresql(name: str, text: str, output: str) -> None:
    """MOD-023, MOD-024. And what is printed is read as the same value."""
    type_ = type_named(name)
    assert type_.shown(type_.parsed(text)) == output
    assert type_.shown(type_.parsed(output)) == output


@pytest.mark.parametrize(
    ("name", "error", "text"),
    [
        (name, error, text)
        for name, errors in REFUSED.items()
        for error, texts in errors.items()
        for text in texts
    ],
)
def test_a_text_that_denotes_no_value_is_refused(
    name: str, error: type[HeliosError], text: str
) -> None:
    """MOD-027, MOD-028. With the class that says why."""
    with pytest.raises(error):
        type_named(name).parsed(text)


def test_null_has_no_text() -> None:
    """MOD-023. NULL is apart from every text."""
    assert type_named("text").shown(None) is None
