"""Taking a person's name out: nothing that is stored here holds it afterwards, and everything else is as it was."""

import base64
import json
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
from pycrdt import Doc, Text
from sqlalchemy import Engine, LargeBinary, event
from sqlalchemy.dialects import sqlite

from core.document.load import load
from core.document.read import ReadResult, read
from core.domain.audit import AuditEvent
from core.domain.clock.state import Finish, Next, Start
from core.domain.people.mentions import INSTEAD, Mentions
from core.domain.postmortem import ActionRow, FollowUp, Postmortem, Summary, TimelineRow
from core.errors import BadInput
from core.services import access, postmortems
from core.services.access import closing
from core.services.actions import follow_up
from core.services.app import App
from core.services.audit import forgetting, made_anew, name_places, reading
from core.services.audit.forgetting import forget_person
from core.services.audit.noting import note_as
from core.services.documents import document_store, revisions
from core.services.insights.readings import catch_up
from core.services.meetings import meeting_clock
from core.store import document_updates, settings_kv
from core.store.database import row_archive
from core.store.database.tables import metadata
from core.store.people import mentions, visitors
from tests.support.appending import append
from tests.support.apps import Rings, insider, newcomer
from tests.support.edits import set_text
from tests.support.incidents import stored

NAME = "Mara Okafor"

# Columns with text in which no person's name can stand, or which are made again from the document.
PROJECTED = {"postmortem", "record", "record_action", "record_label", "search_text", "insight"}
PEOPLE = {("visitor", "name"), ("audit", "name"), ("mail_recipient", "name"), ("mail_recipient", "name_key")}
PEOPLE |= {("mail_recipient", "address"), ("secret_link", "subject"), ("dismissal", "phrase"), ("identity", "subject")}
NAMELESS = {
    *("outcome", "issue", "address", "answered_by"),
    *(
        "id",
        "key",
        "kind",
        "status",
        "state",
        "event",
        "events",
        "role",
        "by",
        "token_hash",
        "color",
        "zone",
    ),
    *("postmortem_id", "visitor_id", "action_id", "doc_id", "earlier_id", "other_id", "from_id", "from_action_id"),
    *("source", "group_key", "row_key", "secret", "header", "time_header", "severity", "severity_answer", "ask"),
    *("url", "shape", "quiet_from", "quiet_until", "answer", "code", "purpose", "rule", "silent", "detail", "channel"),
    *("created_by", "published_by", "opened_by", "finished_by", "shown_by", "named_by", "row_id", "mime", "sha256"),
    *("field", "phrase_hash", "reason", "again", "why", "issuer", "identity_id", "item", "day", "result", "subject_id"),
    *("name", "owner"),
}


@pytest.fixture
def mara(app: App) -> access.Visitor:
    return insider(app, NAME)


@pytest.fixture
def pm_id(app: App, mara: access.Visitor) -> str:
    """A postmortem that has the name in everything that people write."""
    pm_id = stored(
        app,
        Postmortem(
            title=f"{NAME} restarted the queue",
            services=(f"{NAME} laptop", "queue"),
            summary=Summary(what_happened=f"The queue stood still. {NAME}'s change was rolled back."),
            timeline=(TimelineRow(id="t1", text=f"{NAME} paged", who=NAME),),
            actions=(ActionRow(id="a1", text=f"Ask {NAME}", owner="mara okafor", due=date(2026, 12, 1)),),
            follow_up=FollowUp(tracker=NAME, notes=f"Told {NAME}"),
        ),
        mara,
    )
    lead = access.member(app, mara, pm_id)
    meeting_clock.run_command(app, pm_id, lead, Start(seen=0))
    meeting_clock.run_command(app, pm_id, lead, Next(seen=1))
    meeting_clock.run_command(app, pm_id, lead, Finish(seen=2))
    follow_up.set_owner(app, pm_id, "a1", f"Ben for {NAME}", mara, f"{NAME} is away")
    follow_up.mark_done(app, pm_id, "a1", f"{NAME} did it", mara)
    document_store.edit(app, pm_id, set_text("lessons.lucky", f"{NAME} was awake"), mara.id)
    document_store.edit(app, pm_id, set_text("lessons.lucky", "Somebody was awake"), mara.id)
    document_store.compact_and_revise(app, pm_id, "interval")
    catch_up(app)
    with app.db.write() as tx:
        settings_kv.put_setting(tx, settings_kv.TEAM_RULES, f"# by {NAME}")
    return pm_id


