"""The webhooks' part of the settings: what a team sees and does there, and what is shown once or never."""

from datetime import time
from html import escape

import pytest

from core.domain.webhook.events import SUBSCRIBABLE, Event
from core.domain.webhook.hours import Hours
from core.domain.webhook.shapes import Shape
from core.services.nudges import team_times
from core.services.webhooks import subscriptions
from core.services.webhooks.deliveries import LEASE
from core.store import webhooks as store
from core.store.nudges import delivery_queue
from pages.parts.settings import webhook_choices
from tests.support.pages import Tab, assert_whole, errors, press, toasts, words
from tests.support.payloads import PAYLOADS

URL = "https://hooks.example.org/services/SECRETPATH"


def add(tab: Tab, *, on: bool = False) -> int:
    subscriptions.add(tab.app, URL, Shape.SLACK, (Event.PUBLISHED, Event.OVERDUE), tab.visitor)
    made = subscriptions.webhook_list(tab.app, None)[-1].id
    if on:
        subscriptions.set_active(tab.app, made, on=True, by=tab.visitor)
    return made


def delivered(tab: Tab, webhook_id: int, status: str, answer: str) -> None:
    """A delivery that came to an end."""
    with tab.app.db.write() as tx:
        store.QUEUE.queue(tx, webhook_id, "test", "{}")
        claimed = store.QUEUE.claim(tx, LEASE)
        assert claimed is not None
        store.QUEUE.finish(tx, claimed, status, answer)


def test_the_page_begins_with_none_and_says_what_they_are_for(tab: Tab) -> None:
    """Off by default, and explained."""
    session = tab.open("settings")
    assert_whole(session)
    message = words(session)
    assert "Nothing is sent before you switch one on." in message
    assert "Nothing yet. Each delivery stands here for a month" in message


def test_one_is_added_and_its_secret_shown_once(tab: Tab) -> None:
    """Switched off; the next drawing has the host and no secret, and the address is nowhere."""
    session = tab.open("settings")
    session.text_input(key="webhook-add-url").set_value(URL)
    press(session, "Add it, switched off")
    assert_whole(session)
    (hook,) = subscriptions.webhook_list(tab.app, None)
    assert (hook.host, hook.shape, hook.active) == ("hooks.example.org", Shape.SLACK, False)
    assert len(hook.events) == 2
    assert "whsec_" in "".join(block.value for block in session.code)
    assert session.text_input(key="webhook-add-url").value == ""
    session.run()
    assert "whsec_" not in "".join(block.value for block in session.code)
    message = words(session)
    assert "hooks.example.org" in message
    assert "SECRETPATH" not in message
    assert "whsec_" not in message


@pytest.mark.parametrize("typed", ["http://example.org/", "https://127.0.0.1/", "", "https://user:x@example.org/"])
def test_an_address_that_cannot_be_used_is_told_why_and_kept(tab: Tab, typed: str) -> None:
    """Whoever mistyped it corrects it instead of typing it again."""
    session = tab.open("settings")
    session.text_input(key="webhook-add-url").set_value(typed)
    press(session, "Add it, switched off")
    assert len(errors(session)) == 1
    assert session.text_input(key="webhook-add-url").value == typed
    assert subscriptions.webhook_list(tab.app, None) == []


def test_it_is_switched_on_and_off(tab: Tab) -> None:
    """One button, which says what it will do."""
    add(tab)
    session = tab.open("settings")
    press(session, "Switch on")
    assert_whole(session)
    assert "It is switched on." in toasts(session)
    assert subscriptions.webhook_list(tab.app, None)[0].active
    press(session, "Switch off")
    assert not subscriptions.webhook_list(tab.app, None)[0].active


def test_a_test_is_asked_for_and_stands_in_the_log(tab: Tab) -> None:
    """It waits there until the server sends it."""
    add(tab)
    session = tab.open("settings")
    press(session, "Send a test")
    assert_whole(session)
    assert "A test is on its way." in toasts(session)
    message = words(session)
    assert "<b>Test</b>" in message
    assert "waiting" in message


