"""Postmortems as rows, the trash, and the record that is projected from the document."""

from datetime import UTC, date, datetime, timedelta

import pytest

from core.domain.clock.state import Meeting
from core.domain.postmortem import ActionKind, ActionRow
from core.errors import NotFound
from core.store import action_log, actions, document_updates, meetings, postmortems
from core.store.database.engine import Database
from core.store.database.transaction import Transaction
from core.store.document_updates import NewUpdate
from core.store.people import members
from core.store.people.visitors import Visitor
from core.store.postmortems import Record
from core.store.search import full_text
from tests.support.held import held_in

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
FULL = Record(
    postmortem_json='{"title": "Orders stood still"}',
    title="Orders stood still",
    severity="P1",
    zone="Europe/Berlin",
    meeting_at=NOON + timedelta(days=1),
    started_at=NOON,
    detected_at=NOON + timedelta(minutes=5),
    resolved_at=NOON + timedelta(minutes=37),
    filled=7,
    needed=12,
    actions=(
        ActionRow(
            id="a1",
            text="Alert at 90 %",
            owner="Ann",
            due=date(2026, 12, 1),
            kind=ActionKind.DETECT,
            done_when="It rang once",
        ),
        ActionRow(id="a2", text="Clean up old files"),
    ),
    search_text="The primary ran out of space.",
)


def ids(tx: Transaction, *, trashed: bool = False) -> list[str]:
    return [row.id for row in postmortems.list_(tx, trashed=trashed)]


def test_a_new_postmortem_is_there_at_once(tx: Transaction) -> None:
    """With what was said when it was made, and nothing filled yet."""
    postmortems.create(tx, "pm", "Disk full", severity="P2", zone="Asia/Tokyo", started_at=NOON, created_by="ann")
    row = postmortems.get(tx, "pm")
    assert row is not None
    assert (row.title, row.severity, row.zone, row.started_at, row.created_by) == (
        *("Disk full", "P2", "Asia/Tokyo", NOON),
        "ann",
    )
    assert (row.example, row.trashed_at, row.filled, row.needed) == (False, None, 0, 0)
    assert (row.meeting_status, row.open_actions) == (None, 0)


@pytest.mark.parametrize("pm_id", ["nowhere", "", "\x00", "\ud800", "x" * 5_000])
def test_what_is_not_there_is_not_found(tx: Transaction, pm_id: str) -> None:
    """Any address can be typed: nothing is found, nothing breaks, and changing it says so."""
    assert postmortems.get(tx, pm_id) is None
    assert postmortems.record(tx, pm_id) is None
    for change in (postmortems.trash, postmortems.restore, postmortems.purge):
        with pytest.raises(NotFound):
            change(tx, pm_id)


def test_the_newest_incident_comes_first(tx: Transaction) -> None:
    """By when it started, or by when it was written down as long as nobody said."""
    postmortems.create(tx, "old", "Old", started_at=NOON - timedelta(days=400))
    postmortems.create(tx, "unknown", "No start yet")
    postmortems.create(tx, "recent", "Recent", started_at=NOON - timedelta(days=300))
    assert ids(tx)[-2:] == ["recent", "old"]
    assert sorted(ids(tx)) == ["old", "recent", "unknown"]
    pages = [postmortems.list_(tx, limit=2, offset=offset) for offset in (0, 2)]
    assert [row.id for page in pages for row in page] == ids(tx)


def test_chosen_ones_come_in_the_order_asked_for(tx: Transaction) -> None:
    """As a search ranks them; what is gone is left out."""
    for pm_id in ("a", "b", "c"):
        postmortems.create(tx, pm_id, pm_id)
    postmortems.trash(tx, "b")
    assert [row.id for row in postmortems.list_(tx, ids=["c", "nowhere", "b", "a"])] == ["c", "a"]
    assert postmortems.list_(tx, ids=[]) == []


def test_the_trash_hides_and_gives_back(tx: Transaction) -> None:
    """Nothing is deleted by it."""
    postmortems.create(tx, "pm", "Disk full")
    postmortems.trash(tx, "pm")
    assert (ids(tx), ids(tx, trashed=True)) == ([], ["pm"])
    assert (postmortems.count(tx), postmortems.count(tx, trashed=True)) == (0, 1)
    row = postmortems.get(tx, "pm")
    assert row is not None
    assert row.trashed_at is not None
    postmortems.restore(tx, "pm")
    assert (ids(tx), ids(tx, trashed=True)) == (["pm"], [])


def test_purging_deletes_everything_that_belongs_to_it(tx: Transaction, pm: str, ann: Visitor) -> None:
    """Also the words in the search, the log and what became of its actions; other postmortems keep theirs."""
    postmortems.create(tx, "other", "Another one")
    document_updates.create_doc(tx, "doc2", "other")
    for pm_id, doc_id in ((pm, "doc"), ("other", "doc2")):
        document_updates.append(tx, [NewUpdate(doc_id, 1, "ann", b"a")])
        document_updates.add_revision(tx, doc_id, "finish", None, b"a")
        postmortems.save_record(tx, pm_id, FULL, 1)
        action_log.add_progress(tx, pm_id, "a1", "done")
        meetings.save_meeting(tx, pm_id, Meeting(), None)
        members.join(tx, pm_id, "ann", "participant")
    postmortems.purge(tx, pm)
    assert (document_updates.doc_of(tx, pm), postmortems.get(tx, pm), meetings.load_meeting(tx, pm)) == (
        None,
        None,
        None,
    )
    assert (action_log.progress(tx, pm, "a1"), members.members(tx, pm), document_updates.revisions(tx, "doc")) == (
        [],
        [],
        [],
    )
    assert [hit.postmortem_id for hit in full_text.search(tx, "space")] == ["other"]
    assert document_updates.load(tx, "doc2") == [b"a"]
    assert len(action_log.progress(tx, "other", "a1")) == len(members.members(tx, "other")) == 1


