"""What the guide says of pandas and SQLAlchemy, and what else they ask for (`tox -e frames`)."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import sqlalchemy as sa

import helios_ref

GUIDE = Path(helios_ref.__file__).parent / "dbapi" / "README.md"


@pytest.fixture(scope="module")
def guide() -> dict[str, Any]:
    """What the block of the guide has defined, once it has run."""
    text = GUIDE.read_text(encoding="utf-8")
    (block,) = re.findall(r"<!-- sqlalchemy -->\n```python\n(.*?)```", text, re.DOTALL)
    names: dict[str, Any] = {}
    exec(compile(block, str(GUIDE), "exec"), names)  # noqa: S102  # ours
    return names


@pytest.fixture
def engine(guide: dict[str, Any]) -> sa.Engine:  # noqa: ARG001  # it registers the dialect
    """An engine on a database of its own."""
    shared = helios_ref.Database()
    return sa.create_engine("helios://", creator=lambda: helios_ref.connect(shared))


def test_the_block_of_the_guide_runs(guide: dict[str, Any]) -> None:
    assert len(guide["prices"]) == 2


def test_pandas_reads_from_a_connection_as_it_is() -> None:
    """And says that it does not know it, which is no error."""
    with helios_ref.connect() as connection:
        connection.execute("CREATE TABLE t (n INT, s TEXT, d DECIMAL, day DATE, at TIMESTAMP)")
        row = (1, "a", Decimal("9.99"), date(2026, 3, 26), datetime(2026, 3, 26, 10))  # noqa: DTZ001
        connection.execute("INSERT INTO t VALUES (?, ?, ?, ?, ?)", row)
        connection.execute("INSERT INTO t (n) VALUES (?)", (2,))
        with pytest.warns(UserWarning, match="SQLAlchemy"):
            frame = pd.read_sql("SELECT * FROM t WHERE n >= ? ORDER BY n", connection, params=(1,))
    assert frame["n"].tolist() == [1, 2]
    assert frame["s"].isna().tolist() == [False, True]
    assert frame["d"][0] == pytest.approx(9.99)
    assert frame["at"][0] == pd.Timestamp(2026, 3, 26, 10)


def test_pandas_does_not_write_to_a_connection_as_it_is() -> None:
    """It takes any for an SQLite, asks for `sqlite_master`, and passes on that there is none."""
    frame = pd.DataFrame({"a": [1]})
    with (
        helios_ref.connect() as connection,
        pytest.warns(UserWarning, match="SQLAlchemy"),
        pytest.raises(helios_ref.ProgrammingError) as refused,
    ):
        frame.to_sql("t", connection)
    assert refused.value.code == "UNDEFINED_TABLE"


def test_a_frame_goes_in_and_comes_out(engine: sa.Engine) -> None:
    frame = pd.DataFrame({"n": [1, 2], "x": [0.5, None], "s": ["a", None], "b": [True, False]})
    assert frame.to_sql("t", engine, index=False) == 2
    with pytest.raises(ValueError, match="already exists"):
        frame.to_sql("t", engine, index=False)
    frame.to_sql("t", engine, index=False, if_exists="append")
    back = pd.read_sql(sa.text("SELECT * FROM t ORDER BY n"), engine)
    assert back["n"].tolist() == [1, 1, 2, 2]
    assert back["s"].isna().sum() == back["x"].isna().sum() == 2


def test_core_expressions_run(engine: sa.Engine) -> None:
    table = sa.Table(
        "t", sa.MetaData(), sa.Column("n", sa.Integer, primary_key=True), sa.Column("s", sa.String)
    )
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE t (n INT PRIMARY KEY, s TEXT)"))
        connection.execute(sa.insert(table), [{"n": 1, "s": "a"}, {"n": 2, "s": "b"}])
        connection.execute(sa.update(table).where(table.c.n == 2).values(s="c"))
        asked = sa.select(table.c.s).where(table.c.n.in_([1, 2])).order_by(table.c.n.desc())
        assert connection.execute(asked.limit(1)).scalar() == "c"


def test_a_refusal_comes_through_with_its_code(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        connection.execute(sa.text("CREATE TABLE t (n INT NOT NULL)"))
        with pytest.raises(sa.exc.IntegrityError) as refused:
            connection.execute(sa.text("INSERT INTO t VALUES (NULL)"))
    assert isinstance(refused.value.orig, helios_ref.IntegrityError)
    assert refused.value.orig.code == "NOT_NULL_VIOLATION"
