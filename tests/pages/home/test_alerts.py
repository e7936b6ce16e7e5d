"""Home: what alerts opened today and what waits, with one click each to open, assign, ignore or take."""

import json

from streamlit.testing.v1 import AppTest

from core.services import postmortems
from core.services.app import App
from tests.support.alerts import alert, body, everywhere, later, opened, receive, told, work
from tests.support.pages import Tab, assert_whole, guest_of, words


def waiting_one(app: App) -> None:
    receive(app, body(alert("Queue is full <b>", over=later(minutes=3)), group="other"))


def press(session: AppTest, label: str) -> AppTest:
    found = [item for item in session.button if item.label == label]
    found[0].click().run()
    return session


def test_nothing_is_there_while_nothing_came(tab: Tab) -> None:
    """A team without alerts sees no word of them."""
    session = tab.open()
    assert_whole(session)
    assert "From alerts" not in [item.value for item in session.header]


def test_what_an_alert_opened_stands_there_once(tab: Tab) -> None:
    """With where it came from and what is proposed, and not among the others as well."""
    told(tab.app, body(alert("Label queue is full")))
    postmortems.create(tab.app, "Another one")
    session = tab.open()
    assert_whole(session)
    text = words(session)
    assert "from Alertmanager" in text
    assert "P1 proposed" in text
    assert text.count(">Label queue is full<") == 1
    assert "Another one" in text


def test_the_proposal_is_taken_with_one_click(tab: Tab) -> None:
    """And is gone then."""
    pm_id = told(tab.app, body(alert()))
    session = press(tab.open(), "Take P1")
    assert opened(tab.app, pm_id).severity == "P1"
    assert "P1 proposed" not in words(session)


def test_what_waits_can_be_opened(tab: Tab) -> None:
    """Its text is shown as it is, whatever a tool wrote."""
    waiting_one(tab.app)
    session = tab.open()
    assert "Queue is full &lt;b&gt;" in words(session)
    press(session, "Open")
    work(tab.app)
    assert any(card.title.startswith("Queue is full") for card in postmortems.home(tab.app).waiting)


def test_what_waits_can_be_assigned(tab: Tab) -> None:
    """To one of those that are there."""
    pm_id = postmortems.create(tab.app, "Parcels stood still")
    waiting_one(tab.app)
    session = tab.open()
    choice = next(item for item in session.selectbox if item.label == "It belongs to")
    assert "Parcels stood still" in choice.options
    choice.set_value(pm_id).run()
    press(session, "Assign it")
    work(tab.app)
    assert any("Queue is full" in row.text for row in opened(tab.app, pm_id).timeline)


def test_what_waits_can_be_ignored(tab: Tab) -> None:
    """The section goes with the last one."""
    waiting_one(tab.app)
    session = press(tab.open(), "Ignore")
    assert "From alerts" not in [item.value for item in session.header]


def test_guests_see_nothing_of_it(tab: Tab) -> None:
    """Home is not theirs."""
    pm_id = postmortems.create(tab.app, "A meeting")
    waiting_one(tab.app)
    guest = guest_of(tab.app, pm_id)
    session = guest.open(loopback=False)
    assert "Queue is full" not in words(session)


def test_the_lobby_shows_who_proposes(tab: Tab) -> None:
    """One line with one click, until somebody answers."""
    pm_id = told(tab.app, body(alert()))
    session = tab.open("room", pm=pm_id)
    assert_whole(session)
    assert "proposed by Alertmanager" in words(session)
    press(session, "Take P1")
    assert opened(tab.app, pm_id).severity == "P1"
    assert "proposed by" not in words(tab.open("room", pm=pm_id))


def test_the_lobby_may_be_told_no(tab: Tab) -> None:
    """Nobody is asked again."""
    pm_id = told(tab.app, body(alert()))
    press(tab.open("room", pm=pm_id), "Not this one")
    assert opened(tab.app, pm_id).severity is None
    assert "proposed by" not in words(tab.open("room", pm=pm_id))


def test_what_a_tool_wrote_is_text_on_every_page(tab: Tab) -> None:
    """On Home, in the lobby and on Settings; Streamlit's own marks among it."""
    payload = "<img src=x onerror=alert(1)>"
    pm_id = told(tab.app, everywhere(payload))
    receive(tab.app, body(alert(payload, over=later(minutes=3)), group="other"))
    sent = {"Type": "SubscriptionConfirmation", "MessageId": "m", "TopicArn": payload, "Message": payload, "Token": "t"}
    sent |= {"SubscribeURL": f"https://x.example/{payload}", "Timestamp": "2026-11-23T13:59:30Z"}
    receive(tab.app, json.dumps(sent).encode(), "sns")
    for session in (tab.open(), tab.open("room", pm=pm_id), tab.open("settings")):
        assert_whole(session)
        bodies = "".join(str(item.proto.body) for item in session.get("html"))
        assert "<img" not in bodies
