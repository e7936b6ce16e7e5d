"""P2: After a restart nothing is doubled, and a browser with another epoch's copy does not merge."""

from collections.abc import Callable
from typing import Any

from pycrdt import Doc, Text

from core.services.documents import document_store
from tests.support.edits import set_text
from tests.support.live import House


async def test_coming_back_again_and_again_doubles_nothing(open_house: Callable[..., Any]) -> None:
    """The room is loaded from its updates only; a browser that returns brings what the server already has."""
    house: House = await open_house()
    pm_id = house.meeting()
    person = house.person(pm_id)
    peer = await house.peer(pm_id, person)
    peer.type("hello")
    await peer.until_saved()
    for _ in range(3):
        await peer.leave()
        again: House = await open_house()
        peer = await again.peer(pm_id, person, doc=peer.doc)
        await peer.until_saved()
        fresh = await again.peer(pm_id)
        assert fresh.read() == peer.read() == "hello"


async def test_a_copy_of_an_older_epoch_is_refused_and_not_merged(house: House) -> None:
    """4409, final: the browser keeps its copy aside and reloads."""
    pm_id = house.meeting()
    person = house.person(pm_id)
    old: Doc[Any] = Doc()
    old.get("text:summary.what_happened", type=Text).insert(0, "an older text")
    before = document_store.open_document(house.app, pm_id)
    peer = await house.knock(pm_id, person, doc=old, epoch=0)
    assert await peer.until_closed() == 4409
    after = document_store.open_document(house.app, pm_id)
    assert after == before
    current = await house.peer(pm_id, person)
    assert current.read() == ""


async def test_a_server_side_edit_while_people_type_is_there_once(house: House) -> None:
    """What comes from outside the board travels the same log."""
    pm_id = house.meeting()
    peer = await house.peer(pm_id)
    peer.type("typed", "lessons.lucky")
    document_store.edit(house.app, pm_id, set_text("summary.impact", "from outside"), None)
    await peer.until(lambda: peer.read("summary.impact") == "from outside")
    fresh = await house.peer(pm_id)
    assert (fresh.read("summary.impact"), fresh.read("lessons.lucky")) == ("from outside", "typed")
