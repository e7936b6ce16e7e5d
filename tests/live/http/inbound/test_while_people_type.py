"""Alerts while people type: their rows come into the open room, and no letter and no row of anybody is lost."""

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
from pycrdt import Map, Text

from core.document.load import load
from core.document.read import read
from core.domain.postmortem import TimelineKind
from core.services.documents import document_store
from core.services.inbound import working
from tests.support.alerts import alert, bearer, body, later, told
from tests.support.live import House
from tests.support.peers import Peer

ALERTS = 12


def lines(peer: Peer) -> list[str]:
    """The timeline as this peer's document has it."""
    rows = peer.doc.get("rows:timeline", type=Map)
    return [str(row["text"]) for row in rows.values() if row["removed"] is False]


async def send(house: House, data: bytes) -> None:
    async with house.http() as sender:
        answer: httpx.Response = await sender.post("/live/in/alertmanager", content=data, headers=bearer(house.app))
    assert answer.status_code == 200
    await asyncio.to_thread(working.work_waiting, house.app)


async def test_rows_appear_beside_what_is_typed(house: House) -> None:
    """Two people type in sentences and in a row of the timeline; twelve alerts come in between."""
    pm_id = await asyncio.to_thread(told, house.app, body(alert()))
    ada, bo = await house.peer(pm_id), await house.peer(pm_id)
    mine = Map({"rank": "zz", "removed": False, "text": Text("We "), "kind": "other", "who": Text("")})
    ada.doc.get("rows:timeline", type=Map)["mine"] = mine
    row: Text = ada.doc.get("rows:timeline", type=Map)["mine"]["text"]
    typed = ""
    for number in range(ALERTS):
        word = f"w{number} "
        typed += word
        ada.type(word)
        row += word
        await send(house, body(alert(), alert(where=f"printer-{number + 2}", at=later(minutes=number + 1))))
    await bo.until(lambda: len([line for line in lines(bo) if "firing" in line]) == ALERTS + 1)
    await ada.until_saved()
    await bo.until(lambda: bo.read() == typed and f"We {typed}" in lines(bo))
    stored = read(load(document_store.open_document(house.app, pm_id).updates)).postmortem
    assert stored.summary.what_happened == typed
    assert sorted(row.text for row in stored.timeline) == sorted(lines(ada))
    assert ada.closed is None


async def test_a_row_that_somebody_removed_or_changed_stays_so(house: House) -> None:
    """A repeat brings nothing back and turns nothing round."""
    pm_id = await asyncio.to_thread(told, house.app, body(alert(), alert(where="printer-2")))
    ada = await house.peer(pm_id)
    rows = ada.doc.get("rows:timeline", type=Map)
    one, two = [row for row in rows.values() if "firing" in str(row["text"])]
    one["removed"] = True
    two["text"].insert(0, "Really: ")
    await ada.until_saved()
    await send(house, body(alert(), alert(where="printer-2"), alert(where="printer-3")))
    await ada.until(lambda: any("printer-3" in line for line in lines(ada)))
    assert [line for line in lines(ada) if line.startswith("Really: ")]
    assert len([line for line in lines(ada) if "firing" in line]) == 2


async def test_the_end_reaches_the_room_and_closes_nothing(open_house: Callable[..., Any]) -> None:
    """A row of its kind; the meeting's clock stays as it is."""
    house: House = await open_house()
    pm_id = await asyncio.to_thread(told, house.app, body(alert()))
    ada = await house.peer(pm_id, role="facilitator")
    await send(house, body(alert(over=later(minutes=20))))
    await ada.until(lambda: any("resolved" in line for line in lines(ada)))
    kinds = {str(row.get("kind")) for row in ada.doc.get("rows:timeline", type=Map).values()}
    assert TimelineKind.RESOLVED in kinds
    assert ada.closed is None
