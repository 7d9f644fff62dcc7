"""Fuzzing led by coverage: the bytes that a guide hands in are the choices of the mutation."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.fuzz.figures import Figures

INSTRUMENTED = (
    "helios_ref.hldb",
    "helios_ref.tables",
    "helios_ref.types",
    "helios_ref.backup.corruption",
)
"""What the guide looks into."""


def guided(figures: Figures, inputs: int, seed: int) -> None:
    """Decode so many inputs under atheris, which ends the process."""
    atheris: Any = import_module("atheris")  # only in the environment `fuzz`
    with atheris.instrument_imports(include=list(INSTRUMENTED)):
        choices = import_module("tests.fuzz.choices")
        running = import_module("tests.fuzz.running")
    corpus = running.Corpus(seed)
    reference = running.Reference()

    def test_one_input(data: bytes) -> None:
        raw = data[:1] == b"\0"
        given = data[1:] if raw else corpus.input(choices.Guided(data[1:]))
        figures.count(reference.alone(given))
        if figures.inputs == inputs:
            print(figures, flush=True)  # noqa: T201  # the guide ends the process

    options = [f"-runs={inputs}", f"-seed={seed}", "-max_len=512", "-timeout=10"]
    atheris.Setup([sys.argv[0], *options, "-malloc_limit_mb=64"], test_one_input)
    atheris.Fuzz()
