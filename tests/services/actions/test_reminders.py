"""Reminders: what is overdue and due soon, by owner, and one notice for each due date."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import cast

import pytest

from core.document.chosen import choose
from core.document.edit import set_fact
from core.domain.actions.action_view import ActionView
from core.domain.webhook.events import Event
from core.domain.webhook.payload import MOST_ACTIONS
from core.domain.webhook.shapes import Shape
from core.errors import BadInput
from core.services import postmortems
from core.services.actions import action_queries, follow_up, reminders
from core.services.app import App
from core.services.documents import document_store
from core.services.postmortems.example import add_once
from core.services.webhooks import subscriptions
from core.store import webhooks as store
from tests.support.apps import BEGIN, Opener, TestClock, open_room
from tests.support.edits import add_row
from tests.support.held import held

TODAY = BEGIN.date()


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


def actions_due(app: App, *days: int | None, title: str = "Disk full", owner: str = "Kim") -> str:
    """A postmortem with one action for each day from today, called a0, a1 and so on."""
    room = open_room(app, title)
    for number, due in enumerate(days):
        on = None if due is None else day(due)
        row = add_row("actions", f"a{number}", f"Action {number}", f"V{number}", owner=owner, due=on)
        document_store.edit(app, room.pm_id, row, None)
    held(app, room.pm_id)
    return room.pm_id


def listening(app: App, shape: Shape = Shape.JSON, *events: Event) -> int:
    subscriptions.add(app, "https://hooks.example.org/x", shape, events or (Event.OVERDUE,), None)
    made = subscriptions.webhook_list(app, None)[-1].id
    subscriptions.set_active(app, made, on=True, by=None)
    return made


def told(app: App) -> list[dict[str, object]]:
    """The bodies that wait, the oldest first."""
    with app.db.read() as tx:
        return [json.loads(row.body) for row in reversed(store.QUEUE.log(tx, 99))]


def names(body: dict[str, object]) -> list[object]:
    found = body["promises"]
    assert isinstance(found, list)
    return [item["action"] for item in found]


# The digest


def test_the_digest_has_what_is_late_and_what_comes_this_week(app: App) -> None:
    """Late: the longest first. Soon: today and the six days after. Not: later, without a date, closed."""
    pm_id = actions_due(app, -1, -9, 0, 6, 7, None, -5)
    follow_up.drop(app, pm_id, "a6", "no need", None)
    digest = reminders.digest(app)
    assert digest.today == TODAY
    assert [(item.action_id, item.days_late) for item in digest.overdue] == [("a1", 9), ("a0", 1)]
    assert [(item.action_id, item.days_late) for item in digest.soon] == [("a2", 0), ("a3", 0)]
    assert digest.overdue[0].postmortem_title == "Disk full"


def test_examples_and_the_trash_owe_nobody_anything(app: App) -> None:
    """Nobody is reminded of an action that nobody agreed on."""
    add_once(app)
    postmortems.trash(app, actions_due(app, -1), None)
    assert reminders.digest(app) == reminders.Digest(TODAY, (), ())


def test_links_lead_to_the_address_that_was_set(app: App) -> None:
    """Where nobody set one there is no link rather than a wrong one."""
    pm_id = actions_due(app, -1)
    assert postmortem_link(app) is None
    public = replace(app, settings=app.settings.model_copy(update={"url": "https://debrief.example.org"}))
    assert postmortem_link(public) == f"https://debrief.example.org/summary?pm={pm_id}"


def postmortem_link(app: App) -> object:
    """The link of the first overdue action in a webhook's body."""
    listening(app)
    reminders.notify_digest(app, reminders.digest(app))
    (action, *_) = cast("list[dict[str, dict[str, object]]]", told(app)[-1]["promises"])
    return action["postmortem"]["link"]


def owned(action_id: str, owner: str) -> ActionView:
    return ActionView("pm", "Disk full", None, action_id, "words", owner, TODAY, days_late=1)


def test_one_owner_however_the_name_is_written(app: App) -> None:
    """In the order of their first action; what nobody owns comes last."""
    groups = reminders.by_owner(
        [owned("1", ""), owned("2", " Kim "), owned("3", "Ada"), owned("4", "KIM"), owned("5", "  ")]
    )
    assert [(owner, [their.action_id for their in theirs]) for owner, theirs in groups] == [
        ("Kim", ["2", "4"]),
        ("Ada", ["3"]),
        ("", ["1", "5"]),
    ]


