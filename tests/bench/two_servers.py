"""Two servers on one PostgreSQL: how many more edits they take together than one, at the same wait.

One server has as many rooms as it may; two have 1.7 times as many, spread over both. All share the processors with the
peers, whose own use is a line of its own: on two cores the second server has what they leave.
"""

import contextlib
from pathlib import Path
from typing import Final

import psutil

from core.services.app import App
from tests.bench import house, limit_server
from tests.bench.figures import Table
from tests.bench.house import House
from tests.bench.limit_server import Fanout, Room
from tests.bench.rooms import ROOT, p50, slowest_p95, spent, spent_by_peers
from tests.support.server import Server

ROOMS: Final = 20
MORE: Final = 1.7
PEOPLE: Final = 15
SECONDS: Final = 15


async def measured(table: Table, folder: Path, scratch: Path) -> None:
    """The same load a server: the second one must not cost the first one anything."""
    one = await _run(table, folder, scratch / "one", servers=1, rooms=ROOMS)
    two = await _run(table, folder, scratch / "two", servers=2, rooms=round(ROOMS * MORE))
    table.add_ratio("two servers with 1.7 times the edits, p95", slowest_p95(two), slowest_p95(one), "ms", 1.0)
    table.add_ratio("two servers with 1.7 times the edits, p50", p50(two), p50(one), "ms", 1.0)
    ratio = sum(room.edits for room in two) / sum(room.edits for room in one)
    table.add_least("two servers, edits beside one", ratio, "x", MORE - 0.02)
    table.add_least("two servers, delivered", 100 * min(room.delivered for room in two), "%", 100)


async def _run(table: Table, folder: Path, scratch: Path, *, servers: int, rooms: int) -> list[Fanout]:
    with house.database("postgresql") as settings, contextlib.ExitStack() as stack:
        first = stack.enter_context(house.running(scratch / "a", **settings))
        started = [first.server]
        for number in range(1, servers):
            # On the same folder: the workspace key is in the database, and so are the people.
            another = Server(scratch / f"b{number}", settings).start()
            stack.callback(another.stop)
            started.append(another)
        places = [_place(first.app, started[number % servers]) for number in range(rooms)]
        first.app.change_bus.close()  # else it is another server, which has to be told of each edit
        processes = [psutil.Process(server.pid) for server in started]
        before, before_peers = [spent(process) for process in processes], spent_by_peers()
        found = await limit_server.rooms(folder, places, ROOT, origin="", seconds=SECONDS)
        used = [spent(process) - at for process, at in zip(processes, before, strict=True)]
        peers = spent_by_peers() - before_peers
    what = f"{servers} server{'s' if servers > 1 else ''}, {rooms} rooms of {PEOPLE}"
    for number, seconds in enumerate(used, start=1):
        table.add_figure(f"{what}, server {number}", 100 * seconds / SECONDS, "% core")
    table.add_figure(f"{what}, the peers themselves", 100 * peers / SECONDS, "% core")
    return found


def _place(app: App, server: Server) -> Room:
    home = House(server, app)
    pm_id = home.meeting()
    return Room(home.socket(pm_id), PEOPLE, home.cookies(pm_id, PEOPLE), origin=server.url)