def holding(app: App, name: str = NAME) -> set[str]:
    """The tables in which any value holds the name, whatever case; documents as they are stored."""
    found = set()
    with app.db.read() as tx:
        for table in row_archive.table_names(tx):
            for row in row_archive.rows(tx, table):
                for value in row.values():
                    raw = base64.b64decode(value["base64"]) if isinstance(value, dict) else str(value).encode()
                    if name.lower().encode() in raw.lower():
                        found.add(table)
        for index in ("search_index", "similar_index"):
            for line in tx.sql(f"SELECT * FROM {index}"):  # noqa: S608 - one of the two above
                if name.split()[1].lower() in str(line).lower():
                    found.add(index)
    return found


def asked(app: App, work: Callable[[], object]) -> tuple[int, int]:
    """How many statements some work sends to the database, and in how many transactions that write."""
    statements: list[str] = []
    kinds: list[str] = []

    def note(*call: Any) -> None:
        statements.append(call[2])

    event.listen(Engine, "before_cursor_execute", note)
    before, app.db._opened.on_transaction = app.db._opened.on_transaction, lambda kind, seconds: kinds.append(kind)
    try:
        work()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
        app.db._opened.on_transaction = before
    return len(statements), kinds.count("write")


def test_nothing_that_is_stored_holds_it_afterwards(app: App, pm_id: str) -> None:
    assert {"visitor", "record", "doc_update", "doc_revision", "action_progress", "audit", "setting"} <= (
        holding(app) | {"doc_update"}
    )
    found = forget_person(app, NAME)
    assert holding(app) == set()
    assert found.visitors == 1
    assert found.log_lines > 0
    (item,) = [item for item in found.postmortems if item.id == pm_id]
    assert item.text
    assert item.versions > 0
    assert item.rows > 0
    assert NAME not in item.title


def test_what_was_said_stays_said(app: App, pm_id: str) -> None:
    before = document_store.open_document(app, pm_id)
    history = [(entry.id, entry.at, entry.label) for entry in revisions.history(app, pm_id)]
    forget_person(app, NAME)
    after = document_store.open_document(app, pm_id)
    said = read(load(after.updates)).postmortem
    assert said.title == f"{INSTEAD} restarted the queue"
    assert said.summary.what_happened == f"The queue stood still. {INSTEAD}'s change was rolled back."
    assert (said.timeline[0].id, said.timeline[0].who, said.timeline[0].text) == ("t1", INSTEAD, f"{INSTEAD} paged")
    assert said.follow_up.tracker == INSTEAD
    assert said.lessons.lucky == "Somebody was awake"
    assert after.epoch > before.epoch, "browsers with the old document must not merge it"
    assert len(after.updates) == 1, "the log of before is gone"
    assert [(entry.id, entry.at, entry.label) for entry in revisions.history(app, pm_id)] == history
    (row,) = [row for row in postmortems.summary(app, pm_id).actions if row.action_id == "a1"]
    assert row.owner == f"Ben for {INSTEAD}"
    assert row.state == "done"
    assert {entry.by for entry in row.history} == {INSTEAD}
    assert [row.card.id for row in postmortems.archive(app, "former colleague").rows] == [pm_id]


def test_other_words_and_a_try(app: App, pm_id: str) -> None:
    before = holding(app)
    tried = forget_person(app, NAME, "somebody", dry_run=True)
    assert holding(app) == before, "nothing was changed"
    assert tried.dry_run
    done = forget_person(app, NAME, "somebody")
    assert (done.visitors, done.log_lines, done.other_rows) == (tried.visitors, tried.log_lines, tried.other_rows)
    assert done.postmortems == tried.postmortems
    assert read(load(document_store.open_document(app, pm_id).updates)).postmortem.follow_up.tracker == "somebody"


def test_twice_changes_nothing(app: App, pm_id: str) -> None:
    assert forget_person(app, NAME)
    epoch = document_store.epoch_of(app, pm_id)
    lines = len(reading.all_lines(app, None))
    assert not forget_person(app, NAME)
    assert document_store.epoch_of(app, pm_id) == epoch
    assert len(reading.all_lines(app, None)) == lines


