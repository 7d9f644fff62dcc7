"""`inspect` shows what is in a file, held against the suite's own reader."""

from __future__ import annotations

import json
import os
import re
import sys
import tomllib
import tracemalloc
from collections import Counter
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

import pytest

from conformance import hldb_reader
from helios_ref.backup.files import reading
from helios_ref.cli.entry import ended
from helios_ref.hldb.read_blocks import open_file
from helios_ref.tables.schema import Column, Schema, encode_schema
from helios_ref.types import canonical
from tests.cli.files import (
    BLOCKS,
    CORPUS,
    DAMAGE,
    LONG,
    PER_BLOCK,
    SOUND,
    TUTORIAL,
    VECTORS,
    flipped,
    identity,
    json_told,
    long_file,
    told,
)
from tests.fuzz.histories import FIRST
from tests.vectors.assemble import Draft, cut

INC: Final = TUTORIAL / "inc_001.hldb"
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


def rebuilt(text: str) -> bytes:
    """Return the bytes that stand in the lines of `--hex`, whose offsets must follow each other."""
    data = bytearray()
    for line in text.splitlines():
        if line.startswith("-- "):
            continue
        found = re.match(r"([0-9a-f]+)  ((?:[0-9a-f]{2} ){0,15}[0-9a-f]{2})(?:  |$)", line)
        assert found, line
        assert int(found[1], 16) == len(data)
        data += bytes.fromhex(found[2])
    return bytes(data)


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


