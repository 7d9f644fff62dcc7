"""Chains: links, deltas that fit their parents, states that are well-formed (level 3)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.hldb_reader import (
    Entry,
    File,
    Header,
    Kind,
    Refused,
    apply_chain,
    checksum,
    difference,
    full,
    read,
    state_of,
    write,
)

from .build import FULL, full_file, integer_key, pack, products, schema, short

State = Mapping[bytes, bytes]
ONE = products((1, "Widget", "9.99"))
TWO = products((1, "Widget", "10"), (2, "Gadget", None))
OTHER = {b"meta:table:t": schema([("c", "text", False, None)]), b"counter:t": b"\x91\1"}
META, COUNTER = b"meta:table:products", b"counter:products"
ROW = b"data:products:0000000000000001"
KEY = b"index:products:products_pkey:" + integer_key(1)


def following(parent: File, entries: Sequence[Entry], state: State, **changes: int) -> File:
    """The incremental after a file, with fields of its header replaced."""
    number = parent.header.number + 1
    header = Header(Kind.INCREMENTAL, number, 0, "main", parent.header.number, parent.root)
    header = replace(header, **changes)  # type: ignore[arg-type]
    return read(write(header, entries, len(state), checksum(state)))


def chain_of(*states: State) -> list[File]:
    files = [read(full_file(states[0]))]
    for old, new in pairwise(states):
        files.append(following(files[-1], difference(old, new), new))
    return files


def refusal(files: Sequence[File]) -> Refused:
    with pytest.raises(Refused) as caught:
        apply_chain(files)
    return caught.value


def test_a_chain_leads_to_its_last_state() -> None:
    states = [ONE, TWO, TWO, {**TWO, **OTHER}, OTHER, {}, ONE]
    files = chain_of(*states)
    for size, state in enumerate(states, 1):
        found = apply_chain(files[:size])
        assert found == state_of(state)
        assert found.keys == len(state)
    assert files[2].entries == ()


NAMES = st.sampled_from(["a", "a:b", "%", "ä"])
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=3)
TABLES = st.dictionaries(st.integers(1, 40), TEXTS, max_size=6)
STATES = st.dictionaries(NAMES, TABLES, max_size=3)


def built(tables: Mapping[str, Mapping[int, str]]) -> dict[bytes, bytes]:
    state = {}
    for name, rows in tables.items():
        raw = name.replace("%", "%25").replace(":", "%3A").encode()
        state[b"meta:table:" + raw] = schema([("c", "text", False, None)], [("i", "index", (0,))])
        state[b"counter:" + raw] = pack((max(rows, default=0) + 1,))
        for at, text in rows.items():
            digits = b"%016x" % at
            value = b"\1" + text.encode().replace(b"\0", b"\0\xff") + b"\0"
            state[b"data:" + raw + b":" + digits] = pack((text,))
            state[b"index:" + raw + b":i:" + value + digits] = pack(at)
    return state


@given(st.lists(STATES, min_size=1, max_size=5))
def test_any_states_make_a_chain_that_leads_to_them(
    tables: list[dict[str, dict[int, str]]],
) -> None:
    states = [built(one) for one in tables]
    files = chain_of(*states)
    assert apply_chain(files) == state_of(states[-1])
    again = [
        (file.header, file.entries, file.trailer.keys, file.trailer.checksum) for file in files
    ]
    assert [read(write(*one)) for one in again] == files


def test_links_hold_by_number_and_root() -> None:
    first, second, third = chain_of(ONE, TWO, ONE)
    for files in ([], [second, third]):
        broken = refusal(files)
        assert (broken.code, broken.offset, broken.member) == ("CHAIN_BROKEN", 22, 0)
    broken = refusal([first, third])
    assert (broken.code, broken.member, broken.clause) == ("CHAIN_BROKEN", 1, "RST-012")
    assert str(broken).startswith("CHAIN_BROKEN: member 1, offset 40: backup 9 after backup 7")
    assert broken.offset == 40
    assert refusal([first, second, first]).code == "CHAIN_BROKEN"
    another = read(full_file(TWO))
    broken = refusal([another, following(first, (), ONE)])
    assert (broken.code, broken.offset) == ("CHAIN_BROKEN", 48)


def test_a_chain_has_at_most_4096_members() -> None:
    files = [read(full_file({}))]
    for _ in range(4096):
        files.append(following(files[-1], (), {}))
    assert apply_chain(files[:4096]) == state_of({})
    assert refusal(files).code == "CHAIN_TOO_LONG"


def layer(parent: State, **changes: bytes | None) -> list[Entry]:
    """Schema and counters restated, with other keys by their short names."""
    cells: dict[bytes, bytes | None] = {META: parent[META], COUNTER: parent[COUNTER]}
    names = {"row": ROW, "key": KEY, "meta": META, "counter": COUNTER}
    cells |= {names[name]: value for name, value in changes.items()}
    return [Entry(key, cells[key]) for key in sorted(cells)]


GONE = products(following=2)


@pytest.mark.parametrize(
    ("parent", "entries"),
    [
        (ONE, layer(ONE, row=ONE[ROW], counter=b"\x91\3")),
        (ONE, layer(ONE)),
        (GONE, layer(GONE, row=None, counter=b"\x91\3")),
        ({}, [Entry(COUNTER, None), Entry(META, None)]),
    ],
    ids=short,
)
def test_entries_that_change_nothing_are_refused(parent: State, entries: list[Entry]) -> None:
    first = read(full_file(parent))
    found = refusal([first, following(first, entries, parent)])
    assert (found.code, found.clause, found.member) == ("CORRUPT_BACKUP", "HLD-042", 1)
    assert (found.block, found.offset) == (1, 84)


TYPED = schema([("id", "text", False, None)])


@pytest.mark.parametrize(
    ("clause", "place", "parent", "entries"),
    [
        ("MOD-050", (0, 1), ONE, [Entry(COUNTER, None), Entry(META, None)]),
        ("MOD-050", (0, 1), ONE, layer(ONE, row=None)),
        ("MOD-050", (1, 1), ONE, layer(ONE, key=None)),
        ("MOD-050", (0, 1), ONE, layer(ONE, row=pack((2, None, None)))),
        ("MOD-050", (1, None), GONE, layer(GONE, row=ONE[ROW])),
        ("MOD-050", (1, 1), GONE, layer(GONE, key=b"\1")),
        ("MOD-050", (0, 1), ONE, layer(ONE, counter=b"\x91\1")),
        ("MOD-023", (0, 1), ONE, layer(ONE, meta=TYPED, counter=b"\x91\3")),
    ],
    ids=short,
)
def test_the_last_state_is_well_formed(
    clause: str, place: tuple[int, int | None], parent: State, entries: list[Entry]
) -> None:
    """MOD-050, and HLD-050: the newest member that holds the key, or the index of the last."""
    first = read(full_file(parent))
    second = following(first, entries, led(parent, entries))
    found = refusal([first, second])
    assert (found.code, found.clause) == ("CORRUPT_BACKUP", clause)
    assert (found.member, found.block) == place
    assert found.offset == (84 if found.block else second.trailer.index_offset)


def led(parent: State, entries: list[Entry]) -> State:
    """The state that entries lead to, well-formed or not."""
    state = {**parent, **{entry.key: entry.value for entry in entries}}
    return {key: value for key, value in state.items() if value is not None}


def test_a_state_on_the_way_need_not_be_well_formed() -> None:
    """HLD-041 holds of each member's state, and MOD-050 of the last one alone."""
    first = read(full_file(ONE))
    entries = layer(ONE, key=None)
    second = following(first, entries, led(ONE, entries))
    third = following(second, layer(ONE, key=b"\1"), ONE)
    assert refusal([first, second]).clause == "MOD-050"
    assert apply_chain([first, second, third]) == state_of(ONE)


