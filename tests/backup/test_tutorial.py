"""The source's eight steps, at the level of keys and values."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from helios_ref.tables.catalog_records import backups_rows
from tests.backup.world import STEP_1, STEP_3, World


def test_the_eight_steps_give_what_the_source_prints(tmp_path: Path) -> None:
    """BKP-002, BKP-003, BKP-050, RST-002, RST-020, RST-022. In the order of the source."""
    world = World(tmp_path / "helios_backups")
    world.commit(*STEP_1)
    full = world.backup("full_001.hldb").rows[0]
    full_path = str(tmp_path / "helios_backups" / "full_001.hldb")
    size = Path(full_path).stat().st_size
    assert full[:6] == ("BACKUP", "bk_1711400000", "full", 8, size, full_path)

    world.commit(*STEP_3)
    world.second += 3600
    inc = world.backup("inc_001.hldb", incremental=True).rows[0]
    inc_path = str(tmp_path / "helios_backups" / "inc_001.hldb")
    inc_size = Path(inc_path).stat().st_size
    assert inc[:6] == ("BACKUP", "bk_1711403600", "incremental", 7, inc_size, inc_path)

    reply = world.restore("bk_1711400000")
    assert reply.rows[0][:4] == ("RESTORE", "bk_1711400000", 8, size)
    assert (reply.rows[0][5], reply.notices) == ("main", ())
    assert world.rows() == [
        (1, "Widget", Decimal("9.99")),
        (2, "Gadget", Decimal("24.99")),
        (3, "Gizmo", Decimal("14.99")),
    ]

    world.restore("bk_1711403600", "restored_v1")
    assert len(world.rows()) == 3
    reply = world.restore("bk_1711403600")
    assert reply.rows[0][2:4] == (8, size + inc_size)
    assert (
        world.rows()
        == world.rows("restored_v1")
        == [
            (1, "Widget", Decimal("11.99")),
            (2, "Gadget", Decimal("24.99")),
            (4, "Doohickey", Decimal("39.99")),
        ]
    )

    assert backups_rows(world.database.catalog) == [
        ("bk_1711400000", "full", 1711400000, None, 8, size, full_path),
        ("bk_1711403600", "incremental", 1711403600, "bk_1711400000", 7, inc_size, inc_path),
    ]


def test_replies_have_columns_by_position_with_types(tmp_path: Path) -> None:
    """BKP-002, BKP-005, RST-002. And durations that are whole and not negative."""
    world = World(tmp_path)
    taken = world.backup("full.hldb")
    assert taken.columns == ("col0", "col1", "col2", "col3", "col4", "col5", "col6")
    assert taken.types == ("text", "text", "text", "bigint", "bigint", "text", "bigint")
    restored = world.restore("bk_1711400000")
    assert restored.columns == ("col0", "col1", "col2", "col3", "col4", "col5")
    assert restored.types == ("text", "text", "bigint", "bigint", "bigint", "text")
    for reply, position in ((taken, 6), (restored, 4)):
        duration = reply.rows[0][position]
        assert isinstance(duration, int)
        assert duration >= 0
