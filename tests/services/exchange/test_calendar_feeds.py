"""The calendars of the team and of each owner, from the database on: what is open, and nobody else's."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
import vobject

from core.document.edit import set_fact, set_title
from core.domain.postmortem import ActionRow, FollowUp, Postmortem
from core.services import postmortems
from core.services.actions import follow_up
from core.services.app import App
from core.services.documents.document_store import edit
from core.services.exchange import calendar_feeds, exports
from core.services.postmortems.creating import create_from
from tests.support.apps import TestClock, insider
from tests.support.files import rows_of
from tests.support.held import held_in

BASE = "https://debrief.example"
ROWS = (
    ActionRow(id="a1", text="Add an alert", owner="Ada", due=date(2026, 12, 1)),
    ActionRow(id="a2", text="Write the page", owner="BEN ", due=date(2026, 12, 2)),
    ActionRow(id="a3", text="Set a quota", owner="ada"),
    ActionRow(id="a4", text="Won't do, because the queue goes away", owner="Ada"),
)


@pytest.fixture
def pm_id(app: App) -> str:
    return made(app, Postmortem(title="Disk full", actions=ROWS, follow_up=FollowUp(review_on=date(2026, 12, 7))))


def made(app: App, postmortem: Postmortem, *, example: bool = False) -> str:
    with app.db.write() as tx:
        pm_id = create_from(tx, postmortem, example=example)
        held_in(tx, pm_id)
        return pm_id


def read(made: exports.Export) -> Any:
    (calendar,) = vobject.readComponents(made.data.decode())
    return calendar


def todos(made: exports.Export) -> list[str]:
    return [item.summary.value for item in getattr(read(made), "vtodo_list", [])]


def events(made: exports.Export) -> list[str]:
    return [item.summary.value for item in getattr(read(made), "vevent_list", [])]


def test_the_team_sees_every_open_action_and_every_review(app: App, pm_id: str) -> None:
    """What was decided against is no action item."""
    feed = calendar_feeds.team_feed(app, BASE, todos=True)
    assert feed.media_type.startswith("text/calendar")
    assert todos(feed) == ["Add an alert", "Write the page", "Set a quota"]
    assert events(feed) == ["Review: Disk full"]
    assert f"{BASE}/summary?pm={pm_id}" in feed.data.decode().replace("\r\n ", "")


def test_an_owner_sees_their_own_however_it_is_spelled(app: App, pm_id: str) -> None:
    """And the review of the incident they own an action of."""
    made(app, Postmortem(title="Queue", actions=ROWS[1:2], follow_up=FollowUp(review_on=date(2026, 12, 9))))
    feed = calendar_feeds.owner_feed(app, "ADA", BASE, todos=True)
    assert todos(feed) == ["Add an alert", "Set a quota"]
    assert events(feed) == ["Review: Disk full"]
    assert read(feed).x_wr_calname.value == "Debrief: Ada"


def test_an_owner_who_kept_everything_has_an_empty_calendar(app: App, pm_id: str) -> None:
    """It stays subscribed, and waits."""
    follow_up.mark_done(app, pm_id, "a2", "It is in the wiki", insider(app))
    assert todos(calendar_feeds.owner_feed(app, "Ben")) == events(calendar_feeds.owner_feed(app, "Ben")) == []


def test_what_is_done_leaves_the_calendar(app: App, pm_id: str) -> None:
    """And what was moved stands on its new day."""
    ada = insider(app)
    follow_up.mark_done(app, pm_id, "a1", "#42", ada)
    follow_up.move(app, pm_id, "a2", date(2027, 1, 8), "The supplier is late", ada)
    feed = calendar_feeds.team_feed(app, todos=True)
    assert todos(feed) == ["Write the page", "Set a quota"]
    assert read(feed).vtodo.due.value == date(2027, 1, 8)
    assert "Moved: The supplier is late" in read(feed).vtodo.description.value


def test_deadlines_are_events_unless_todos_are_asked_for(app: App, pm_id: str) -> None:
    """Most calendars show no to-dos of an address."""
    assert events(calendar_feeds.team_feed(app, todos=True)) == ["Review: Disk full"]
    feed = calendar_feeds.team_feed(app)
    assert todos(feed) == []
    assert events(feed) == ["Due: Add an alert", "Due: Write the page", "Review: Disk full"]


def test_examples_and_the_trash_are_in_nobodys_calendar(app: App, pm_id: str) -> None:
    """Nobody agreed on them."""
    made(app, Postmortem(title="Example", actions=ROWS, follow_up=FollowUp(review_on=date(2026, 12, 1))), example=True)
    postmortems.trash(app, pm_id, insider(app))
    assert todos(calendar_feeds.team_feed(app)) == events(calendar_feeds.team_feed(app)) == []
    assert calendar_feeds.owners(app) == ()
    assert len(rows_of(exports.all_actions_csv(app).data)) == 1


def test_owners_are_listed_once_by_name(app: App, pm_id: str) -> None:
    """Under the spelling that is used most; nobody is not a person."""
    made(
        app,
        Postmortem(
            title="Queue", actions=(ActionRow(id="a", text="x", owner=" "), ActionRow(id="b", text="y", owner="Čeněk"))
        ),
    )
    assert calendar_feeds.owners(app) == ("Ada", "BEN", "Čeněk")


def test_the_files_of_one_postmortem_say_what_became_of_it(app: App, pm_id: str) -> None:
    """Its table and its to-dos hold closed ones too, with the evidence."""
    follow_up.mark_done(app, pm_id, "a1", "#42", insider(app))
    table = rows_of(exports.export(app, pm_id, "csv").data)
    assert [(row[2], row[7], row[8]) for row in table[1:]] == [
        ("Add an alert", "done", "#42"),
        ("Write the page", "open", ""),
        ("Set a quota", "open", ""),
        ("Won't do, because the queue goes away", "decided against", ""),
    ]
    calendar = read(exports.export(app, pm_id, "todo.ics", base=BASE))
    assert [item.status.value for item in calendar.vtodo_list] == [
        "COMPLETED",
        "NEEDS-ACTION",
        "NEEDS-ACTION",
        "CANCELLED",
    ]
    assert calendar.vevent.dtstart.value == date(2026, 12, 7)


def test_the_table_of_all_lists_every_incident(app: App, pm_id: str) -> None:
    """Open ones first, closed ones after them."""
    made(app, Postmortem(title="Queue", actions=ROWS[:1]))
    follow_up.drop(app, pm_id, "a1", "No need any more", insider(app))
    made_ = exports.all_actions_csv(app)
    assert made_.filename == "debrief-actions.csv"
    assert [(row[0], row[2], row[7]) for row in rows_of(made_.data)[1:]] == [
        ("Queue", "Add an alert", "open"),
        ("Disk full", "Write the page", "open"),
        ("Disk full", "Set a quota", "open"),
        ("Disk full", "Add an alert", "dropped"),
    ]


def test_a_feed_has_new_versions_only_of_what_changed(app: App, clock: TestClock, pm_id: str) -> None:
    """Asked again in two hours it says the same; when words changed, the entries of that incident are new ones."""
    other = made(app, Postmortem(title="Queue", actions=ROWS[1:2]))

    def versions() -> dict[str, int]:
        data = calendar_feeds.team_feed(app).data
        return {item.uid.value: int(item.sequence.value) for item in read(exports.Export("", "", data)).vevent_list}

    before = versions()
    clock.tick(hours=2)
    assert versions() == before
    follow_up.move(app, pm_id, "a1", date(2027, 1, 1), "The part is late", insider(app))
    grown = {uid for uid, version in versions().items() if version > before[uid]}
    assert grown
    assert all(pm_id in uid for uid in grown)
    assert before[f"a2.{other}.day@debrief"] == versions()[f"a2.{other}.day@debrief"]


def test_a_version_is_another_one_after_each_deed_that_the_file_shows(app: App, clock: TestClock, pm_id: str) -> None:
    """And stays the same while nobody does anything: a calendar app need not read the file again."""
    ada, moved = insider(app), date(2027, 1, 8)
    deeds: list[Callable[[], object]] = [
        lambda: follow_up.move(app, pm_id, "a1", moved, "The part is late", ada),
        lambda: follow_up.set_owner(app, pm_id, "a1", "Grace", ada, "She has the part"),
        lambda: follow_up.set_due(app, pm_id, "a3", moved, ada),
        lambda: follow_up.mark_done(app, pm_id, "a2", "#42", ada),
        lambda: follow_up.reopen(app, pm_id, "a2", ada),
        lambda: edit(app, pm_id, set_title("Disk full again"), ada.id),
        lambda: edit(app, pm_id, set_fact("review_on", "2026-12-21"), ada.id),
        lambda: made(app, Postmortem(title="Queue", actions=ROWS[:1])),
        lambda: made(app, Postmortem(title="Cache", follow_up=FollowUp(review_on=date(2026, 12, 9)))),
        lambda: postmortems.trash(app, pm_id, ada),
        lambda: postmortems.restore(app, pm_id, ada),
    ]
    seen = [calendar_feeds.team_version(app, BASE)]
    for deed in deeds:
        clock.tick(hours=2)
        assert calendar_feeds.team_version(app, BASE) == seen[-1]
        deed()
        seen.append(calendar_feeds.team_version(app, BASE))
    assert all(before != after for before, after in pairwise(seen))


def test_a_review_that_is_long_over_leaves_the_file_and_makes_a_new_version(
    app: App, clock: TestClock, pm_id: str
) -> None:
    """Nobody did anything; the day did."""
    version, size = calendar_feeds.team_version(app), len(events(calendar_feeds.team_feed(app)))
    clock.tick(days=400)
    assert len(events(calendar_feeds.team_feed(app))) == size - 1
    assert calendar_feeds.team_version(app) != version


def test_each_address_has_versions_of_its_own(app: App, pm_id: str) -> None:
    """The team's and an owner's, with to-dos and with events, under one address of Debrief and under another."""
    versions = {
        calendar_feeds.team_version(app),
        calendar_feeds.team_version(app, todos=True),
        calendar_feeds.team_version(app, BASE),
        calendar_feeds.owner_version(app, "Ada", BASE),
        calendar_feeds.owner_version(app, "Ben", BASE),
        calendar_feeds.owner_version(app, "Nobody", BASE),
        calendar_feeds.owner_version(app, "\ud800", BASE),
    }
    assert len(versions) == 7


def test_what_others_do_is_no_new_version_of_an_owners_calendar(app: App, pm_id: str) -> None:
    """Each incident counts for those who own an action of it."""
    made(app, Postmortem(title="Queue", actions=ROWS[1:2], follow_up=FollowUp(review_on=date(2026, 12, 9))))
    ada, ben = (calendar_feeds.owner_version(app, name) for name in ("Ada", "ben"))
    other = made(app, Postmortem(title="Cache", actions=ROWS[1:2], follow_up=FollowUp(review_on=date(2026, 12, 9))))
    follow_up.mark_done(app, other, "a2", "It is in the wiki", insider(app))
    assert calendar_feeds.owner_version(app, "Ada") == ada
    made(app, Postmortem(title="Queue", actions=ROWS[1:2]))
    assert calendar_feeds.owner_version(app, "ben") != ben
    assert calendar_feeds.owner_version(app, "Ada") == ada
