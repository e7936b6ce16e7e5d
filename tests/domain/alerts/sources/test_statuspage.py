"""What a message of Statuspage would do."""

import pytest

from core.domain.alerts.reading import AlertAction, AlertReading
from core.domain.alerts.rows import MOST_ROWS
from core.errors import BadInput
from tests.domain.alerts.bodies import at, read


def update(name: str, status: str, clock: str, body: str = "", shown: str = "") -> dict[str, object]:
    made = f"2026-11-20T{clock}Z"
    return {"id": name, "status": status, "body": body, "created_at": made, "display_at": shown or made}


FIRST = update("u1", "investigating", "09:30:00.100", "Mail is late.")
SECOND = update("u2", "identified", "09:45:00", "A queue is stuck.")
LAST = update("u3", "resolved", "10:10:00", "Mail is on time.")


def incident(*updates: object, **changed: object) -> AlertReading:
    told = {
        "id": "i-1",
        "name": "Mail delayed",
        "status": "investigating",
        "impact": "minor",
        "created_at": "2026-11-20T09:30:00.050Z",
        "resolved_at": None,
        "scheduled_for": None,
        "backfilled": False,
        "incident_updates": list(updates),
        "components": [{"id": "c1", "name": "Mail"}, {"id": "c2", "name": "Web, mobile"}],
        **changed,
    }
    return read("statuspage", {"page": {"id": "p"}, "meta": {}, "incident": told})


def test_an_incident_that_is_announced_opens() -> None:
    """The announcement is later than the trouble, so the start is asked."""
    reading = incident(FIRST)
    assert (reading.action, reading.title, reading.severity) == (AlertAction.OPEN, "Mail delayed", "P3")
    assert (reading.started, reading.detected) == (at("09:30:00.050000"), None)
    assert reading.services == ("Mail", "Web mobile")
    assert [(row.at, row.text) for row in reading.rows] == [(at("09:30:00.100000"), "Investigating: Mail is late.")]
    assert (reading.group_key, reading.delivery_keys, reading.ask) == ("i-1", ("i-1 u1",), ("started",))


def test_later_updates_come_with_all_before_them() -> None:
    """The newest is first in the list and last in the rows; each has a key of its own."""
    reading = incident(SECOND, FIRST, status="identified")
    assert (reading.action, reading.delivery_keys) == (AlertAction.UPDATE, ("i-1 u2",))
    assert [row.text for row in reading.rows] == ["Investigating: Mail is late.", "Identified: A queue is stuck."]
    assert reading.rows[0] == incident(FIRST).rows[0]


def test_an_incident_is_over() -> None:
    """At the instant that it says; nothing more is asked."""
    reading = incident(LAST, SECOND, FIRST, status="resolved", resolved_at="2026-11-20T10:10:00Z")
    assert (reading.action, reading.resolved, reading.ask) == (AlertAction.UPDATE, at("10:10"), ())


def test_a_time_that_was_set_back_by_hand_counts() -> None:
    """For the row and for the start."""
    reading = incident(update("u1", "investigating", "09:30:00", "Late.", shown="2026-11-20T08:50:00Z"))
    assert reading.rows[0].at == reading.started == at("08:50")


def test_an_incident_that_was_written_down_afterwards_opens() -> None:
    """It is over already when it comes."""
    reading = incident(LAST, FIRST, backfilled=True, resolved_at="2026-11-20T10:10:00Z", status="resolved")
    assert (reading.action, reading.resolved) == (AlertAction.OPEN, at("10:10"))


@pytest.mark.parametrize(
    "changed",
    [
        {"status": "scheduled", "scheduled_for": "2026-11-22T01:00:00Z", "impact": "maintenance"},
        {"status": "in_progress"},
        {"status": "verifying"},
        {"status": "completed"},
        {"impact": "maintenance"},
    ],
)
def test_planned_maintenance_is_no_incident(changed: dict[str, object]) -> None:
    """In none of its states."""
    reading = incident(FIRST, **changed)
    assert (reading.action, reading.rows, reading.started) == (AlertAction.IGNORE, (), None)


@pytest.mark.parametrize(("impact", "severity"), [("critical", "P1"), ("major", "P2"), ("minor", "P3"), ("none", "P4")])
def test_the_impact_proposes_a_severity(impact: str, severity: str) -> None:
    """By the team's mapping."""
    assert incident(FIRST, impact=impact).severity == severity


def test_an_unknown_impact_is_asked() -> None:
    """Besides the start."""
    assert incident(FIRST, impact="huge").ask == ("severity", "started")


def test_services_may_stand_in_the_updates_alone() -> None:
    """Where the incident lists none."""
    touched = {**FIRST, "affected_components": [{"name": "Mail", "new_status": "major_outage"}, None]}
    assert incident(touched, components=[]).services == ("Mail",)


def test_a_long_history_is_cut() -> None:
    """With how many are missing."""
    many = [update(f"u{number}", "update", f"09:{number % 60:02}:00") for number in range(300)]
    reading = incident(*many)
    assert len(reading.rows) == MOST_ROWS
    assert reading.note == "100 more rows were left out."


def test_a_component_alone_opens_nothing() -> None:
    """A person says which postmortem it belongs to; the age of the component is no start."""
    body = {
        "page": {"id": "p"},
        "component": {"id": "c1", "name": "Mail", "created_at": "2024-01-01T00:00:00Z", "status": "partial_outage"},
        "component_update": {
            "id": "cu-1",
            "old_status": "operational",
            "new_status": "partial_outage",
            "created_at": "2026-11-20T09:31:00Z",
        },
    }
    reading = read("statuspage", body)
    assert (reading.action, reading.title, reading.started) == (AlertAction.UPDATE_OR_ASK, "Mail: partial_outage", None)
    assert [(row.at, row.text) for row in reading.rows] == [(at("09:31"), "Mail: operational -> partial_outage")]
    assert (reading.group_key, reading.delivery_keys, reading.ask) == ("", ("cu-1",), ("which postmortem",))


def test_the_state_of_the_page_alone_does_nothing() -> None:
    """It follows its components."""
    assert read("statuspage", {"page": {"status_indicator": "major"}, "meta": {}}).action is AlertAction.IGNORE


@pytest.mark.parametrize("body", [{}, {"incident": {}}, {"incident": {"name": "x"}}, {"component": {"id": 1}}])
def test_another_body_is_refused(body: object) -> None:
    """An incident has an id."""
    with pytest.raises(BadInput, match="names no incident"):
        read("statuspage", body)
