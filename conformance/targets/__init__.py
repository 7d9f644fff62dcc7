"""
Engines that the suite knows: how each is reached, what it can do, where it leaves the spec.

Beside this file stands a list of known deviations for each of them, held to be exact (CNF-051).
"""

from conformance.targets.registry import TARGETS, Known

__all__ = ["TARGETS", "Known"]
