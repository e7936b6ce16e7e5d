"""Alerts of a closed postmortem: their lines go on into it, and those who were not named are told nothing."""

from core.services.access import closing
from core.services.app import App
from core.services.inbound.alerts import proposed
from core.store import postmortems
from core.store.database.audience import UNRESTRICTED, Audience
from core.store.inbound.deliveries import Status
from core.store.people import members
from core.store.people.visitors import Visitor
from core.store.search import full_text
from tests.support.alerts import alert, body, later, stored, told
from tests.support.apps import insider


def closed_for_ada(app: App) -> tuple[str, Visitor, Visitor]:
    """The postmortem of an alert, who may know of it, and somebody of the workspace who may not."""
    pm_id = told(app, body(alert()))
    ada, ben = insider(app, "Ada"), insider(app, "Ben")
    with app.db.write(UNRESTRICTED) as tx:
        members.join(tx, pm_id, ada.id, "facilitator")
    closing.close(app, pm_id, [], ada)
    return pm_id, ada, ben


def test_what_fires_again_after_the_end_is_closed_for_the_same_people(app: App) -> None:
    """A secret incident that comes back is no news for everybody; who leads it may lead this one."""
    first, ada, ben = closed_for_ada(app)
    told(app, body(alert(over=later(minutes=10))))
    again = told(app, body(alert(at=later(hours=3))))
    assert again not in ("", first)
    with app.db.read(Audience(ben.id)) as tx:
        assert postmortems.get(tx, again) is None
        assert full_text.search(tx, "printer") == []
    with app.db.read(Audience(ada.id)) as tx:
        assert postmortems.get(tx, again) is not None
    assert [(person.name, person.role) for person in closing.closing(app, again, ada).named] == [("Ada", "facilitator")]


def test_what_fires_again_after_an_open_one_is_open(app: App) -> None:
    """Also when it was closed once and everybody was let in again."""
    first, ada, ben = closed_for_ada(app)
    closing.open_again(app, first, ada)
    told(app, body(alert(over=later(minutes=10))))
    again = told(app, body(alert(at=later(hours=3))))
    with app.db.read(Audience(ben.id)) as tx:
        assert postmortems.get(tx, again) is not None


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
