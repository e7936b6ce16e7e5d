"""Codes, link generations, and the count of wrong tries."""

from datetime import UTC, datetime, timedelta

import pytest

from core.errors import Conflict
from core.store import postmortems
from core.store.database.engine import Database
from core.store.database.transaction import Transaction
from core.store.people import failed_attempts, invites

NOW = datetime(2026, 11, 23, 14, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


def test_a_code_opens_its_meeting(tx: Transaction, pm: str) -> None:
    """Until it ends, and not a moment longer."""
    invites.new_code(tx, pm, "K7QM4XPD", LATER)
    assert invites.code_for(tx, pm) == invites.JoinCode(pm, "K7QM4XPD", LATER)
    assert invites.by_code(tx, "K7QM4XPD", NOW) == pm
    assert invites.by_code(tx, "K7QM4XPD", LATER) is None


@pytest.mark.parametrize("typed", ["", "K7QM4XPE", "k7qm4xpd", "\x00", "\ud800", "x" * 10_000, "%"])
def test_another_code_opens_nothing(tx: Transaction, pm: str, typed: str) -> None:
    """Whatever is typed: no error, and no meeting."""
    invites.new_code(tx, pm, "K7QM4XPD", None)
    assert invites.by_code(tx, typed, NOW) is None


def test_a_new_code_replaces_the_old_one(tx: Transaction, pm: str) -> None:
    """The old one opens nothing any more."""
    invites.new_code(tx, pm, "K7QM4XPD", None)
    invites.new_code(tx, pm, "AAAA2222", None)
    assert (invites.by_code(tx, "K7QM4XPD", NOW), invites.by_code(tx, "AAAA2222", NOW)) == (None, pm)


def test_the_end_of_a_code_can_be_set_and_taken_back(tx: Transaction, pm: str) -> None:
    """It ends a day after the meeting, and lives again when the meeting is reopened."""
    invites.new_code(tx, pm, "K7QM4XPD", None)
    invites.end_code(tx, pm, NOW)
    assert invites.by_code(tx, "K7QM4XPD", LATER) is None
    invites.end_code(tx, pm, None)
    assert invites.by_code(tx, "K7QM4XPD", LATER) == pm


def test_two_meetings_cannot_have_one_code(database: Database) -> None:
    """The one who drew it second draws again."""
    with database.write() as tx:
        for pm_id in ("one", "two"):
            postmortems.create(tx, pm_id, pm_id)
        invites.new_code(tx, "one", "K7QM4XPD", None)
    with pytest.raises(Conflict), database.write() as tx:
        invites.new_code(tx, "two", "K7QM4XPD", None)
    with database.read() as tx:
        assert invites.by_code(tx, "K7QM4XPD", NOW) == "one"
        assert invites.code_for(tx, "two") is None


def test_a_meeting_in_the_trash_cannot_be_joined(tx: Transaction, pm: str) -> None:
    """Nor does its code say that it is there."""
    invites.new_code(tx, pm, "K7QM4XPD", None)
    postmortems.trash(tx, pm)
    assert invites.by_code(tx, "K7QM4XPD", NOW) is None


def test_links_of_a_role_can_be_made_worthless(tx: Transaction, pm: str) -> None:
    """The generation is signed into a link; a rotated one fits no link given out before."""
    assert invites.generation(tx, pm, "participant") == 0
    invites.rotate(tx, pm)
    invites.rotate(tx, pm, ("viewer",))
    roles = "facilitator", "participant", "viewer"
    assert [invites.generation(tx, pm, role) for role in roles] == [1, 1, 2]


def test_wrong_tries_are_counted_by_key_and_time(tx: Transaction) -> None:
    """An address, a visitor and the whole instance have counts of their own."""
    for key in ("addr:10.0.0.1", "addr:10.0.0.1", "instance"):
        failed_attempts.note_failed_attempt(tx, key)
    ago = tx.now() - timedelta(minutes=1)
    counts = [failed_attempts.failed_attempts(tx, key, ago) for key in ("addr:10.0.0.1", "instance", "addr:10.0.0.2")]
    assert counts == [2, 1, 0]
    assert failed_attempts.failed_attempts(tx, "instance", tx.now() + timedelta(minutes=1)) == 0


def test_the_count_is_shared_by_processes(database: Database, database_url: str) -> None:
    """Trying at another server does not help."""
    other = Database.open(database_url)
    with other.write() as tx:
        failed_attempts.note_failed_attempt(tx, "instance")
    other.close()
    with database.read() as tx:
        assert failed_attempts.failed_attempts(tx, "instance", tx.now() - timedelta(minutes=1)) == 1


def test_old_tries_are_forgotten(sqlite_url: str) -> None:
    """The table does not grow for ever, and what the limits look at stays."""
    now = NOW
    database = Database.open(sqlite_url, clock=lambda: now)
    with database.write() as tx:
        failed_attempts.note_failed_attempt(tx, "instance")
        now += timedelta(minutes=90)
        failed_attempts.note_failed_attempt(tx, "instance")
        assert failed_attempts.failed_attempts(tx, "instance", NOW - timedelta(days=1)) == 2
        now += timedelta(minutes=90)
        failed_attempts.note_failed_attempt(tx, "instance")
        assert failed_attempts.failed_attempts(tx, "instance", NOW - timedelta(days=1)) == 2
    database.close()
