"""P18: Authorship is the server's word."""

from sqlalchemy import text

from tests.support.live import House


async def test_a_peer_that_claims_another_name_is_shown_under_its_own(house: House) -> None:
    """In presence, whatever its browser says."""
    pm_id = house.meeting()
    ada, eve = house.person(pm_id), house.person(pm_id)
    watcher, liar = await house.peer(pm_id, ada), await house.peer(pm_id, eve)
    claimed = {"id": ada.id, "name": ada.visitor.name, "color": ada.visitor.color}
    liar.be(99, 1, {"user": claimed, "section": "summary"})
    await watcher.until(lambda: 99 in watcher.presence)
    state = watcher.presence[99][1]
    assert state is not None
    assert (state["user"]["id"], state["user"]["name"]) == (eve.id, eve.visitor.name)


async def test_nobody_speaks_for_another_tab(house: House) -> None:
    """A client id belongs to the socket that came with it."""
    pm_id = house.meeting()
    ada = house.person(pm_id)
    honest, watcher, liar = await house.peer(pm_id, ada), await house.peer(pm_id), await house.peer(pm_id)
    honest.be(7, 1, {"section": "timeline"})
    await watcher.until(lambda: 7 in watcher.presence)
    liar.be(7, 50, {"section": "actions"})
    liar.be(7, 51, None)
    liar.be(8, 1, {"section": "lessons"})
    await watcher.until(lambda: 8 in watcher.presence)
    assert watcher.presence[7][1] is not None
    assert watcher.presence[7][1]["section"] == "timeline"
    assert watcher.presence[7][1]["user"]["id"] == ada.id


async def test_the_log_names_the_session_and_not_the_payload(house: House) -> None:
    """Who wrote an update is the visitor of its socket, whatever client id is in the bytes."""
    pm_id = house.meeting()
    ada, eve = house.person(pm_id), house.person(pm_id)
    first = await house.peer(pm_id, ada)
    first.type("mine")
    await first.until_saved()
    second = await house.peer(pm_id, eve, doc=None)
    second.type("also")
    await second.until_saved()
    with house.app.db.read() as tx:
        rows = tx.execute(text("SELECT visitor_id FROM doc_update WHERE visitor_id IS NOT NULL ORDER BY id")).scalars()
        assert list(rows) == [ada.id, eve.id]
