"""What a message of Uptime Kuma would do."""

import json

import pytest

from core.domain.alerts.reading import AlertAction, AlertReading
from core.errors import BadInput
from tests.domain.alerts.bodies import at, read

BEAT: dict[str, object] = {
    "monitorID": 12,
    "status": 0,
    "time": "2026-11-20 09:30:00.250",
    "msg": "timeout of 48000ms exceeded",
    "timezone": "Asia/Tokyo",
    "timezoneOffset": "+09:00",
    "localDateTime": "2026-11-20 18:30:00",
}
MONITOR = {"id": 12, "name": "Mail", "retryInterval": 60, "maxretries": 2}


def body(told: str = "[Mail] [🔴 Down] timeout", **beat: object) -> dict[str, object]:
    return {"heartbeat": {**BEAT, **beat}, "monitor": MONITOR, "msg": told}


def kuma(told: str = "[Mail] [🔴 Down] timeout", **beat: object) -> AlertReading:
    return read("uptime-kuma", body(told, **beat))


def test_a_monitor_that_is_down_opens() -> None:
    """Its time is UTC, whatever the zone beside it; the first failure was earlier, so the start is asked."""
    reading = kuma()
    assert (reading.action, reading.title, reading.services) == (AlertAction.OPEN, "Mail down", ("Mail",))
    assert reading.started == reading.detected == at("09:30:00.250000")
    assert [(row.at, row.text) for row in reading.rows] == [(at("09:30:00.250000"), "[Mail] [🔴 Down] timeout")]
    assert (reading.group_key, reading.delivery_keys) == ("12", ("12 0 2026-11-20 09:30:00.250",))
    assert reading.ask == ("severity", "started")


def test_a_monitor_that_is_up_again() -> None:
    """When it went down is in the message."""
    reading = kuma("[Mail] [✅ Up] 200 - OK", status=1, time="2026-11-20 09:50:00", lastDownTime=BEAT["time"])
    assert (reading.action, reading.title, reading.ask) == (AlertAction.UPDATE, "Mail up", ())
    assert (reading.started, reading.resolved) == (at("09:30:00.250000"), at("09:50"))
    assert reading.group_key == kuma().group_key


@pytest.mark.parametrize("status", [2, 3, None, "down", True, 0.5])
def test_other_states_do_nothing(status: object) -> None:
    """Pending and maintenance among them."""
    assert kuma(status=status).action is AlertAction.IGNORE


@pytest.mark.parametrize("told", ["Mail Testing", "[Mail][https://mail.example] Certificate expires in 7 days"])
def test_a_test_and_a_certificate_do_nothing(told: str) -> None:
    """They have neither heartbeat nor monitor; what was said is noted."""
    reading = read("uptime-kuma", {"heartbeat": None, "monitor": None, "msg": told})
    assert reading.action is AlertAction.IGNORE
    assert told in reading.note


def test_a_form_holds_the_same_in_one_field() -> None:
    """As the choice "form-data" sends it, with a boundary in quotes or without."""
    text = json.dumps(body())
    for boundary in ("----form12", '"----form12"'):
        data = f'------form12\r\nContent-Disposition: form-data; name="data"\r\n\r\n{text}\r\n------form12--\r\n'
        headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        assert read("uptime-kuma", data.encode(), headers) == kuma()


def test_without_a_name_the_monitor_has_its_number() -> None:
    """And without a message the words of the heartbeat."""
    reading = read("uptime-kuma", {"heartbeat": BEAT, "monitor": None, "msg": None})
    assert reading.title == "Monitor 12 down"
    assert reading.rows[0].text == "Monitor 12: timeout of 48000ms exceeded"


@pytest.mark.parametrize("data", [{}, {"msg": "Mail is down"}, {"monitor": MONITOR}])
def test_another_body_is_refused(data: object) -> None:
    """A body of one's own goes to another address."""
    with pytest.raises(BadInput, match="Preset"):
        read("uptime-kuma", data)


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "multipart/form-data"},
        {"Content-Type": "multipart/form-data; boundary="},
        {"Content-Type": "multipart/form-data; boundary=x"},
        {"Content-Type": "application/x-www-form-urlencoded"},
    ],
)
def test_a_form_that_is_none_is_refused(headers: dict[str, str]) -> None:
    """Whatever is wrong with it."""
    with pytest.raises(BadInput):
        read("uptime-kuma", b"data=nothing", headers)
