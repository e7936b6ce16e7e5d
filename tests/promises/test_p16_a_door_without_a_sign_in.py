"""P16: No door without a key, where people sign in: every route and socket, asked by whoever is not signed in any more.

Who is signed in and in a meeting is a member like any other; a sign-in that is over is nobody.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from core.domain.permissions import Role
from core.services import access
from core.services.access import signing_in
from core.store.people import identities, members, sign_ins
from tests.promises.test_p16_a_door_without_a_key import EXPECTED, MEMBER, NOBODY, VIEWER, doors, knock
from tests.support.fake_provider import FakeProvider
from tests.support.live import House, Person
from tests.support.sign_ins import signed_in

ROLES = {"oidc_roles": {"audit": "viewer", "visit": "guest"}, "oidc_default_role": "participant"}
# Who they are, and what they get: as the column of the table for the key.
PEOPLE = {
    "signed in and a member": MEMBER,
    "signed in and a viewer": VIEWER,
    "a guest by code": MEMBER,
    "over": NOBODY,
    "signed out": NOBODY,
    "signed out everywhere": NOBODY,
    "nobody": NOBODY,
}
SIGN_IN_DOORS = {
    ("GET", "/live/sign-in"): dict.fromkeys(PEOPLE, 302),
    ("GET", "/live/signed-in"): dict.fromkeys(PEOPLE, 422),
    ("GET", "/live/sign-out"): dict.fromkeys(PEOPLE, 200),
    ("POST", "/live/sign-out"): dict.fromkeys(PEOPLE, 200),
}
# Signed in, but in no meeting: the workspace is theirs, the rooms are entered through their page.
OUTSIDE = {("POST", "/live/hints/{pm_id}"), ("POST", "/live/evidence/{pm_id}"), ("WS", "/live/ws/{pm_id}")}


@pytest.fixture
async def house(open_house: Callable[..., Any], fake_provider: FakeProvider) -> House:
    settings = {name: value for name, value in fake_provider.settings.items() if name != "url"}
    opened: House = await open_house(address="http://127.0.0.1:8501", **settings, **ROLES)
    return opened


def somebody(house: House, pm_id: str, who: str) -> Person | None:
    if who == "nobody":
        return None
    if who == "a guest by code":
        return house.person(pm_id)
    signed = signed_in(house.app, groups=["audit"] if "viewer" in who else [])
    with house.app.db.write() as tx:
        members.join(tx, pm_id, signed.visitor.id, Role.VIEWER if "viewer" in who else Role.PARTICIPANT)
        if who == "over":
            identity = identities.of_visitor(tx, signed.visitor.id)
            assert identity is not None
            sign_ins.end(tx, signed.token)
            sign_ins.add(tx, identity, signed.token, timedelta(seconds=-1))
    if who == "signed out":
        signing_in.sign_out(house.app, signed.token)
    if who == "signed out everywhere":
        signing_in.sign_out_everywhere(house.app, signed.visitor.id)
    return Person(signed.visitor, signed.token)


@pytest.mark.parametrize("who", PEOPLE)
async def test_each_door_knows_who_is_signed_in_now(house: House, who: str) -> None:
    """The same table as for the key; a sign-in that has ended opens as much as none."""
    pm_id = house.meeting("Secret words in the title")
    person = somebody(house, pm_id, who)
    for method, path in doors():
        if (method, path) in SIGN_IN_DOORS:
            expected = SIGN_IN_DOORS[method, path][who]
        else:
            expected = EXPECTED[method, path][PEOPLE[who]]
        if (method, path) == ("POST", "/live/sign-out"):
            continue  # last, below: it ends what the others are asked with
        if (method, path) == ("POST", "/live/seen/{pm_id}") and who == "signed in and a member":
            expected = 200  # they are in the workspace, too
        if (method, path) == ("POST", "/live/seen/{pm_id}") and who == "signed in and a viewer":
            expected = 200
        got = await knock(house, method, path, pm_id, person)
        assert got == expected, f"{who} at {method} {path}: {got}"
    assert await knock(house, "POST", "/live/sign-out", pm_id, person) == SIGN_IN_DOORS["POST", "/live/sign-out"][who]


@pytest.mark.parametrize("who", PEOPLE)
async def test_the_page_of_a_room_tells_its_data_to_who_is_in_it_now(house: House, who: str) -> None:
    """Who is nobody any more is sent to the page where people sign in, and told nothing on the way."""
    pm_id = house.meeting("Secret words in the title")
    async with house.http(somebody(house, pm_id, who)) as browser:
        answer = await browser.get("/room", params={"pm": pm_id})
    assert ("Secret words" in answer.text) is (PEOPLE[who] in (MEMBER, VIEWER)), who
    assert answer.status_code == (200 if "Secret words" in answer.text else 302)


@pytest.mark.parametrize(("method", "path"), sorted(OUTSIDE))
async def test_who_signed_in_enters_a_room_through_its_page(house: House, method: str, path: str) -> None:
    """Knowing the address of a meeting is not being in it."""
    pm_id = house.meeting("Secret words in the title")
    signed = signed_in(house.app, groups=[])
    refused = await knock(house, method, path, pm_id, Person(signed.visitor, signed.token))
    assert refused in (403, 4403)
    access.join_from_workspace(house.app, signed.visitor, pm_id)
    assert await knock(house, method, path, pm_id, Person(signed.visitor, signed.token)) in (200, 422, 0)


async def test_a_guest_by_group_has_no_more_than_a_name(house: House) -> None:
    """The workspace's file of all action items, for one, is closed."""
    visit = signed_in(house.app, "kim", groups=["visit"])
    house.meeting("Secret words in the title")
    async with house.http(Person(visit.visitor, visit.token)) as browser:
        assert (await browser.get("/live/export/actions.csv")).status_code in (403, 404)
