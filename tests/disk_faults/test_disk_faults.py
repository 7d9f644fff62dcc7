"""The sweep of faults finds what is planted, and nothing in what is right."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from tests.disk_faults.disk import Fault
from tests.disk_faults.kills import killed
from tests.disk_faults.planted import PLANTED
from tests.disk_faults.sweep import sweep
from tests.disk_faults.volumes import trials

pytestmark = pytest.mark.calls


@pytest.mark.parametrize("operation", ["BACKUP, full, beside", "prune"])
def test_nothing_is_lost_or_partial_whatever_call_fails(operation: str) -> None:
    """BKP-040, BKP-041, BKP-043, OPS-122. `tox -e faults-disk` has all operations and faults."""
    for figure in sweep(operation, (Fault.KILLED_AFTER, Fault.ENOSPC, Fault.LOST_BUT_LAST)):
        assert figure.indices
        assert figure.found == []


@pytest.mark.parametrize("name", PLANTED)
def test_each_planted_bug_is_found(name: str) -> None:
    """BKP-040, BKP-041, BKP-065, OPS-110, OPS-122. By the fault that it is about."""
    planted = PLANTED[name]
    with patch(planted.target, planted.wrong):
        figures = [
            one
            for one in sweep(planted.operation, (planted.fault,))
            if one.operation == planted.operation
        ]
    assert [one for figure in figures for one in figure.found]


def test_a_process_may_be_killed_at_any_moment() -> None:
    """BKP-040, OPS-122. Twenty times here."""
    kills = killed(20, seed=1)
    assert kills.found == []
    assert kills.kills == 20
    assert kills.backups > 20


def test_real_volumes_refuse_and_lose_nothing() -> None:
    """BKP-043, BKP-044, BKP-066. Those that this process may make."""
    for trial in trials():
        assert trial.found == []
        assert trial.tries
