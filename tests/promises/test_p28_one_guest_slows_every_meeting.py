"""P28, the amount: what one guest may type and ask for makes nobody else wait, and is told when it is too much.

Harmless sizes; ``make attack`` runs the large ones and prints what it found.
"""

import asyncio
from collections.abc import Iterator

import httpx
import pytest

from core.services.access import VISITOR_COOKIE
from core.services.exchange.exports import MANY
from tests.attack.busy import Busy
from tests.attack.pages import opened, words_of
from tests.attack.waits import Waits, a_long_one, typists, waits_while
from tests.support.live import Guests
from tests.support.server import Server

pytestmark = pytest.mark.alone  # it compares waits, and a second worker beside it would be measured too

ROWS = 1_500
FLOOR = 0.25
"""Seconds that a key may take on a machine that runs other tests meanwhile; one summary held them all for seconds."""


@pytest.fixture(scope="module")
def guests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guests]:
    server = Server(tmp_path_factory.mktemp("slow"), {"DEBRIEF_ACCESS": "key"}).start()
    with Guests.of(server, access="key") as found:
        yield found
    server.stop()


def test_another_rooms_keys_do_not_wait_for_exports_and_summaries(guests: Guests) -> None:
    """The 95th of a hundred stays under twice what it is without them."""
    pm_id = a_long_one(guests, ROWS)
    people = [guests.person(pm_id) for _ in range(2)]

    async def run() -> tuple[Waits, Waits, list[int]]:
        first, second = await typists(guests)
        quiet = await waits_while(first, second, asyncio.sleep(0))
        statuses: list[int] = []

        prepared = await Busy.started()
        tokens = [person.token for person in people]

        async def busy() -> None:
            statuses.extend(await prepared.run(guests.server.host, pm_id, tokens, exports=6, summaries=2))

        loaded = await waits_while(first, second, busy())
        await first.leave()
        await second.leave()
        return quiet, loaded, statuses

    quiet, loaded, statuses = asyncio.run(run())
    assert set(statuses) <= {200, 429}
    assert statuses.count(200) >= 2
    assert loaded.p95 < max(2 * quiet.p95, FLOOR), f"quiet {quiet}, loaded {loaded}"


def test_a_long_list_is_drawn_in_part_with_a_sentence(guests: Guests) -> None:
    """On the page the first rows and how many there are more; in the file all of them."""
    pm_id = a_long_one(guests, ROWS)
    person = guests.person(pm_id)
    page = words_of(asyncio.run(opened(guests.server, person.token, "summary", f"pm={pm_id}")))
    assert "queue 0 is long" in page
    assert f"and {ROWS - 200:,} more; the export has all of them." in page
    assert f"queue {ROWS - 1} is long" not in page
    file = httpx.get(
        f"{guests.server.url}/live/export/{pm_id}.md", cookies={VISITOR_COOKIE: person.token}, timeout=60
    ).text
    assert f"queue {ROWS - 1} is long" in file


def test_who_asks_for_too_many_files_at_once_is_told_when_to_come_back(guests: Guests) -> None:
    """A sentence with Retry-After for those beyond the queue; the others get theirs, and the door answers meanwhile."""
    pm_id = a_long_one(guests, ROWS)
    people = [guests.person(pm_id) for _ in range(8)]

    async def run() -> list[httpx.Response]:
        limits = httpx.Limits(max_connections=60)
        async with httpx.AsyncClient(base_url=guests.server.url, timeout=120, limits=limits) as client:
            queries = [
                client.get(f"/live/export/{pm_id}.html", headers={"cookie": f"{VISITOR_COOKIE}={item.token}"})
                for item in people * 5
            ]
            health, *answers = await asyncio.gather(client.get("/live/health"), *queries)
            assert health.status_code == 200
            return answers

    answers = asyncio.run(run())
    assert {answer.status_code for answer in answers} == {200, 429}
    assert MANY in {answer.json()["sentence"] for answer in answers if answer.status_code == 429}
    for answer in answers:
        if answer.status_code == 429:
            assert int(answer.headers["retry-after"]) > 0
            assert answer.json()["sentence"].endswith(".")
