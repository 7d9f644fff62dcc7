"""`python -m tests.fuzz`: read files that nobody wrote, and print the figures."""

from __future__ import annotations

import sys

import click

from tests.fuzz import running


@click.command()
@click.option("--inputs", default=20_000, show_default=True, help="Files to decode.")
@click.option("--chains", default=None, type=int, help="Chains for two readers; a tenth.")
@click.option("--seed", default=1, show_default=True, help="Where to begin.")
def main(inputs: int, chains: int | None, seed: int) -> None:
    """Decode mutated files, and have two readers agree on mutated and on generated chains."""
    figures = running.Figures()
    corpus = running.Corpus(seed)
    compared = inputs // 10 if chains is None else chains
    try:
        running.decode(figures, corpus, inputs, seed)
        running.generate(figures, compared // 20, seed)
        running.differ(figures, corpus, compared, seed)
    finally:
        click.echo(str(figures))
    sys.exit(0 if figures.past_blocks * 2 >= figures.inputs else 1)


main()
