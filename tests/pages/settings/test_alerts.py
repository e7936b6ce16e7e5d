"""Settings: keys and addresses of alerting tools, secrets that are written only, and the team's words."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from core.services.app import App
from core.services.inbound import keys, signing
from core.services.inbound.alerts import severities
from pages.parts.settings import alerts
from tests.support.alerts import alert, body, receive, told
from tests.support.pages import Tab, assert_whole, words


def shown(session: AppTest) -> str:
    return "\n".join(item.value for item in session.code)


def tool(tab: Tab, name: str) -> AppTest:
    session = tab.open("settings")
    session.selectbox(key=alerts.TOOL).set_value(name).run()
    assert_whole(session)
    return session


def press(session: AppTest, label: str) -> AppTest:
    next(item for item in session.button if item.label == label).click().run()
    return session


def test_the_general_key_is_there_with_a_line_to_paste(tab: Tab) -> None:
    """For whoever sets up several tools."""
    session = tab.open("settings")
    assert_whole(session)
    assert f"Authorization: Bearer {keys.key(tab.app)}" in shown(session)


def test_each_tool_has_its_address_and_its_key(tab: Tab) -> None:
    """The address with a key in it holds the tool's own."""
    message = shown(tool(tab, "alertmanager"))
    assert "/live/in/alertmanager\n" in message
    assert f"/live/in/alertmanager/{keys.key(tab.app, 'alertmanager')}" in message


def test_a_key_is_renewed(tab: Tab) -> None:
    """The old one opens nothing then."""
    before = keys.key(tab.app, "alertmanager")
    session = tool(tab, "alertmanager")
    session.button(key="inbound-renew-alertmanager").click().run()
    assert keys.key(tab.app, "alertmanager") != before
    assert before not in shown(session)


def test_a_secret_is_written_and_never_shown(tab: Tab) -> None:
    """The field is empty again, and the page says that it is there."""
    session = tool(tab, "grafana")
    session.text_input(key="inbound-secret-grafana-secret").set_value("a secret of Grafana's")
    session.text_input(key="inbound-secret-grafana-header").set_value("X-Own")
    press(session, "Save it")
    assert_whole(session)
    assert signing.signing_sources(tab.app, None) == {"grafana"}
    assert "a secret of Grafana's" not in words(session) + shown(session)
    assert "Signed: what is not signed is refused" in [item.label for item in session.expander]
    press(session, "Remove the secret")
    assert signing.signing_sources(tab.app, None) == frozenset()


def test_a_secret_that_cannot_be_used_is_said(tab: Tab) -> None:
    """As a sentence, and nothing is kept."""
    session = tool(tab, "incident-io")
    session.text_input(key="inbound-secret-incident-io-secret").set_value("whsec_a")
    press(session, "Save it")
    assert signing.signing_sources(tab.app, None) == frozenset()


@pytest.mark.parametrize("name", ["alertmanager", "uptime-kuma"])
def test_a_tool_that_does_not_sign_has_no_field_for_it(tab: Tab, name: str) -> None:
    """Nobody enters a secret that would do nothing."""
    assert not [item for item in tool(tab, name).text_input if item.key and item.key.startswith(alerts.SECRET)]


def test_the_teams_words_are_kept(tab: Tab) -> None:
    """For alerts from now on."""
    session = tab.open("settings")
    field = next(item for item in session.text_area if item.label == "One line for each severity")
    field.set_value("P2: urgent")
    press(session, "Save words")
    assert severities.severities(tab.app) == {"urgent": "P2"}


def confirmation(app: App, address: str) -> None:
    sent = {"Type": "SubscriptionConfirmation", "MessageId": "m", "TopicArn": "t", "Message": "x", "Token": "t"}
    receive(app, json.dumps({**sent, "SubscribeURL": address, "Timestamp": "2026-11-23T13:59:30Z"}).encode(), "sns")


def test_a_subscription_is_confirmed_by_a_person(tab: Tab) -> None:
    """Its address stands there as text, to be opened by hand."""
    confirmation(tab.app, "https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription")
    session = tab.open("settings")
    assert "Action=ConfirmSubscription" in shown(session)
    press(session, "Done")
    assert "Action=ConfirmSubscription" not in shown(session)


def test_it_says_which_tool_sent_last(tab: Tab) -> None:
    """A tool that fell silent is seen."""
    told(tab.app, body(alert()))
    assert "Sent last" in words(tab.open("settings"))
