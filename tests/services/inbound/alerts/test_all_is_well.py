"""Tools that say “OK” of what never was wrong: a new alarm, a monitor that begins, a check that is switched on."""

import json

import pytest

from core.domain.alerts.registry import read_alert
from core.services import postmortems
from core.services.app import App
from core.store.inbound.deliveries import Status
from tests.support.alerts import BEGIN, receive, stamp, stored, work

ALARM = {"AlarmName": "labels-age", "AlarmArn": "arn:labels-age", "StateChangeTime": stamp(BEGIN)}
WELL = {
    "sns": {**ALARM, "NewStateValue": "OK", "OldStateValue": "INSUFFICIENT_DATA"},
    "uptime-kuma": {"heartbeat": {"monitorID": 3, "status": 1, "time": stamp(BEGIN)}, "monitor": {"name": "Labels"}},
    "healthchecks": {"code": "c-1", "name": "Labels", "status": "up", "now": stamp(BEGIN)},
    "datadog": {"id": "9", "title": "[Recovered] Labels", "date": stamp(BEGIN)},
}
WRONG = {**ALARM, "NewStateValue": "ALARM", "OldStateValue": "OK"}


@pytest.mark.parametrize("source", WELL)
def test_it_bothers_nobody(app: App, source: str) -> None:
    """Nothing is opened and nothing waits on Home."""
    assert receive(app, json.dumps(WELL[source]).encode(), source) is None
    work(app)
    assert [item.status for item in stored(app)] == [Status.IGNORED]
    assert postmortems.home(app).waiting == ()


def test_what_was_wrong_is_over(app: App) -> None:
    """The same message, where the incident is known."""
    opened = receive(app, json.dumps(WRONG).encode(), "sns")
    work(app)
    assert opened is not None
    assert receive(app, json.dumps(WELL["sns"]).encode(), "sns") == opened


@pytest.mark.parametrize("source", WELL)
def test_only_what_is_well_says_so(source: str) -> None:
    """A beginning never does."""
    assert read_alert(source, json.dumps(WELL[source]).encode(), {}, BEGIN).all_is_well
    assert not read_alert("sns", json.dumps(WRONG).encode(), {}, BEGIN).all_is_well
