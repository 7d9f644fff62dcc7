"""A mutant: one change at one place of a module, and the code that follows from it."""

from __future__ import annotations

import ast
import warnings
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.mutants.operators import changed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType

ROOT: Final = Path(__file__).resolve().parents[2]

DECLARED: Final = frozenset({"annotation", "decorator_list", "returns", "bases", "type_comment"})
"""Fields that say what a thing is, and not what it does."""

DECLARATIONS: Final = frozenset({"__all__", "__slots__"})
"""Names that nothing but tools and memory depend on."""

Place = tuple[tuple[str, int | None], ...]
"""The fields, with positions in lists, that lead from a module to a node."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change."""

    module: str
    function: str
    """Its qualified name; of a class where the change is in its body; empty for the module's."""

    change: str
    """What stood there, and what stands there now; numbered where a function has it twice."""

    line: int
    end: int
    """The lines of the statement: whoever runs one of them may notice."""

    at_import: bool
    """Whether the place runs when the module is imported, and not when something is called."""

    place: Place
    variant: int
    """Which of the changes of that node."""

    @property
    def room(self) -> str:
        """The room of the module."""
        return self.module.split(".")[1]

    def __str__(self) -> str:
        """Return what names it: it stays when lines move."""
        return f"{self.module}:{self.function}: {self.change}"


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a walk has come to."""

    place: Place = ()
    function: str = ""
    line: int = 0
    end: int = 0
    called: bool = False
    alone: bool = False
    """Whether an expression is a whole statement."""

    def at(self, field: str, position: int | None) -> Place:
        return (*self.place, (field, position))


def path_of(module: str) -> Path:
    """Return the file of a module of the engine."""
    return ROOT.joinpath(*module.split(".")).with_suffix(".py")


def mutants_of(room: str) -> list[Mutant]:
    """Return all mutants of a room, in the order of its files and lines."""
    files = sorted((ROOT / "helios_ref" / room).glob("*.py"))
    return [mutant for file in files for mutant in _of_module(f"helios_ref.{room}.{file.stem}")]


def _of_module(module: str) -> Iterator[Mutant]:
    source = path_of(module).read_text(encoding="utf-8")
    return of_source(module, source)


def of_source(module: str, source: str) -> Iterator[Mutant]:
    """Yield the mutants of a module that has this source."""
    times: Counter[str] = Counter()
    for node, spot in _walk(ast.parse(source), _Spot()):
        for variant, new in enumerate(changed(node)):
            if spot.alone and not isinstance(new, ast.Call):
                continue  # the statement is left out already
            change = f"{_shown(node)} → {_shown(new)}"
            mutant = Mutant(
                module=module,
                function=spot.function,
                change=change,
                line=spot.line,
                end=spot.end,
                at_import=not spot.called,
                place=spot.place,
                variant=variant,
            )
            times[str(mutant)] += 1
            count = times[str(mutant)]
            yield mutant if count == 1 else replace(mutant, change=f"{change} ({count})")


def code_of(mutant: Mutant, source: str | None = None) -> CodeType:
    """Return the code of the module with the change in it."""
    path = path_of(mutant.module)
    tree: ast.AST = ast.parse(path.read_text(encoding="utf-8") if source is None else source)
    *way, (field, position) = mutant.place
    parent = tree
    for name, at in way:
        parent = _child(parent, name, at)
    node = _child(parent, field, position)
    new = ast.copy_location(list(changed(node))[mutant.variant], node)
    if position is None:
        setattr(parent, field, new)
    else:
        getattr(parent, field)[position] = new
    assert isinstance(tree, ast.Module)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)  # such as a literal beside `is`
        return compile(ast.fix_missing_locations(tree), str(path), "exec", dont_inherit=True)


def _child(node: ast.AST, field: str, position: int | None) -> ast.AST:
    value = getattr(node, field)
    child = value if position is None else value[position]
    assert isinstance(child, ast.AST)
    return child


def _walk(node: ast.AST, spot: _Spot) -> Iterator[tuple[ast.AST, _Spot]]:
    """Yield the nodes below a node that have an effect, each with where it is."""
    for field, value in ast.iter_fields(node):
        if field in DECLARED:
            continue
        inner = replace(
            spot,
            called=spot.called or _runs_later(node, field),
            alone=isinstance(node, ast.Expr),
        )
        for position, child in enumerate(value) if isinstance(value, list) else ((None, value),):
            if isinstance(child, ast.AST) and not _is_talk(child):
                here = _entered(child, inner, inner.at(field, position))
                if not _is_first_assignment(child, here.function):
                    yield child, here
                yield from _walk(child, here)


def _is_first_assignment(node: ast.AST, function: str) -> bool:
    """Tell whether a statement gives an object what it cannot be without."""
    return isinstance(node, ast.Assign | ast.AnnAssign) and function.endswith(".__init__")


def _runs_later(node: ast.AST, field: str) -> bool:
    """Tell whether what is in a field runs when the node is called."""
    return field == "body" and isinstance(node, ast.FunctionDef | ast.Lambda)


def _entered(node: ast.AST, spot: _Spot, place: Place) -> _Spot:
    """Return where a walk is at a node: below names of functions, on lines of statements."""
    name = spot.function
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        name = f"{name}.{node.name}" if name else node.name
    line, end = spot.line, spot.end
    if isinstance(node, ast.stmt | ast.ExceptHandler | ast.match_case):
        line = getattr(node, "lineno", spot.line)
        body = getattr(node, "body", None) or getattr(node, "cases", None)
        last = getattr(node, "end_lineno", None) or line
        end = max(line, _first_line(body[0]) - 1) if body else last
    return replace(spot, place=place, function=name, line=line, end=end)


def _first_line(node: ast.AST) -> int:
    """Return where the body of a statement begins."""
    first = node.pattern if isinstance(node, ast.match_case) else node
    assert isinstance(first, ast.stmt | ast.pattern)
    return first.lineno


def _is_talk(node: ast.AST) -> bool:
    """Tell whether a node says something, to readers, tools or ourselves, and does nothing."""
    match node:
        case ast.Assign(targets=[ast.Name(id=name)]) if name in DECLARATIONS:
            return True
        case (
            ast.Expr(value=ast.Constant())
            | ast.Assert()
            | ast.JoinedStr()
            | ast.Import()
            | ast.ImportFrom()
            | ast.If(test=ast.Name(id="TYPE_CHECKING"))
            | ast.Raise(exc=ast.Name(id="AssertionError"))
            | ast.Assign(value=ast.Call(func=ast.Name(id="TypeVar")))
            | ast.Assign(value=ast.Subscript(value=ast.Name(id="Callable")))  # a type
            | ast.Assign(
                value=ast.BinOp(op=ast.BitOr(), right=ast.Name() | ast.Constant())
            )  # a type
            | ast.ClassDef(bases=[ast.Name(id="Enum")])
            | ast.FunctionDef(name="__repr__")
            | ast.keyword(arg="strict")  # of zip: an assertion
        ):
            return True
        case _:
            return False


def _shown(node: ast.AST) -> str:
    """Return a node as a line; of a statement with a body only how it begins."""
    if isinstance(node, ast.comprehension):
        return " ".join(f"if {ast.unparse(test)}" for test in node.ifs)
    if isinstance(node, ast.If | ast.While):
        return f"{'if' if isinstance(node, ast.If) else 'while'} {ast.unparse(node.test)}"
    if isinstance(node, ast.With | ast.Try):
        return ast.unparse(node).partition("\n")[0]
    return " ".join(ast.unparse(ast.fix_missing_locations(node)).split())
