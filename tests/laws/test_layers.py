"""Layers compose, differences are least, squashing cannot be seen (01-model)."""

from __future__ import annotations

from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from helios_ref.storage import layer as layer_module
from helios_ref.storage.checksum import state_sum
from helios_ref.storage.database import Database
from helios_ref.storage.layer import EMPTY, SILENT, TOMBSTONE, Cell, ColumnLayer, Layer, Mark
from helios_ref.storage.snapshot import DEEP, Snapshot, difference
from helios_ref.storage.transaction import Transaction

Writes = list[tuple[bytes, Cell]]

keys = st.sampled_from([b"a", b"b", b"c"])  # few, so that layers collide
values = st.sampled_from([b"", b"1", b"2"])
cells = st.just(TOMBSTONE) | values
layers = st.dictionaries(keys, cells).map(Layer)
stacks = st.lists(layers, max_size=4).map(tuple)


def state_of(snapshot: Snapshot) -> dict[bytes, bytes]:
    return dict(snapshot.items())


@given(layers, layers, layers)
def test_composing_layers_is_associative_with_an_identity(a: Layer, b: Layer, c: Layer) -> None:
    """MOD-003."""
    assert a.over(b).over(c) == a.over(b.over(c))
    assert a.over(EMPTY) == a == EMPTY.over(a)


@given(stacks, keys)
def test_the_newest_layer_that_speaks_is_heard(stack: tuple[Layer, ...], key: bytes) -> None:
    """MOD-002, MOD-003. A tombstone is neither an empty value nor silence."""
    said = [cell for layer in stack for cell in [dict(layer.items()).get(key)] if cell is not None]
    expected = said[-1] if said and said[-1] is not TOMBSTONE else None
    assert Snapshot(stack).get(key) == expected
    assert dict(Snapshot(stack).image().items()).get(key) == expected


@given(stacks, stacks, stacks)
def test_a_difference_turns_one_state_into_the_other(
    shared: tuple[Layer, ...], left: tuple[Layer, ...], right: tuple[Layer, ...]
) -> None:
    """MOD-004. On two branches, neither the other's ancestor."""
    before, after = Snapshot(shared + left), Snapshot(shared + right)
    delta = difference(before, after)
    assert delta.over(before.image()).image() == after.image()
    assert difference(Snapshot((before.image(),)), after) == delta


@given(stacks, st.booleans())
def test_a_state_in_order_is_its_image(stack: tuple[Layer, ...], few: bool) -> None:  # noqa: FBT001  # given
    """MOD-003. Whether the values that changed are put into the oldest layer's column or not."""
    with patch.object(layer_module, "SOME", 1 if few else 8):
        found = Snapshot(stack).ordered()
    assert found == Snapshot(stack).image()
    assert found.columns() == (
        list(state_of(Snapshot(stack))),
        list(state_of(Snapshot(stack)).values()),
    )
    assert len(found) == len(state_of(Snapshot(stack)))
    assert found.value_bytes == sum(map(len, state_of(Snapshot(stack)).values()))


def test_what_changed_in_place_is_put_into_the_column() -> None:
    """MOD-003. And nothing but what changed is looked up."""
    oldest = Layer({b"%03d" % at: b"1" for at in range(100)})
    changes = Layer({b"007": b"22"})
    assert oldest.value_bytes == 100
    with patch.object(Snapshot, "image") as slow:
        found = Snapshot((oldest, changes)).ordered()
    assert not slow.called
    with patch.object(ColumnLayer, "_sorted") as column:
        assert found.value_bytes == 101
    assert not column.called
    assert found == changes.over(oldest)


def test_a_layer_of_new_keys_is_not_searched_for_tombstones() -> None:
    """MOD-002. That it adds a key for each of its cells says that there are none."""
    transaction = Transaction(Snapshot((Layer({b"a": b"1"}),)))
    transaction.put(b"b", b"2")
    layer = transaction.layer()
    with patch.object(Layer, "values") as search:
        assert layer.all_values
    assert not search.called


@given(layers, st.lists(st.binary(max_size=2), max_size=3), st.booleans())
def test_columns_answer_as_a_map_does(layer: Layer, strays: list[bytes], few: bool) -> None:  # noqa: FBT001  # given
    """MOD-002. Of a key and of many, whether few are looked up one by one or all in a map."""
    image = layer.image()
    asked = [*image.keys(), *strays]
    with patch.object(layer_module, "SOME", 0.01 if few else 8):
        columns = ColumnLayer(image.columns())
        for _ in range(2):
            assert [columns.get(key) for key in asked] == [image.get(key) for key in asked]
            assert columns.cells(asked) == image.cells(asked)
    assert columns.all_values
    assert columns == image


def test_few_lookups_in_columns_make_no_map() -> None:
    """RST-013. A first answer after a restore costs no entry for each key."""
    columns = ColumnLayer(Layer({b"%03d" % at: b"1" for at in range(100)}).columns())
    with patch.object(ColumnLayer, "_cells") as every:
        assert (columns.get(b"007"), columns.get(b"0070")) == (b"1", SILENT)
        assert columns.cells([b"008", b"x"]) == [b"1", SILENT]
    assert not every.mock_calls


