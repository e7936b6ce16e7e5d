"""Fills a database with the many, hundreds in one transaction, by few statements of many rows.

What takes time is made once a shape: its record, its document, its words. The rows are those that the real code
writes, and states of actions are brought to their log by the function that tests use for it.
"""

import random
from typing import Final

import psycopg

from core.services.app import App
from tests.bench.big import content, indexes, rows
from tests.bench.library import Writer
from tests.support.action_rows import settle

AT_ONCE: Final = 500
_MEMORY_KIB: Final = 200_000


def fill(app: App, count: int = content.POSTMORTEMS) -> None:
    """``count`` postmortems over three years, the newest with the lowest numbers, with five actions each."""
    writer, draw, words = Writer(3), random.Random(3), indexes.WordsOfShapes()
    with app.db.write(durable=False) as tx:
        if tx.dialect == "sqlite":
            tx.sql(f"PRAGMA cache_size=-{_MEMORY_KIB}")
        now = tx.now()
        rows.people(tx, now)
    shapes = content.shapes(writer, min(count, AT_ONCE), now)
    for first in range(0, count, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, count))
        filed = list(content.filed(numbers, count, now, shapes, writer, draw))
        with app.db.write(durable=False) as tx:
            rows.store(tx, filed, now, draw)
            indexes.make_findable(tx, filed, words)
            indexes.make_comparable(tx, filed, len(shapes))
    with app.db.write(durable=False) as tx:
        rows.links(tx, count, now)
        settle(tx)
        if tx.dialect == "postgresql":  # millions of terms, of which each would ask whether its document is there
            tx.sql("SET LOCAL session_replication_role = replica")
            tx.sql(f"SET LOCAL work_mem = '{_MEMORY_KIB}kB'")
        indexes.share_terms(tx)


def settle_down(url: str) -> None:
    """What PostgreSQL does by itself within minutes after many rows came: it counts them.

    Actions got their state in two changes of every row, which leave a table three times as long as it is in years of
    single ones: it is written anew.
    """
    with psycopg.connect(url.replace("postgresql+psycopg", "postgresql"), autocommit=True) as connection:
        connection.execute("VACUUM (FULL) record_action")
        connection.execute("VACUUM (ANALYZE)")
