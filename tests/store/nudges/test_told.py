"""What was told: once for each subject and date, whoever looks, and gone with its postmortem."""

import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from core.store import postmortems
from core.store.database import health, tables
from core.store.database.engine import Database
from core.store.database.transaction import Transaction
from core.store.nudges import told
from core.store.nudges.told import Told
from tests.support.released import opened

OVERDUE = Told("overdue", "pm", "a1", "2026-11-20")


@pytest.fixture
def pm(tx: Transaction) -> str:
    postmortems.create(tx, "pm", "Disk full")
    return "pm"


@pytest.mark.parametrize(
    "other",
    [{"event": "due_soon"}, {"item": "a2"}, {"day": "2026-11-27"}, {"channel": "mail:1"}],
)
def test_each_subject_and_date_is_told_once(tx: Transaction, pm: str, other: dict[str, str]) -> None:
    """Another event, action, day or person is another thing to tell."""
    assert [told.claim(tx, OVERDUE), told.claim(tx, OVERDUE)] == [True, False]
    assert told.claim(tx, replace(OVERDUE, **other))
    assert told.not_told(tx, [OVERDUE, replace(OVERDUE, item="a3")]) == [replace(OVERDUE, item="a3")]


def test_a_postmortem_takes_it_along(tx: Transaction, pm: str) -> None:
    """Nothing of a purged one is left."""
    told.claim(tx, OVERDUE)
    tx.execute(tables.postmortem.delete())
    assert tx.execute(tables.told.select()).all() == []


def test_what_somebody_was_told_is_forgotten_with_them(tx: Transaction, pm: str) -> None:
    """Only theirs."""
    told.claim(tx, OVERDUE)
    told.claim(tx, replace(OVERDUE, channel="mail:1"))
    told.forget(tx, "mail:1")
    assert told.not_told(tx, [OVERDUE, replace(OVERDUE, channel="mail:1")]) == [replace(OVERDUE, channel="mail:1")]


def test_thousands_are_asked_for_in_parts(tx: Transaction, pm: str) -> None:
    """More than a statement has room for."""
    many = [replace(OVERDUE, item=f"a{number}") for number in range(5_000)]
    for item in many[::2]:
        told.claim(tx, item)
    assert told.not_told(tx, many) == many[1::2]
    assert told.not_told(tx, []) == []


def test_thousands_are_claimed_in_few_statements(tx: Transaction, pm: str) -> None:
    """In their order, each once, also when one is named twice; nobody who types waits for it."""
    many = [replace(OVERDUE, item=f"a{number}") for number in range(3_000)]
    told.claim(tx, many[7])
    assert told.claim_all(tx, [*many, many[0]]) == [*many[:7], *many[8:]]
    assert told.claim_all(tx, many) == []
    assert told.claim_all(tx, []) == []


def test_two_servers_that_look_together_tell_once(database: Database) -> None:
    """The first to store it tells of it."""
    with database.write() as tx:
        postmortems.create(tx, "pm", "Disk full")
    answers: list[bool] = []

    def look() -> None:
        with database.write() as tx:
            answers.append(told.claim(tx, OVERDUE))

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [False, False, False, True]


def test_reminders_of_before_are_not_sent_again(tmp_path: Path) -> None:
    """A database of before knows which due dates were told of, and still knows after the update."""
    opened("0014", tmp_path / "debrief.db")
    at = "2026-11-21T07:00:00.000000+00:00"
    with sqlite3.connect(tmp_path / "debrief.db") as plain:
        (pm_id,) = plain.execute("SELECT id FROM postmortem LIMIT 1").fetchone()
        plain.execute("INSERT INTO reminder VALUES (?, 'a1', '2026-11-20', ?)", (pm_id, at))
    plain.close()
    database = Database.open(tmp_path / "debrief.db")
    database.migrate()
    assert health.findings(database) == []
    with database.write() as tx:
        assert not told.claim(tx, replace(OVERDUE, postmortem_id=pm_id))
        assert told.claim(tx, replace(OVERDUE, postmortem_id=pm_id, day="2026-11-27"))
    database.close()
