"""What is done to one node of a module: the changes that make a mutant."""

from __future__ import annotations

import ast
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Node = TypeVar("Node", bound=ast.AST)

COMPARISONS: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
"""An order moves its border by one; what has no border becomes its opposite."""

ORDERS: Final = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)

ARITHMETIC: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitOr,
}

FIRM: Final = frozenset(
    {
        *("cast", "compress", "enumerate", "filter", "getattr", "isinstance", "issubclass"),
        *("iter", "len", "map", "next", "reduce"),
    }
)
"""Functions that are given and give things of different kinds: any change of a call crashes."""

SYMMETRIC: Final = frozenset({"max", "min"})
"""Functions to which the order of two arguments is the same."""

FIRM_METHODS: Final = frozenset({"items", "keys", "values", "pop", "popleft"})
"""The same of methods."""


def changed(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what can stand in the place of a node, each wrong in one way."""
    match node:
        case ast.If() | ast.While() | ast.IfExp():
            if _is_negated(node.test):
                yield _with(node, test=_not(node.test))
        case ast.comprehension():
            for at, test in enumerate(node.ifs):
                if _is_negated(test):
                    yield _with(node, ifs=_put(node.ifs, at, _not(test)))
        case ast.expr():
            yield from _computed(node)
        case ast.stmt():
            yield from _left_out(node)


def _computed(node: ast.expr) -> Iterator[ast.AST]:
    """Yield what an expression can be instead."""
    match node:
        case ast.Compare():
            yield from _compared(node)
        case ast.BoolOp():
            other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            yield ast.BoolOp(other, node.values)
        case ast.UnaryOp(op=ast.Not() | ast.USub() | ast.Invert()):
            yield node.operand
        case ast.BinOp(op=ast.BitOr(), right=ast.Name()):
            return  # of types
        case ast.BinOp() if type(node.op) in ARITHMETIC:
            yield ast.BinOp(node.left, ARITHMETIC[type(node.op)](), node.right)
        case ast.Constant():
            yield from _constants(node.value)
        case ast.Call():
            yield from _called(node)
        case ast.Slice():
            yield from _sliced(node)


def _compared(node: ast.Compare) -> Iterator[ast.AST]:
    for at, operator in enumerate(node.ops):
        yield _with(node, ops=_put(node.ops, at, COMPARISONS[type(operator)]()))


def _is_negated(test: ast.expr) -> bool:
    """Tell whether `not` makes another mutant of a test than its own operator does."""
    match test:
        case ast.UnaryOp(op=ast.Not()):
            return False
        case ast.Compare(ops=[operator]):
            return isinstance(operator, ORDERS)
        case _:
            return True


def _constants(value: object) -> Iterator[ast.AST]:
    match value:
        case bool():
            yield ast.Constant(not value)
        case int():
            yield ast.Constant(value + 1)
            if value > 0:
                yield ast.Constant(value - 1)
        case bytes():
            yield ast.Constant(value[:-1] if value else b"\0")
        case str() if not any(map(str.isspace, value)):  # prose is free (ERR-002)
            yield ast.Constant(value[:-1] if value else "x")


def _called(node: ast.Call) -> Iterator[ast.AST]:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name in FIRM or any(isinstance(given, ast.Starred) for given in node.args):
        return
    swaps = () if name in SYMMETRIC else enumerate(pairwise(node.args))
    for at, (one, two) in swaps:
        if ast.dump(one) != ast.dump(two):
            swapped = [*node.args[:at], two, one, *node.args[at + 2 :]]
            yield _with(node, args=swapped)
    if name == "range" and not isinstance(node.args[-1], ast.Constant):
        yield _with(node, args=[*node.args[:-1], _next(node.args[-1])])
    if not node.keywords:
        match node:
            case ast.Call(func=ast.Name(), args=[only]) if name[0].islower():
                yield only
            case ast.Call(func=ast.Attribute(receiver, method), args=[]) if (
                method not in FIRM_METHODS
            ):
                yield receiver


def _sliced(node: ast.Slice) -> Iterator[ast.AST]:
    for name, bound in (("lower", node.lower), ("upper", node.upper)):
        if bound is not None and not _is_number(bound):
            yield _with(node, **{name: _next(bound)})


def _is_number(node: ast.expr) -> bool:
    """Tell whether the change of a constant moves a bound already."""
    return isinstance(node.operand if isinstance(node, ast.UnaryOp) else node, ast.Constant)


def _left_out(node: ast.stmt) -> Iterator[ast.AST]:
    """Yield what is left when a statement, or the clause of a statement, is dropped."""
    match node:
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()):
            yield ast.Pass()
        case ast.Raise() | ast.Continue() | ast.Break() | ast.Delete():
            yield ast.Pass()
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield ast.Pass()
        case ast.AnnAssign(target=ast.Attribute(), value=ast.expr()):
            yield ast.Pass()
        case ast.AugAssign():
            yield ast.Pass()
            if type(node.op) in ARITHMETIC:
                yield _with(node, op=ARITHMETIC[type(node.op)]())
        case ast.With() if not any(item.optional_vars for item in node.items):
            yield _block(node.body)
        case ast.Try():
            yield from _untried(node)


def _untried(node: ast.Try) -> Iterator[ast.AST]:
    for at in range(len(node.handlers)):
        rest = node.handlers[:at] + node.handlers[at + 1 :]
        if rest or node.finalbody:
            yield _with(node, handlers=rest, orelse=node.orelse if rest else [])
        else:
            yield _block([*node.body, *node.orelse])
    if node.finalbody:
        yield _with(node, finalbody=[]) if node.handlers else _block(node.body)


def _block(body: list[ast.stmt]) -> ast.AST:
    """Return statements as one."""
    return ast.If(ast.Constant(value=True), body, [])


def _not(node: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), node)


def _next(node: ast.expr) -> ast.expr:
    return ast.BinOp(node, ast.Add(), ast.Constant(1))


def _put(nodes: Iterable[Node], at: int, new: Node) -> list[Node]:
    """Return nodes with another one at a place."""
    return [new if place == at else node for place, node in enumerate(nodes)]


def _with(node: ast.AST, **fields: object) -> ast.AST:
    """Return a node with other fields."""
    return type(node)(**{**dict(ast.iter_fields(node)), **fields})
