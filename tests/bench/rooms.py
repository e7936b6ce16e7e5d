"""Many rooms at once: what a room of fifteen people waits while others type, beside a bare y-websocket server.

On SQLite and on a PostgreSQL that waits for the disk. ``BENCH_ROOMS=20x15,40x8`` chooses shapes,
``BENCH_DATABASES=sqlite`` databases.
"""

import os
import resource
from pathlib import Path
from typing import Final

import psutil

from tests.bench import house, limit_server
from tests.bench.figures import Table, percentile
from tests.bench.limit_server import Fanout, Room

SHAPES: Final = ((1, 15), (5, 15), (10, 15), (20, 15), (40, 15), (40, 8))
"""Rooms and people in each; everybody makes one edit a second."""
BOUNDS: Final = {(20, 15): (4.0, 25.0), (40, 8): (None, 60.0)}
"""The median of all rooms and the 95th percentile of the slowest one, in ms."""
SECONDS: Final = 15
ROOT: Final = f"text:{house.FIELD}"
DATABASES: Final = ("sqlite", "postgresql")


def chosen_shapes() -> list[tuple[int, int]]:
    """All, or those that ``BENCH_ROOMS`` names."""
    named = os.environ.get("BENCH_ROOMS", "")
    found = [tuple(int(number) for number in shape.split("x")) for shape in named.split(",") if shape]
    return [(rooms, people) for rooms, people in found] or list(SHAPES)


async def measured(table: Table, folder: Path, scratch: Path) -> None:
    """A new server for each shape, so that none inherits the work of the one before."""
    databases = os.environ.get("BENCH_DATABASES", "").split(",") if "BENCH_DATABASES" in os.environ else DATABASES
    for rooms, people in chosen_shapes():
        with limit_server.running(folder) as limit:
            places = [Room(f"{limit.socket()}r{number}", people) for number in range(rooms)]
            theirs = await limit_server.rooms(folder, places, "t", origin=limit.page[:-1])
        for dialect in databases:
            await _compared(table, folder, scratch / f"{dialect}{rooms}x{people}", dialect, (rooms, people), theirs)


async def _compared(
    table: Table, folder: Path, scratch: Path, dialect: str, shape: tuple[int, int], theirs: list[Fanout]
) -> None:
    rooms, people = shape
    with house.database(dialect) as settings, house.running(scratch, **settings) as home:
        meetings = [home.meeting() for _ in range(rooms)]
        places = [Room(home.socket(pm_id), people, home.cookies(pm_id, people)) for pm_id in meetings]
        home.app.change_bus.close()  # else it is another server, which has to be told of each edit
        server = psutil.Process(home.server.pid)
        before, before_peers = spent(server), spent_by_peers()
        ours = await limit_server.rooms(folder, places, ROOT, origin=home.server.url, seconds=SECONDS)
        busy, peers = spent(server) - before, spent_by_peers() - before_peers
    what = f"{rooms} rooms of {people}, {dialect}"
    median, slowest = BOUNDS.get(shape, (None, None))
    _add(table, f"{what}, p50", p50(ours), median, p50(theirs))
    _add(table, f"{what}, p95 of the slowest room", slowest_p95(ours), slowest, slowest_p95(theirs))
    table.add_figure(f"{what}, p95 of the quickest room", min(room.p95 for room in ours), "ms")
    edits = sum(room.edits for room in ours)
    table.add_figure(f"{what}, server a thousand edits", busy / edits * 1000, "s")
    table.add_figure(f"{what}, the peers themselves", peers / edits * 1000, "s")
    delivered = 100 * min(room.delivered for room in ours)
    table.add_least(f"{what}, delivered", delivered, "%", 100, 100 * min(room.delivered for room in theirs))


def spent(process: psutil.Process) -> float:
    """Seconds of a processor that it has used, joining included."""
    times = process.cpu_times()
    return times.user + times.system


def spent_by_peers() -> float:
    """The same of all processes that drove peers and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def p50(rooms: list[Fanout]) -> float:
    """The median of the rooms' medians, in ms."""
    return percentile([room.p50 for room in rooms], 50)


def slowest_p95(rooms: list[Fanout]) -> float:
    """In ms."""
    return max(room.p95 for room in rooms)


def _add(table: Table, what: str, ours: float, bound: float | None, theirs: float) -> None:
    if bound is None:
        table.add_figure(what, ours, "ms", theirs)
    else:
        table.add_bound(what, ours, "ms", bound, theirs)
