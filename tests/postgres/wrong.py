"""Statements with one thing wrong in each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.postgres import kinds as k
from tests.postgres.answers import Statement
from tests.postgres.kinds import quoted

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.postgres.changes import Place
    from tests.postgres.dice import Dice

NAMELESS: Final = (
    "SELECT 1 +",
    "SELECT (1",
    "SELECT 1)",
    "SELECT 'a",
    'SELECT "a',
    "SELECT 1 2",
    "SELECT 1a",
    "SELECT 1.5.2",
    "SELECT ,",
    "SELECT 1 FROM",
    "SELECT 1 WHERE",
    "SELECT CASE END",
    "SELECT CAST(1 AS)",
    "SELECT 1 IN ()",
    "SELECT a b c",
    "SELEC 1",
    "SELECT 1 = 2 = 3",
    "SELECT 1 BETWEEN 2",
    "SELECT NOT",
    "SELECT * FROM select",
    "SELECT 1 /* open",
    "SELECT 1 ORDER 1",
    "CREATE TABLE",
    "CREATE TABLE zz (a)",
    "CREATE TABLE zz (a int,)",
    "CREATE TABLE zz (a int b int)",
    "CREATE TABLE zz (a int PRIMARY)",
    "DROP zz",
    "BEGIN 1",
    "INSERT INTO zz",
    "INSERT INTO zz (a) VALUES",
    "UPDATE zz a = 1",
    "DELETE zz",
    "ALTER TABLE zz",
    "CREATE INDEX ON zz",
    '""',
)
"""What no grammar derives."""

SINGLE: Final = (
    "SELECT a",
    "SELECT count(count(*))",
    "SELECT count(1, 2)",
    "SELECT nope(1)",
    "SELECT lower()",
    "SELECT 1::nope",
    "SELECT nope '1'",
    "SELECT NULL::numeric(0)",
    "SELECT NULL::numeric(1001)",
    "SELECT NULL::numeric(3, 1001)",
    "SELECT NULL::varchar(0)",
    "SELECT NULL::varchar(10485761)",
    "SELECT '1'::float(0)",
    "SELECT '1'::float(54)",
    "SELECT 1 WHERE 1",
    "SELECT 1 WHERE 'x'",
    "SELECT 1 WHERE count(*) > 0",
    "SELECT 1 LIMIT 'x'",
    "SELECT 1 LIMIT TRUE",
    "SELECT 1 LIMIT a",
    "SELECT 1 ORDER BY 2",
    "SELECT 1 ORDER BY 0",
    "SELECT 1 % 0.0",
    "SELECT 1.5 / 0",
    "SELECT 1 / 0::real",
    "SELECT 9223372036854775807 + 1",
    "SELECT -(-32768)::smallint",
    "SELECT abs((-2147483648)::int)",
    "SELECT 1e308::float8 * 10",
    "SELECT 1e-300::float8 * 1e-300::float8",
    "SELECT 1e38::real * 1e10::real",
    "SELECT 1e131072",
    "SELECT date '0001-01-01' + 2147483647",
    "CREATE TABLE zz (a nope)",
    "CREATE TABLE zz (a int, a text)",
    "CREATE TABLE zz (a int PRIMARY KEY, b int PRIMARY KEY)",
    "CREATE TABLE zz (a json PRIMARY KEY)",
    "CREATE TABLE zz (a int, UNIQUE (b))",
    "CREATE TABLE zz (a int, UNIQUE (a, a))",
    "CREATE TABLE zz (a int DEFAULT 'x')",
    "CREATE TABLE zz (a int DEFAULT TRUE)",
    "CREATE TABLE zz (a int, b int DEFAULT a)",
    "CREATE TABLE zz (a int DEFAULT count(*))",
    "CREATE TABLE zz (a int CHECK (b > 0))",
    "CREATE TABLE zz (a int CHECK (a))",
    "CREATE TABLE zz (a int CHECK (count(*) > 0))",
    "CREATE TABLE zz (a int CONSTRAINT c CHECK (a > 0), CONSTRAINT c CHECK (a > 1))",
)
"""
What is refused whatever tables there are.

