"""What a program does to files behind the engine's back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conformance.explore import operations as op
from conformance.explore.backups import UNSEEN
from conformance.explore.model import Content
from conformance.explore.turn import Deed, Turn

if TYPE_CHECKING:
    from conformance.explore.model import Model
    from conformance.explore.refusals import Played


def done(
    model: Model, operation: op.MoveThere | op.Damage | op.SwapFiles | op.Obstruct
) -> Played | None:
    """Return what is done to a file, where there is one, or to the engine's place among them."""
    if isinstance(operation, op.MoveThere):
        deed = Deed("chdir", (".",), "the working directory is $dir")
        return Turn(deed, "BKP-032", needs=frozenset({"chdir"})), replace(model, moved=True)
    if isinstance(operation, op.Obstruct):
        return _obstructed(model, operation.kind)
    said = {name: one for name, one in model.every.items() if not one.unsaid}
    own = {name: model.files.get(one.path) for name, one in said.items()}
    standing = [name for name, content in own.items() if content == Content(name)]
    if not standing:
        return None
    first = standing[-1 - operation.which % len(standing)]
    if isinstance(operation, op.Damage):
        return _damaged(model, first, operation.kind)
    second = standing[-1 - operation.other % len(standing)]
    return None if first == second else _exchanged(model, first, second, both=operation.both)


def _obstructed(model: Model, kind: str) -> Played | None:
    """Put something where the next backup would go."""
    path = f"{model.fresh}.hldb"
    if path in model.files:
        return None
    deed = Deed("lay", (kind, path), f"a {kind} stands at $dir/{path}")
    return _turn(deed), model.with_file(path, Content(damage=kind))


def _damaged(model: Model, name: str, kind: str) -> Played:
    path = model.every[name].path
    deed = Deed("damage", (kind, name), f"the file of ${name} is {kind}")
    came = UNSEEN if kind.startswith(UNSEEN) else kind
    return _turn(deed), model.with_file(path, None if kind == "missing" else Content(name, came))


def _exchanged(model: Model, first: str, second: str, *, both: bool) -> Played:
    paths = model.every[first].path, model.every[second].path
    after = model.with_file(paths[0], Content(second))
    if not both:
        phrase = f"the file of ${first} is replaced by that of ${second}"
        return _turn(Deed("replace", (first, second), phrase)), after
    after = replace(after, files={**after.files, paths[1]: Content(first)})
    phrase = f"the file of ${first} is swapped with that of ${second}"
    return _turn(Deed("swap", (first, second), phrase)), after


def _turn(deed: Deed) -> Turn:
    return Turn(deed, "RST-013", needs=frozenset({"files"}))
