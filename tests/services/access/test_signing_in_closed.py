"""A guest who was let into a closed postmortem signs in: the person is inside, and the guest is not."""

import pytest

from core.errors import NotAdmitted
from core.services import access, postmortems
from core.services.access import Visitor, closing
from core.services.access.visitors import new_token
from core.services.app import App
from core.store.people import visitors
from tests.support.apps import Opener
from tests.support.sign_ins import SETTINGS, signed_in


@pytest.fixture
def app(database_url: str, open_test_app: Opener) -> App:
    return open_test_app(database_url, **SETTINGS)


def guest(app: App) -> Visitor:
    with app.db.write() as tx:
        return visitors.create_visitor(tx, new_token(), "Gwen", "#2a6f97", "gwen")


def closed_one(app: App) -> tuple[str, Visitor]:
    """The postmortem, and who closed it."""
    lead = signed_in(app, "lead").visitor
    pm_id = postmortems.create(app, "A key was stolen", by=lead)
    closing.close(app, pm_id, [], lead)
    return pm_id, lead


def ask(app: App, pm_id: str, who: Visitor) -> str | None:
    """Returns the cookie that the browser has from then on; None for a person's, which stays."""
    link = access.links(app.reading_for(access.UNRESTRICTED), pm_id, "http://x").participant
    parts = dict(part.split("=", 1) for part in link.partition("#")[2].split("&"))
    with pytest.raises(NotAdmitted) as asked:
        access.enter_link(app, who, pm_id, "participant", parts["t"])
    return asked.value.token


def names(app: App, pm_id: str) -> dict[str, str]:
    return {person.visitor_id: person.role for person in closing.closing(app, pm_id, None).named}


def test_who_was_let_in_stays_inside(app: App) -> None:
    pm_id, lead = closed_one(app)
    gwen = guest(app)
    token = ask(app, pm_id, gwen)
    closing.let_in(app, pm_id, gwen.id, lead)
    person = signed_in(app, "gwen", browser=token).visitor
    assert access.member(app, person, pm_id).role == "participant"
    assert names(app, pm_id) == {lead.id: "facilitator", person.id: "participant"}


def test_who_asks_goes_on_asking(app: App) -> None:
    """Letting in whoever stands in the list lets in somebody who is there."""
    pm_id, lead = closed_one(app)
    token = ask(app, pm_id, guest(app))
    person = signed_in(app, "gwen", browser=token).visitor
    (asking,) = closing.closing(app, pm_id, lead).asking
    assert asking.visitor_id == person.id
    closing.let_in(app, pm_id, person.id, lead)
    assert access.member(app, person, pm_id).role == "participant"


def test_who_was_let_in_as_a_person_loses_nothing(app: App) -> None:
    """As a guest they only ask: that is no step back."""
    pm_id, lead = closed_one(app)
    person = signed_in(app, "gwen").visitor
    ask(app, pm_id, person)
    closing.let_in(app, pm_id, person.id, lead)
    token = ask(app, pm_id, guest(app))
    signed_in(app, "gwen", browser=token)
    assert set(names(app, pm_id)) == {lead.id, person.id}
    assert closing.closing(app, pm_id, lead).asking == ()
