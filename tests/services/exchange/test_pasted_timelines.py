"""Pasted timelines on the server: read as the postmortem means them, added for everybody at once."""

import json
from datetime import UTC, datetime

import pytest

from core.domain.postmortem import TimelineKind
from core.errors import BadInput, NotAllowed, NotFound, NotMember
from core.services import postmortems
from core.services.app import App
from core.services.exchange import pasted_timelines
from core.services.exchange.exports import export
from core.store.people import visitors
from core.store.people.members import Member
from core.store.people.visitors import Visitor
from tests.support.apps import Rings, newcomer, open_room

STARTED = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)


def rows(app: App, pm_id: str) -> list[tuple[str, str, str]]:
    found = json.loads(export(app, pm_id, "json").data)
    return [(row["at"], row["who"], row["text"]) for row in found["postmortem"]["timeline"]]


def visitor_of(app: App, member: Member) -> Visitor:
    with app.db.read() as tx:
        found = visitors.visitor(tx, member.visitor_id)
    assert found is not None
    return found


def test_a_text_is_read_in_the_zone_and_on_the_day_of_the_postmortem(sqlite_app: App) -> None:
    """The day is that of the start where the incident was: the 21st in Berlin."""
    pm_id = postmortems.create(sqlite_app, "Mail is late", started_at=STARTED, zone="Europe/Berlin")
    reading = pasted_timelines.read_for(sqlite_app, pm_id, "00:40 mail late\nT+30 worker added")
    assert [event.at.isoformat() for event in reading.events] == [
        "2026-11-21T00:40:00+01:00",
        "2026-11-21T01:00:00+01:00",
    ]


def test_what_the_board_shows_now_and_an_answer_win(sqlite_app: App) -> None:
    """The record may be a moment behind the board; a zone that nobody knows is passed over."""
    pm_id = postmortems.create(sqlite_app, "Mail is late", started_at=STARTED, zone="Europe/Berlin")
    shown = pasted_timelines.read_for(sqlite_app, pm_id, "00:40 mail late", "Asia/Tokyo")
    assert shown.events[0].at.isoformat() == "2026-11-21T00:40:00+09:00"
    unknown = pasted_timelines.read_for(sqlite_app, pm_id, "00:40 mail late", "Mars")
    assert unknown.events[0].at.isoformat() == "2026-11-21T00:40:00+01:00"
    answered = pasted_timelines.read_for(sqlite_app, pm_id, "00:40 IST mail late", "", {"zone IST": "60"})
    assert answered.events[0].at.isoformat() == "2026-11-21T00:40:00+01:00"


def test_added_rows_stand_behind_the_others_and_everybody_hears(app: App, rings: Rings) -> None:
    """Open rooms load what is new; search and exports have it at once."""
    pm_id = postmortems.create(app, "Mail is late", started_at=STARTED, zone="UTC")
    reading = pasted_timelines.read_for(app, pm_id, "gwen [11:35 PM]\nAlert: mail late\nola [11:50 PM]\nworker added")
    rings.clear()
    assert pasted_timelines.add_events(app, pm_id, reading.events, None) == 2
    assert rings.topics() == {"doc", "record"}
    assert rows(app, pm_id)[1:] == [
        ("2026-11-20T23:35:00Z", "gwen", "Alert: mail late"),
        ("2026-11-20T23:50:00Z", "ola", "worker added"),
    ]


def test_the_same_text_may_be_added_twice(sqlite_app: App) -> None:
    """Two people may do it; rows have ids of their own."""
    pm_id = postmortems.create(sqlite_app, "Mail is late")
    reading = pasted_timelines.read_for(sqlite_app, pm_id, "10:02 mail late")
    pasted_timelines.add_events(sqlite_app, pm_id, reading.events, None)
    pasted_timelines.add_events(sqlite_app, pm_id, reading.events, None)
    assert [text for _, _, text in rows(sqlite_app, pm_id)] == ["mail late", "mail late"]


def test_who_may_not_write_adds_nothing(locked_app: App) -> None:
    """Viewers and strangers; a postmortem that is not there."""
    room = open_room(locked_app)
    reading = pasted_timelines.read_for(locked_app, room.pm_id, "10:02 mail late")
    with pytest.raises(NotAllowed):
        pasted_timelines.add_events(locked_app, room.pm_id, reading.events, visitor_of(locked_app, room.viewer))
    with pytest.raises(NotMember):
        pasted_timelines.add_events(locked_app, room.pm_id, reading.events, newcomer(locked_app))
    with pytest.raises(NotFound):
        pasted_timelines.add_events(locked_app, "nothing", reading.events, None)
    assert rows(locked_app, room.pm_id) == []


def test_too_many_rows_are_refused_whole(sqlite_app: App) -> None:
    """None of them is added."""
    pm_id = postmortems.create(sqlite_app, "Mail is late")
    reading = pasted_timelines.read_for(sqlite_app, pm_id, "10:02 mail late\n" * 501)
    with pytest.raises(BadInput):
        pasted_timelines.add_events(sqlite_app, pm_id, reading.events, None)
    assert rows(sqlite_app, pm_id) == []


def test_the_kind_of_the_first_alert_counts(sqlite_app: App) -> None:
    """A guess that a person can change on the board."""
    pm_id = postmortems.create(sqlite_app, "Mail is late")
    reading = pasted_timelines.read_for(sqlite_app, pm_id, "10:02 Alert: mail late\n10:05 Alert: queue")
    pasted_timelines.add_events(sqlite_app, pm_id, reading.events, None)
    found = json.loads(export(sqlite_app, pm_id, "json").data)["postmortem"]["timeline"]
    assert [row["kind"] for row in found] == [TimelineKind.DETECTED.value, TimelineKind.OTHER.value]
