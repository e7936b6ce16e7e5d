"""What a body of plain fields would do, which any script can send."""

from urllib.parse import urlencode

import pytest

from core.domain.alerts.reading import AlertAction, AlertReading
from core.errors import BadInput
from tests.domain.alerts.bodies import NOW, at, read


def plain(**fields: object) -> AlertReading:
    return read("debrief", {"id": "mail", "title": "Mail is late", "at": "2026-11-20T09:30:00Z", **fields})


def test_a_body_that_says_little_opens() -> None:
    """What is missing is asked."""
    reading = read("debrief", {"title": "Mail is late"})
    assert (reading.action, reading.group_key, reading.ask) == (
        AlertAction.OPEN,
        "Mail is late",
        ("severity", "started"),
    )
    assert [(row.at, row.text) for row in reading.rows] == [(NOW, "Mail is late firing")]


def test_a_body_that_says_everything() -> None:
    """Start and detection apart, services as a list or with commas between."""
    fields = {"severity": "high", "started": "2026-11-20T09:10:00Z", "detected": "2026-11-20T09:20:00Z", "who": "gwen"}
    for services in ("mail, web", "mail、web", ["mail", "web"]):
        reading = plain(status="firing", services=services, text="Queue\nfull", **fields)
        assert (reading.severity, reading.services, reading.ask) == ("P2", ("mail", "web"), ())
        assert (reading.started, reading.detected) == (at("09:10"), at("09:20"))
        assert [(row.at, row.who, row.text) for row in reading.rows] == [
            (at("09:30"), "gwen", "Mail is late firing\nQueue\nfull")
        ]


@pytest.mark.parametrize("status", ["firing", "PROBLEM", "alerting", "Down", "critical", "1", 1, ""])
def test_words_for_a_beginning(status: object) -> None:
    """As several tools have them; none at all means the same."""
    reading = plain(status=status)
    assert (reading.action, reading.resolved) == (AlertAction.OPEN, None)


@pytest.mark.parametrize("status", ["resolved", "RECOVERY", "ok", "Up", "closed", "0", 0])
def test_words_for_an_end(status: object) -> None:
    """At ``at``, or at ``resolved`` where that is given."""
    assert (plain(status=status).action, plain(status=status).resolved) == (AlertAction.UPDATE, at("09:30"))
    assert plain(status=status, resolved="2026-11-20T09:50:00Z").resolved == at("09:50")


@pytest.mark.parametrize("status", ["update", "ACKNOWLEDGEMENT", "custom", "FLAPPINGSTOP", "DOWNTIMECANCELLED"])
def test_words_for_what_goes_on(status: str) -> None:
    """With the time at which it was sent."""
    reading = plain(status=status, sent="2026-11-20T09:45:00Z", text="Somebody looks")
    assert (reading.action, reading.resolved, reading.ask) == (AlertAction.UPDATE, None, ())
    assert [(row.at, row.text) for row in reading.rows] == [(at("09:45"), "Somebody looks")]
    assert plain(status=status).rows[0].text == f"Mail is late: {status.lower()}"


@pytest.mark.parametrize("update", ["1", 1, True, "true"])
def test_an_update_is_one_whatever_the_status(update: object) -> None:
    """Zabbix sends the state of the problem beside it."""
    assert plain(status="0", update=update).resolved is None
    assert plain(status="0", update="0").resolved == at("09:30")


def test_a_test_opens_nothing() -> None:
    """Whoever connects something can try it."""
    assert plain(status="test").action is AlertAction.IGNORE


def test_an_end_without_a_time_is_now_and_asked() -> None:
    """The body of a shell that knows no time."""
    reading = read("debrief", {"title": "Mail is late", "status": "ok"})
    assert (reading.resolved, reading.ask) == (NOW, ("resolved",))


def test_an_end_without_a_title_is_no_riddle() -> None:
    """Senders end an alert by its id alone, which may be any number."""
    ended = read("debrief", {"alert_uid": "77", "state": "ok", "message": "It answers again"})
    assert [row.text for row in ended.rows] == ["Alert resolved\nIt answers again"]
    named = read("debrief", {"alert_uid": "77", "state": "ok", "title": "Mail is late"})
    assert [row.text for row in named.rows] == ["Mail is late resolved"]


def test_times_of_a_zone() -> None:
    """Only of one that is known; in UTC else."""
    wall = {"at": "2026.11.20 10:30:00"}
    assert plain(zone="Europe/Berlin", **wall).started == at("09:30")
    assert plain(zone="Mars/Olympus", **wall).started == at("10:30")
    assert plain(zone=["x"], **wall).started == at("10:30")


def test_repeats_are_known_by_their_time() -> None:
    """And without one by their bytes."""
    assert plain().delivery_keys == plain().delivery_keys != plain(at="2026-11-20T09:31:00Z").delivery_keys
    timeless = {"title": "Mail is late"}
    assert read("debrief", timeless).delivery_keys == read("debrief", timeless).delivery_keys
    assert read("debrief", timeless).delivery_keys != read("debrief", {**timeless, "text": "x"}).delivery_keys


def test_a_form_is_read_the_same() -> None:
    """As curl sends it."""
    fields = {"id": "mail", "title": "Mail is late", "at": "2026-11-20T09:30:00Z"}
    form = read("debrief", urlencode(fields).encode(), {"Content-Type": "application/x-www-form-urlencoded"})
    assert form == plain()


def test_scripts_for_grafana_oncall_are_understood() -> None:
    """Many tools have one."""
    body = {"alert_uid": "u-1", "title": "Mail is late", "state": "alerting", "message": "Queue full"}
    reading = read("debrief", body)
    assert (reading.action, reading.group_key) == (AlertAction.OPEN, "u-1")
    assert reading.rows[0].text == "Mail is late firing\nQueue full"
    assert read("debrief", {**body, "state": "ok"}).resolved == NOW


@pytest.mark.parametrize(
    "body", [{}, {"status": "firing"}, {"title": "{EVENT.NAME}", "id": "*UNKNOWN*"}, {"title": []}]
)
def test_a_body_without_a_name_is_refused(body: object) -> None:
    """It could be about anything."""
    with pytest.raises(BadInput, match=r"docs/alerts\.md"):
        read("debrief", body)


def test_an_unknown_status_is_refused_with_the_known_ones() -> None:
    """It would be a guess whether it is a beginning or an end."""
    with pytest.raises(BadInput, match="firing, update or resolved"):
        plain(status="purple")


@pytest.mark.parametrize("status", ["UNKNOWN", "UNREACHABLE", "error", "Failed", "trigger", "fatal"])
def test_states_of_checks_begin(status: str) -> None:
    """Checks of Nagios and Icinga know four states, scripts a dozen: none of them costs an alert."""
    assert plain(status=status).action is AlertAction.OPEN


@pytest.mark.parametrize("status", ["resolve", "fixed", "CLOSE"])
def test_words_for_the_end(status: str) -> None:
    assert plain(status=status).resolved == at("09:30")


@pytest.mark.parametrize("status", [True, False, 1.5, {"code": 1}, ["firing"]])
def test_a_status_that_is_no_word_is_refused(status: object) -> None:
    """True is what to one script and the opposite to another: nothing is opened by a guess."""
    with pytest.raises(BadInput, match="is not known"):
        plain(status=status)
