"""P6 for alerts: a locked database makes no sender wait, and loses nothing that was answered."""

import asyncio
import time
from pathlib import Path

import httpx

from core.services import postmortems
from core.services.inbound import spool
from tests.promises.test_p06_a_locked_database_loses_typing import locked
from tests.support.alerts import alert, bearer, body
from tests.support.live import Guests
from tests.support.server import Server

ALERTS = 12
ANSWERED_WITHIN = 2.0
"""A sender that waits one second is answered after half a one; the rest is what a busy machine takes."""


async def test_every_sender_is_answered_while_it_is_locked(tmp_path: Path) -> None:
    """Ten seconds and more than the waiting stores; when it is free, each is in its postmortem, once."""
    server = Server(tmp_path / "data").start()
    try:
        with Guests.of(server) as guests:
            headers = bearer(guests.app)
            took = []
            async with httpx.AsyncClient(base_url=server.url, timeout=30, headers=headers) as sender:
                with locked(tmp_path / "data" / "debrief.db"):
                    for number in range(ALERTS):
                        begun = time.monotonic()
                        sent = body(alert(f"Queue {number} is full"), group=str(number))
                        answer = await sender.post("/live/in/alertmanager", content=sent)
                        took.append(time.monotonic() - begun)
                        assert (answer.status_code, answer.json()) == (202, {"id": None})
            assert max(took) < ANSWERED_WITHIN
            for _ in range(300):
                if len(postmortems.home(guests.app).waiting) == ALERTS and not spool.files(guests.app):
                    break
                await asyncio.sleep(0.2)
            titles = [card.title for card in postmortems.home(guests.app).waiting]
            assert sorted(titles) == sorted(f"Queue {number} is full" for number in range(ALERTS))
    finally:
        server.stop()
