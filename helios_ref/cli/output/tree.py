"""Backups as a tree: what was built on a backup stands below it (07-operations)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Node = TypeVar("Node")


def in_tree(
    tops: Sequence[Node], children: Callable[[Node], Sequence[Node]]
) -> Iterator[tuple[str, Node]]:
    """
    Yield each node behind its parent, with a mark that says how deep (OPS-084, OPS-100).

    Below a top, an only child is no deeper than its parent: most chains are lists.
    """
    waiting = [(0, top) for top in reversed(tops)]
    while waiting:
        depth, node = waiting.pop()
        yield "  " * (depth - 1) + ("└ " if depth else ""), node
        below = children(node)
        deeper = depth + (depth == 0 or len(below) > 1)
        waiting += [(deeper, child) for child in reversed(below)]
