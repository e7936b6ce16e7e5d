"""What waits for a person: opened, assigned or ignored, once, for the whole group."""

import json
from typing import Any

import pytest

from core.domain.inbound.limits import OPENED_AN_HOUR
from core.domain.postmortem import Severity
from core.errors import BadInput, NotAllowed, NotFound, NotMember, WorkspaceLocked
from core.services import postmortems
from core.services.app import App
from core.services.inbound.alerts import proposed, waiting
from core.store.database import tables
from core.store.inbound.deliveries import Status
from tests.support.alerts import alert, body, later, opened, receive, stored, told, work
from tests.support.apps import TestClock, insider, newcomer, open_room, visitor_of


def unknown_end(app: App, where: str = "printer-1", group: str = "labels") -> None:
    receive(app, body(alert(where=where, over=later(minutes=3)), group=group))


def component(app: App) -> None:
    """A component that changed without an incident."""
    changed: dict[str, Any] = {
        "page": {"id": "p"},
        "component": {"id": "c1", "name": "Parcels", "status": "major_outage", "created_at": "2024-01-01T00:00:00Z"},
        "component_update": {
            "id": "u1",
            "component_id": "c1",
            "old_status": "operational",
            "new_status": "major_outage",
            "created_at": "2026-11-23T13:40:00Z",
        },
    }
    receive(app, json.dumps(changed).encode(), "statuspage")


def test_what_has_no_place_waits(app: App) -> None:
    """With its title, where it came from and why; several bodies of a group wait as one."""
    unknown_end(app)
    unknown_end(app, "printer-2")
    component(app)
    found = waiting.on_home(app, None)
    assert [(item.label, item.bodies) for item in found.waiting] == [("Statuspage", 1), ("Alertmanager", 2)]
    assert "Parcels" in found.waiting[0].title
    assert found.more == 0


def test_it_can_be_opened_after_all(app: App) -> None:
    """With the lines of all bodies that waited, and those that come later."""
    unknown_end(app)
    unknown_end(app, "printer-2")
    (item,) = waiting.on_home(app, None).waiting
    pm_id = waiting.open_postmortem(app, item.id, None)
    work(app)
    assert sum("resolved" in row.text for row in opened(app, pm_id).timeline) == 2
    assert waiting.on_home(app, None).waiting == ()
    assert told(app, body(alert(where="printer-3", over=later(minutes=4)))) == pm_id


def test_it_can_be_assigned(app: App) -> None:
    """Its lines stand behind those that are there, and its group goes there from now on."""
    pm_id = postmortems.create(app, "Parcels stood still")
    component(app)
    (item,) = waiting.on_home(app, None).waiting
    waiting.assign(app, item.id, pm_id, None)
    work(app)
    (row,) = opened(app, pm_id).timeline
    assert (row.who, "Parcels" in row.text) == ("Statuspage", True)


def test_it_can_be_ignored(app: App) -> None:
    """All that waits of the group, and one choice is made once."""
    unknown_end(app)
    unknown_end(app, "printer-2")
    (item,) = waiting.on_home(app, None).waiting
    waiting.ignore(app, item.id, None)
    assert {delivery.status for delivery in stored(app)} == {Status.IGNORED}
    for again in (waiting.ignore, waiting.open_postmortem):
        with pytest.raises(NotFound):
            again(app, item.id, None)


def test_one_in_the_trash_takes_nothing(app: App) -> None:
    """What is assigned to it would never be seen."""
    pm_id = postmortems.create(app, "Parcels stood still")
    postmortems.trash(app, pm_id, None)
    unknown_end(app)
    (item,) = waiting.on_home(app, None).waiting
    with pytest.raises(NotFound):
        waiting.assign(app, item.id, pm_id, None)
    assert waiting.on_home(app, None).waiting


def test_what_is_kept_no_more_cannot_be_opened(app: App) -> None:
    """Ignoring it works all the same… with a sentence that says so."""
    unknown_end(app)
    with app.db.write() as tx:
        tx.execute(tables.inbound_delivery.update().values(body=None))
    (item,) = waiting.on_home(app, None).waiting
    with pytest.raises(BadInput):
        waiting.open_postmortem(app, item.id, None)


