"""Webhooks: off until somebody switches one on, told within the transaction of what happened, kept from strangers."""

import json
from contextlib import suppress
from dataclasses import replace

import pytest

from core.domain.webhook.events import Event
from core.domain.webhook.shapes import Shape
from core.errors import BadInput, NotFound, NotMember, TooMany, WorkspaceLocked
from core.services import postmortems
from core.services.app import App
from core.services.postmortems.example import add_once
from core.services.publishing import publications
from core.services.webhooks import subscriptions
from core.store import webhooks as store
from tests.support.apps import Opener, Rings, TestClock, insider, newcomer

URL = "https://hooks.example.org/services/T0/SECRETPATH"
BOTH = (Event.PUBLISHED, Event.OVERDUE)


def a_webhook(app: App, *, on: bool = True, shape: Shape = Shape.JSON, events: tuple[Event, ...] = BOTH) -> int:
    subscriptions.add(app, URL, shape, events, None)
    made = subscriptions.webhook_list(app, None)[-1].id
    if on:
        subscriptions.set_active(app, made, on=True, by=None)
    return made


def publish(app: App, pm_id: str, **facts: str) -> None:
    with app.db.write() as tx:
        subscriptions.enqueue(tx, "published", pm_id, facts)


def bodies(app: App) -> list[dict[str, object]]:
    """What waits, the oldest first."""
    with app.db.read() as tx:
        return [json.loads(row.body) for row in reversed(store.QUEUE.log(tx, 99))]


def test_nothing_is_told_by_default(app: App) -> None:
    """Neither without a webhook nor with one that nobody switched on."""
    pm_id = postmortems.create(app, "Disk full")
    publish(app, pm_id)
    a_webhook(app, on=False)
    publish(app, pm_id)
    assert subscriptions.delivery_log(app, None) == []


def test_everybody_who_wants_it_hears_of_it_in_their_shape(app: App) -> None:
    """With the title of the postmortem as it is now, and the facts that were given."""
    pm_id = postmortems.create(app, "Disk <full>")
    a_webhook(app, shape=Shape.SLACK)
    a_webhook(app, events=(Event.PUBLISHED,))
    a_webhook(app, events=(Event.OVERDUE,))
    publish(app, pm_id, link="https://d.example/p#k", by="Mira")
    slack, generic = bodies(app)
    assert slack["text"] == "Published: <https://d.example/p#k|Disk &lt;full&gt;>"
    assert generic["facts"] == {"by": "Mira"}
    assert generic["postmortem"] == {
        "id": pm_id,
        "title": "Disk <full>",
        "severity": None,
        "link": "https://d.example/p#k",
    }


def test_publishing_tells_them_with_the_link_to_the_page(app: App) -> None:
    """The link is the company's own; who may not publish tells nobody."""
    pm_id = postmortems.create(app, "Disk full")
    a_webhook(app)
    publications.publish(app, pm_id, None, "https://debrief.example.org")
    (body,) = bodies(app)
    assert body["event"] == "published"
    subject = body["postmortem"]
    assert isinstance(subject, dict)
    assert str(subject["link"]).startswith("https://debrief.example.org/")
    with suppress(NotMember, WorkspaceLocked):
        publications.publish(
            replace(app, settings=app.settings.model_copy(update={"access": "key"})), pm_id, newcomer(app)
        )
    assert len(bodies(app)) == 1


def test_what_is_not_stored_is_not_told(app: App) -> None:
    """The notice is part of the transaction: when publishing fails, nobody hears of it."""
    pm_id = postmortems.create(app, "Disk full")
    a_webhook(app)
    with suppress(BadInput), app.db.write() as tx:
        subscriptions.enqueue(tx, "published", pm_id, {})
        raise BadInput
    assert subscriptions.delivery_log(app, None) == []


def test_examples_and_missing_ones_are_nobodys_news(sqlite_app: App) -> None:
    """Somebody tries publishing on the example; the team's chat stays quiet."""
    a_webhook(sqlite_app)
    add_once(sqlite_app)
    (card,) = [row.card for row in postmortems.archive(sqlite_app).rows]
    publish(sqlite_app, card.id)
    publish(sqlite_app, "nothing")
    assert subscriptions.delivery_log(sqlite_app, None) == []


def test_awkward_facts_fail_nothing(app: App) -> None:
    """Publishing must not depend on what a title or a name holds."""
    pm_id = postmortems.create(app, "Disk full")
    a_webhook(app)
    a_webhook(app, shape=Shape.SLACK)
    publish(app, pm_id, link="\ud800|<>", by="\x00" * 9)
    assert len(bodies(app)) == 2


def test_the_secret_is_told_once_and_the_address_never(app: App) -> None:
    """Neither is in the list, the log or a repr; the host alone is."""
    secret = subscriptions.add(app, URL, Shape.SLACK, BOTH, None)
    assert secret.startswith("whsec_")
    assert len(secret) > 40
    (hook,) = subscriptions.webhook_list(app, None)
    subscriptions.send_test(app, hook.id, None)
    seen = repr((hook, subscriptions.delivery_log(app, None)))
    assert secret not in seen
    assert "SECRETPATH" not in seen
    assert hook.host == "hooks.example.org"
    renewed = subscriptions.renew_secret(app, hook.id, None)
    assert renewed != secret


def test_an_address_is_checked_when_it_is_saved(app: App) -> None:
    """Inner ones need the setting of whoever runs the server."""
    for url in ("http://example.org/", "https://127.0.0.1/", "https://localhost/", "nonsense", ""):
        with pytest.raises(BadInput):
            subscriptions.add(app, url, Shape.JSON, BOTH, None)
    made = a_webhook(app)
    with pytest.raises(BadInput):
        subscriptions.change(app, made, url="https://10.0.0.1/", shape=Shape.JSON, events=BOTH, by=None)
    assert subscriptions.webhook_list(app, None)[0].host == "hooks.example.org"


