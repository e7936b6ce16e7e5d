"""Alerts of a closed postmortem: their lines go on into it, and those who were not named are told nothing."""

from core.services.access import closing
from core.services.app import App
from core.services.inbound.alerts import proposed
from core.store.database.audience import UNRESTRICTED, Audience
from core.store.inbound.deliveries import Status
from core.store.people import members
from tests.support.alerts import alert, body, later, stored, told
from tests.support.apps import insider


def test_lines_go_on_into_a_closed_one(app: App) -> None:
    """A person closed it, not the alert; no second one opens beside it."""
    pm_id = told(app, body(alert()))
    ada, ben = insider(app, "Ada"), insider(app, "Ben")
    with app.db.write(UNRESTRICTED) as tx:
        members.join(tx, pm_id, ada.id, "facilitator")
    closing.close(app, pm_id, [], ada)
    assert told(app, body(alert(), alert(where="printer-2", at=later(minutes=5)))) == pm_id
    assert stored(app)[-1].status is Status.DONE
    with app.db.read(Audience(ben.id)) as tx:
        assert members.member(tx, pm_id, ben.id) is None
    assert proposed.proposals(app, [pm_id]) == {}