@pytest.mark.parametrize("chain", sorted(path.name for path in CORPUS.iterdir() if path.is_dir()))
def test_rows_of_each_file_laid_over_each_other_are_those_of_the_backup(
    chain: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-033 and OPS-031. Files oldest first; a tombstone takes the row away."""
    expected = json.loads((CORPUS / chain / "rows.json").read_text(encoding="utf-8"))
    living: dict[str, dict[int, Any]] = {}
    for path in sorted(CORPUS.glob(f"{chain}/*.hldb")):
        (summary,) = json_told(capsys, "inspect", "--json", path)
        for name, table in summary["tables"].items():
            held = living.setdefault(name, {})
            lines = json_told(capsys, "inspect", "--rows", name, "--json", path)
            assert [line["row_id"] for line in lines] == sorted(line["row_id"] for line in lines)
            for line in lines:
                if line["deleted"]:
                    assert line["values"] is None
                    del held[line["row_id"]]
                else:
                    held[line["row_id"]] = list(line["values"].values())
            if table["dropped"]:
                assert not living.pop(name)
        due = {name: table["rows"] for name, table in expected[path.name]["tables"].items()}
        found = {name: sorted(held.values(), key=str) for name, held in living.items()}
        assert found == {name: sorted(rows, key=str) for name, rows in due.items()}


def test_rows_are_aligned_and_tombstones_marked(capsys: pytest.CaptureFixture[str]) -> None:
    """OPS-033."""
    assert told(capsys, "inspect", "--rows", "products", INC) == (
        "products, in this file alone; rows: 2, tombstones: 1\n"
        "  row | id | name      | price\n"
        "------+----+-----------+-------\n"
        "    1 |  1 | Widget    | 11.99\n"
        "-   3 (deleted)\n"
        "    4 |  4 | Doohickey | 39.99\n"
    )


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


def test_what_is_not_damaged_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """OPS-034. The second block is read although the first cannot be, and the refusal follows."""
    path = flipped(BLOCKS / "full.hldb", 1000, tmp_path / "x.hldb")
    (whole,) = json_told(capsys, "inspect", "--json", BLOCKS / "full.hldb")
    assert ended(["inspect", str(path), "--json"]) == DAMAGE
    summary = json.loads(capsys.readouterr().out)
    assert summary["blocks"][0]["damage"] == "block 1 of 2 does not have its hash"
    assert summary["blocks"][1] == whole["blocks"][1]
    assert summary["tables"]["readings"]["index_keys"]["upserts"] > 0
    assert ended(["inspect", str(path)]) == DAMAGE
    shown = capsys.readouterr()
    assert re.search(r"block 1 of 2 .* damaged ", shown.out)
    assert "of 2 blocks, 1 cannot be read" in shown.out
    assert "damaged at offset 84: block 1 of 2" in shown.err


def test_rows_of_other_blocks_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """OPS-034. Where a block is damaged, its rows lack, and the line in their place says so."""
    path = tmp_path / "long.hldb"
    long_file(path, 20, LONG)
    (summary,) = json_told(capsys, "inspect", "--json", path)
    lost = summary["blocks"][2]
    flipped(path, lost["offset"] + 100, path)
    assert ended(["inspect", "--rows", "t", "--json", str(path)]) == DAMAGE
    shown = capsys.readouterr()
    assert (
        len(shown.out.splitlines()) == summary["tables"]["t"]["rows"]["upserts"] - lost["entries"]
    )
    assert f"offset {lost['offset']}" in shown.err
    assert ended(["inspect", "--rows", "t", str(path)]) == DAMAGE
    assert re.findall(r"^! .*", capsys.readouterr().out, re.MULTILINE) == [
        f"! block 3 of {len(summary['blocks'])} does not have its hash (HLD-031)"
    ]


BROKEN: Final = [
    path.parent / vector["files"][-1]["name"]
    for path in sorted(VECTORS.glob("invalid/*/vector.toml"))
    if (vector := tomllib.loads(path.read_text(encoding="utf-8")))["level"] == 0
]


@pytest.mark.parametrize("path", BROKEN, ids=identity)
def test_of_a_file_that_does_not_open_every_byte_is_shown(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-034. With its refusal behind; and each byte by itself, too."""
    code = ended(["inspect", str(path)])
    assert code in {DAMAGE, 63}
    capsys.readouterr()
    assert ended(["inspect", "--hex", str(path)]) == code
    shown = capsys.readouterr()
    assert rebuilt(shown.out) == path.read_bytes()
    assert shown.err.startswith(("CORRUPT_BACKUP", "UNSUPPORTED_FORMAT"))
    if path.stat().st_size:
        middle = path.stat().st_size // 2
        assert ended(["inspect", "--at", str(middle), str(path)]) == code
        assert capsys.readouterr().out.startswith(f"offset {middle:,} (")


def test_of_a_file_that_is_cut_off_the_fields_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-034. Header and block up to the cut; the rest has no name."""
    path = tmp_path / "cut.hldb"
    path.write_bytes(INC.read_bytes()[:300])
    assert ended(["inspect", "--hex", "--json", str(path)]) == DAMAGE
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["section"] for line in lines].count("block 1") == 10
    assert [line["field"] for line in lines][-3:] == ["key bytes", "value bytes", None]
    path.write_bytes(INC.read_bytes()[:-10])
    assert ended(["inspect", "--hex", "--json", str(path)]) == DAMAGE
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["field"] for line in lines if line["field"] is None] == [None]
    assert lines[-2]["field"] == "first key"


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


@pytest.mark.parametrize("arguments", [[], ["--json"], ["--rows", "t", "--json"]], ids=str)
def test_memory_does_not_grow_with_what_is_damaged(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-035. Not one of the blocks that cannot be read is held."""
    peaks: list[int] = []
    for blocks in (4, 4, 24):  # the first warms up
        path = tmp_path / f"{len(peaks)}.hldb"
        long_file(path, blocks * 4, LONG)
        data = bytearray(path.read_bytes())
        with reading(str(path), "a file") as source:
            for entry in open_file(source, "a file").index[:-2]:
                data[entry.offset + entry.length - 1] ^= 1
        path.write_bytes(data)
        tracemalloc.start()
        assert ended(["inspect", *arguments, str(path)]) == DAMAGE
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        capsys.readouterr()
    assert peaks[2] < peaks[1] + 300_000


STRAYS: Final = (
    b"data:t:1",
    b"data:t:000000000000000g",
    b"data:t:ffffffffffffffff",
    b"data:t:0000000000000000",
    b"meta:table:a%b",
    b"meta:table:\xff",
    b"meta:table:" + b"n" * 64,
    b"meta:other",
    b"index:t",
    b"counter:a:b",
)
"""Keys of no form (MOD-010), some of them near a table."""


@pytest.mark.parametrize("key", STRAYS, ids=repr)
@pytest.mark.parametrize("value", [b"\x91\x01", None], ids=["value", "tombstone"])
@pytest.mark.parametrize("table", ["t", "missing"])
def test_keys_of_no_form_are_refused_or_passed_over(
    tmp_path: Path, key: bytes, value: bytes | None, table: str
) -> None:
    """OPS-033, HLD-044. None ends in a fault."""
    schema = encode_schema(Schema((Column("a", canonical("INT")),)))
    known = [(b"counter:t", b"\x91\x02"), (b"meta:table:t", schema)]
    entries = sorted([*known, (key, value)], key=itemgetter(0))
    path = tmp_path / "stray.hldb"
    parent = (FIRST - 1, bytes([1]) * 32)
    path.write_bytes(bytes(Draft(FIRST, cut(entries), parent=parent).assembled().data))
    for arguments in ([], ["--json"], ["--hex"], ["--at", "200"]):
        assert ended(["inspect", *arguments, str(path)]) == 0
    assert ended(["inspect", "--rows", table, str(path)]) in {0, 2, DAMAGE}
    assert ended(["verify", "--level", "2", str(path)]) == 1
