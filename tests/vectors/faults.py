"""How a vector with one fault is described; everything else in its files is right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tests.vectors.assemble import Block, Draft, checksum, cut
from tests.vectors.by_hand import FULL, INCREMENTAL, TABLE
from tests.vectors.states import CHANGED, PRODUCTS, Column, Table, delta, entries
from tests.vectors.vector import Invalid

if TYPE_CHECKING:
    from tests.vectors.assemble import Entry
    from tests.vectors.states import State

Clauses = tuple[str, ...]

ROWS: Final = entries(PRODUCTS.state())
"""The entries of the tutorial's full."""

CHANGES: Final = entries(delta(PRODUCTS.state(), CHANGED.state(), "products"))
"""The entries of the tutorial's incremental."""

NO_TABLE: Final = entries(dict.fromkeys(PRODUCTS.state()))
"""The entries of an incremental that follows DROP TABLE."""


MANY: Final = entries(
    Table("t", (Column("k", "integer"),), {at: (at % 100,) for at in range(1, 4096)}).state()
)
"""4,097 entries: a block of 4,096, and one of the schema alone."""


def small(**fields: Any) -> Draft:  # noqa: ANN401  # a Draft's fields
    """Return a full of one empty table."""
    return Draft(FULL, cut(entries(TABLE)), **fields)


def products(**fields: Any) -> Draft:  # noqa: ANN401  # a Draft's fields
    """Return the tutorial's full."""
    return Draft(FULL, cut(ROWS), **fields)


def product_block(**fields: Any) -> Draft:  # noqa: ANN401  # a block's fields
    """Return the tutorial's full with a fault in its only block."""
    return Draft(FULL, [Block(ROWS, fields)])


def holding(content: State, **fields: Any) -> Draft:  # noqa: ANN401  # a Draft's fields
    """Return a full of any keys and values."""
    return Draft(FULL, cut(entries(content)), **fields)


def child(content: list[Entry], after: State, **fields: Any) -> Draft:  # noqa: ANN401  # a Draft's fields
    """Return an incremental over the tutorial's full."""
    given: dict[str, Any] = {
        "blocks": cut(content),
        "parent": (FULL, products().assembled().root),
        "state": checksum(after.items()),
    }
    return Draft(INCREMENTAL, **(given | fields))


def changed_block(**fields: Any) -> Draft:  # noqa: ANN401  # a block's fields
    """Return the tutorial's incremental with a fault in its only block."""
    return child(CHANGES, CHANGED.state(), blocks=[Block(CHANGES, fields)])


def fault(
    name: str, about: str, clauses: Clauses, draft: Draft, *where: str, level: int = 0
) -> Invalid:
    """Return a vector of one fault in a full, in the field or fields named."""
    return Invalid(name, about, clauses, {"full.hldb": draft.file()}, level, offsets(draft, *where))


def unsupported(name: str, about: str, clauses: Clauses, draft: Draft) -> Invalid:
    """Return a vector of an intact file that a reader of version 1.0 does not know."""
    files = {"full.hldb": draft.file()}
    return Invalid(name, about, clauses, files, 0, code="UNSUPPORTED_FORMAT")


def raw(name: str, about: str, clauses: Clauses, data: bytes, *where: int) -> Invalid:
    """Return a vector of bytes that are no file at all, or a file and more."""
    return Invalid(name, about, clauses, {"full.hldb": data}, 0, where)


def after_full(
    name: str, about: str, clauses: Clauses, draft: Draft, *where: str, level: int = 0
) -> Invalid:
    """Return a vector of one fault in an incremental over the tutorial's full."""
    files = {"full.hldb": products().file(), "inc.hldb": draft.file()}
    return Invalid(name, about, clauses, files, level, offsets(draft, *where))


def broken(name: str, about: str, clauses: Clauses, draft: Draft) -> Invalid:
    """Return a vector of two intact files that are no chain."""
    files = {"full.hldb": products().file(), "inc.hldb": draft.file()}
    return Invalid(name, about, clauses, files, 3, code="CHAIN_BROKEN")


def offsets(draft: Draft, *where: str) -> tuple[int, ...]:
    """Return where the fields begin, their sections, and the runs of their blocks (HLD-050)."""
    places = draft.assembled().offsets
    names = {part for name in where for part in (name, name.partition(".")[0])}
    names |= {f"{name}.prefix" for name in names if f"{name}.prefix" in places}
    return tuple(sorted({places[name] for name in names}))