def test_a_storm_is_a_short_list(app: App) -> None:
    """A few, the number of the others, and one click for all."""
    for number in range(OPENED_AN_HOUR + waiting.SHOWN + 5):
        receive(app, body(alert(where=f"printer-{number}"), group=str(number)))
    found = waiting.on_home(app, None)
    assert (len(found.waiting), found.more) == (waiting.SHOWN, 5)
    assert len(found.opened) == OPENED_AN_HOUR
    assert waiting.ignore_all(app, None) == waiting.SHOWN + 5
    assert waiting.on_home(app, None).waiting == ()


def test_yesterdays_openings_are_no_news(app: App, clock: TestClock) -> None:
    """They are among the others then."""
    pm_id = told(app, body(alert()))
    assert list(waiting.on_home(app, None).opened) == [pm_id]
    clock.tick(hours=25)
    assert waiting.on_home(app, None).opened == {}


def test_a_subscription_waits_for_a_person(app: App) -> None:
    """Its address is shown, and nothing asks for it."""
    sent = {
        "Type": "SubscriptionConfirmation",
        "MessageId": "m-1",
        "Token": "t",
        "TopicArn": "arn:aws:sns:eu-central-1:123456789012:orders",
        "Message": "You have chosen to subscribe",
        "SubscribeURL": "https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&Token=t",
        "Timestamp": "2026-11-23T13:59:30.000Z",
    }
    receive(app, json.dumps(sent).encode(), "sns")
    (item,) = waiting.confirmations(app, None)
    assert item.address == sent["SubscribeURL"]
    waiting.confirmed(app, item.id, None)
    assert waiting.confirmations(app, None) == []


def test_guests_see_and_choose_nothing(locked_app: App) -> None:
    """All of it belongs to the workspace."""
    unknown_end(locked_app)
    guest, inside = newcomer(locked_app), insider(locked_app)
    (item,) = waiting.on_home(locked_app, inside).waiting
    for call in (waiting.on_home, waiting.confirmations, waiting.ignore_all):
        with pytest.raises(WorkspaceLocked):
            call(locked_app, guest)
    for choose in (waiting.open_postmortem, waiting.ignore, waiting.confirmed):
        with pytest.raises(WorkspaceLocked):
            choose(locked_app, item.id, guest)
    with pytest.raises(WorkspaceLocked):
        waiting.assign(locked_app, item.id, "x", guest)


def test_a_severity_is_proposed_and_taken_by_a_person(app: App) -> None:
    """In the document only then; once it is set nothing is proposed."""
    pm_id = told(app, body(alert()))
    found = proposed.proposed_severity(app, pm_id, None)
    assert found is not None
    assert (found.severity, found.label) == (Severity.P1, "Alertmanager")
    assert proposed.take(app, pm_id, None) is Severity.P1
    assert opened(app, pm_id).severity is Severity.P1
    assert proposed.proposed_severity(app, pm_id, None) is None
    with pytest.raises(NotFound):
        proposed.take(app, pm_id, None)


def test_it_may_become_worse_until_somebody_answers(app: App) -> None:
    """A worse one replaces the first; a milder one does not, and neither comes after an answer."""
    pm_id = told(app, body(alert(severity="warning")))
    told(app, body(alert(severity="warning"), alert(where="printer-2", severity="critical")))
    assert proposed.proposals(app, [pm_id])[pm_id].severity is Severity.P1
    told(app, body(alert(where="printer-3", severity="warning")))
    assert proposed.proposals(app, [pm_id])[pm_id].severity is Severity.P1
    proposed.decline(app, pm_id, None)
    told(app, body(alert(where="printer-4", severity="critical")))
    assert proposed.proposals(app, [pm_id]) == {}


def test_what_debrief_does_not_have_is_not_proposed(app: App) -> None:
    """P4 is below what there is to choose."""
    assert proposed.proposals(app, [told(app, body(alert(severity="info")))]) == {}


def test_who_may_write_may_take_it(locked_app: App) -> None:
    """A participant may, a viewer and a stranger may not."""
    pm_id = told(locked_app, body(alert()))
    room = open_room(locked_app)
    with pytest.raises(NotMember):
        proposed.take(locked_app, pm_id, newcomer(locked_app))
    viewer = visitor_of(locked_app, room.viewer)
    with pytest.raises(NotAllowed):
        proposed.decline(locked_app, room.pm_id, viewer)
