"""What most tests of the store begin with: a transaction on each database, and one postmortem in it."""

from collections.abc import Iterator

import pytest

from core.store import document_updates, postmortems
from core.store.database.engine import Database
from core.store.database.transaction import Transaction
from core.store.people import visitors


@pytest.fixture
def tx(database: Database) -> Iterator[Transaction]:
    """An open transaction for writing, on SQLite and on PostgreSQL."""
    with database.write() as transaction:
        yield transaction


@pytest.fixture
def pm(tx: Transaction) -> str:
    """A postmortem with an empty document ``doc``."""
    postmortems.create(tx, "pm", "Orders stood still")
    document_updates.create_doc(tx, "doc", "pm")
    return "pm"


@pytest.fixture
def ann(tx: Transaction) -> visitors.Visitor:
    return visitors.create_visitor(tx, "token-of-ann", "Ann", "#2a6f97", "ann")
