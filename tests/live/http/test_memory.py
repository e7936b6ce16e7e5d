"""What was seen before over HTTP: the card for the workspace, and one sentence for everybody else."""

from collections.abc import Callable
from typing import Any

import pytest
from pycrdt import Map

from core.live.limits import LIMITS, Limits
from core.services import postmortems
from core.services.memory import links
from core.store import settings_kv
from core.store.people import visitors
from tests.support.incidents import (
    EARLIER_TITLE,
    OPEN_ACTION,
    earlier_postmortem,
    later_postmortem,
    stored,
    stranger_postmortem,
)
from tests.support.live import House, Person


@pytest.fixture
async def locked(open_house: Callable[..., Any]) -> House:
    """A workspace behind its key, where not everybody is inside."""
    house: House = await open_house(access="key")
    return house


@pytest.fixture
def pair(locked: House) -> tuple[str, str]:
    stored(locked.app, stranger_postmortem())
    return stored(locked.app, earlier_postmortem()), stored(locked.app, later_postmortem())


def insider(house: House, pm_id: str, role: str = "participant") -> Person:
    person = house.person(pm_id, role)
    with house.app.db.write() as tx:
        visitors.grant_workspace(tx, person.id, settings_kv.workspace_generation(tx))
    return person


async def ask(house: House, pm_id: str, person: Person | None, what: str, **more: Any) -> tuple[int, dict[str, Any]]:
    async with house.http(person) as browser:
        answer = await browser.post(f"/live/seen/{pm_id}", json={"what": what, **more})
    assert answer.headers["cache-control"] == "no-store" or answer.status_code != 200
    return answer.status_code, answer.json()


async def test_the_card_of_an_insider(locked: House, pair: tuple[str, str]) -> None:
    """Everything that the browser draws: as text in runs, of which some are marked."""
    earlier, later = pair
    status, body = await ask(locked, later, insider(locked, later), "look")
    assert status == 200
    found = body["incidents"][0]
    assert (found["id"], found["day"], found["severity"]) == (earlier, "Fri 14 Aug 2026", "P2")
    assert "".join(text for text, _ in found["title"]) == EARLIER_TITLE
    assert any(marked for _, marked in found["title"])
    action = next(item for item in found["open"] if item["id"] == "a1")
    assert "".join(text for text, _ in action["text"]) == OPEN_ACTION
    assert (action["owner"], action["carried"]) == ("Sam", False)
    assert action["age"].endswith("days")
    assert (body["leads"], found["linked"], found["shown"]) == (False, False, False)


async def test_each_answer_brings_the_card_as_it_is_then(locked: House, pair: tuple[str, str]) -> None:
    """Link, carry, show, hide, unlink, not the same, and back."""
    earlier, later = pair
    lead = insider(locked, later, "facilitator")

    async def done(what: str, **more: Any) -> dict[str, Any]:
        status, body = await ask(locked, later, lead, what, incident=earlier, **more)
        assert status == 200, body
        return next((item for item in body["incidents"] if item["id"] == earlier), {})

    assert (await done("link"))["linked"]
    carried = {item["id"]: item["carried"] for item in (await done("carry", action="a1"))["open"]}
    assert carried == {"a1": True, "a2": False, "a3": False}
    assert (await done("show"))["shown"]
    assert not (await done("hide"))["shown"]
    assert not (await done("unlink"))["linked"]
    assert await done("not_the_same") == {}
    assert (await done("maybe"))["id"] == earlier
    assert [row.text for row in postmortems.summary(locked.app, later).postmortem.actions] == [OPEN_ACTION]


@pytest.mark.parametrize("what", ["look", "link", "unlink", "not_the_same", "maybe", "show", "hide", "carry"])
@pytest.mark.parametrize("role", ["facilitator", "participant", "viewer"])
async def test_a_guest_gets_one_sentence(locked: House, pair: tuple[str, str], role: str, what: str) -> None:
    """Whatever their role, also when the room was shown something; nothing is changed."""
    earlier, later = pair
    links.link(locked.app, later, earlier, None)
    before = postmortems.summary(locked.app, later, inside=True)
    guest = locked.person(later, role)
    status, body = await ask(locked, later, guest, what, incident=earlier, action="a1")
    assert status == 401
    assert set(body) == {"sentence"}
    after = postmortems.summary(locked.app, later, inside=True)
    assert after.postmortem == before.postmortem
    assert after.meta.recurrence_of == before.meta.recurrence_of


async def test_an_insider_without_a_seat_asks_elsewhere(locked: House, pair: tuple[str, str]) -> None:
    """The room's door is for the room; the page that compares is for the workspace."""
    _, later = pair
    other = insider(locked, locked.meeting())
    assert (await ask(locked, later, other, "look"))[0] == 403
    assert (await ask(locked, later, None, "look"))[0] == 403


async def test_a_participant_does_not_show(locked: House, pair: tuple[str, str]) -> None:
    """Only who leads decides what guests see."""
    earlier, later = pair
    links.link(locked.app, later, earlier, None)
    status, body = await ask(locked, later, insider(locked, later), "show", incident=earlier)
    assert (status, bool(body["sentence"])) == (403, True)


@pytest.mark.parametrize(
    ("what", "more", "status"),
    [
        ("guess", {}, 422),
        ("link", {}, 404),
        ("link", {"incident": "nothing"}, 404),
        ("link", {"incident": ["x"]}, 422),
        ("link", {"incident": "x" * 300}, 422),
        ("carry", {"incident": "nothing", "action": "a1"}, 404),
        ("show", {"incident": "nothing"}, 409),
    ],
)
async def test_what_cannot_be_done_is_a_sentence(
    locked: House, pair: tuple[str, str], what: str, more: dict[str, Any], status: int
) -> None:
    """Nothing is changed by it."""
    _, later = pair
    lead = insider(locked, later, "facilitator")
    got, body = await ask(locked, later, lead, what, **more)
    assert got == status
    assert body["sentence"].endswith(".")


async def test_asking_has_a_rate(open_house: Callable[..., Any]) -> None:
    """Typing never comes near it."""
    house: House = await open_house(limits=Limits(memory_per_second=0.001, memory_burst=3000))
    pm_id = house.meeting()
    person = house.person(pm_id)
    codes = [(await ask(house, pm_id, person, "look"))[0] for _ in range(5)]
    assert codes == [200, 200, 200, 429, 429]
    assert LIMITS.memory_per_second * LIMITS.memory_burst >= 10


async def test_nothing_of_it_is_on_the_socket(locked: House, pair: tuple[str, str]) -> None:
    """Everybody in the room listens there: a guest's browser never gets a word of another incident."""
    earlier, later = pair
    guest = await locked.peer(later)
    lead = insider(locked, later, "facilitator")
    for what in ("look", "link", "show", "hide"):
        await ask(locked, later, lead, what, incident=earlier)
    await ask(locked, later, lead, "carry", incident=earlier, action="a1")
    await guest.until(lambda: OPEN_ACTION in str(guest.doc.get("rows:actions", type=Map).to_py()))
    said = " ".join(map(repr, guest.frames))
    assert EARLIER_TITLE not in said
    assert earlier not in said
