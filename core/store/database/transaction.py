"""One transaction, as the functions of the store see it: statements in, rows out, and the database's clock."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, overload

from sqlalchemy import ColumnElement, Connection, CursorResult, DateTime, Result, Table, UpdateBase, func, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.base import Executable

from core.errors import BadInput
from core.store.database.audience import EVERYBODY, Audience
from core.store.database.database_errors import translate_errors
from core.store.database.driver_statements import Clock, Values, stamped

Columns = tuple[Any, ...]
Parameters = Mapping[str, Any] | Sequence[Mapping[str, Any]]

_SQLITE_NOW = "SELECT strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')"
"""As the driver takes it: it is asked all the time, and to build the statement took ten times as long as the answer."""


class Transaction:
    """Given by `Database.read` and `Database.write`. It ends with their block; do not keep it.

    ``audience``: for whom it reads. Closed postmortems exist for those only who were named; until somebody is known by
    a check of ``core.services.authority``, it is nobody in particular.
    """

    def __init__(self, connection: Connection, clock: Clock | None = None, audience: Audience = EVERYBODY) -> None:
        self.connection = connection
        self.audience = audience
        self._clock = clock

    @property
    def dialect(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self.connection.dialect.name

    @overload
    def execute(self, statement: UpdateBase, parameters: Parameters | None = None) -> CursorResult[*Columns]: ...

    @overload
    def execute(self, statement: Executable, parameters: Parameters | None = None) -> Result[*Columns]: ...

    def execute(self, statement: Executable, parameters: Parameters | None = None) -> Result[*Columns]:
        try:
            with translate_errors():
                return self.connection.execute(statement, parameters)
        except (OverflowError, UnicodeError) as cause:  # a driver's own, for a number or a text beyond its reach
            raise BadInput() from cause

    def sql(self, statement: str, **parameters: Any) -> Result[*Columns]:
        """A statement in plain SQL, for what only one of the databases knows."""
        return self.execute(text(statement), parameters)

    def driver_sql(self, statement: str, values: Values) -> Sequence[Sequence[Any]]:
        """See `DriverStatements`: what appends to a log does so in any transaction."""
        with translate_errors():
            result = self.connection.exec_driver_sql(statement, values)
            return result.all() if result.returns_rows else []

    def upsert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        """An insert that knows ``on_conflict_do_update`` in the words of this database."""
        return sqlite.insert(table) if self.dialect == "sqlite" else postgresql.insert(table)

    def stamp(self) -> str | None:
        """The time of a clock that stands in for the database's, as SQLite keeps it. None when there is none."""
        return stamped(self._clock)

    def take_turns(self, what: str) -> None:
        """Wait until no other transaction is open that asked for the same; what was read before this may be old.

        For rows that must be read before they are written. SQLite lets only one transaction write anyway.
        """
        if self.dialect != "sqlite":
            self.sql("SELECT pg_advisory_xact_lock(hashtextextended(:what, 0))", what=what)

    def stand_still(self) -> None:
        """Its time is that of this moment from now on: for many rows that are stored as one."""
        moment = self.now()
        self._clock = lambda: moment

    def moment(self) -> datetime | ColumnElement[datetime]:
        """`now`, for a value that is stored and not looked at: PostgreSQL need not be asked for it before."""
        if self._clock is None and self.dialect != "sqlite":
            return func.clock_timestamp(type_=DateTime(timezone=True))
        return self.now()

    def now(self) -> datetime:
        """The database's clock, so that several servers agree."""
        if self._clock is not None:
            return self._clock().astimezone(UTC)
        if self.dialect == "sqlite":
            return datetime.fromisoformat(self.driver_sql(_SQLITE_NOW, ())[0][0])
        moment: datetime = self.execute(select(func.clock_timestamp())).scalar_one()
        return moment.astimezone(UTC)
