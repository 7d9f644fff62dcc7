"""`inspect` shows what is in a file, held against the suite's own reader."""

from __future__ import annotations

import os
import re
import sys
import tracemalloc
from collections import Counter
from pathlib import Path
from typing import Final

import pytest

from conformance import hldb_reader
from helios_ref.cli.entry import ended
from tests.cli.files import (
    BLOCKS,
    DAMAGE,
    INC,
    LONG,
    PER_BLOCK,
    SOUND,
    VECTORS,
    flipped,
    identity,
    json_told,
    long_file,
    rebuilt,
    told,
)

SMALL: Final = [path for path in SOUND if path.stat().st_size < 10_000]


def counted(entries: tuple[hldb_reader.Entry, ...]) -> Counter[tuple[bytes, bytes, bool]]:
    """Return how many entries there are by the kind of key, its table, and whether deleted."""
    return Counter(
        (kind, rest.split(b":")[0], entry.value is None)
        for entry in entries
        for kind, _, rest in [entry.key.partition(b":")]
    )


@pytest.mark.parametrize("path", SOUND, ids=identity)
def test_the_summary_says_what_the_file_holds(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-030 and OPS-031. Held against the suite's reader, which shares no code with it."""
    (summary,) = json_told(capsys, "inspect", "--json", path)
    file = hldb_reader.read(path.read_bytes())
    header, trailer = file.header, file.trailer
    assert summary["backup_id"] == f"bk_{header.number}"
    assert summary["backup_type"] == header.kind.name.lower()
    assert (summary["timestamp"], summary["branch"]) == (header.created, header.branch)
    link = {"backup_id": f"bk_{header.parent_number}", "root": header.parent_root.hex()}
    assert summary["parent"] == (link if any(header.parent_root) else None)
    assert (summary["root"], summary["size_bytes"]) == (file.root.hex(), path.stat().st_size)
    assert (summary["key_count"], summary["tombstones"]) == (trailer.entries, trailer.tombstones)
    assert summary["state"] == {"keys": trailer.keys, "checksum": f"{trailer.checksum:016x}"}
    assert [
        (block["offset"], block["length"], block["entries"]) for block in summary["blocks"]
    ] == [(block.offset, block.length, block.count) for block in file.blocks]
    assert sum(block["tombstones"] for block in summary["blocks"]) == trailer.tombstones
    counts = counted(file.entries)
    assert list(summary["tables"]) == sorted(table.name for table in file.tables)
    for table in file.tables:
        name = table.name.replace("%", "%25").replace(":", "%3A").encode()
        shown = summary["tables"][table.name]
        for kind, part in ((b"data", "rows"), (b"index", "index_keys")):
            due = {
                "upserts": counts[kind, name, False],
                "deletes": counts[kind, name, True],
            }
            assert shown[part] == due
        names = None if table.schema is None else [one.name for one in table.schema.columns]
        columns = shown["columns"]
        assert (columns and [one["name"] for one in columns]) == names
        assert shown["dropped"] == (table.schema is None)


def test_the_summary_can_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    """OPS-030. What JSON holds, in words and aligned columns."""
    text = told(capsys, "inspect", INC)
    lines = [" ".join(line.replace("|", " ").split()) for line in text.splitlines()]
    root = "99e26c58e4137fdb5200716648e57ea260c83832ba0e2d16b0c4024eb66fb488"
    assert "backup bk_1711403600, incremental, format 1.0" in lines
    assert "taken 2024-03-25 21:53:20 UTC on the branch main" in lines
    assert f"parent bk_1711400000 with the root {root}" in lines
    assert "entries 7: 5 values, 2 tombstones" in lines
    assert "products 3 columns 2 1 1 1" in lines
    assert "block 1 of 1 84 350 7 2 counter:products" in lines
    full = told(capsys, "inspect", BLOCKS / "full.hldb")
    assert "204,941 bytes" in full
    assert re.search(r"readings +\| 3 columns +\| +2,200 +\| +2,200\n", full)


def test_of_many_blocks_some_are_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-030. But not the damaged one, and in JSON none."""
    path = tmp_path / "long.hldb"
    long_file(path, 160, LONG)
    (summary,) = json_told(capsys, "inspect", "--json", path)
    total = len(summary["blocks"])
    assert total > 30
    flipped(path, summary["blocks"][19]["offset"] + 100, path)
    assert ended(["inspect", str(path)]) == DAMAGE
    shown = re.findall(r"^ (block \d+|…)", capsys.readouterr().out, re.MULTILINE)
    last = [f"block {number}" for number in range(total - 9, total + 1)]
    assert shown == [*(f"block {n}" for n in range(1, 11)), "…", "block 20", "…", *last]


@pytest.mark.parametrize("path", SMALL, ids=identity)
def test_every_byte_is_shown_once_and_has_a_name(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-032 and OPS-031."""
    assert rebuilt(told(capsys, "inspect", "--hex", path)) == path.read_bytes()
    fields = json_told(capsys, "inspect", "--hex", "--json", path)
    at = 0
    for field in fields:
        assert field["offset"] == at
        assert field["field"]
        assert re.fullmatch(r"HLD-\d{3}", field["clause"])
        at += field["length"]
    assert at == path.stat().st_size


def test_the_names_are_those_of_the_chapter(capsys: pytest.CaptureFixture[str]) -> None:
    """OPS-032. The file that 03-hldb prints, with the names that it gives."""
    chapter = (VECTORS.parent / "03-hldb.md").read_text(encoding="utf-8")
    _, _, printed = chapter.partition("<!-- generated: smallest-incremental -->\n")
    lines = printed.partition("<!-- end -->")[0].splitlines()[1:-1]
    named = [found[1] for line in lines if (found := re.match(r".{55}(.+?)(?: = .*)?$", line))]
    path = VECTORS / "valid" / "smallest-incremental" / "inc.hldb"
    fields = json_told(capsys, "inspect", "--hex", "--json", path)
    assert [field["field"] for field in fields] == named


def test_each_byte_says_which_field_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    """OPS-032. Every offset of a file, decimal and hexadecimal."""
    fields = json_told(capsys, "inspect", "--hex", "--json", INC)
    for offset in range(INC.stat().st_size):
        (due,) = [one for one in fields if 0 <= offset - one["offset"] < one["length"]]
        written = [str(offset), f"{offset:#x}"][offset % 2]
        assert json_told(capsys, "inspect", "--at", written, "--json", INC) == [due]


@pytest.mark.parametrize(
    ("piece", "clause", "field", "key"),
    [
        (b"Doohickey", "HLD-024", "values", r"'data:products:0000000000000004'"),
        (b"4index:", "HLD-021", "key suffixes", r"'data:products:0000000000000004'"),
        (b"\x02\x0f\x12\x01\x49", "HLD-023", "value lengths", r"'counter:products'"),
        (b"\x04\x00counter", "HLD-025", "tombstone positions", r"'index:products:products_pkey:\x"),
        (b"\x10\x1e\x1e\x1e", "HLD-023", "key lengths", r"'counter:products'"),
    ],
)
def test_a_byte_of_a_run_says_which_entry_it_is(
    piece: bytes, clause: str, field: str, key: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-032. Whatever the run: the key of its entry."""
    offset = INC.read_bytes().index(piece)
    text = told(capsys, "inspect", "--at", str(offset), INC)
    assert text.startswith(f"offset {offset} ({offset:#x}): byte ")
    assert f"of the field {field}, in block 1 of 1 ({clause})" in text
    assert f"of the key {key}" in text
    marked = re.search(r"^([0-9a-f]+  .*)\n( +)\^\^$", text, re.MULTILINE)
    assert marked
    assert marked[1][len(marked[2]) :][:2] == f"{piece[0]:02x}"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--rows", "orders"], "it speaks of these: products"),
        (["--rows", "products", "--hex"], "either --rows, or --hex or --at"),
        (["--at", "674"], "674 bytes, and none at 674"),
        (["--at", "-1"], "before the file"),
        (["--at", "x"], "no offset"),
    ],
)
def test_wrong_usage_is_told(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-033 and OPS-024."""
    wrong_usage = 2
    assert ended(["inspect", *arguments, str(INC)]) == wrong_usage
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [["--json"], ["--rows", "t", "--json"], ["--hex"], ["--at", "30,000"]], ids=str
)
def test_memory_does_not_grow_with_the_file(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """OPS-035. More than twice as many blocks, and not one block more of memory."""
    peaks: list[int] = []
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        monkeypatch.setattr(sys, "stdout", nowhere)
        for blocks in (2, 2, 5):  # the first warms up
            path = tmp_path / f"{len(peaks)}.hldb"
            long_file(path, blocks * PER_BLOCK, "word")
            tracemalloc.start()
            assert ended(["inspect", *arguments, str(path)]) == 0
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert peaks[2] < peaks[1] + 200_000