Not here, because 02d gives these codes of their own and PostgreSQL 42601: rows of another width
than the columns (SQL-081), columns set twice (SQL-081), rules that contradict each other (SQL-082).
"""

RARE: Final = (
    "SELECT 1 LIMIT -1",
    "SELECT 1 OFFSET -1",
    "SELECT 'ab' LIKE 'a\\'",
    "SELECT 'a' LIKE '%\\'",
    "SELECT 'NaN'::numeric::int",
    "SELECT 'Infinity'::numeric::bigint",
    "SELECT $1",
    "SELECT $2 + 1",
    "SELECT 1 AS x, 2 AS x ORDER BY x",
    "SELECT 1 LIMIT - 2 OFFSET 1",
    "SELECT 1 OFFSET 1 - 2",
)
"""What is refused with a code that few statements are refused with."""

ABOUT_NO_TABLE: Final = (
    "SELECT * FROM zz",
    "INSERT INTO zz VALUES (1)",
    "UPDATE zz SET a = 1",
    "DELETE FROM zz",
    "DROP TABLE zz",
    "TRUNCATE zz",
    "ALTER TABLE zz ADD COLUMN a int",
    "CREATE INDEX ON zz (a)",
    "DROP INDEX zz",
)


PARSED: Final = frozenset({"22023", "25P02"})
"""PostgreSQL knows how wide a FLOAT may be before it knows whether the transaction is aborted."""

GIVEN_NONE: Final = frozenset({"42P02", "25P02"})
"""The engine knows how many values are given before it knows whether the transaction is aborted."""


def fixed(dice: Dice, _place: Place) -> Statement:
    """Return one that needs no table."""
    text = dice.one(dice.one((NAMELESS, SINGLE, SINGLE, RARE, ABOUT_NO_TABLE)))
    either = PARSED if "float(" in text else GIVEN_NONE if "$" in text else frozenset[str]()
    return Statement(text, either=either)


ABOUT_TABLE: Final = (
    "SELECT nope FROM {t}",
    "SELECT {a} FROM {t} WHERE nope = 1",
    "SELECT {a}, count(*) FROM {t}",
    "SELECT count(*) FROM {t} ORDER BY {a}",
    "SELECT sum(count(*)) FROM {t}",
    "SELECT {a} FROM {t} WHERE count(*) > 0",
    "SELECT {a} FROM {t} LIMIT {a}",
    "SELECT {a} FROM {t} ORDER BY 7",
    "SELECT DISTINCT {a} FROM {t} ORDER BY {a} IS NULL",
    "SELECT {a} AS x, {b} IS NULL AS x FROM {t} ORDER BY x",
    "INSERT INTO {t} (nope) VALUES (1)",
    "INSERT INTO {t} ({a}, {a}) VALUES (NULL, NULL)",
    "INSERT INTO {t} ({a}) VALUES ({b})",
    "INSERT INTO {t} ({a}) VALUES (count(*))",
    "UPDATE {t} SET nope = 1",
    "UPDATE {t} SET {a} = nope",
    "UPDATE {t} SET {a} = count(*)",
    "UPDATE {t} SET {a} = NULL WHERE nope IS NULL",
    "DELETE FROM {t} WHERE nope IS NULL",
    "DELETE FROM {t} WHERE {a} IS NULL RETURNING nope",
    "DELETE FROM {t} WHERE {a} IS NULL RETURNING count(*)",
    "CREATE TABLE {t} (a int)",
    "CREATE INDEX ON {t} (nope)",
    "ALTER TABLE {t} ADD COLUMN {a} int",
    "ALTER TABLE {t} ADD COLUMN IF NOT EXISTS {a} nope",
    "ALTER TABLE {t} DROP COLUMN nope",
    "ALTER TABLE {t} DROP CONSTRAINT nope",
    "ALTER TABLE {t} RENAME nope TO other",
    "ALTER TABLE {t} RENAME {a} TO {a}",
    "ALTER TABLE {t} RENAME TO {t}",
    "ALTER TABLE {t} ALTER COLUMN nope DROP DEFAULT",
    "ALTER TABLE {t} ALTER nope SET NOT NULL",
    "ALTER TABLE {t} ADD CONSTRAINT r8 CHECK (nope > 0)",
    "ALTER TABLE {t} ADD CONSTRAINT r8 CHECK (FALSE)",
    "ALTER TABLE {t} ADD UNIQUE (nope)",
    "ALTER TABLE {t} ADD PRIMARY KEY ({a}, {a})",
    "ALTER TABLE {t} ALTER {a} SET DEFAULT {b}",
)


UNSORTED: Final = frozenset({"42P10", "42883"})
"""Both hold of DISTINCT where a JSON is not in the order that is asked for."""


def about(dice: Dice, place: Place) -> Statement:
    """Return one about a table that there is."""
    columns = place.table.columns
    names = {"t": place.table.name, "a": dice.one(columns).name, "b": dice.one(columns).name}
    text = dice.one(ABOUT_TABLE)
    either = UNSORTED if "DISTINCT" in text else frozenset()
    return Statement(text.format(**names), either=either, touched=place.table.oid)


def about_rules(dice: Dice, place: Place) -> Statement | None:
    """Return one about a constraint or an index that there is."""
    name = place.table.name
    if not place.table.rules:
        return None
    rule = dice.one(place.table.rules)
    on = ", ".join(sorted(rule.columns)) or place.table.columns[0].name
    forms = {
        "p": (f"ALTER TABLE {name} ADD PRIMARY KEY ({on})",),
        "c": (f"ALTER TABLE {name} ADD CONSTRAINT {rule.name} CHECK (TRUE)",),
    }
    if rule.kind == "p" and dice.chance(0.4):
        return Statement(f"ALTER TABLE {name} ALTER {dice.one(sorted(rule.columns))} DROP NOT NULL")
    other = f"CREATE INDEX {rule.name} ON {name} ({on})"
    return Statement(dice.one(forms.get(rule.kind, (other,))))


ODD: Final = ("TRUE", "'x'::bytea", "date '2024-01-01'", "'[]'::json", "NULL::uuid")
"""Values that few columns can take, and those always."""


def mismatched(dice: Dice, place: Place) -> Statement | None:
    """Return an assignment of what a column cannot take."""
    if place.table.counted and place.spent:
        return None
    column = dice.one(place.table.columns)
    value = dice.one((*ODD, "1", "1.5", "now()", quoted("not one"), "float8 '1e300'"))
    name = place.table.name
    if column.kind in {k.TIMESTAMP, *k.TEXTS} and value == "now()":
        value = "TRUE"  # each side has a clock of its own (SQL-062)
    forms = [
        f"INSERT INTO {name} ({column.name}) VALUES ({value})",
        f"UPDATE {name} SET {column.name} = {value}",
    ]
    if not column.bounded:  # a DEFAULT that is too long is refused later, even for no rows
        forms.append(f"ALTER TABLE {name} ALTER {column.name} SET DEFAULT {dice.one(ODD)}")
    text = dice.one(forms)
    return Statement(text, touched=place.table.oid, moves=text.startswith("UPDATE"))


def too_large(dice: Dice, place: Place) -> Statement | None:
    """Return an INSERT of what a type with modifiers does not hold."""
    bounded = [column for column in place.table.columns if column.bounded]
    if not bounded or (place.table.counted and place.spent):
        return None
    column = dice.one(bounded)
    value = quoted("too long") if column.kind == k.VARYING else dice.one(("1e9", "'-4e20'"))
    text = f"INSERT INTO {place.table.name} ({column.name}) VALUES ({value})"
    return Statement(text, touched=place.table.oid)


INDEXED: Final = frozenset({"54000", "23505"})
"""One index may find a key too long, and another one find it taken."""


def too_long(dice: Dice, place: Place) -> Statement | None:
    """Return an INSERT whose index key is longer than any limit, in hardly compressible letters."""
    texts = [c for c in place.table.columns if c.kind in k.TEXTS and not c.bounded]
    unique = [c for c in texts if c.name in place.table.unique]
    if not unique or (place.table.counted and place.spent):
        return None
    letters = "".join(chr(dice.number(0x4E00, 0x9FFF)) for _ in range(9000))
    text = f"INSERT INTO {place.table.name} ({unique[0].name}) VALUES ({quoted(letters)})"
    return Statement(text, either=INDEXED, touched=place.table.oid)


FORMS: Final[list[tuple[int, Callable[[Dice, Place], Statement | None]]]] = [
    (8, fixed),
    (8, about),
    (3, about_rules),
    (4, mismatched),
    (2, too_large),
    (3, too_long),
]


def wrong(dice: Dice, place: Place) -> Statement | None:
    """Return a statement that is refused, or nearly."""
    return dice.weighted(FORMS)(dice, place)
