"""The door to a real PostgreSQL server (CNF-062)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conformance.drivers import DriverNotFoundError, opened
from conformance.drivers.answers import Fault, FaultKind, Refused, Rows
from conformance.drivers.target import Target
from conformance.spec.chapter08 import read_codes
from conformance.spec.resources import spec_directory
from conformance.targets.postgres_server import served

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Yield the name of a driver for a server of our own."""
    with served() as address:
        yield f"postgres:{address}"


def test_each_sqlstate_of_the_chapter_is_a_code() -> None:
    """ERR-001, CNF-062. So that codes cross any wire."""
    codes = read_codes(spec_directory())
    assert codes["42601"] == "SYNTAX_ERROR"
    assert codes["HB001"] == "NO_BASE"
    assert len(set(codes.values())) == len(codes)


def test_a_server_answers_in_text_and_begins_anew(server: str) -> None:
    """CNF-021, CNF-062."""
    with opened(server) as driver:
        target = Target(driver)
        target.open("/nowhere")
        assert target.execute("main", "CREATE TABLE t (a NUMERIC, b BOOLEAN)") == Rows((), ())
        assert target.execute("main", "INSERT INTO t VALUES (1.50, NULL), (2, true)") == Rows(
            (), ()
        )
        assert target.execute("other", "SELECT a, b FROM t ORDER BY a") == Rows(
            ("a", "b"), (("1.50", None), ("2", "t"))
        )
        target.open("/nowhere")
        refusal = target.execute("main", "SELECT a FROM t")
        assert isinstance(refusal, Refused)
        assert refusal.code == "UNDEFINED_TABLE"
        target.close()


def test_sessions_have_transactions_of_their_own(server: str) -> None:
    """CNF-062."""
    with opened(server) as driver:
        target = Target(driver)
        target.open("/nowhere")
        for statement in ("CREATE TABLE t (a INT)", "BEGIN", "INSERT INTO t VALUES (1)"):
            assert target.execute("main", statement) == Rows((), ())
        assert target.execute("other", "SELECT a FROM t") == Rows(("a",), ())
        target.close()


def test_a_server_that_does_not_answer_hangs(server: str) -> None:
    """CNF-061."""
    with opened(server, deadline_s=0.5) as driver:
        target = Target(driver)
        target.open("/nowhere")
        with pytest.raises(Fault) as caught:
            target.execute("main", "SELECT pg_sleep(60)")
        assert caught.value.kind is FaultKind.HANG
        target.open("/nowhere")
        target.close()


def test_an_address_without_a_server_is_a_fault_of_hello() -> None:
    """CNF-041."""
    with opened("postgres:host=/no/such/folder") as driver, pytest.raises(Fault) as caught:
        Target(driver)
    assert caught.value.call == "hello"


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """CNF-041, CNF-062."""

    def missing(name: str) -> object:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr("conformance.drivers.import_module", missing)
    with pytest.raises(DriverNotFoundError) as caught, opened("postgres:"):
        pass
    assert "install helios-ref[postgres]" in str(caught.value)
