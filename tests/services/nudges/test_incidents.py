"""Notices of postmortems: found by looking, told once for each subject and date, by one of several servers."""

import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from core.document.edit import set_fact
from core.domain.webhook.events import Event
from core.services import postmortems
from core.services.app import App
from core.services.documents import document_store
from core.services.exchange import exports
from core.services.memory import links
from core.services.nudges import incidents, team_times
from core.services.postmortems.example import add_once
from core.services.webhooks import subscriptions
from tests.services.nudges.telling import events, listening, queued
from tests.support.apps import BEGIN, Opener, TestClock, insider, open_room
from tests.support.held import held

NINE = datetime(2026, 11, 24, 9, tzinfo=UTC)


def test_nobody_listens_so_nothing_is_looked_for(app: App) -> None:
    """And nothing is marked as told."""
    postmortems.create(app, "Disk full")
    assert (incidents.tell_news(app), incidents.tell_waiting(app), incidents.tell_reviews(app)) == (0, 0, 0)
    listening(app, Event.OPENED)
    assert incidents.tell_news(app) == 1


def test_a_new_postmortem_is_told_of_once(app: App) -> None:
    """With its title as it is now and who opened it, however often and by whom it is looked for."""
    public = replace(app, settings=app.settings.model_copy(update={"url": "https://d.example"}))
    listening(app)
    pm_id = postmortems.create(app, "Disk full", by=insider(app, "Mira"))
    assert [incidents.tell_news(server) for server in (public, app, public)] == [1, 0, 0]
    (body,) = queued(app)
    assert body["event"] == "opened"
    assert body["facts"] == {"by": "Mira"}
    assert body["postmortem"]["title"] == "Disk full"
    assert body["postmortem"]["link"] == f"https://d.example/summary?pm={pm_id}"