def test_the_log_notes_it_without_the_name(app: App, pm_id: str) -> None:
    forget_person(app, NAME)
    line = reading.all_lines(app, None)[-1]
    assert (line.event, line.name, line.postmortem_id, line.detail) == (AuditEvent.FORGOT, "the operator", None, "")


def test_their_mail_address_goes(app: App, pm_id: str) -> None:
    """With everything that was or is to be sent to it."""
    with app.db.write() as tx:
        now = tx.now()
        new = {"name": NAME, "name_key": NAME.lower(), "address": "mara.okafor@example.org", "events": ""}
        rest = {"daily": False, "code": "", "state": "confirmed", "asked_at": now, "changed_at": now}
        tx.execute(metadata.tables["mail_recipient"].insert().values(**new, **rest))
    assert forget_person(app, NAME, dry_run=True).addresses == 1
    assert forget_person(app, NAME).addresses == 1
    with app.db.read() as tx:
        assert tx.sql("SELECT count(*) FROM mail_recipient").scalar() == 0


def test_open_rooms_hear_of_the_new_epoch(app: App, pm_id: str, rings: Rings) -> None:
    forget_person(app, NAME)
    assert {("doc", pm_id), ("record", pm_id), ("members", pm_id)} <= set(rings.heard)


def test_closed_ones_and_the_trash_too(app: App, pm_id: str, mara: access.Visitor) -> None:
    other = stored(app, Postmortem(title=f"{NAME} again"), mara)
    postmortems.trash(app, other, mara)
    closing.close(app, pm_id, [], mara)
    forget_person(app, NAME)
    assert holding(app) == set()
    assert closing.closing(app, pm_id, None).since is not None


def test_a_text_that_was_typed_letter_by_letter_and_deleted(app: App, mara: access.Visitor) -> None:
    """No version holds it in one piece, but the log does letter by letter, where its author was a member."""
    pm_id = stored(app, Postmortem(title="A queue"), mara)
    doc: Doc[Any] = load(document_store.open_document(app, pm_id).updates)
    text = doc.get("text:lessons.lucky", type=Text)
    for letter in NAME:
        text += letter
    del text[: len(NAME)]
    opened = document_store.open_document(app, pm_id)
    new = document_updates.NewUpdate(opened.doc_id, opened.epoch, mara.id, doc.get_update())
    append(app, pm_id, [new])
    forget_person(app, NAME)
    after = document_store.open_document(app, pm_id)
    assert (after.epoch, len(after.updates)) == (opened.epoch + 1, 1)
    assert len(after.updates[0]) < len(doc.get_update())


def test_somebody_else_is_left_alone(app: App, pm_id: str) -> None:
    other = stored(app, Postmortem(title="Tamara Okafor saw it"))
    eve = newcomer(app, "Mara")
    epoch = document_store.epoch_of(app, other)
    found = forget_person(app, NAME)
    assert other not in {item.id for item in found.postmortems}
    assert document_store.epoch_of(app, other) == epoch
    assert [member.name for member in access.people(app, pm_id)] == [INSTEAD]
    with app.db.read() as tx:
        assert mentions.visitors_called(tx, lambda name: name == "Mara") == [eve.id]


def test_postmortems_without_the_name_are_read_together_and_never_written(app: App, mara: access.Visitor) -> None:
    """Ten more of them ask the database nothing more, and keep no writer waiting: of ten thousand it took minutes."""
    work = partial(forget_person, app, "Nobody Here")
    stored(app, Postmortem(title="A queue"), mara)
    few = asked(app, work)
    for number in range(10):
        pm_id = stored(app, Postmortem(title=f"{NAME} saw outage {number}"), mara)
        document_store.compact_and_revise(app, pm_id, "interval")
    assert asked(app, work) == few


