"""Files of version 1.0 that were written once are restored to what they were taken of."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import pytest

from conformance import hldb_reader
from helios_ref.backup.parent_search import by_path
from helios_ref.backup.verify import state_of
from helios_ref.session import Session
from helios_ref.settings import Settings
from helios_ref.storage.database import Database
from helios_ref.tables.read_tables import names

CORPUS: Final = Path(__file__).parent / "corpus"
MANIFEST: Final = CORPUS / "MANIFEST.sha256"
FILES: Final = sorted(CORPUS.glob("*/*.hldb"))


def identity(path: Path) -> str:
    return path.relative_to(CORPUS).as_posix()


def expected(path: Path) -> dict[str, Any]:
    """Return what stands beside a file."""
    told: dict[str, Any] = json.loads((path.parent / "rows.json").read_text(encoding="utf-8"))
    return dict(told[path.name])


def test_no_file_was_written_again() -> None:
    """OPS-060. The manifest holds every file, and every file is as it says."""
    lines = MANIFEST.read_text(encoding="utf-8").splitlines()
    due = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    found = {
        identity(path): sha256(path.read_bytes()).hexdigest()
        for path in CORPUS.glob("*/*")
        if path.is_file()
    }
    assert found == due


def test_every_file_has_its_rows() -> None:
    """OPS-060. And no rows are of a file that is gone."""
    told = {
        f"{path.parent.name}/{name}"
        for path in CORPUS.glob("*/rows.json")
        for name in json.loads(path.read_text(encoding="utf-8"))
    }
    assert told == set(map(identity, FILES))


@pytest.mark.parametrize("path", FILES, ids=identity)
def test_a_session_restores_it(path: Path) -> None:
    """OPS-060. By path, in an empty database: every table, and every row as text."""
    told = expected(path)
    session = Session(Database(), Settings())
    (row,) = session.execute(f"RESTORE DATABASE FROM '{path}'").rows
    assert row[1] == told["backup_id"]
    found = {}
    for name in names(session.database.branches["main"]):
        answer = session.execute(f'SELECT * FROM "{name}"')
        found[name] = {"columns": list(answer.columns), "rows": sorted(answer.cells(), key=str)}
    for table in told["tables"].values():
        table["rows"].sort(key=str)
    assert found == told["tables"]


@pytest.mark.parametrize("path", FILES, ids=identity)
def test_both_readers_find_the_same_state(path: Path) -> None:
    """OPS-060. The suite's reader shares no code with the engine."""
    chain = by_path({}, str(path), ())
    layer, total = state_of(chain)
    read = [hldb_reader.read(Path(member.path).read_bytes()) for member in chain]
    state = hldb_reader.apply_chain(read)
    assert (dict(layer.items()), total.checksum) == (dict(state.values), state.checksum)
    assert len(read[-1].entries) == expected(path)["key_count"]
