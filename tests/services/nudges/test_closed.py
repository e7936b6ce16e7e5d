"""A closed postmortem is in no notice: of no event, not in what was held before it was closed, not in a list."""

from datetime import UTC, datetime, time, timedelta

from core.domain.webhook.hours import Hours
from core.services import access, postmortems
from core.services.access import closing
from core.services.actions import reminders
from core.services.app import App
from core.services.documents import document_store
from core.services.memory import links
from core.services.nudges import incidents, rounds
from core.services.webhooks import subscriptions
from tests.services.nudges.telling import listening, queued
from tests.support.apps import BEGIN, Room, TestClock, open_room
from tests.support.edits import add_row
from tests.support.held import held

SECRET = "The Zanzibar keys were stolen"


def closed_room(app: App) -> Room:
    room = open_room(app, SECRET)
    for number, days in enumerate((-1, 1)):
        due = BEGIN.date() + timedelta(days=days)
        row = add_row("actions", f"a{number}", f"Rotate {number}", f"V{number}", owner="Kim", due=due)
        document_store.edit(app, room.pm_id, row, None)
    return room


def every_round(app: App) -> None:
    rounds.news(app)
    rounds.morning(app)
    rounds.release(app)


def test_it_is_in_no_notice(app: App, clock: TestClock) -> None:
    """Opened, a meeting set, come back, no meeting, a review due, due soon, overdue: of all of it not a word."""
    listening(app)
    room, other = closed_room(app), postmortems.create(app, "Another")
    closing.close(app, room.pm_id, [], room.maker)
    member = app.reading_for(access.audience_of(room.maker))
    postmortems.set_meeting_at(member, room.pm_id, BEGIN + timedelta(days=1), room.maker)
    links.link(member, room.pm_id, other, room.maker)
    links.link(member, postmortems.create(app, "A third"), room.pm_id, room.maker)
    every_round(app)
    clock.tick(days=5)
    every_round(app)
    held(app, room.pm_id)
    clock.tick(days=20)
    every_round(app)
    assert {"opened", "no_meeting"} <= {body["event"] for body in queued(app)}
    assert SECRET not in str(queued(app))
    assert room.pm_id not in str(queued(app))
    assert "Rotate" not in str(queued(app))


def test_what_was_held_before_it_was_closed_is_not_told(app: App, clock: TestClock) -> None:
    """It is asked again when its hour comes."""
    listening(app, hours=Hours(time(22), time(7)))
    clock.now = datetime(2026, 11, 23, 23, tzinfo=UTC)
    room = closed_room(app)
    held(app, room.pm_id)
    postmortems.create(app, "Another")
    incidents.tell_news(app)
    assert reminders.notify_overdue(app) == 1
    assert reminders.notify_due_soon(app) == 1
    closing.close(app, room.pm_id, [], room.maker)
    clock.now = datetime(2026, 11, 24, 7, tzinfo=UTC)
    assert subscriptions.release(app) == 1
    (body,) = queued(app)
    assert body["event"] == "opened"
    assert body["postmortem"]["title"] == "Another"
