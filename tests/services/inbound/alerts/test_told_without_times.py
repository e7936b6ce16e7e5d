"""Bodies without an instant, and bodies that overtake each other: no incident is lost, and none is made of a repeat."""

import json
from datetime import timedelta

import pytest

from core.domain.inbound.limits import OPENED_AN_HOUR
from core.domain.postmortem import TimelineKind
from core.services import postmortems
from core.services.app import App
from core.services.inbound.alerts import placing, waiting
from core.store.inbound.deliveries import Status
from tests.support.alerts import alert, body, later, opened, receive, stored, told, work
from tests.support.apps import TestClock, insider
from tests.support.held import held


def said(app: App, status: str, **more: str) -> str | None:
    fields = {"id": "nightly-labels", "title": "No labels were printed", "status": status, **more}
    return told(app, json.dumps(fields).encode(), "debrief")


def passes(clock: TestClock, **time: int) -> None:
    clock.now += timedelta(**time)


def test_the_second_time_is_another_incident(app: App, clock: TestClock) -> None:
    """The same bodies byte for byte, a day later: one more postmortem, with its own beginning and end."""
    first = said(app, "firing")
    passes(clock, minutes=5)
    assert said(app, "resolved") == first
    passes(clock, days=1)
    second = said(app, "firing")
    assert second not in (first, None)
    passes(clock, minutes=5)
    assert said(app, "resolved") == second
    for pm_id in (first, second):
        kinds = [row.kind for row in opened(app, pm_id or "").timeline]
        assert len(kinds) == 2
        assert kinds[-1] is TimelineKind.RESOLVED


def test_a_repeat_before_the_end_is_none(app: App, clock: TestClock) -> None:
    """Also when it was talked about meanwhile."""
    first = said(app, "firing") or ""
    passes(clock, hours=2)
    assert said(app, "firing") == first
    before = opened(app, first)
    held(app, first)
    passes(clock, hours=2)
    assert said(app, "firing") == first
    assert opened(app, first).timeline == before.timeline


def test_after_the_trash_only_what_begins_again_opens(app: App, clock: TestClock) -> None:
    first = said(app, "firing") or ""
    postmortems.trash(app, first, insider(app))
    passes(clock, minutes=5)
    assert not said(app, "firing"), "a repeat"
    assert not said(app, "resolved")
    passes(clock, minutes=5)
    assert said(app, "firing") not in (first, "", None)


def test_an_end_that_overtook_its_beginning_joins_it(app: App) -> None:
    """Nothing is left on Home that would open the same incident once more."""
    assert receive(app, body(alert(over=later(minutes=3)))) is None
    assert len(waiting.on_home(app, None).waiting) == 1
    pm_id = told(app, body(alert())) or ""
    assert waiting.on_home(app, None).waiting == ()
    assert TimelineKind.RESOLVED in [row.kind for row in opened(app, pm_id).timeline]


def test_an_end_of_another_day_does_not_join(app: App, clock: TestClock) -> None:
    receive(app, body(alert(over=later(minutes=3))))
    passes(clock, days=2)
    told(app, body(alert(at=later(days=2))))
    assert len(waiting.on_home(app, None).waiting) == 1


def test_what_a_storm_held_joins_when_its_group_opens(
    app: App, clock: TestClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An hour later the tool repeats it, and it opens: what was held is not offered for opening any more."""
    assert OPENED_AN_HOUR > 1
    monkeypatch.setattr(placing, "OPENED_AN_HOUR", 1)
    told(app, body(alert()))
    receive(app, body(alert(where="printer-2"), group="other"))
    assert [item.status for item in stored(app)].count(Status.HELD) == 1
    passes(clock, hours=2)
    pm_id = told(app, body(alert(where="printer-2"), group="other"))
    work(app)
    assert pm_id is not None
    assert waiting.on_home(app, None).waiting == ()