def test_what_came_back_is_in_the_log_and_can_be_sent_again(tab: Tab) -> None:
    """In the words of the receiver."""
    made = add(tab)
    delivered(tab, made, delivery_queue.GIVEN_UP, "403 invalid_token")
    session = tab.open("settings")
    assert "403 invalid_token" in words(session)
    press(session, "Send again")
    assert_whole(session)
    assert subscriptions.delivery_log(tab.app, None)[0].status == "waiting"


def test_it_is_changed_renewed_and_removed(tab: Tab) -> None:
    """Behind one button, each with its answer."""
    made = add(tab)
    session = tab.open("settings")
    session.checkbox(key=f"webhook-change-{made}-overdue").uncheck()
    session.selectbox(key=f"webhook-change-{made}-shape").set_value(Shape.JSON)
    press(session, "Save it")
    assert_whole(session)
    (hook,) = subscriptions.webhook_list(tab.app, None)
    assert (hook.shape, hook.events, hook.host) == (Shape.JSON, (Event.PUBLISHED,), "hooks.example.org")
    press(session, "Make a new secret")
    assert "whsec_" in "".join(block.value for block in session.code)
    press(session, "Remove it")
    assert_whole(session)
    assert subscriptions.webhook_list(tab.app, None) == []


@pytest.mark.parametrize("begin", range(0, len(PAYLOADS), subscriptions.LINES))
def test_what_a_receiver_answers_is_only_text(tab: Tab, begin: int) -> None:
    """P13: a stranger's server writes into our log, and nothing of it runs."""
    made, answers = add(tab), PAYLOADS[begin : begin + subscriptions.LINES]
    for answer in answers:
        delivered(tab, made, delivery_queue.GIVEN_UP, answer)
    messages = [splitline for splitline in words(tab.open("settings")).splitlines() if "hooks.example.org" in splitline]
    for tag in ("script", "img", "svg", "iframe", "form", "base", "meta", "object", "a ", "style", "math"):
        assert f"<{tag}" not in "".join(messages).lower()
    assert all(
        escape(" ".join(answer.split())[:20]) in " ".join(messages) for answer in answers if answer.isprintable()
    )


def test_events_and_hours_are_chosen(tab: Tab) -> None:
    """Eight ticks, two times, weekends and once a day; the card says what was chosen."""
    session = tab.open("settings")
    session.text_input(key="webhook-add-url").set_value(URL)
    session.checkbox(key="webhook-add-opened").check()
    session.checkbox(key="webhook-add-overdue").uncheck()
    session.checkbox(key="webhook-add-weekends").uncheck()
    session.checkbox(key="webhook-add-daily").check()
    session.time_input(key="webhook-add-from").set_value(time(22))
    session.time_input(key="webhook-add-until").set_value(time(7))
    press(session, "Add it, switched off")
    assert_whole(session)
    (hook,) = subscriptions.webhook_list(tab.app, None)
    assert set(hook.events) == {Event.OPENED, Event.PUBLISHED}
    assert hook.hours == Hours(time(22), time(7), weekends=False, daily=True)
    message = words(session)
    assert "told when a postmortem is opened, a postmortem is published" in message
    assert "quiet from 22:00 until 07:00, not at weekends, once a day at 9:00" in message


def test_every_event_has_words(tab: Tab) -> None:
    """In the choice and in the log."""
    assert set(webhook_choices.EVENTS) == set(SUBSCRIBABLE)
    assert set(webhook_choices.NAMES) == {event.value for event in Event}
    assert set(webhook_choices.SHAPES) == set(Shape)


def test_the_team_says_when_people_are_told(tab: Tab) -> None:
    """A zone, days without a meeting, and the hours of mail."""
    session = tab.open("settings")
    session.selectbox(key="nudge-times-zone").set_value("Europe/Berlin")
    session.number_input(key="nudge-times-days").set_value(5)
    session.time_input(key="nudge-times-from").set_value(time(20))
    session.time_input(key="nudge-times-until").set_value(time(8))
    press(session, "Keep it")
    assert_whole(session)
    assert team_times.current(tab.app) == ("Europe/Berlin", 5, Hours(time(20), time(8)))