def test_the_trailer_says_which_state_comes_out() -> None:
    first = read(full_file(ONE))
    wrong = following(first, difference(ONE, TWO), ONE)
    assert (refusal([first, wrong]).clause, refusal([first, wrong]).member) == ("HLD-041", 1)


@pytest.mark.parametrize(
    "state",
    [
        {key: value for key, value in ONE.items() if key != KEY},
        {key: value for key, value in ONE.items() if key != ROW},
        ONE | {KEY[:-1] + b"\2": b"\1"},
    ],
    ids=short,
)
def test_a_full_that_is_not_well_formed_is_read_and_not_applied(state: State) -> None:
    assert refusal([read(full_file(state))]).clause == "MOD-050"


def test_no_two_rows_give_one_key() -> None:
    state = products((1, "Widget", None), (2, None, None))
    second = b"data:products:0000000000000002"
    state[second] = pack((1, None, None))
    del state[KEY[:-1] + b"\2"]
    assert refusal([read(full_file(state))]).clause == "MOD-050"


def test_a_chain_is_made_of_files_that_were_read_whole() -> None:
    with pytest.raises(ValueError, match="level 2"):
        apply_chain([read(full_file(ONE), level=1)])


def test_the_difference_is_the_least_layer_with_its_tables_restated() -> None:
    assert difference(ONE, ONE) == ()
    assert difference({}, ONE) == full(ONE)
    assert difference({**ONE, **OTHER}, {**TWO, **OTHER}) == difference(ONE, TWO)
    listed = {entry.key: entry.value for entry in difference(TWO, ONE)}
    assert listed[META] == ONE[META]
    assert listed[b"data:products:0000000000000002"] is None
    assert KEY not in listed
    assert {entry.value for entry in difference(ONE, {})} == {None}
    assert FULL.kind is Kind.FULL