def test_inner_addresses_can_be_allowed(database_url: str, open_test_app: Opener) -> None:
    """With http, and a port that is shown."""
    app = open_test_app(database_url, webhook_private="allow")
    subscriptions.add(app, "http://127.0.0.1:8080/x", Shape.JSON, BOTH, None)
    assert subscriptions.webhook_list(app, None)[0].host == "127.0.0.1:8080"


def test_a_webhook_can_be_changed(app: App) -> None:
    """An empty address keeps the one that is there; it must want to hear of something."""
    made = a_webhook(app, on=False)
    subscriptions.change(app, made, shape=Shape.SLACK, events=(Event.OVERDUE,), by=None)
    (hook,) = subscriptions.webhook_list(app, None)
    assert (hook.shape, hook.events, hook.host, hook.active) == (
        Shape.SLACK,
        (Event.OVERDUE,),
        "hooks.example.org",
        False,
    )
    subscriptions.change(app, made, url="https://other.example/", shape=Shape.SLACK, events=BOTH, by=None)
    assert subscriptions.webhook_list(app, None)[0].host == "other.example"
    with pytest.raises(BadInput, match="at least one"):
        subscriptions.change(app, made, shape=Shape.SLACK, events=(), by=None)
    with pytest.raises(BadInput, match="at least one"):
        subscriptions.change(app, made, shape=Shape.SLACK, events=(Event.TEST,), by=None)


def test_switching_off_calls_off_what_waits(app: App) -> None:
    """Nobody wants to read in three weeks what was published today."""
    pm_id = postmortems.create(app, "Disk full")
    made = a_webhook(app)
    publish(app, pm_id)
    assert subscriptions.webhook_list(app, None)[0].waiting == 1
    subscriptions.set_active(app, made, on=False, by=None)
    assert subscriptions.webhook_list(app, None)[0].waiting == 0
    (line,) = subscriptions.delivery_log(app, None)
    assert (line.status, line.answer) == ("called off", "The webhook was switched off.")
    with pytest.raises(BadInput, match="Switch it on"):
        subscriptions.send_again(app, line.id, None)
    subscriptions.set_active(app, made, on=True, by=None)
    subscriptions.send_again(app, line.id, None)
    assert subscriptions.delivery_log(app, None)[0].status == "waiting"


def test_a_test_and_sending_again_wake_whoever_sends(app: App, rings: Rings) -> None:
    """Somebody stands there and waits for it."""
    made = a_webhook(app, on=False)
    rings.clear()
    subscriptions.send_test(app, made, None)
    assert (subscriptions.TOPIC, "-") in rings.heard
    (line,) = subscriptions.delivery_log(app, None)
    assert (line.event, line.status, line.host) == ("test", "waiting", "hooks.example.org")
    rings.clear()
    subscriptions.send_again(app, line.id, None)
    assert (subscriptions.TOPIC, "-") in rings.heard


def test_removing_one_takes_its_log_along(app: App) -> None:
    """And what is asked of a removed one is a kind sentence."""
    made = a_webhook(app)
    subscriptions.send_test(app, made, None)
    subscriptions.remove(app, made, None)
    assert (subscriptions.webhook_list(app, None), subscriptions.delivery_log(app, None)) == ([], [])
    for deed in (subscriptions.send_test, subscriptions.renew_secret):
        with pytest.raises(NotFound, match="removed"):
            deed(app, made, None)
    with pytest.raises(NotFound):
        subscriptions.send_again(app, 1, None)


def test_there_is_an_end_to_them(sqlite_app: App) -> None:
    """Twenty are enough for any team, and one more is told so."""
    for _ in range(subscriptions.MOST):
        a_webhook(sqlite_app, on=False)
    with pytest.raises(TooMany):
        a_webhook(sqlite_app, on=False)


def test_only_the_workspace_sees_and_changes_them(locked_app: App) -> None:
    """A guest of one meeting has no business here, whatever they call."""
    app, guest, member = locked_app, newcomer(locked_app), insider(locked_app)
    made = a_webhook(app)
    subscriptions.send_test(app, made, None)
    line = subscriptions.delivery_log(app, None)[0].id
    deeds = (
        lambda by: subscriptions.webhook_list(app, by),
        lambda by: subscriptions.delivery_log(app, by),
        lambda by: subscriptions.add(app, URL, Shape.JSON, BOTH, by),
        lambda by: subscriptions.change(app, made, shape=Shape.JSON, events=BOTH, by=by),
        lambda by: subscriptions.set_active(app, made, on=True, by=by),
        lambda by: subscriptions.send_test(app, made, by),
        lambda by: subscriptions.send_again(app, line, by),
        lambda by: subscriptions.renew_secret(app, made, by),
        lambda by: subscriptions.remove(app, made, by),
    )
    for deed in deeds:
        with pytest.raises(WorkspaceLocked):
            deed(guest)
        deed(member)


def test_the_log_tells_when_what_where_and_how(app: App, clock: TestClock) -> None:
    """In the order people read it."""
    pm_id = postmortems.create(app, "Disk full")
    a_webhook(app)
    publish(app, pm_id)
    clock.tick(minutes=1)
    publish(app, pm_id)
    newest, oldest = subscriptions.delivery_log(app, None)
    assert newest.at > oldest.at
    assert (newest.event, newest.host, newest.status, newest.attempts) == (
        "published",
        "hooks.example.org",
        "waiting",
        0,
    )
