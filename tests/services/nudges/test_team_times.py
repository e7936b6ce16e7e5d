"""The team's zone, its patience, and the hours of mail: kept for all, changed by the workspace, never a trap."""

from datetime import time

import pytest

from core.domain.webhook.hours import Hours
from core.errors import BadInput, DebriefError
from core.services import postmortems
from core.services.app import App
from core.services.nudges import audience, rounds, team_times
from core.services.postmortems.example import add_once
from core.store import settings_kv
from tests.support.apps import BEGIN, TestClock, insider, newcomer

NIGHT = Hours(time(22), time(7), weekends=False)


def test_without_a_choice_it_is_utc_three_days_and_always(app: App) -> None:
    """As it was before there was a choice."""
    assert team_times.current(app) == ("UTC", 3, Hours())


def test_what_is_chosen_is_kept(app: App) -> None:
    """By somebody inside."""
    team_times.set_times(app, "Europe/Berlin", 5, NIGHT, insider(app))
    assert team_times.current(app) == ("Europe/Berlin", 5, NIGHT)


@pytest.mark.parametrize(("zone", "days"), [("Mars/Olympus", 3), ("", 3), ("UTC", 0), ("UTC", 61)])
def test_what_cannot_be_is_refused_with_a_sentence(app: App, zone: str, days: int) -> None:
    """And nothing of it is kept."""
    with pytest.raises(BadInput):
        team_times.set_times(app, zone, days, NIGHT, None)
    assert team_times.current(app) == ("UTC", 3, Hours())


def test_strangers_change_nothing(locked_app: App) -> None:
    """A guest's code opens one meeting."""
    with pytest.raises(DebriefError):
        team_times.set_times(locked_app, "UTC", 1, NIGHT, newcomer(locked_app))


@pytest.mark.parametrize("stored", ["", "x", "-1", "99999", "\u0661", '{"quiet_from": 3}', "[]"])
def test_a_setting_that_somebody_broke_holds_up_nothing(app: App, stored: str) -> None:
    """The usual ones count then."""
    with app.db.write() as tx:
        for key in (settings_kv.TEAM_ZONE, settings_kv.NO_MEETING_DAYS, settings_kv.MAIL_HOURS):
            settings_kv.put_setting(tx, key, stored)
    zone, days, hours = team_times.current(app)
    assert (zone, hours) == ("UTC", Hours())
    assert 1 <= days <= team_times.MOST_DAYS


def test_a_working_day_begins_at_seven_on_the_teams_clocks(app: App, clock: TestClock) -> None:
    """Seven in Auckland is the evening before in UTC."""
    clock.now = BEGIN.replace(hour=17, minute=59)
    assert rounds.working_day(app).isoformat() == "2026-11-23"
    team_times.set_times(app, "Pacific/Auckland", 3, Hours(), None)
    assert rounds.working_day(app).isoformat() == "2026-11-23"
    clock.tick(minutes=1)
    assert rounds.working_day(app).isoformat() == "2026-11-24"


def test_who_may_be_told_of_is_asked_in_one_place(app: App) -> None:
    """No example, nothing in the trash, nothing that is not there; thousands at once."""
    add_once(app)
    kept, gone = postmortems.create(app, "Disk full"), postmortems.create(app, "A mistake")
    postmortems.trash(app, gone, None)
    with app.db.read() as tx:
        every = [row for (row,) in tx.sql("SELECT id FROM postmortem")]
        asked = [*every, *(f"nobody{number}" for number in range(2_000))]
        assert audience.may_be_told(tx, asked) == {kept}
        assert audience.may_be_told(tx, []) == frozenset()
