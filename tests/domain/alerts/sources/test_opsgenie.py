"""What an action on an alert of Opsgenie would do."""

import pytest

from core.domain.alerts.reading import AlertAction, AlertReading
from core.errors import BadInput
from tests.domain.alerts.bodies import NOW, at, read

CREATED_MS = 1_795_167_000_104  # 2026-11-20T09:30:00.104Z
CHANGED_NS = 1_795_167_600_001_603_000  # 2026-11-20T09:40:00.001603Z
ALERT: dict[str, object] = {
    "alertId": "a-1",
    "message": "Mail waits too long",
    "createdAt": CREATED_MS,
    "updatedAt": CHANGED_NS,
    "username": "gwen@mail.example",
    "entity": "mail",
    "tags": ["P2", "night"],
}


def action(name: str, **changed: object) -> AlertReading:
    return read("opsgenie", {"action": name, "alert": {**ALERT, **changed}, "integrationName": "Debrief"})


def test_a_new_alert_opens() -> None:
    """Milliseconds of its making; a severity out of a tag is only proposed."""
    reading = action("Create")
    assert (reading.action, reading.title, reading.severity) == (AlertAction.OPEN, "Mail waits too long", "P2")
    assert reading.started == reading.detected == at("09:30:00.104000")
    assert reading.ask == ("severity",)
    assert reading.services == ("mail",)
    assert [(row.at, row.who, row.text) for row in reading.rows] == [
        (at("09:30:00.104000"), "gwen@mail.example", "Alert created: Mail waits too long")
    ]
    assert (reading.group_key, reading.delivery_keys) == ("a-1", (f"a-1 Create {CHANGED_NS}",))


def test_a_priority_needs_no_question() -> None:
    """Some bodies have it."""
    assert (action("Create", priority="P1").severity, action("Create", priority="P1").ask) == ("P1", ())
    assert action("Create", priority="P5").severity == "P4"


def test_closing_has_the_time_of_the_change_in_nanoseconds() -> None:
    """To the microsecond."""
    reading = action("Close")
    assert (reading.action, reading.resolved, reading.ask) == (AlertAction.UPDATE, at("09:40:00.001603"), ())
    assert [row.text for row in reading.rows] == ["Alert closed"]


def test_a_close_without_a_time_is_asked() -> None:
    """The row stands at the time of arrival."""
    reading = action("Close", updatedAt=0)
    assert (reading.resolved, reading.ask, reading.rows[0].at) == (None, ("resolved",), NOW)


@pytest.mark.parametrize(
    ("name", "changed", "text"),
    [
        ("Acknowledge", {}, "Alert acknowledged"),
        ("UnAcknowledge", {}, "Alert unacknowledged"),
        ("AddNote", {"note": "Emptied\nby hand"}, "Emptied\nby hand"),
        ("Acknowledge", {"note": "Looking"}, "Alert acknowledged\nLooking"),
        ("AssignOwnership", {"owner": "ola@mail.example"}, "Alert assigned: ola@mail.example"),
        ("TakeOwnership", {}, "Alert taken over"),
        ("AddTags", {"addedTags": "big,loud"}, "Alert tagged: big,loud"),
        ("Escalate", {}, "Alert escalated"),
        ("Snooze", {}, "Alert snoozed"),
        ("UpdatePriority", {"priority": "P1"}, "Alert given another priority: P1"),
        ("UpdateMessage", {"message": "Mail is lost"}, "Alert renamed: Mail is lost"),
        ("Delete", {}, "Alert deleted"),
        ("Restart the queue", {}, "Alert: Restart the queue"),
    ],
)
def test_what_goes_on_is_a_row(name: str, changed: dict[str, object], text: str) -> None:
    """Also actions of a team's own. None of them is the end, and none asks."""
    reading = action(name, **changed)
    assert (reading.action, reading.resolved, reading.ask) == (AlertAction.UPDATE, None, ())
    assert [(row.at, row.text) for row in reading.rows] == [(at("09:40:00.001603"), text)]


def test_another_priority_is_another_severity() -> None:
    """The tag of the beginning no longer counts."""
    assert action("UpdatePriority", priority="P1").severity == "P1"


def test_actions_have_keys_of_their_own() -> None:
    """Two notes at different times are two."""
    first, second = action("AddNote", note="a"), action("AddNote", note="a", updatedAt=CHANGED_NS + 10**9)
    assert first.delivery_keys != second.delivery_keys


@pytest.mark.parametrize("body", [{}, {"action": "Create"}, {"action": "Create", "alert": {}}, {"alert": ALERT}])
def test_another_body_is_refused(body: object) -> None:
    """Without an alert or an action there is nothing to read."""
    with pytest.raises(BadInput, match="Check which tool"):
        read("opsgenie", body)
