"""An alert that fires for months and is repeated all the time: what was told stays told, what was deleted stays so."""

from datetime import timedelta

from core.document.edit import set_row_value
from core.domain.inbound.limits import REMEMBERED
from core.services import postmortems
from core.services.app import App
from core.services.documents import document_store
from core.services.inbound.working import tidy
from core.store.inbound import groups
from tests.support.alerts import alert, body, opened, told
from tests.support.apps import TestClock, insider


def months_pass(app: App, clock: TestClock) -> None:
    """Longer than anything is remembered; the tool repeats the alert every month."""
    end = clock.now + REMEMBERED + timedelta(days=40)
    while clock.now < end:
        clock.now += timedelta(days=20)
        told(app, body(alert()))
        tidy(app)


def test_its_rows_stay_as_people_left_them(app: App, clock: TestClock) -> None:
    pm_id = told(app, body(alert())) or ""
    row = opened(app, pm_id).timeline[0]
    document_store.edit(app, pm_id, set_row_value("timeline", row.id, "who", "Gwen"), None)
    before = opened(app, pm_id).timeline
    months_pass(app, clock)
    assert opened(app, pm_id).timeline == before
    assert [card.id for card in postmortems.home(app).waiting] == [pm_id]


def test_what_was_deleted_for_good_is_not_made_again(app: App, clock: TestClock) -> None:
    pm_id = told(app, body(alert())) or ""
    postmortems.trash(app, pm_id, insider(app))
    postmortems.purge(app, pm_id, insider(app))
    months_pass(app, clock)
    assert postmortems.home(app).waiting == ()


def test_what_is_over_is_forgotten(app: App, clock: TestClock) -> None:
    pm_id = told(app, body(alert())) or ""
    clock.now += REMEMBERED + timedelta(days=1)
    tidy(app)
    with app.db.read() as tx:
        assert groups.told_in(tx, pm_id) == 0
