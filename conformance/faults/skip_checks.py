"""A function of the reference without some of its checks: how a reader believes too much."""

from __future__ import annotations

import ast
import inspect
import textwrap
from contextlib import contextmanager
from functools import cache
from pkgutil import resolve_name
from types import CodeType, FunctionType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


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
