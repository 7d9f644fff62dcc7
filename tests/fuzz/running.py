"""One run: so many inputs, each read, and figures of what came of them."""

from __future__ import annotations

import os
import resource
import signal
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from itertools import product
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from time import process_time
from typing import TYPE_CHECKING, Final

from tests.fuzz import hostile
from tests.fuzz.choices import Seeded
from tests.fuzz.histories import history
from tests.fuzz.mutation import broken, mutated
from tests.fuzz.readers import Reference, Verdict, suite_verdict
from tests.fuzz.sealed import Sealed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.fuzz.choices import Choices
    from tests.fuzz.figures import Figures
    from tests.fuzz.histories import History

SEEDS: Final = 512
"""Histories that inputs are made from."""

ROOM: Final = 64 << 20
"""Bytes that reading may take beyond twice the file (HLD-004)."""

SECONDS: Final = 10
"""After so long, reading hangs."""


class DisagreementError(AssertionError):
    """Two readers say different things of the same bytes."""


class Corpus:
    """Histories, as files and as what they are made from."""

    def __init__(self, seed: int, size: int = SEEDS) -> None:
        """Draw so many histories."""
        self._histories: list[History] = [history(Seeded(seed + n), most=1) for n in range(size)]
        self._files = [[member.draft.file() for member in one] for one in self._histories]
        self._sealed = [Sealed(one[-1].draft) for one in self._histories]

    def input(self, choices: Choices) -> bytes:
        """Return a file: of eight, four with other bytes, one with other entries, three broken."""
        at = choices.below(len(self._histories))
        match choices.below(8):
            case 0 | 1 | 2:
                return broken(choices, self._sealed[at].data)
            case 3:
                return mutated(choices, self._histories[at][-1])
            case _:
                return self._sealed[at].edited(choices)

    def chain(self, choices: Choices) -> list[bytes]:
        """Return the files of a chain, the last of them mutated."""
        at = choices.below(len(self._histories))
        again = choices.below(3) == 0
        sealed, leaf = self._sealed[at], self._histories[at][-1]
        last = sealed.edited(choices) if again else mutated(choices, leaf)
        return [*self._files[at][:-1], last]


def decode(figures: Figures, corpus: Corpus, inputs: int, seed: int) -> None:
    """Read single files at levels 0 to 2: only refusals of two kinds may come out (HLD-050)."""
    reference = Reference()
    began = process_time()
    with limited(SECONDS) as again:
        for number in range(inputs):
            if number % 256 == 0:
                again()
            figures.count(reference.alone(corpus.input(Seeded(seed + number))))
    figures.seconds += process_time() - began


def generate(figures: Figures, chains: int, seed: int) -> None:
    """Read chains that are in order: both readers find the state that was written."""
    reference = Reference()
    for number in range(chains):
        drawn = history(Seeded(seed + number), most=3)
        compare(reference, [member.draft.file() for member in drawn], drawn[-1].after)
        figures.generated += 1


def differ(figures: Figures, corpus: Corpus, chains: int, seed: int) -> None:
    """Read chains with a mutated end at all levels: both readers say the same."""
    reference = Reference()
    for number in range(chains):
        compare(reference, corpus.chain(Seeded(seed + number)))
        figures.compared += 1


def attacked(figures: Figures, attacks: int, seed: int) -> None:
    """Give hostile files, paths and values to whatever takes them, and count what it costs."""
    with (
        Path(os.devnull).open("w", encoding="utf-8") as nowhere,
        TemporaryDirectory() as place,
        redirect_stdout(nowhere),
        redirect_stderr(nowhere),
    ):
        for name, number in product(hostile.TARGETS, range(attacks)):
            room = Path(place, f"{name}-{number}")
            room.mkdir()
            hostile.attack(figures, name, Seeded(seed + number), room)
            rmtree(room)


def compare(
    reference: Reference, chain: list[bytes], due: dict[bytes, bytes] | None = None
) -> None:
    """Refuse to go on when two readers disagree, or do not find what is due."""
    ours, theirs = reference.verdict(chain, known=True), suite_verdict(chain)
    if not agree(ours, theirs) or due not in (None, ours.state):
        listing = "\n".join(data.hex() for data in chain)
        message = f"{ours!r} and {theirs!r} of\n{listing}"
        raise DisagreementError(message)


def agree(ours: Verdict, theirs: Verdict) -> bool:
    """Tell whether two verdicts are one; of a wrong link and another fault, either comes first."""
    if ours.code and theirs.code and "CHAIN_BROKEN" in (ours.code, theirs.code):
        return True
    return (ours.code, ours.state) == (theirs.code, theirs.state)


@contextmanager
def limited(seconds: int) -> Iterator[Callable[[], object]]:
    """Give the body little room and little time, and yield what gives it the time again."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    before = signal.signal(signal.SIGALRM, _hangs)
    resource.setrlimit(resource.RLIMIT_AS, (_used() + ROOM, hard))
    try:
        yield lambda: signal.alarm(seconds)
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _used() -> int:
    """Return how many bytes of addresses this process has."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * resource.getpagesize()


def _hangs(*_: object) -> None:
    raise TimeoutError
