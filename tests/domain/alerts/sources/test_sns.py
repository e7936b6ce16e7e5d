"""What a message of Amazon SNS would do: alarms of CloudWatch, confirmations, and anything else that comes that way."""

import json

import pytest

from core.domain.alerts.reading import AlertAction, AlertReading
from core.errors import BadInput
from tests.domain.alerts.bodies import at, read

ALARM: dict[str, object] = {
    "AlarmName": "mail-age",
    "AlarmDescription": None,
    "AWSAccountId": "210987654321",
    "NewStateValue": "ALARM",
    "OldStateValue": "OK",
    "NewStateReason": "Threshold crossed (20/11/26 09:28:00)",
    "StateChangeTime": "2026-11-20T09:30:00.456+0000",
    "Region": "EU (Ireland)",
    "AlarmArn": "arn:aws:cloudwatch:eu-west-1:210987654321:alarm:mail-age",
    "Trigger": {"MetricName": "Age"},
}
CONFIRM = "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=7"


def envelope(message: object, kind: str = "Notification", **more: object) -> dict[str, object]:
    text = message if isinstance(message, str) else json.dumps(message)
    return {"Type": kind, "MessageId": "m-1", "Message": text, "Timestamp": "2026-11-20T09:30:01.000Z", **more}


def alarm(**changed: object) -> AlertReading:
    return read("sns", envelope({**ALARM, **changed}, Subject="ALARM: mail-age"))


def test_an_alarm_opens() -> None:
    """At the change of its state, whose offset has no colon; it has no severity."""
    reading = alarm()
    assert (reading.action, reading.title) == (AlertAction.OPEN, "mail-age")
    assert reading.started == reading.detected == at("09:30:00.456000")
    assert [(row.at, row.text) for row in reading.rows] == [(at("09:30:00.456000"), "ALARM: mail-age (was OK)")]
    assert (reading.group_key, reading.delivery_keys) == (ALARM["AlarmArn"], ("m-1",))
    assert (reading.severity, reading.ask) == (None, ("severity",))


def test_an_alarm_is_over() -> None:
    """Nothing is asked then."""
    reading = alarm(NewStateValue="OK", OldStateValue="ALARM")
    assert (reading.action, reading.resolved, reading.ask) == (AlertAction.UPDATE, at("09:30:00.456000"), ())
    assert reading.rows[0].text == "OK: mail-age (was ALARM)"


def test_too_little_data_is_neither() -> None:
    """A row, and nothing begins or ends."""
    reading = alarm(NewStateValue="INSUFFICIENT_DATA")
    assert (reading.action, reading.started, reading.resolved, reading.ask) == (AlertAction.UPDATE, None, None, ())


def test_a_composite_alarm_has_a_rule_in_place_of_a_trigger() -> None:
    """It is read the same."""
    message = {name: value for name, value in ALARM.items() if name != "Trigger"}
    reading = read("sns", envelope({**message, "AlarmRule": 'ALARM("a") OR ALARM("b")'}))
    assert reading.action is AlertAction.OPEN


def test_raw_delivery_has_no_envelope() -> None:
    """The header has the message's id; without it alarm, state and time are the key."""
    assert read("sns", ALARM, {"x-amz-sns-message-id": "m-2"}).delivery_keys == ("m-2",)
    assert read("sns", ALARM).delivery_keys == (f"{ALARM['AlarmArn']} ALARM {ALARM['StateChangeTime']}",)


def test_an_alarm_that_comes_by_eventbridge() -> None:
    """The same under other names."""
    event = {
        "detail-type": "CloudWatch Alarm State Change",
        "account": "210987654321",
        "time": "2026-11-20T09:30:02Z",
        "resources": [ALARM["AlarmArn"]],
        "detail": {
            "alarmName": "mail-age",
            "state": {"value": "ALARM", "timestamp": "2026-11-20T09:30:00.456+0000"},
            "previousState": {"value": "INSUFFICIENT_DATA"},
        },
    }
    reading = read("sns", envelope(event))
    assert (reading.action, reading.group_key) == (AlertAction.OPEN, ALARM["AlarmArn"])
    assert reading.rows[0].text == "ALARM: mail-age (was INSUFFICIENT_DATA)"


@pytest.mark.parametrize("message", ["The disk is full.", '{"budget": "over"}', "[1]", "{", "{" * 5_000])
def test_what_is_no_alarm_waits_for_a_person(message: str) -> None:
    """Whatever a team sends through its topic."""
    reading = read("sns", envelope(message, Subject="Night watch"))
    assert (reading.action, reading.title, reading.ask) == (
        AlertAction.UPDATE_OR_ASK,
        "Night watch",
        ("which postmortem",),
    )
    assert reading.rows[0].text.startswith("Night watch: ")


def test_an_empty_message_does_nothing() -> None:
    """There is nothing to show."""
    assert read("sns", envelope("")).action is AlertAction.IGNORE


def test_a_subscription_is_confirmed_by_a_person() -> None:
    """Its address is shown; the body is JSON although the header says that it is text."""
    body = envelope("You have chosen …", "SubscriptionConfirmation", SubscribeURL=CONFIRM, Token="7")
    reading = read("sns", body, {"Content-Type": "text/plain; charset=UTF-8"})
    assert (reading.action, reading.confirm_address, reading.delivery_keys) == (AlertAction.CONFIRM, CONFIRM, ("m-1",))
    assert (reading.title, reading.rows, reading.group_key) == ("", (), "")


@pytest.mark.parametrize(
    "address",
    [
        "https://sns.eu-west-1.amazonaws.com.evil.example/?Action=ConfirmSubscription",
        "https://evil.example/sns.eu-west-1.amazonaws.com",
        "https://sns.amazonaws.com@evil.example/",
        "https://evil-amazonaws.com/",
        "https://bucket.s3.amazonaws.com/",
        "http://sns.eu-west-1.amazonaws.com/",
        "https://sns.eu-west-1.amazonaws.com:8443/",
        "https://sns.eu-west-1.amazonaws.com\\@evil.example/",
        "https://sns.eu-west-1.amazonaws.com/\u202e",
        "javascript:alert(1)",
        "https://[::1",
        "",
        7,
    ],
)
def test_an_address_that_does_not_lead_to_amazon_is_not_shown(address: object) -> None:
    """Whoever knows the address of the door could make an operator click."""
    reading = read("sns", envelope("", "SubscriptionConfirmation", SubscribeURL=address))
    assert (reading.action, reading.confirm_address) == (AlertAction.CONFIRM, "")
    assert "does not lead to Amazon" in reading.note


def test_an_ended_subscription_does_nothing() -> None:
    """It is said."""
    reading = read("sns", envelope("", "UnsubscribeConfirmation", SubscribeURL=CONFIRM))
    assert (reading.action, reading.confirm_address) == (AlertAction.IGNORE, "")


@pytest.mark.parametrize("body", [{}, {"Type": "Other"}, {"AlarmName": "x"}, {"Message": "x"}])
def test_another_body_is_refused(body: object) -> None:
    """Neither an envelope nor an alarm."""
    with pytest.raises(BadInput, match="Check which tool"):
        read("sns", body)