# Telling the webhooks


def test_without_a_webhook_that_listens_nothing_is_done(app: App) -> None:
    """And nothing is marked as told: whoever switches one on later hears of it."""
    actions_due(app, -1)
    listening(app, Shape.JSON, Event.PUBLISHED)
    assert reminders.notify_overdue(app) == 0
    listening(app)
    assert reminders.notify_overdue(app) == 1


def test_each_due_date_is_notified_once(app: App, clock: TestClock) -> None:
    """All that is new in one message, not one message each; the next day only what is new then."""
    actions_due(app, -3, -1, 0, 1)
    listening(app)
    assert (reminders.notify_overdue(app), reminders.notify_overdue(app)) == (2, 0)
    clock.tick(days=1)
    assert (reminders.notify_overdue(app), reminders.notify_overdue(app)) == (1, 0)
    first, second = told(app)
    assert (first["event"], names(first), names(second)) == ("overdue", ["a0", "a1"], ["a2"])


def test_a_new_due_date_is_a_new_notice(app: App, clock: TestClock) -> None:
    """Moved and late again: that is worth saying again."""
    pm_id = actions_due(app, -3)
    listening(app)
    reminders.notify_overdue(app)
    follow_up.move(app, pm_id, "a0", day(2), "The part came late.", None)
    assert reminders.notify_overdue(app) == 0
    clock.tick(days=3)
    assert reminders.notify_overdue(app) == 1


def test_every_webhook_that_listens_hears_the_same_thing(app: App) -> None:
    """One event, one id, each in its own shape."""
    actions_due(app, -3)
    for shape in (Shape.JSON, Shape.SLACK, Shape.JSON):
        listening(app, shape)
    reminders.notify_overdue(app)
    item, slack, two = told(app)
    assert item == two
    assert str(slack["text"]).startswith("1 action item is overdue:\n• Action 0 · Kim · due Fri 20 Nov, 3 days late")


def test_two_servers_on_one_database_tell_once(database_url: str, open_test_app: Opener) -> None:
    """Both look in the morning."""
    item, two = open_test_app(database_url), open_test_app(database_url)
    actions_due(item, -1)
    listening(item)
    assert [reminders.notify_overdue(item), reminders.notify_overdue(two)] == [1, 0]


def test_a_digest_is_told_whole_each_time(app: App) -> None:
    """Cron decides when; what it told, the server does not tell again."""
    actions_due(app, -1, 3)
    assert reminders.notify_digest(app, reminders.digest(app)) == []
    listening(app)
    for _ in range(2):
        assert len(reminders.notify_digest(app, reminders.digest(app))) == 1
    assert reminders.notify_overdue(app) == 0
    assert [body["event"] for body in told(app)] == ["digest", "digest"]
    assert names(told(app)[0]) == ["a0", "a1"]


def test_many_actions_are_one_bounded_message(sqlite_app: App) -> None:
    """The first morning of a team that has a long list."""
    number = MOST_ACTIONS + 5
    actions_due(sqlite_app, *([-1] * number))
    listening(sqlite_app)
    assert reminders.notify_overdue(sqlite_app) == number
    (body,) = told(sqlite_app)
    assert body["count"] == number
    assert len(names(body)) == MOST_ACTIONS


def test_nothing_is_late_before_its_day_is_over_where_it_is(app: App, clock: TestClock) -> None:
    """The digest, the notices, the board and the figures agree; an hour later so do they."""
    clock.now = datetime(2026, 11, 23, 11, 30, tzinfo=UTC)  # still the 22nd in the west, the 24th already in the east
    due = {"Etc/GMT+12": date(2026, 11, 22), "UTC": date(2026, 11, 23), "Pacific/Kiritimati": date(2026, 11, 23)}
    for zone, on in due.items():
        pm_id = postmortems.create(app, zone, zone=zone)
        document_store.edit(app, pm_id, add_row("actions", "a0", zone, "V", owner="Kim", due=on), None)
        held(app, pm_id)
    listening(app)

    def late() -> list[str]:
        found = [item.text for item in action_queries.list_actions(app) if item.overdue]
        digest = reminders.digest(app)
        assert (
            [item.text for item in digest.overdue]
            == found
            == [item.text for item in action_queries.overdue_actions(app)]
        )
        assert {item.text for item in digest.soon} == set(due) - set(found)
        assert action_queries.action_counts(app).overdue == len(found)
        return found

    assert late() == ["Pacific/Kiritimati"]
    assert reminders.notify_overdue(app) == 1
    clock.tick(hours=1)
    assert set(late()) == {"Pacific/Kiritimati", "Etc/GMT+12"}
    assert reminders.notify_overdue(app) == 1


