"""What a database is asked, and one cache of compiled statements for all engines of a worker.

SQLAlchemy keeps what it compiled with the engine, and nearly each test has an engine of its own: without this, tests
compile the same few hundred statements again and again. Engines share only with engines of the same kind and version.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.util import LRUCache

from core.store.database.engine import Database

STATEMENTS = 5_000
"""More than the tests have, so that nothing is compiled twice."""


class SharedStatements:
    """Stands in for an engine's own cache, whose keys begin with the dialect of that engine."""

    def __init__(self) -> None:
        self._compiled: LRUCache[Any, Any] = LRUCache(STATEMENTS)

    def get(self, key: tuple[Any, ...]) -> Any:
        return self._compiled.get(_shared(key))

    def __setitem__(self, key: tuple[Any, ...], compiled: Any) -> None:
        self._compiled[_shared(key)] = compiled


def _shared(key: tuple[Any, ...]) -> tuple[Any, ...]:
    dialect: Dialect = key[0]
    return (type(dialect), dialect.server_version_info, *key[1:])


@contextmanager
def asked(database: Database) -> Iterator[list[str]]:
    """What a database is asked meanwhile, by whatever thread, without the values and without the begin of each."""
    seen: list[str] = []

    def note(*call: Any) -> None:
        if not call[2].startswith("BEGIN"):
            seen.append(call[2])

    engines = (database._reader, database._writer)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)


@pytest.fixture(scope="session", autouse=True)
def shared_statements() -> Iterator[None]:
    """Every engine of this process uses the one cache, whatever it was made with."""
    statements = SharedStatements()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Engine, "_compiled_cache", property(lambda _: statements, lambda _, own: None), raising=False)
        yield
