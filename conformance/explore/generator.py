"""Random programs: stories in which everything meets everything, each seed always the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.explore import operations as op
from conformance.explore.definitions import RULES
from conformance.explore.names import LONGER, LONGEST
from conformance.explore.values import POOLS
from conformance.run.clock import FIRST_SECOND

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from random import Random

    from conformance.explore.dialect import Dialect
    from conformance.explore.operations import Operation, Program

    Make = Callable[[Random], Operation]

LEAST, MOST = 5, 18
"""How many operations a program has after its beginning; shrunk ones have about five."""

HALF = 0.5

TO_MORE_DIGITS = 9_999_999_996 - FIRST_SECOND
"""From the first second to one soon after which IDs have a digit more."""

FULL = 7
"""Stands for a row whose text is long from the beginning."""

ALTERATIONS = (
    *("add column", "drop column", "rename column", "set default", "drop default"),
    *("set not null", "drop not null", "add unique", "drop constraint"),
    *("truncate", "drop", "rename", "create index", "drop index"),
)
PLACES = ("", "", "", "", "", "", "deep", "it's", "taken", "relative", "unsaid", "empty")
FLIPPED = tuple(f"one bit off at {percent}%" for percent in range(20, 65, 5))
DAMAGES = (*("missing", "empty", "truncated", "longer"), *FLIPPED)
NAMES = ("b", "b", "b", "b", "B", "B", "main", "main", "c", "c", LONGEST, LONGER)


def created(random: Random, table: int = 0) -> op.Create:
    """Return a CREATE TABLE of columns of any types, with a key more often than not."""
    kinds = random.choices(list(POOLS), k=random.choice((0, 1, 1, 2, 4)))
    columns = [op.NewColumn(kind, random.choice(RULES)) for kind in kinds]
    first = op.NewColumn(
        random.choice(("integer", "integer", "serial", "serial", "text", "bigint", "numeric")),
        random.choice(("key", "key", "", "unique")),
    )
    named = op.NewColumn("text", random.choice(("", "", "unique", "default")))
    return op.Create(table, (first, named, *columns), together=_chance(random, 0.1))


def _insert(random: Random) -> Operation:
    return op.Insert(_table(random), tuple(random.randrange(64) for _ in range(_few(random))))


def _update(random: Random) -> Operation:
    where = random.choice((None, *range(24)))
    return op.Update(_table(random), random.randrange(6), random.randrange(64), where)


def _alter(random: Random) -> Operation:
    verb = random.choice(ALTERATIONS)
    return op.Alter(_table(random), verb, random.randrange(8), random.randrange(8))


def _restore(random: Random) -> Operation:
    onto = random.choice((None, None, None, *NAMES))
    return op.Restore(_which(random), onto, by_path=_chance(random, 0.35))


def _branch(random: Random) -> Operation:
    verb = random.choice(("create", "use", "use", "drop"))
    return op.Branch(verb, random.choice(NAMES), random.choice((None, None, None, None, *NAMES)))


def _damage(random: Random) -> Operation:
    match random.randrange(8):
        case 0:
            return op.Obstruct(random.choice(("file", "dangling link")))
        case 1 | 2:
            return op.SwapFiles(_which(random), _which(random), _chance(random, 0.5))
        case _:
            return op.Damage(_which(random), random.choice(DAMAGES))


def _other(random: Random) -> Operation:
    deed = random.choice(
        (_insert, _insert, _update, _alter, _restore, _backup, _branch, _begin, _end, _end)
    )
    return op.Other(deed(random))  # type: ignore[arg-type]  # what another session can do


def _backup(random: Random) -> Operation:
    return op.Backup(_chance(random, 0.7), random.choice(PLACES))


def _misname(random: Random) -> Operation:
    return op.Misname(_which(random), random.choice(("longer", "shorter", "zero")))


def _read(random: Random) -> Operation:
    return op.Read(random.choice((0, 0, 0, 1)))


def _begin(random: Random) -> Operation:
    del random
    return op.Begin()


def _end(random: Random) -> Operation:
    return op.End(_chance(random, 0.6))


def _chance(random: Random, share: float) -> bool:
    return random.random() < share


def _table(random: Random) -> int:
    return random.choice((0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4))


def _which(random: Random) -> int:
    return random.choice((0, 0, 1, 2, 3, 5))


def _few(random: Random) -> int:
    return random.choice((1, 1, 2, 3, 6))


MAKES: Mapping[str, tuple[Make, int]] = {
    "create": (lambda random: created(random, _table(random)), 4),
    "insert": (_insert, 8),
    "update": (_update, 5),
    "delete": (lambda random: op.Delete(_table(random), random.choice((None, *range(16)))), 4),
    "alter": (_alter, 5),
    "limits": (lambda random: op.Brim(_table(random), _chance(random, HALF)), 1),
    "now": (lambda random: op.Stamp(_table(random)), 1),
    "backup": (_backup, 10),
    "restore": (_restore, 9),
    "misname": (_misname, 1),
    "transaction": (lambda random: random.choice((_begin, _end, _end))(random), 3),
    "branches": (_branch, 4),
    "files": (_damage, 3),
    "chdir": (lambda _: op.MoveThere(), 1),
    "clock": (lambda random: op.Tick(random.choice((1, 5, -2))), 1),
    "reopen": (lambda _: op.Restart(), 2),
    "sessions": (_other, 4),
}
"""What makes an operation, and how often it does."""


def program(random: Random, dialect: Dialect) -> Program:
    """Return a program of one of the kinds that there are."""
    [story] = random.choices(list(STORIES), list(STORIES.values()))
    return tuple(story(random, dialect))


def mixed(random: Random, dialect: Dialect) -> Iterator[Operation]:
    """Yield a program in which anything follows on anything."""
    yield from _begun(random, dialect)
    makes = [MAKES[name] for name in MAKES if dialect.knows(name)]
    weights = [weight for _, weight in makes]
    for make, _ in random.choices(makes, weights, k=random.randint(LEAST, MOST)):
        yield make(random)


def chained(random: Random, dialect: Dialect) -> Iterator[Operation]:
    """Yield a chain of backups, then what happens to it, then the ways back."""
    if _chance(random, 0.1):
        yield op.Tick(TO_MORE_DIGITS)
    yield from _begun(random, dialect)
    yield op.Backup(incremental=False)
    for _ in range(random.choice((2, 3, 4, 12))):
        for _ in range(random.randint(1, 3)):
            yield random.choice((_insert, _insert, _update, _alter, MAKES["delete"][0]))(random)
        yield op.Backup(incremental=True, place=random.choice(("", "", "deep")))
    happens = [MAKES[one][0] for one in ("files", "reopen", "branches") if dialect.knows(one)]
    for _ in range(random.randint(0, 2) if happens else 0):
        yield random.choice(happens)(random)
    for _ in range(random.randint(1, 3)):
        yield op.Restore(
            random.randrange(14), random.choice((None, "b", "c")), by_path=_chance(random, 0.5)
        )
        yield _insert(random)
        yield op.Backup(_chance(random, 0.5))


def shared(random: Random, dialect: Dialect) -> Iterator[Operation]:
    """Yield a program of two sessions and several branches, whose transactions meet."""
    yield from _begun(random, dialect)
    yield op.Branch("create", "b")
    if _chance(random, HALF):
        yield op.Branch("use", "b")
    deeds = (_insert, _insert, _update, _alter, _branch, _begin, _read, _end, _restore, _backup)
    for _ in range(random.randint(LEAST, MOST)):
        deed = random.choice(deeds)(random)
        first = _chance(random, HALF) or not dialect.knows("sessions")
        yield deed if first else op.Other(deed)  # type: ignore[arg-type]  # what both can do


def large(random: Random, dialect: Dialect) -> Iterator[Operation]:
    """Yield a program about thousands of rows, or about texts of many thousand characters."""
    key = op.NewColumn("integer", random.choice(("key", "key", "")))
    yield op.Create(0, (key, op.NewColumn("text", random.choice(("", "default")))))
    yield op.Insert(0, tuple(range(6)))
    what = random.choice(("rows", "rows", "text"))
    for _ in range(10 if what == "rows" else random.randint(8, 14)):
        yield op.Grow(0, what)
    yield from _around(random, dialect)


def huge(random: Random, dialect: Dialect) -> Iterator[Operation]:
    """Yield a program about a text that grows up to the limit of a value, and beyond."""
    yield op.Create(0, (op.NewColumn("integer"), op.NewColumn("text")))
    yield op.Insert(0, (FULL,))
    for _ in range(random.randint(14, 17)):
        yield op.Grow(0, "text")
    yield from _around(random, dialect)


def brimful(random: Random, dialect: Dialect) -> Iterator[Operation]:
    """Yield a program about the longest key that there is."""
    key = op.NewColumn("text", random.choice(("key", "unique")))
    yield dialect.create(op.Create(random.choice((0, 1, 2)), (key, op.NewColumn("integer"))))
    for table in (0, 1, 2):
        yield op.Brim(table, beyond=False)
        yield op.Brim(table, beyond=True)
    yield from _around(random, dialect)


def conflicting(random: Random, dialect: Dialect) -> Iterator[Operation]:
    """Yield two backups of one number, of which a rebuild finds both (BKP-054)."""
    yield from _begun(random, dialect)
    yield op.Backup(incremental=False, place="deep")
    yield op.Restart()
    yield dialect.create(created(random, 2))
    yield op.Backup(incremental=False)
    yield op.Tick(random.choice((0, 0, 0, 5)))
    yield op.Backup(incremental=False)
    yield op.SwapFiles(random.choice((2, 3)), 0, both=True)
    yield op.Restart()


def _around(random: Random, dialect: Dialect) -> Iterator[Operation]:
    """Yield backups around a few changes, and the ways back."""
    yield op.Backup(incremental=False)
    if _chance(random, 0.3):
        yield op.Delete(0, None)
        yield op.Backup(incremental=True)
    for _ in range(random.randint(1, 2)):
        yield random.choice((_insert, _update, _alter, MAKES["delete"][0]))(random)
        yield op.Backup(incremental=True)
    if dialect.knows("reopen") and _chance(random, 0.3):
        yield op.Restart()
    yield op.Restore(random.randrange(3), random.choice((None, "b")), by_path=_chance(random, 0.4))


def _begun(random: Random, dialect: Dialect) -> Iterator[Operation]:
    """Yield what gives a program something to lose from the beginning."""
    yield dialect.create(created(random))
    yield op.Insert(0, tuple(random.randrange(64) for _ in range(_few(random))))
    if _chance(random, 0.2):
        yield dialect.create(created(random, random.randint(1, 3)))
    if _chance(random, 0.7):
        yield op.Backup(incremental=False)


def mutated(random: Random, old: Program, other: Program) -> Program:
    """Return a program that shares much with one that showed something new."""
    place = random.randrange(len(old))
    match random.randrange(4):
        case 0:
            return (*old[:place], *other[random.randrange(len(other)) :])
        case 1:
            return (*old[:place], *old[place + 1 :], old[place])
        case 2:
            return (*old[: place + 1], *old[place:])
        case _:
            makes, weights = zip(*MAKES.values(), strict=True)
            [make] = random.choices(makes, weights)
            return (*old[:place], make(random), *old[place:])


STORIES = {mixed: 190, chained: 128, shared: 72, large: 14, huge: 3, brimful: 2, conflicting: 2}
"""The kinds of programs, and how often each comes."""
