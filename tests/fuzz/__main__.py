"""`python -m tests.fuzz`: read files that nobody wrote, and print the figures."""

from __future__ import annotations

import sys

import click

from tests.fuzz.figures import Figures
from tests.fuzz.guided import guided


@click.command()
@click.option("--inputs", default=20_000, show_default=True, help="Files to decode.")
@click.option("--chains", default=2_000, show_default=True, help="Chains for two readers.")
@click.option("--attacks", default=200, show_default=True, help="Of each kind of hostile input.")
@click.option("--seed", default=1, show_default=True, help="Where to begin.")
@click.option("--guided", "led", is_flag=True, help="Be led by coverage; needs atheris.")
def main(inputs: int, chains: int, attacks: int, seed: int, *, led: bool) -> None:
    """Decode mutated files, and have two readers agree on mutated and on generated chains."""
    figures = Figures()
    if led:
        guided(figures, inputs, seed)
        return
    from tests.fuzz import running  # noqa: PLC0415  # a guide must be the first to import it

    corpus = running.Corpus(seed)
    try:
        running.decode(figures, corpus, inputs, seed)
        running.generate(figures, chains // 20, seed)
        running.differ(figures, corpus, chains, seed)
        running.attacked(figures, attacks, seed)
    finally:
        click.echo(str(figures))
    sys.exit(0 if figures.past_blocks * 2 >= figures.inputs else 1)


main()
