"""`inspect --rows` shows the rows of one file, and passes over keys of no form."""

from __future__ import annotations

import json
import re
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

import pytest

from helios_ref.cli.entry import ended
from helios_ref.tables.schema import Column, Schema, encode_schema
from helios_ref.types import canonical
from tests.cli.files import CORPUS, DAMAGE, INC, LONG, flipped, json_told, long_file, told
from tests.fuzz.histories import FIRST
from tests.vectors.assemble import Draft, cut

if TYPE_CHECKING:
    from pathlib import Path


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
