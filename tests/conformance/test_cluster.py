"""Work that is handed over comes back as if it had been done here (CNF-096)."""

from __future__ import annotations

import io
import pickle
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click
import pytest
from click.testing import CliRunner

from conformance.book.suite import read_suite
from conformance.cli import main
from conformance.drivers.target import Target
from conformance.run import cluster, task
from conformance.run.on_cluster import run_on_cluster
from conformance.run.plugin import NO_TERMS, Terms
from conformance.run.runner import Run, run
from conformance.run.several import Ended, Gathered
from tests.conformance.test_several import engine
from tests.conformance.test_several import tree as tree  # noqa: PLC0414  # a fixture
from tests.conformance.toys import Silent

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from contextlib import AbstractContextManager

Task = TypeVar("Task")
Done = TypeVar("Done")


class Here(cluster.Cluster):
    """A cluster without a scheduler: all goes through bytes, and the last comes back first."""

    shares = 2

    def __init__(self) -> None:
        super().__init__(None)

    def each(
        self, work: Callable[[Task], Done], tasks: Sequence[Task]
    ) -> Generator[tuple[int, Done]]:
        """Do the tasks."""
        for place in reversed(range(len(tasks))):
            asked = io.BytesIO(pickle.dumps((work, tasks[place])))
            yield place, cluster.outcome_of(task.answer(asked))


class Losing(Here):
    """A cluster that loses what it gets."""

    def each(
        self, work: Callable[[Task], Done], tasks: Sequence[Task]
    ) -> Generator[tuple[int, Done]]:
        """Lose all but one."""
        yield next(super().each(work, tasks))
        raise cluster.LostError("a worker is gone")


class Toyed:
    """The target of one share."""

    def __enter__(self) -> Target:
        """Return a target whose engine is a toy."""
        return Target(engine())

    def __exit__(self, *_: object) -> None:
        """Let it go."""


def absent() -> AbstractContextManager[Target]:
    """Open nothing."""
    raise click.UsageError("there is no such driver")


def told(ended: Run) -> list[tuple[str, str, str]]:
    """Return what a run says of its cases."""
    return [(one.case.id, one.verdict.value, one.reason) for one in ended.outcomes]


def test_shares_are_put_together_in_the_order_of_the_cases(tree: str) -> None:
    """CNF-096. The verdicts are those of one process."""
    cases = read_suite(Path(tree)).cases
    alone = run(Target(engine()), cases, Silent())
    over = run_on_cluster(Toyed, cases, Silent(), NO_TERMS, Here())
    assert told(over) == told(alone)
    assert over.complaints == ()
    assert [one for one, _, _ in told(over)] == [f"Toy1[{one}]" for one in range(1, 6)]


def test_the_first_unexpected_verdict_is_enough(tree: str) -> None:
    """CNF-070. What comes after it is not judged any more."""
    cases = read_suite(Path(tree)).cases
    over = run_on_cluster(Toyed, cases, Silent(), Terms(first_only=True), Here())
    assert told(over) == [("Toy1[2]", "pass", ""), ("Toy1[4]", "fault", told(over)[1][2])]
    assert over.notices == ("-x: 2 of 5 cases were judged",)


def test_what_is_lost_is_a_complaint(tree: str) -> None:
    """CNF-040, CNF-096. Cases that were not judged are no green."""
    cases = read_suite(Path(tree)).cases
    over = run_on_cluster(Toyed, cases, Silent(), NO_TERMS, Losing())
    assert over.complaints == ("a worker is gone",)
    assert [one for one, _, _ in told(over)] == ["Toy1[2]", "Toy1[4]"]


def test_a_driver_that_is_missing_there_is_a_complaint(tree: str) -> None:
    """CNF-096. It was found here, or there would be no run."""
    cases = read_suite(Path(tree)).cases
    over = run_on_cluster(absent, cases, Silent(), NO_TERMS, Here())
    assert len(over.complaints) == 2
    assert "there is no such driver" in over.complaints[0]


def test_what_ends_a_task_ends_who_asked_for_it() -> None:
    """CNF-041. Wrong usage stays wrong usage."""
    with pytest.raises(click.UsageError, match="there is no such driver"):
        [*Here().each(refusing, [None])]


def refusing(_: None) -> None:
    """Do what a task may do: refuse."""
    absent()


def test_whoever_was_on_when_a_file_appeared_is_named(tree: str) -> None:
    """CNF-033. Of two processes, nobody can tell which of their cases has left it."""
    cases = read_suite(Path(tree)).cases
    gathered = Gathered(Silent(), NO_TERMS)
    gathered.ended(Ended(left={"/home/b": ("Toy1[4]",), "/home/a": ("Toy1[5]",)}))
    gathered.ended(Ended(left={"/home/b": ("Toy1[1]",)}))
    assert gathered.whole(cases, None).notices == (
        "Toy1[1] or Toy1[4] left b in /home",
        "Toy1[5] left a in /home",
    )


@pytest.mark.parametrize("name", ["run", "rot", "explore"])
def test_without_its_extra_a_cluster_says_what_to_install(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """CNF-041. Before anything begins."""
    monkeypatch.setattr(cluster, "find_spec", lambda _: None)
    ended = CliRunner().invoke(main, [name, "--driver", "reference", "--cluster", "tcp://a:1"])
    assert ended.exit_code == 2
    assert "python -m pip install 'helios-ref[cluster]'" in ended.output
