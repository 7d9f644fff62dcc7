"""The door of PEP 249: connections, cursors, typed rows (02a-grammar)."""

from typing import Final

from helios_ref.dbapi.connection import Connection as Connection
from helios_ref.dbapi.connection import connect as connect
from helios_ref.dbapi.cursor import Cursor as Cursor
from helios_ref.dbapi.exceptions import DatabaseError as DatabaseError
from helios_ref.dbapi.exceptions import DataError as DataError
from helios_ref.dbapi.exceptions import Error as Error
from helios_ref.dbapi.exceptions import IntegrityError as IntegrityError
from helios_ref.dbapi.exceptions import InterfaceError as InterfaceError
from helios_ref.dbapi.exceptions import InternalError as InternalError
from helios_ref.dbapi.exceptions import NotSupportedError as NotSupportedError
from helios_ref.dbapi.exceptions import OperationalError as OperationalError
from helios_ref.dbapi.exceptions import ProgrammingError as ProgrammingError
from helios_ref.dbapi.exceptions import Warning as Warning  # noqa: A004  # PEP 249 names it
from helios_ref.dbapi.types import BINARY as BINARY
from helios_ref.dbapi.types import DATETIME as DATETIME
from helios_ref.dbapi.types import NUMBER as NUMBER
from helios_ref.dbapi.types import ROWID as ROWID
from helios_ref.dbapi.types import STRING as STRING
from helios_ref.dbapi.types import Binary as Binary
from helios_ref.dbapi.types import Date as Date
from helios_ref.dbapi.types import DateFromTicks as DateFromTicks
from helios_ref.dbapi.types import Time as Time
from helios_ref.dbapi.types import TimeFromTicks as TimeFromTicks
from helios_ref.dbapi.types import Timestamp as Timestamp
from helios_ref.dbapi.types import TimestampFromTicks as TimestampFromTicks
from helios_ref.storage.database import Database as Database

apilevel: Final = "2.0"
threadsafety: Final = 1
"""Threads may share the module and a database, not a connection."""

paramstyle: Final = "qmark"
"""`$1` is understood too (SQL-014)."""