def test_two_servers_that_look_together_tell_once(database_url: str, open_test_app: Opener) -> None:
    """Side by side on one database."""
    servers = [open_test_app(database_url) for _ in range(2)]
    listening(servers[0])
    for number in range(4):
        postmortems.create(servers[0], f"Incident {number}")
    threads = [threading.Thread(target=incidents.tell_news, args=(server,)) for server in servers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert events(servers[0]) == ["opened"] * 4


def test_what_is_old_is_no_news(app: App, clock: TestClock) -> None:
    """A webhook that is switched on later does not hear of all that ever was."""
    postmortems.create(app, "Disk full")
    clock.tick(minutes=61)
    listening(app)
    assert incidents.tell_news(app) == 0


def test_neither_the_example_nor_the_trash_is_told_of(app: App) -> None:
    """Nobody opened the one, and nobody wants the other."""
    add_once(app)
    postmortems.trash(app, postmortems.create(app, "A mistake"), None)
    listening(app)
    assert incidents.tell_news(app) == 0


def test_a_meeting_is_told_of_each_time_it_is_set(app: App, clock: TestClock) -> None:
    """With its time and zone; another time is another thing to tell, the same one is not."""
    listening(app, Event.MEETING_SET)
    pm_id = postmortems.create(app, "Disk full", zone="Europe/Berlin")
    for at in (NINE, NINE, NINE + timedelta(hours=1), NINE):
        postmortems.set_meeting_at(app, pm_id, at, None)
        incidents.tell_news(app)
    facts = [body["facts"] for body in queued(app)]
    assert [fact["meeting_at"] for fact in facts] == ["2026-11-24T09:00:00+00:00", "2026-11-24T10:00:00+00:00"]
    assert facts[0]["zone"] == "Europe/Berlin"
    postmortems.set_meeting_at(app, pm_id, None, None)
    assert incidents.tell_news(app) == 0


def test_a_meeting_in_the_past_is_not_told_of(app: App) -> None:
    """It is over, or was written down afterwards."""
    listening(app, Event.MEETING_SET)
    pm_id = postmortems.create(app, "Disk full")
    postmortems.set_meeting_at(app, pm_id, BEGIN - timedelta(hours=1), None)
    assert incidents.tell_news(app) == 0


def test_an_incident_that_came_back_is_told_of_with_the_earlier_one(app: App) -> None:
    """Once, also when the link is taken away and set again."""
    listening(app, Event.RECURRENCE)
    earlier, later = postmortems.create(app, "Disk full"), postmortems.create(app, "Disk full again")
    links.link(app, later, earlier, None)
    assert incidents.tell_news(app) == 1
    links.unlink(app, later, earlier, None)
    links.link(app, later, earlier, None)
    assert incidents.tell_news(app) == 0
    (body,) = queued(app)
    assert body["postmortem"]["id"] == later
    assert [item["postmortem"]["title"] for item in body["incidents"]] == ["Disk full"]


def test_a_link_to_what_lies_in_the_trash_is_not_told_of(app: App) -> None:
    """Its title would get out."""
    listening(app, Event.RECURRENCE)
    earlier, later = postmortems.create(app, "Disk full"), postmortems.create(app, "Disk full again")
    links.link(app, later, earlier, None)
    postmortems.trash(app, earlier, None)
    assert incidents.tell_news(app) == 0


# No meeting yet


def test_incidents_without_a_meeting_are_told_of_after_some_days(app: App, clock: TestClock) -> None:
    """All of them in one message, each once."""
    listening(app, Event.NO_MEETING)
    started = BEGIN - timedelta(days=1)
    for title in ("Disk full", "Slow"):
        postmortems.create(app, title, started_at=started)
    assert incidents.tell_waiting(app) == 0
    clock.tick(days=2, minutes=1)
    assert incidents.tell_waiting(app) == 2
    assert incidents.tell_waiting(app) == 0
    (body,) = queued(app)
    assert sorted((item["postmortem"]["title"], item["days"], item["day"]) for item in body["incidents"]) == [
        ("Disk full", 3, "2026-11-22"),
        ("Slow", 3, "2026-11-22"),
    ]


def test_the_team_says_how_many_days(app: App, clock: TestClock) -> None:
    """One, for those who meet the next day."""
    listening(app, Event.NO_MEETING)
    postmortems.create(app, "Disk full")
    clock.tick(days=1, minutes=1)
    assert incidents.tell_waiting(app) == 0
    zone, _, hours = team_times.current(app)
    team_times.set_times(app, zone, 1, hours, None)
    assert incidents.tell_waiting(app) == 1


def test_what_came_in_as_a_file_is_neither_opened_nor_waits(app: App, clock: TestClock) -> None:
    """Hundreds of old ones would hide those that the team is late with."""
    listening(app, Event.OPENED, Event.NO_MEETING)
    file = exports.export(app, postmortems.create(app, "Disk full"), "json").data
    incidents.tell_news(app)
    imported = exports.import_postmortem(app, file, None)
    assert incidents.tell_news(app) == 0
    clock.tick(days=9)
    assert incidents.tell_waiting(app) == 1
    assert imported not in str(queued(app))


def test_a_meeting_that_is_set_or_was_held_stops_it(app: App, clock: TestClock) -> None:
    """A time to come is a meeting; one that passed unused is none, and is told of once more."""
    listening(app, Event.NO_MEETING)
    held(app, open_room(app, "Held").pm_id)
    pm_id = postmortems.create(app, "Disk full")
    postmortems.set_meeting_at(app, pm_id, BEGIN + timedelta(days=5), None)
    clock.tick(days=4)
    assert incidents.tell_waiting(app) == 0
    clock.tick(days=5)
    assert incidents.tell_waiting(app) == 1
    postmortems.set_meeting_at(app, pm_id, BEGIN + timedelta(days=10), None)
    clock.tick(days=5)
    assert incidents.tell_waiting(app) == 1
    assert incidents.tell_waiting(app) == 0


# Reviews


def test_a_review_that_is_due_is_told_of_once(app: App, clock: TestClock) -> None:
    """And again when it is moved and due again."""
    listening(app, Event.REVIEW_DUE)
    pm_id = open_room(app, "Disk full").pm_id
    held(app, pm_id)
    assert incidents.tell_reviews(app) == 0
    clock.tick(days=15)
    assert incidents.tell_reviews(app) == 1
    assert incidents.tell_reviews(app) == 0
    (body,) = queued(app)
    assert (body["event"], body["count"]) == ("review_due", 1)
    assert body["incidents"][0]["postmortem"]["id"] == pm_id
    moved = date(2026, 12, 20)
    document_store.edit(app, pm_id, set_fact("review_on", moved), None)
    clock.now = datetime(2026, 12, 21, 9, tzinfo=UTC)
    assert incidents.tell_reviews(app) == 1
    assert queued(app)[-1]["incidents"][0]["day"] == "2026-12-20"


def test_a_review_is_as_late_as_it_is_where_its_postmortem_is(app: App, clock: TestClock) -> None:
    """In the far east it is a day more than in UTC."""
    listening(app, Event.REVIEW_DUE)
    pm_id = open_room(app, "Disk full").pm_id
    held(app, pm_id)
    document_store.edit(app, pm_id, set_fact("zone", "Pacific/Kiritimati"), None)
    document_store.edit(app, pm_id, set_fact("review_on", date(2026, 12, 20)), None)
    clock.now = datetime(2026, 12, 20, 23, tzinfo=UTC)
    assert incidents.tell_reviews(app) == 1
    assert queued(app)[-1]["incidents"][0]["days"] == 1


def test_more_reviews_than_home_shows_are_all_told_of(app: App, clock: TestClock) -> None:
    """Those that were told already do not hide the others."""
    listening(app, Event.REVIEW_DUE)
    for number in range(23):
        held(app, open_room(app, f"Incident {number}").pm_id)
    clock.tick(days=15)
    assert incidents.tell_reviews(app) == 23


@pytest.mark.parametrize("event", [Event.OPENED, Event.NO_MEETING])
def test_a_webhook_hears_only_what_it_was_ticked_for(app: App, clock: TestClock, event: Event) -> None:
    """Each event has a tick of its own."""
    listening(app, event)
    postmortems.create(app, "Disk full")
    incidents.tell_news(app)
    clock.tick(days=4)
    incidents.tell_waiting(app)
    assert events(app) == [event.value]
    assert len(subscriptions.delivery_log(app, None)) == 1
