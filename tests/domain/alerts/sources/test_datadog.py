"""What a message of Datadog would do: its default payload, and the one of the docs."""

import pytest

from core.domain.alerts.reading import AlertAction, AlertReading
from core.errors import BadInput
from tests.domain.alerts.bodies import at, read

DEFAULT = {
    "body": "%%%\nToo old\n%%%",
    "last_updated": "1795167000000",
    "event_type": "query_alert_monitor",
    "title": "[Triggered on {host:mx-1}] Mail is old",
    "date": "1795167000000",
    "org": {"id": "1", "name": "Mail"},
    "id": "77",
}


def datadog(**changed: object) -> AlertReading:
    return read("datadog", {**DEFAULT, **changed})


def test_the_default_payload_tells_it_in_its_title() -> None:
    """Every value is a text; the time is in milliseconds."""
    reading = datadog()
    assert (reading.action, reading.title) == (AlertAction.OPEN, "Mail is old")
    assert reading.started == reading.detected == at("09:30")
    assert [row.text for row in reading.rows] == ["Triggered: Mail is old"]
    assert (reading.group_key, reading.delivery_keys, reading.ask) == ("Mail is old", ("77",), ("severity",))


def test_a_recovery_ends() -> None:
    """In the same group, though nothing else ties them together."""
    reading = datadog(title="[Recovered on {host:mx-1}] Mail is old", id="78")
    assert (reading.action, reading.resolved, reading.ask) == (AlertAction.UPDATE, at("09:30"), ())
    assert reading.group_key == datadog().group_key


@pytest.mark.parametrize(
    ("mark", "action", "severity"),
    [
        ("Triggered", AlertAction.OPEN, None),
        ("Warn", AlertAction.OPEN, "P3"),
        ("No Data", AlertAction.OPEN, None),
        ("Re-Triggered", AlertAction.UPDATE, None),
        ("Re-Warn", AlertAction.UPDATE, "P3"),
        ("Re-No Data", AlertAction.UPDATE, None),
        ("Recovered", AlertAction.UPDATE, None),
    ],
)
def test_each_transition(mark: str, action: AlertAction, severity: str | None) -> None:
    """In the title or in a field of its own; a reminder opens nothing new."""
    for reading in (datadog(title=f"[{mark}] Mail is old"), datadog(title="Mail is old", alert_transition=mark)):
        assert (reading.action, reading.severity, reading.title) == (action, severity, "Mail is old")
        assert (reading.resolved is not None) == (mark == "Recovered")


@pytest.mark.parametrize("changed", [{"title": "[P1] [Triggered] Mail is old"}, {"alert_priority": "P1"}])
def test_the_priority_of_the_monitor_is_the_severity(changed: dict[str, object]) -> None:
    """From the title or from its field; then it is not asked."""
    reading = datadog(**changed)
    assert (reading.severity, reading.ask, reading.title) == ("P1", (), "Mail is old")


def test_the_cycle_of_an_alert_is_its_group() -> None:
    """It begins anew when the alert fires again."""
    assert datadog(alert_cycle_key="9f1").group_key == "9f1"


def test_services_are_tags() -> None:
    """Of any number of tags in one text."""
    assert datadog(tags="env:prod,service:mail, service:queue,team:x").services == ("mail", "queue")


def test_an_event_that_is_no_alert_waits_for_a_person() -> None:
    """Someone mentioned the webhook in an event."""
    reading = datadog(title="Deployed 4.2")
    assert (reading.action, reading.ask, reading.group_key) == (AlertAction.UPDATE_OR_ASK, ("which postmortem",), "")


def test_variables_that_stand_for_nothing_are_empty() -> None:
    """They come as they were written."""
    reading = datadog(alert_cycle_key="$ALERT_CYCLE_KEY", alert_priority="$ALERT_PRIORITY", date="$DATE")
    assert (reading.group_key, reading.severity, reading.started) == ("Mail is old", None, at("09:30"))


def test_brackets_in_a_name_are_part_of_it() -> None:
    """Only those in front are marks."""
    assert datadog(title="[Triggered] Mail [eu] is old").title == "Mail [eu] is old"
    assert datadog(title="[Triggered]").title == "[Triggered]"


@pytest.mark.parametrize("body", [{}, {"title": ""}, {"title": "$EVENT_TITLE"}, {"title": ["x"]}])
def test_another_body_is_refused(body: object) -> None:
    """Without a title there is nothing to show."""
    with pytest.raises(BadInput, match="default payload"):
        read("datadog", body)
