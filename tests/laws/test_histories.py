"""After any history, every backup restores to exactly the state it was taken of."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.laws.machine import History
from tests.laws.planted import PLANTED

BUDGET = settings(
    max_examples=40,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
"""Of the engine as it is."""

PATIENCE = settings(BUDGET, max_examples=800)
"""Of a planted bug, which ends with the first history that finds it: what is drawn hangs on the
order of sets as well, and so on the process."""


def test_every_backup_restores_to_the_state_it_was_taken_of() -> None:
    """
    Statements, branches, backups and clock steps in any order.

    MOD-001, MOD-030, BRN-003, BRN-022, BKP-011, BKP-020, BKP-021, BKP-022, BKP-024, BKP-051,
    RST-010, RST-020, RST-024, RST-026.
    """
    run_state_machine_as_test(History, settings=BUDGET)


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_bug_does_not_survive(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same kind of histories finds each bug."""
    monkeypatch.setattr(History, "collaborators", PLANTED[name])
    with pytest.raises(Exception):  # noqa: B017, PT011  # whatever it breaks, something must
        run_state_machine_as_test(History, settings=PATIENCE)