def test_the_record_is_what_every_other_page_reads(tx: Transaction, pm: str) -> None:
    """One projection fills the lists, the actions and the search."""
    assert postmortems.record(tx, pm) is None
    assert postmortems.save_record(tx, pm, FULL, 7)
    held_in(tx, pm)
    row, record = postmortems.get(tx, pm), postmortems.record(tx, pm)
    assert row is not None
    assert record is not None
    assert (record.postmortem_json, record.last_update_id) == (FULL.postmortem_json, 7)
    for name in ("title", "severity", "zone", "meeting_at", "started_at", "detected_at", "resolved_at", "filled"):
        assert getattr(row, name) == getattr(FULL, name)
    assert (row.needed, row.open_actions) == (12, 2)
    assert [hit.postmortem_id for hit in full_text.search(tx, "orders space")] == [pm]


def test_a_record_never_goes_back_behind_a_newer_one(tx: Transaction, pm: str) -> None:
    """A slow server that projected an older state changes nothing: not the lists, not the actions, not the search."""
    assert postmortems.save_record(tx, pm, FULL, 7)
    before = postmortems.get(tx, pm)
    assert not postmortems.save_record(tx, pm, Record("{}", title="Old", search_text="rhubarb"), 6)
    assert postmortems.get(tx, pm) == before
    assert full_text.search(tx, "rhubarb") == []


def test_the_same_state_can_be_projected_again(tx: Transaction, pm: str) -> None:
    """After a new version of Debrief learned to read more from it."""
    postmortems.save_record(tx, pm, Record("{}", title="Before"), 7)
    assert postmortems.save_record(tx, pm, FULL, 7)
    row = postmortems.get(tx, pm)
    assert row is not None
    assert row.title == FULL.title


def test_what_was_emptied_in_the_document_is_emptied_in_the_record(tx: Transaction, pm: str) -> None:
    """Nothing of an earlier projection is left over."""
    postmortems.save_record(tx, pm, FULL, 7)
    postmortems.save_record(tx, pm, Record("{}"), 8)
    row = postmortems.get(tx, pm)
    assert row is not None
    assert (row.title, row.severity, row.started_at, row.open_actions) == ("", None, None, 0)
    assert full_text.search(tx, "space") == []


def test_documents_that_are_newer_than_their_record_are_behind(tx: Transaction, pm: str) -> None:
    """What a restarted server has to project first."""
    assert postmortems.behind(tx) == [pm]
    (last,) = document_updates.append(tx, [NewUpdate("doc", 1, None, b"a")])
    postmortems.save_record(tx, pm, FULL, last)
    assert postmortems.behind(tx) == []
    document_updates.append(tx, [NewUpdate("doc", 1, None, b"b")])
    assert postmortems.behind(tx) == [pm]


def test_a_private_document_does_not_make_a_record_late(tx: Transaction, pm: str) -> None:
    """It is not projected."""
    postmortems.save_record(tx, pm, FULL, 0)
    document_updates.create_doc(tx, "mine", pm, kind="private", owner="ann")
    document_updates.append(tx, [NewUpdate("mine", 1, "ann", b"a")])
    assert postmortems.behind(tx) == []


@pytest.mark.parametrize(
    "text", ["a\x00b", "half \ud800 pair", "𝔘 🔥 \u202e", "'; DROP TABLE postmortem; --", "%s%n{0}"]
)
def test_any_words_can_be_stored(database: Database, text: str) -> None:
    """What no database can hold becomes the sign for it; everything else comes back as it was typed."""
    action = ActionRow(id="a1", text=text, owner=text, kind=ActionKind.DETECT, done_when=text)
    with database.write() as tx:
        postmortems.create(tx, "pm", text)
        postmortems.save_record(tx, "pm", Record("{}", title=text, actions=[action], search_text=text), 1)
    kept = text.replace("\x00", "\ufffd").replace("\ud800", "\ufffd")
    with database.read() as tx:
        row = postmortems.get(tx, "pm")
        (stored,) = actions.open_actions(tx)
    assert row is not None
    assert (row.title, stored.text, stored.owner, stored.done_when) == (kept,) * 4


def test_moments_come_back_to_the_microsecond_in_utc(tx: Transaction) -> None:
    """Whatever zone they were given in."""
    moment = datetime.fromisoformat("2026-11-23T23:30:00.123456+09:00")
    postmortems.create(tx, "pm", "One", started_at=moment)
    row = postmortems.get(tx, "pm")
    assert row is not None
    assert row.started_at == moment
    assert str(row.started_at) == "2026-11-23 14:30:00.123456+00:00"
