"""What a run of the fuzzers has seen."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.fuzz.readers import Verdict


@dataclass
class Figures:
    """What a run has seen."""

    inputs: int = 0
    past_blocks: int = 0
    """Inputs of which header, root and every block were in order."""

    clauses: Counter[str] = field(default_factory=Counter)
    """Refusals by the clause that they name; the empty one counts what was accepted."""

    compared: int = 0
    """Inputs that both readers have read."""

    generated: int = 0
    """Chains that nobody mutated."""

    seconds: float = 0.0

    attacks: dict[str, tuple[int, int, float]] = field(default_factory=dict)
    """Of each target: how many inputs, the greatest peak of memory, the longest time."""

    def attacked(self, name: str, peak: int, seconds: float) -> None:
        """Count one input of a target."""
        inputs, highest, longest = self.attacks.get(name, (0, 0, 0.0))
        self.attacks[name] = (inputs + 1, max(highest, peak), max(longest, seconds))

    def count(self, verdict: Verdict) -> None:
        """Count one input."""
        self.inputs += 1
        self.past_blocks += verdict.past_blocks
        self.clauses[verdict.clause] += 1

    def __str__(self) -> str:
        """Say it on a few lines."""
        refusals = ", ".join(f"{c or 'accepted'} {n:,}" for c, n in self.clauses.most_common())
        share = self.past_blocks / max(self.inputs, 1)
        return (
            f"{self.inputs:,} inputs, {self.past_blocks:,} ({share:.0%}) past header, root and "
            f"blocks, in {self.seconds:.0f} s of processor time\n"
            f"{self.generated:,} chains generated and {self.compared:,} mutated that two readers "
            f"agree on\n{refusals}"
            + "".join(
                f"\n{name}: {inputs:,} inputs, at most {peak / 1e6:.1f} MB and {longest:.1f} s"
                for name, (inputs, peak, longest) in self.attacks.items()
            )
        )
