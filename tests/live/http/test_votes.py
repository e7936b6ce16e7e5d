"""The presses of the silent vote over HTTP: what is answered, and what is refused with a sentence."""

from typing import Any

import pytest

from core.services.documents import document_store
from tests.support.edits import add_row, combined
from tests.support.live import House, Person

ROWS = ("a", "b", "c", "d")


@pytest.fixture
def pm_id(house: House) -> str:
    made = house.meeting()
    rows = [add_row("actions", row, f"Action {row}", f"V{row}") for row in ROWS]
    document_store.edit(house.app, made, combined(*rows), None)
    return made


async def press(house: House, pm_id: str, person: Person, what: str, **more: Any) -> tuple[int, dict[str, Any]]:
    async with house.http(person) as browser:
        answer = await browser.post(f"/live/vote/{pm_id}", json={"what": what, **more})
        return answer.status_code, answer.json()


async def test_a_whole_vote(house: House, pm_id: str) -> None:
    """Start, give, take, reveal, choose, let go, put away."""
    lead, ben = house.person(pm_id, "facilitator"), house.person(pm_id)
    assert await press(house, pm_id, lead, "start", vote=0) == (200, {"vote": 1})
    assert await press(house, pm_id, ben, "give", vote=1, action="c") == (200, {"mine": ["c"]})
    assert await press(house, pm_id, ben, "give", vote=1, action="c") == (200, {"mine": ["c"]})
    assert await press(house, pm_id, ben, "give", vote=1, action="a") == (200, {"mine": ["a", "c"]})
    assert await press(house, pm_id, ben, "take", vote=1, action="a") == (200, {"mine": ["c"]})
    revealed = {"chosen": ["c"], "tied": [], "places": 0}
    assert await press(house, pm_id, lead, "reveal", vote=1) == (200, revealed)
    assert await press(house, pm_id, lead, "reveal", vote=1) == (200, revealed)
    assert await press(house, pm_id, lead, "choose", action="a") == (200, {})
    assert await press(house, pm_id, lead, "let_go", action="c") == (200, {})
    assert await press(house, pm_id, lead, "close", vote=1) == (200, {})


async def test_who_may_do_what(house: House, pm_id: str) -> None:
    """Participants with a link vote and nothing else; whoever reads along does nothing."""
    lead, ben = house.person(pm_id, "facilitator"), house.person(pm_id)
    cleo, stranger = house.person(pm_id, "viewer"), house.person()
    await press(house, pm_id, lead, "start", vote=0)
    leading: dict[str, dict[str, Any]] = {
        "start": {"vote": 1},
        "reveal": {"vote": 1},
        "close": {"vote": 1},
        "choose": {"action": "a"},
        "let_go": {"action": "a"},
    }
    for who in (ben, cleo, stranger):
        for what, more in leading.items():
            status, body = await press(house, pm_id, who, what, **more)
            assert (status, bool(body["sentence"])) == (403, True), what
    for who in (cleo, stranger):
        assert (await press(house, pm_id, who, "give", vote=1, action="a"))[0] == 403
    assert (await press(house, pm_id, ben, "give", vote=1, action="a"))[0] == 200


@pytest.mark.parametrize(
    ("what", "more", "status"),
    [
        ("give", {"vote": 1, "action": "gone"}, 404),
        ("give", {"vote": 2, "action": "a"}, 409),
        ("give", {"vote": "1", "action": "a"}, 422),
        ("give", {"vote": True, "action": "a"}, 422),
        ("give", {"vote": -1, "action": "a"}, 422),
        ("give", {"vote": 1, "action": ["a"]}, 422),
        ("give", {"vote": 1, "action": "a" * 300}, 422),
        ("give", {"action": "a"}, 422),
        ("guess", {"vote": 1}, 422),
        ("start", {"vote": 7}, 409),
        ("choose", {"action": "a"}, 409),
    ],
)
async def test_what_cannot_be_done_is_a_sentence(
    house: House, pm_id: str, what: str, more: dict[str, Any], status: int
) -> None:
    """Nothing is changed by it."""
    lead = house.person(pm_id, "facilitator")
    await press(house, pm_id, lead, "start", vote=0)
    got, body = await press(house, pm_id, lead, what, **more)
    assert got == status
    assert body["sentence"].endswith(".")
    assert (await press(house, pm_id, lead, "give", vote=1, action="d"))[1] == {"mine": ["d"]}


async def test_a_fourth_dot_is_refused_kindly(house: House, pm_id: str) -> None:
    """With what to do about it."""
    lead = house.person(pm_id, "facilitator")
    await press(house, pm_id, lead, "start", vote=0)
    for row in "abc":
        await press(house, pm_id, lead, "give", vote=1, action=row)
    status, body = await press(house, pm_id, lead, "give", vote=1, action="d")
    assert (status, body["sentence"]) == (409, "Your three dots are given. Take one back first.")