@given(stacks, st.dictionaries(keys, cells))
def test_a_layer_knows_what_it_does_to_the_sum(
    stack: tuple[Layer, ...], writes: dict[bytes, Cell]
) -> None:
    """HLD-040. A snapshot carries the sum on, and counts it where a layer does not say."""
    before = Snapshot(stack, state_sum(Snapshot(stack).image().values()))
    transaction = Transaction(before)
    for key, cell in writes.items():
        if isinstance(cell, bytes):
            transaction.put(key, cell)
        else:
            transaction.delete(key)
    layer = transaction.layer()
    after = before.push(layer, 0)
    assert after.carried == state_sum(state_of(after)) == Snapshot(after.layers).sum
    assert layer.all_values == (layer.image() == layer)
    assert before.push(Layer(dict(layer.items())), 0).carried is None


@given(stacks, stacks)
def test_no_smaller_layer_would_do(left: tuple[Layer, ...], right: tuple[Layer, ...]) -> None:
    """MOD-004. Without any one of its cells the difference no longer leads there."""
    before, after = Snapshot(left), Snapshot(right)
    delta = dict(difference(before, after).items())
    for key in delta:
        less = Layer({other: cell for other, cell in delta.items() if other != key})
        assert less.over(before.image()).image() != after.image()


@given(stacks, st.integers(0, 4))
def test_squashing_cannot_be_seen(stack: tuple[Layer, ...], floor: int) -> None:
    """MOD-003. Whatever is squashed, the state is the same, and the shared layers stay."""
    kept = stack[: min(floor, len(stack))]
    snapshot = Snapshot(kept)
    for layer in stack[len(kept) :]:
        snapshot = snapshot.push(layer, len(kept))
    assert state_of(snapshot) == state_of(Snapshot(stack))
    assert snapshot.layers[: len(kept)] == kept


@given(stacks, st.just(b"") | keys, st.none() | keys)
def test_a_range_is_a_slice_of_the_state(
    stack: tuple[Layer, ...], start: bytes, stop: bytes | None
) -> None:
    """MOD-001. In ascending order of keys."""
    snapshot = Snapshot(stack)
    expected = [
        (key, value)
        for key, value in sorted(state_of(snapshot).items())
        if key >= start and (stop is None or key < stop)
    ]
    assert list(snapshot.range(start, stop)) == expected
    assert list(Transaction(snapshot).range(start, stop)) == expected
    writing = Transaction(Snapshot(stack[:-1]))
    for key, cell in [entry for newest in stack[-1:] for entry in newest.range(b"", None)]:
        writing.delete(key) if isinstance(cell, Mark) else writing.put(key, cell)
    assert list(writing.range(start, stop)) == expected


@given(st.lists(layers, max_size=4), st.lists(layers, max_size=4))
def test_branches_are_isolated_both_ways(ours: list[Layer], theirs: list[Layer]) -> None:
    """BRN-003, BRN-022. Commits on one branch never show on the other."""
    database = Database()
    database.commit("main", Layer({b"a": b"1"}))
    database.share("main", "b")
    model = {"main": {b"a": b"1"}, "b": {b"a": b"1"}}
    for branch, stack in (("main", ours), ("b", theirs)):
        for layer in stack:
            database.commit(branch, layer)
            model[branch] |= {key: cell for key, cell in layer.items() if isinstance(cell, bytes)}
            for key, cell in layer.items():
                if cell is TOMBSTONE:
                    model[branch].pop(key, None)
    assert {name: state_of(snapshot) for name, snapshot in database.branches.items()} == model
    database.settled("main", database.branches["main"])
    assert {name: state_of(snapshot) for name, snapshot in database.branches.items()} == model


def test_lookups_stay_logarithmic() -> None:
    """MOD-003. Ten thousand commits of one key each leave a handful of layers."""
    database = Database()
    for number in range(10_000):
        database.commit("main", Layer({b"%05d" % number: b""}))
    depth = len(database.branches["main"].layers)
    assert depth <= 15, f"{depth} layers"


def test_branches_of_branches_stay_shallow() -> None:
    """BRN-002, MOD-003. A thousand, each made of the one before with a commit of its own."""
    database = Database()
    for number in range(1000):
        database.commit(f"b{number}" if number else "main", Layer({b"%05d" % number: b""}))
        database.share(f"b{number}" if number else "main", f"b{number + 1}")
    depths = {len(snapshot.layers) for snapshot in database.branches.values()}
    assert max(depths) <= DEEP
    assert len(state_of(database.branches["b1000"])) == 1000


def test_what_a_branch_shares_is_not_copied() -> None:
    """BRN-002. A large layer is held once, as long as both branches stand on it."""
    database = Database()
    large = Layer({b"%05d" % number: b"" for number in range(100)})
    database.commit("main", large)
    database.share("main", "b")
    for number in range(30):
        database.commit("b", Layer({b"b%04d%04d" % (number, at): b"" for at in range(9)}))
    assert database.branches["b"].layers[0] is large
    database.branches["b"] = Snapshot((Layer({b"a": b""}),))  # as a restore does
    assert database.floor("b") == 0
