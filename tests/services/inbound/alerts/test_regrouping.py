"""A route of Alertmanager is edited while alerts fire: their groups have other keys, and they stay where they are."""

from datetime import timedelta

import pytest

from core.services import postmortems
from core.services.app import App
from tests.support.alerts import BEGIN, alert, body, later, opened, receive, told


def firing(app: App, pm_id: str) -> list[str]:
    return [row.text for row in opened(app, pm_id).timeline if row.text.endswith("firing")]


def test_an_alert_that_is_known_stays_in_its_postmortem(app: App) -> None:
    """Its lines are not told again, and what joins the new group joins the postmortem."""
    first = told(app, body(alert(), group="by name"))
    moved = body(alert(), alert(where="printer-2", at=later(minutes=3)), group="by house")
    assert told(app, moved) == first
    assert firing(app, first) == ["Label queue is full (printer-1) firing", "Label queue is full (printer-2) firing"]
    assert len(postmortems.home(app).waiting) == 1


def test_a_group_that_is_cut_in_two_ends_in_its_postmortem(app: App) -> None:
    """Each alert has a group of its own now."""
    both = (alert(), alert(where="printer-2"))
    first = told(app, body(*both))
    for where in ("printer-1", "printer-2"):
        assert told(app, body(alert(where=where, over=later(minutes=9)), group=where)) == first
    assert sum(row.text.endswith("resolved") for row in opened(app, first).timeline) == 2


@pytest.mark.parametrize("group", ["labels", "other"])
def test_the_same_alert_that_fires_again_is_another_one(app: App, group: str) -> None:
    """In the same group or in another: its start says so."""
    first = told(app, body(alert()))
    told(app, body(alert(over=later(minutes=5))))
    assert told(app, body(alert(at=BEGIN + timedelta(hours=1)), group=group)) != first


def test_one_in_the_trash_takes_no_more(app: App) -> None:
    """What is known of an alert there opens nothing either; another alert does, with its own line."""
    first = told(app, body(alert()))
    postmortems.trash(app, first, None)
    assert receive(app, body(alert(), group="other")) is None
    second = told(app, body(alert(), alert(where="printer-2"), group="other"))
    assert second != first
    assert firing(app, second) == ["Label queue is full (printer-2) firing"]
