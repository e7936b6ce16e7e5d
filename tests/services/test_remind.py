"""Reminders: what is owed, by owner, and each promised day told once."""

import json
from dataclasses import replace
from datetime import date, timedelta

from core.document.edit import add_row
from core.domain.webhook import MOST_PROMISES, Event, Owed, Shape, Subject
from core.services import documents, follow_up, postmortems, remind, webhooks
from core.services.app import App
from core.services.example import add_once
from core.store import webhooks as store
from tests.support.apps import BEGIN, Opener, TestClock, open_room

TODAY = BEGIN.date()


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


def promise(app: App, *days: int | None, title: str = "Disk full", owner: str = "Kim") -> str:
    """A postmortem with one action for each day from today, called a0, a1 and so on."""
    room = open_room(app, title)
    for number, due in enumerate(days):
        on = None if due is None else day(due)
        row = add_row("actions", f"a{number}", f"Action {number}", f"V{number}", owner=owner, due=on)
        documents.edit(app, room.pm_id, row, None)
    return room.pm_id


def listening(app: App, shape: Shape = Shape.JSON, *events: Event) -> int:
    webhooks.add(app, "https://hooks.example.org/x", shape, events or (Event.OVERDUE,), None)
    made = webhooks.listed(app, None)[-1].id
    webhooks.switch(app, made, on=True, by=None)
    return made


def told(app: App) -> list[dict[str, object]]:
    """The bodies that wait, the oldest first."""
    with app.db.read() as tx:
        return [json.loads(row.body) for row in reversed(store.log(tx, 99))]


def names(body: dict[str, object]) -> list[object]:
    found = body["promises"]
    assert isinstance(found, list)
    return [each["action"] for each in found]


# The digest


def test_the_digest_has_what_is_late_and_what_comes_this_week(app: App) -> None:
    """Late: the longest first. Soon: today and the six days after. Not: later, without a date, closed."""
    pm_id = promise(app, -1, -9, 0, 6, 7, None, -5)
    follow_up.drop(app, pm_id, "a6", "no need", None)
    owed = remind.digest(app)
    assert owed.today == TODAY
    assert [(each.action_id, each.days_late) for each in owed.late] == [("a1", 9), ("a0", 1)]
    assert [(each.action_id, each.days_late) for each in owed.soon] == [("a2", 0), ("a3", 0)]
    assert owed.late[0].subject.title == "Disk full"


def test_examples_and_the_trash_owe_nobody_anything(app: App) -> None:
    """Nobody is reminded of a promise that nobody made."""
    add_once(app)
    postmortems.trash(app, promise(app, -1), None)
    assert remind.digest(app) == remind.Digest(TODAY, (), ())


def test_links_lead_to_the_address_that_was_set(app: App) -> None:
    """Where nobody set one there is no link rather than a wrong one."""
    pm_id = promise(app, -1)
    assert remind.digest(app).late[0].subject.link == ""
    public = replace(app, settings=app.settings.model_copy(update={"url": "https://debrief.example.org"}))
    assert remind.digest(public).late[0].subject.link == f"https://debrief.example.org/summary?pm={pm_id}"


def owed(action: str, owner: str) -> Owed:
    return Owed(Subject("pm", "Disk full"), action, "words", owner, TODAY, 1)


def test_one_owner_however_the_name_is_written(app: App) -> None:
    """In the order of their first promise; what nobody owns comes last."""
    groups = remind.by_owner([owed("1", ""), owed("2", " Kim "), owed("3", "Ada"), owed("4", "KIM"), owed("5", "  ")])
    assert [(owner, [each.action_id for each in theirs]) for owner, theirs in groups] == [
        ("Kim", ["2", "4"]),
        ("Ada", ["3"]),
        ("", ["1", "5"]),
    ]


# Telling the webhooks


def test_without_a_webhook_that_listens_nothing_is_done(app: App) -> None:
    """And nothing is marked as told: whoever switches one on later hears of it."""
    promise(app, -1)
    listening(app, Shape.JSON, Event.PUBLISHED)
    assert remind.tell_overdue(app) == 0
    listening(app)
    assert remind.tell_overdue(app) == 1


def test_each_promised_day_is_told_once(app: App, clock: TestClock) -> None:
    """All that is new in one message, not one message each; the next day only what is new then."""
    promise(app, -3, -1, 0, 1)
    listening(app)
    assert (remind.tell_overdue(app), remind.tell_overdue(app)) == (2, 0)
    clock.tick(days=1)
    assert (remind.tell_overdue(app), remind.tell_overdue(app)) == (1, 0)
    first, second = told(app)
    assert (first["event"], names(first), names(second)) == ("overdue", ["a0", "a1"], ["a2"])


def test_a_new_day_is_a_new_promise(app: App, clock: TestClock) -> None:
    """Moved and late again: that is worth saying again."""
    pm_id = promise(app, -3)
    listening(app)
    remind.tell_overdue(app)
    follow_up.move(app, pm_id, "a0", day(2), "The part came late.", None)
    assert remind.tell_overdue(app) == 0
    clock.tick(days=3)
    assert remind.tell_overdue(app) == 1


def test_every_webhook_that_listens_hears_the_same_thing(app: App) -> None:
    """One event, one id, each in its own shape."""
    promise(app, -3)
    for shape in (Shape.JSON, Shape.SLACK, Shape.JSON):
        listening(app, shape)
    remind.tell_overdue(app)
    one, slack, two = told(app)
    assert one == two
    assert str(slack["text"]).startswith("1 promise is overdue:\n• Action 0 · Kim · due Fri 20 Nov, 3 days late")


def test_two_servers_on_one_database_tell_once(database_url: str, open_test_app: Opener) -> None:
    """Both look in the morning."""
    one, two = open_test_app(database_url), open_test_app(database_url)
    promise(one, -1)
    listening(one)
    assert [remind.tell_overdue(one), remind.tell_overdue(two)] == [1, 0]


def test_a_digest_is_told_whole_each_time(app: App) -> None:
    """Cron decides when; what it told, the server does not tell again."""
    promise(app, -1, 3)
    assert remind.tell_digest(app, remind.digest(app)) == []
    listening(app)
    for _ in range(2):
        assert len(remind.tell_digest(app, remind.digest(app))) == 1
    assert remind.tell_overdue(app) == 0
    assert [body["event"] for body in told(app)] == ["digest", "digest"]
    assert names(told(app)[0]) == ["a0", "a1"]


def test_many_promises_are_one_bounded_message(sqlite_app: App) -> None:
    """The first morning of a team that has a long list."""
    number = MOST_PROMISES + 5
    promise(sqlite_app, *([-1] * number))
    listening(sqlite_app)
    assert remind.tell_overdue(sqlite_app) == number
    (body,) = told(sqlite_app)
    assert body["count"] == number
    assert len(names(body)) == MOST_PROMISES
