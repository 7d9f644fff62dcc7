"""
The reference, patched: functions without some of their checks, and functions replaced.

Only the modules about `hldb/` and `tables/` do this; all others replace collaborators.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pkgutil import resolve_name
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, TypeVar
from unittest.mock import patch

from conformance.faults.wrong_engine import WrongEngine, WrongEngines, vice_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from conformance.drivers.protocol import Driver

Wrong = TypeVar("Wrong", bound="Callable[..., object]")


class _Leaving(ast.NodeTransformer):
    """Takes out the innermost `if` that refuses and whose text holds a mark."""

    def __init__(self, mark: str) -> None:
        self.mark = mark
        self.taken = 0

    def visit_If(self, node: ast.If) -> ast.AST:  # the name that ast gives it
        """Replace the check by nothing, and leave every other statement as it is."""
        self.generic_visit(node)
        refuses = any(isinstance(statement, ast.Raise) for statement in node.body)
        if not refuses or self.mark not in ast.unparse(node):
            return node
        self.taken += 1
        return ast.copy_location(ast.If(ast.Constant(value=False), node.body, node.orelse), node)


@cache
def without(name: str, marks: tuple[str, ...]) -> CodeType:
    """Return the code of a function without the checks that hold these marks, one check each."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(_function(name))))
    for mark in marks:
        leaving = _Leaving(mark)
        leaving.visit(tree)
        assert leaving.taken == 1, f"{name} has {leaving.taken} checks that hold {mark}"
    ast.fix_missing_locations(tree)
    module = compile(tree, name, "exec")
    (code,) = (constant for constant in module.co_consts if isinstance(constant, CodeType))
    return code


@contextmanager
def careless(name: str, marks: tuple[str, ...]) -> Iterator[None]:
    """Let a function be careless while the body runs, wherever it is called from."""
    function = _function(name)
    careful = function.__code__
    function.__code__ = without(name, marks)
    try:
        yield
    finally:
        function.__code__ = careful


def _function(name: str) -> FunctionType:
    function = resolve_name(name)
    assert isinstance(function, FunctionType), name
    return function


@dataclass(frozen=True, slots=True)
class PatchedEngine(WrongEngine):
    """A wrong engine that is one while the reference is patched."""

    changes: Mapping[str, object] = field(default_factory=dict)
    """What is replaced in the reference, by dotted names."""

    overlooked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Checks that functions of the reference leave out, by `module:function`."""

    @contextmanager
    def running(self) -> Iterator[Driver]:
        """Be wrong while the body runs."""
        with ExitStack() as stack:
            for target, wrong in self.changes.items():
                stack.enter_context(patch(target, wrong))
            for target, checks in self.overlooked.items():
                stack.enter_context(careless(target, checks))
            yield self.driver()


class PatchedEngines(WrongEngines):
    """The wrong engines of one module that patches the reference."""

    def fault(
        self, clause: str, target: str, also: Mapping[str, object] | None = None
    ) -> Callable[[Wrong], Wrong]:
        """Keep what replaces a function; its docstring is the vice."""

        def keep(wrong: Wrong) -> Wrong:
            name = wrong.__name__.replace("_", "-")
            self.value(clause, name, vice_of(wrong), {target: wrong, **(also or {})})
            return wrong

        return keep

    def value(self, clause: str, name: str, vice: str, changes: Mapping[str, object]) -> None:
        """Keep values that replace others."""
        self.engines.append(PatchedEngine(name, clause, vice, changes=changes))

    def overlooks(
        self,
        clause: str,
        name: str,
        vice: str,
        checks: Mapping[str, tuple[str, ...]],
        also: Mapping[str, object] | None = None,
    ) -> None:
        """Keep an engine that leaves out checks of some functions."""
        engine = PatchedEngine(name, clause, vice, changes=also or {}, overlooked=checks)
        self.engines.append(engine)
