"""What a webhook of Sentry would do."""

from collections.abc import Mapping

import pytest

from core.domain.alerts.reading import AlertAction, AlertReading
from core.errors import BadInput
from tests.domain.alerts.bodies import at, read

SENT = {"Request-ID": "r-1", "Sentry-Hook-Timestamp": "1795167600", "Sentry-Hook-Resource": "metric_alert"}
METRIC: dict[str, object] = {
    "id": "31",
    "title": "Grumpy Otter",
    "projects": ["mail"],
    "date_started": "2026-11-20T09:20:00Z",
    "date_detected": "2026-11-20T09:30:00.000000Z",
    "date_created": "2026-11-20T09:30:00.000000Z",
    "date_closed": None,
    "alert_rule": {"id": "5", "name": "Mail fails", "projects": ["mail"]},
}
ISSUE: dict[str, object] = {
    "id": "900",
    "title": "KeyError: 'queue'",
    "level": "fatal",
    "status": "unresolved",
    "firstSeen": "2026-11-20T09:25:00.679000+00:00",
    "project": {"id": "1", "name": "Mail worker", "slug": "mail-worker"},
    "assignedTo": None,
    "count": "3",
}
PERSON = {"type": "user", "id": 7, "name": "Gwen"}


def sent(action: str, data: object, headers: Mapping[str, str] | None = None, actor: object = None) -> AlertReading:
    body = {
        "action": action,
        "actor": actor or {"type": "application", "name": "Sentry"},
        "data": data,
        "installation": {},
    }
    return read("sentry", body, SENT if headers is None else headers)


def metric(action: str, headers: Mapping[str, str] | None = None, **changed: object) -> AlertReading:
    return sent(action, {"metric_alert": {**METRIC, **changed}, "description_title": "x"}, headers)


def issue(action: str, actor: object = None, changed: Mapping[str, object] | None = None) -> AlertReading:
    return sent(action, {"issue": {**ISSUE, **(changed or {})}}, actor=actor)


def test_a_metric_alert_knows_start_and_detection() -> None:
    """The name is the rule's; its own is made up."""
    reading = metric("critical")
    assert (reading.action, reading.title, reading.severity) == (AlertAction.OPEN, "Mail fails", "P1")
    assert (reading.started, reading.detected) == (at("09:20"), at("09:30"))
    assert [(row.at, row.text) for row in reading.rows] == [
        (at("09:20"), "Mail fails started"),
        (at("09:30"), "Critical: Mail fails"),
    ]
    assert (reading.group_key, reading.delivery_keys, reading.ask) == ("metric_alert 31", ("r-1",), ())
    assert reading.services == ("mail",)


def test_a_warning_is_less() -> None:
    """And without the header of the request the alert with its action is the key."""
    reading = metric("warning", {})
    assert (reading.severity, reading.delivery_keys) == ("P3", ("metric_alert 31 warning",))


def test_a_metric_alert_is_over() -> None:
    """At the instant that it says."""
    reading = metric("resolved", date_closed="2026-11-20T09:50:00Z")
    assert (reading.action, reading.resolved, reading.ask) == (AlertAction.UPDATE, at("09:50"), ())
    assert [row.text for row in reading.rows] == ["Resolved: Mail fails"]


def test_an_end_without_an_instant_is_when_sentry_sent_it() -> None:
    """As in Sentry's own example; it is asked."""
    reading = metric("resolved")
    assert (reading.resolved, reading.ask) == (at("09:40"), ("resolved",))
    assert metric("resolved", {}).resolved is None


def test_critical_again_has_rows_of_its_own() -> None:
    """The row of its start is the same, that of the change is not."""
    first, again = metric("critical"), metric("critical", {**SENT, "Request-ID": "r-2"})
    assert first.rows[0].key == again.rows[0].key
    assert first.rows[1].key != again.rows[1].key


def test_a_new_issue_opens() -> None:
    """When it was first seen; the level proposes the severity."""
    reading = issue("created")
    assert (reading.action, reading.title, reading.severity) == (AlertAction.OPEN, "KeyError: 'queue'", "P1")
    assert reading.started == reading.detected == at("09:25:00.679000")
    assert (reading.services, reading.group_key) == (("mail-worker",), "issue 900")
    assert [row.text for row in reading.rows] == ["Issue created: KeyError: 'queue'"]


def test_an_issue_that_is_resolved_by_a_person() -> None:
    """When Sentry sent it, and by whom."""
    reading = issue("resolved", PERSON)
    assert (reading.action, reading.resolved) == (AlertAction.UPDATE, at("09:40"))
    assert [(row.at, row.who, row.text) for row in reading.rows] == [(at("09:40"), "Gwen", "Issue resolved")]


@pytest.mark.parametrize(
    ("action", "changed", "text"),
    [
        ("assigned", {"assignedTo": {"name": "Ola", "type": "user"}}, "Issue assigned: Ola"),
        ("archived", {"status": "ignored"}, "Issue archived"),
        ("unresolved", {"substatus": "regressed"}, "Issue unresolved"),
    ],
)
def test_what_becomes_of_an_issue_is_a_row(action: str, changed: dict[str, object], text: str) -> None:
    """None of it is the end."""
    reading = issue(action, PERSON, changed)
    assert (reading.action, reading.resolved, reading.ask) == (AlertAction.UPDATE, None, ())
    assert [row.text for row in reading.rows] == [text]


def test_an_issue_alert_opens_in_the_group_of_its_issue() -> None:
    """The rule's name stands before the event's."""
    event = {
        "event_id": "e1",
        "issue_id": "900",
        "title": "KeyError: 'queue'",
        "level": "error",
        "datetime": "2026-11-20T09:26:17.677000Z",
        "project": 4,
    }
    reading = sent("triggered", {"event": event, "triggered_rule": "Many errors"})
    assert (reading.action, reading.title, reading.severity) == (AlertAction.OPEN, "KeyError: 'queue'", "P2")
    assert (reading.started, reading.services) == (at("09:26:17.677000"), ())
    assert [row.text for row in reading.rows] == ["Many errors: KeyError: 'queue'"]
    assert reading.group_key == issue("created").group_key


def test_a_comment_is_a_row_of_its_issue() -> None:
    """With the words as they were written; a changed comment is not told again."""
    data = {"comment": "It was\nthe queue", "issue_id": 900, "comment_id": 3, "timestamp": "2026-11-20T09:45:00Z"}
    reading = sent("created", data, actor=PERSON)
    assert (reading.action, reading.group_key) == (AlertAction.UPDATE, "issue 900")
    assert [(row.at, row.who, row.text) for row in reading.rows] == [(at("09:45"), "Gwen", "It was\nthe queue")]
    assert sent("updated", data).action is AlertAction.IGNORE


@pytest.mark.parametrize("data", [{}, {"installation": {"uuid": "x"}}, {"error": {"id": 1}}, {"issue": []}])
def test_what_is_none_of_these_does_nothing(data: object) -> None:
    """Each error is not an incident; an installation is none either."""
    assert sent("created", data).action is AlertAction.IGNORE


@pytest.mark.parametrize("body", [{}, {"data": {}}, {"action": "created"}, {"action": ["created"]}])
def test_another_body_is_refused(body: object) -> None:
    """Without action and data it is none of Sentry's."""
    with pytest.raises(BadInput, match="Check which tool"):
        read("sentry", body)