def test_today_is_no_day_that_is_still_to_come_where_the_postmortem_is(app: App, clock: TestClock) -> None:
    """In the west a day is still to come that is over in Europe, and the other way round."""
    clock.now = datetime(2026, 11, 23, 11, 30, tzinfo=UTC)
    west, east = (postmortems.create(app, zone, zone=zone) for zone in ("Etc/GMT+12", "Pacific/Kiritimati"))
    for pm_id in (west, east):
        document_store.edit(app, pm_id, add_row("actions", "a0", "Alert", "V", owner="Kim"), None)
    with pytest.raises(BadInput):
        follow_up.set_due(app, east, "a0", date(2026, 11, 23), None)
    follow_up.set_due(app, west, "a0", date(2026, 11, 22), None)
    follow_up.move(app, west, "a0", date(2026, 11, 23), "It takes longer", None)


def test_the_chosen_come_first_and_an_unfinished_meeting_is_not_reminded_of(app: App) -> None:
    """In the digest and in the notice; among the chosen the longest late first."""
    pm_id = actions_due(app, -9, -2, -4, 2, 1)
    going = open_room(app, "Still talking")
    row = add_row("actions", "b0", "Not promised yet", "V", owner="Kim", due=day(-30))
    document_store.edit(app, going.pm_id, row, None)
    document_store.edit(app, pm_id, choose({"a1", "a2", "a3"}), None)
    found = reminders.digest(app)
    assert [item.action_id for item in found.overdue] == ["a2", "a1", "a0"]
    assert [item.action_id for item in found.soon] == ["a3", "a4"]
    listening(app)
    assert reminders.notify_overdue(app) == 3
    (body,) = told(app)
    assert names(body) == ["a2", "a1", "a0"]
    assert "Not promised" not in json.dumps(body)


# Due within two days


def test_what_is_due_within_two_days_is_told_of_once(app: App, clock: TestClock) -> None:
    """Today, tomorrow and the day after, each due date once; what is overdue is another event."""
    listening(app, Shape.JSON, Event.DUE_SOON)
    actions_due(app, -1, 0, 1, 2, 3, None)
    assert reminders.notify_due_soon(app) == 3
    assert reminders.notify_due_soon(app) == 0
    (body,) = told(app)
    assert body["event"] == "due_soon"
    assert names(body) == ["a1", "a2", "a3"]
    clock.tick(days=1)
    assert reminders.notify_due_soon(app) == 1
    assert names(told(app)[-1]) == ["a4"]


def test_due_soon_needs_its_own_tick(app: App) -> None:
    """Whoever hears of overdue ones only is left alone, and nothing counts as told."""
    listening(app, Shape.JSON, Event.OVERDUE)
    actions_due(app, 1)
    assert reminders.notify_due_soon(app) == 0
    listening(app, Shape.JSON, Event.DUE_SOON)
    assert reminders.notify_due_soon(app) == 1
    assert reminders.notify_overdue(app) == 0


def test_two_days_are_counted_where_the_postmortem_is(app: App, clock: TestClock) -> None:
    """Late at night in UTC it is tomorrow in Auckland already."""
    pm_id = actions_due(app, 3)
    document_store.edit(app, pm_id, set_fact("zone", "Pacific/Auckland"), None)
    listening(app, Shape.JSON, Event.DUE_SOON)
    clock.now = BEGIN.replace(hour=10, minute=30)
    assert reminders.notify_due_soon(app) == 0
    clock.now = BEGIN.replace(hour=11, minute=30)
    assert reminders.notify_due_soon(app) == 1


def test_what_lies_in_the_trash_is_in_no_digest(app: App) -> None:
    """Put there between reading and sending: it is asked again in the transaction that sends."""
    listening(app)
    pm_id = actions_due(app, -1)
    found = reminders.digest(app)
    postmortems.trash(app, pm_id, None)
    reminders.notify_digest(app, found)
    assert names(told(app)[-1]) == []
