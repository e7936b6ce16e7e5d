"""What earlier incidents left open, for Home and the lobby: of what is linked, for the workspace."""

import pytest

from core.errors import NotFound, WorkspaceLocked
from core.services import postmortems
from core.services.actions import follow_up
from core.services.app import App
from core.services.memory import left_open, links
from tests.support.apps import Opener
from tests.support.incidents import EARLIER_TITLE, Pair, pair


@pytest.fixture
def parcels(app: App) -> Pair:
    made = pair(app)
    links.link(app, made.later, made.earlier, made.people.facilitator)
    return made


def test_what_is_open_is_counted(parcels: Pair) -> None:
    """With title and day of the earlier one; closed actions do not count, and nothing open says nothing."""
    app, by = parcels.app, parcels.people.colleague
    (found,) = left_open.left_open(app, [parcels.later, parcels.other, "nothing"], by)
    assert (found.later_id, found.earlier_id) == (parcels.later, parcels.earlier)
    assert (found.title, found.on.isoformat(), found.open) == (EARLIER_TITLE, "2026-08-14", 3)
    for action in ("a1", "a2", "a3"):
        follow_up.drop(app, parcels.earlier, action, "No longer needed", by)
    assert left_open.left_open(app, [parcels.later], by) == ()
    assert [item.open for item in left_open.earlier_incidents(app, parcels.later, by)] == [0]
    assert left_open.left_open(app, [], by) == ()


def test_the_trash_is_silent(parcels: Pair) -> None:
    """Until it is restored."""
    postmortems.trash(parcels.app, parcels.earlier, None)
    assert left_open.left_open(parcels.app, [parcels.later], None) == ()
    postmortems.restore(parcels.app, parcels.earlier, None)
    assert len(left_open.left_open(parcels.app, [parcels.later], None)) == 1


@pytest.mark.parametrize("who", ["guest", "leading_guest", "viewer", "stranger"])
def test_guests_are_told_what_is_shown_and_no_more(database_url: str, open_test_app: Opener, who: str) -> None:
    """Title and day, without the id, and without what is open."""
    locked = pair(open_test_app(database_url, access="key"))
    links.link(locked.app, locked.later, locked.earlier, locked.people.facilitator)
    visitor = getattr(locked.people, who)
    for call in (left_open.earlier_incidents, lambda app, pm_id, by: left_open.left_open(app, [pm_id], by)):
        with pytest.raises(WorkspaceLocked):
            call(locked.app, locked.later, visitor)
    assert left_open.shown_to_everybody(locked.app, locked.later) == ()
    links.show(locked.app, locked.member(locked.people.facilitator), locked.earlier)
    (shown,) = left_open.shown_to_everybody(locked.app, locked.later)
    assert (shown.title, shown.on.isoformat(), shown.id) == (EARLIER_TITLE, "2026-08-14", "")
    assert left_open.shown_to_everybody(locked.app, locked.earlier) == ()
    with pytest.raises(NotFound):
        left_open.shown_to_everybody(locked.app, "nothing")
