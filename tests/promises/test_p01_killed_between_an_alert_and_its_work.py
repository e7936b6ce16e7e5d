"""P1 for alerts: what was answered is kept, whenever the server is killed, and is in its postmortem once."""

import asyncio
import random
from pathlib import Path

import httpx
import pytest

from core.services import postmortems
from core.services.inbound import spool, taking_in
from core.services.inbound.source import Incoming
from tests.support.alerts import alert, bearer, body, opened
from tests.support.live import Guests
from tests.support.server import Server

PATIENCE = 60.0
BODIES = 24


async def until_done(guests: Guests, names: set[str]) -> list[str]:
    """Until there is a postmortem of each. Returns the titles of all."""
    for _ in range(int(PATIENCE / 0.2)):
        titles = [card.title for card in postmortems.home(guests.app).waiting]
        if names <= set(titles) and not spool.files(guests.app):
            return titles
        await asyncio.sleep(0.2)
    pytest.fail("an alert that was answered is in no postmortem")


async def test_what_was_answered_is_kept(tmp_path: Path) -> None:
    """Killed in the middle of a burst, started again: each answered alert is there once, with its line once."""
    server = Server(tmp_path / "data").start()
    try:
        with Guests.of(server) as guests:
            answered: dict[str, str | None] = {}
            headers = bearer(guests.app)
            kill_at = random.Random(13).randrange(6, BODIES - 6)
            async with httpx.AsyncClient(base_url=server.url, timeout=30, headers=headers) as sender:
                for number in range(BODIES):
                    name = f"Queue {number} is full"
                    try:
                        answer = await sender.post("/live/in/alertmanager", content=body(alert(name), group=name))
                    except httpx.TransportError:
                        continue
                    assert answer.status_code in (200, 202)
                    answered[name] = answer.json()["id"]
                    if number == kill_at:
                        server.kill()
            assert len(answered) == kill_at + 1
            server.start()
            titles = await until_done(guests, set(answered))
            assert len(titles) == len(set(titles))
            for name, pm_id in answered.items():
                if pm_id is not None:  # otherwise it was kept in a file
                    made = opened(guests.app, pm_id)
                    assert made.title == name
                    assert sum(row.text.startswith(name) for row in made.timeline) == 1
    finally:
        server.stop()


async def test_what_waits_in_files_is_taken_in_at_the_start(tmp_path: Path) -> None:
    """Answered while the database was locked, killed before it was free again."""
    server = Server(tmp_path / "data")
    server.start()
    try:
        with Guests.of(server) as guests:
            server.kill()
            for number in range(3):
                sent = body(alert(f"Queue {number} is full"), group=str(number))
                spool.keep(guests.app, Incoming("alertmanager", sent, {}, taking_in.now(guests.app)))
            (tmp_path / "data" / "inbound" / "half-written").write_bytes(b"{")
            server.start()
            for _ in range(int(PATIENCE / 0.2)):
                if len(postmortems.home(guests.app).waiting) == 3:
                    break
                await asyncio.sleep(0.2)
            assert {card.title for card in postmortems.home(guests.app).waiting} == {
                f"Queue {number} is full" for number in range(3)
            }
            assert spool.files(guests.app) == []
    finally:
        server.stop()