def test_a_transaction_for_each_that_holds_it_and_what_is_made_is_made_before(
    app: App, mara: access.Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No document is read while others wait for the writer."""
    for number in range(3):
        stored(app, Postmortem(title=f"{NAME} saw outage {number}"), mara)
    inside = []

    def noting(doc: Doc[Any]) -> ReadResult:
        inside.append(bool(getattr(app.db._mine, "writing", False)))
        return read(doc)

    for module in (made_anew, document_store, name_places):
        monkeypatch.setattr(module, "read", noting)
    assert len(forget_person(app, NAME).postmortems) == 3
    assert inside
    assert not any(inside)


@pytest.mark.parametrize("always", [False, True])
def test_what_is_typed_between_reading_and_writing_is_kept(
    app: App, pm_id: str, mara: access.Visitor, monkeypatch: pytest.MonkeyPatch, always: bool
) -> None:
    """It is read again; and where somebody types all the time, it is made while the writer is held."""
    made = made_anew._made_anew
    typed: list[str] = []

    def while_typing(seen: made_anew._Seen, wanted: Mentions, *, always: bool) -> made_anew._Anew | None:
        found = made(seen, wanted, always=always)
        if (busy or not typed) and not getattr(app.db._mine, "writing", False):
            typed.append(f"Word {len(typed)} of {NAME}")
            document_store.edit(app, pm_id, set_text("lessons.lucky", typed[-1]), mara.id)
        return found

    busy = always
    monkeypatch.setattr(made_anew, "_made_anew", while_typing)
    forget_person(app, NAME)
    said = read(load(document_store.open_document(app, pm_id).updates)).postmortem
    assert said.lessons.lucky == typed[-1].replace(NAME, INSTEAD)
    assert holding(app) == set()
    assert len(typed) == (made_anew._TRIES if always else 1)


def test_a_record_that_is_behind_its_document_hides_nothing(app: App, mara: access.Visitor) -> None:
    """What was typed letter by letter by somebody else a moment ago stands in the document only."""
    pm_id = stored(app, Postmortem(title="A queue"), mara)
    eve = newcomer(app, "Eve")
    for end in range(1, len(NAME) + 1):
        opened = document_store.open_document(app, pm_id)
        doc: Doc[Any] = load(opened.updates)
        before = doc.get_state()
        text = doc.get("text:lessons.lucky", type=Text)
        text += NAME[end - 1]
        append(app, pm_id, [document_updates.NewUpdate(opened.doc_id, opened.epoch, eve.id, doc.get_update(before))])
    with app.db.write() as tx:
        for visitor_id in mentions.visitors_called(tx, lambda name: name == NAME):
            visitors.rename(tx, visitor_id, "Mia")
    assert [item.text for item in forget_person(app, NAME).postmortems] == [True]


def test_how_far_it_is_is_told(app: App, pm_id: str) -> None:
    told: list[tuple[str, int, int]] = []
    forget_person(app, NAME, progress=lambda *step: told.append(step))
    assert told == [("looked through", 1, 1), ("made anew", 1, 1)]


def test_many_lines_and_messages_are_changed_some_at_a_time(app: App, mara: access.Visitor) -> None:
    """Those in the meetings never wait for all of them."""
    with app.db.write() as tx:
        for _ in range(forgetting._LINES_AT_ONCE + 1):
            note_as(tx, AuditEvent.EXPORTED, None, mara.id, NAME, "pdf")
    _, few = asked(app, partial(forget_person, app, "Nobody Here"))
    _, writes = asked(app, partial(forget_person, app, NAME))
    assert writes == few + 3, "two for the lines, one for the note"
    assert holding(app) == set()


@pytest.mark.parametrize("name", ["", " ", "\u202eX"])
def test_what_is_no_name_is_refused(app: App, name: str) -> None:
    with pytest.raises(BadInput):
        forget_person(app, name)


def test_every_column_with_text_was_thought_of() -> None:
    """A new column is rewritten (`core.store.people.mentions`), or it is said here why it needs not be."""
    tables = {**mentions.OF_A_POSTMORTEM, **mentions.OF_THE_WORKSPACE}
    rewritten = {(table, column) for table, columns in tables.items() for column in columns}
    left = []
    for table in metadata.sorted_tables:
        for column in table.c:
            kind = column.type.compile(dialect=sqlite.dialect())
            if table.name in PROJECTED or kind != "TEXT" or isinstance(column.type, LargeBinary):
                continue
            if "Instant" in type(column.type).__name__ or (table.name, column.name) in rewritten | PEOPLE:
                continue
            if column.name not in NAMELESS:
                left.append(f"{table.name}.{column.name}")
    assert left == []


def test_the_figures_as_json(app: App, pm_id: str) -> None:
    assert json.dumps([item.id for item in forget_person(app, NAME).postmortems]) == json.dumps([pm_id])
