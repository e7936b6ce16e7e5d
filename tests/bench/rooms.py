"""Many rooms at once: what a room of fifteen people waits while others type, beside a bare y-websocket server."""

from pathlib import Path
from typing import Final

import psutil

from tests.bench import house, limit_server
from tests.bench.figures import Table, percentile
from tests.bench.limit_server import Fanout, Room

SHAPES: Final = ((1, 15), (5, 15), (10, 15), (20, 15), (40, 8))
"""Rooms and people in each; everybody makes one edit a second."""
BOUNDS: Final = {(20, 15): (4.0, 25.0), (40, 8): (None, 60.0)}
"""The median of all rooms and the 95th percentile of the slowest one, in ms."""
SECONDS: Final = 15
ROOT: Final = f"text:{house.FIELD}"


async def measured(table: Table, folder: Path, scratch: Path) -> None:
    """A new server for each shape, so that none inherits the work of the one before."""
    for rooms, people in SHAPES:
        with limit_server.running(folder) as limit:
            places = [Room(f"{limit.socket()}r{number}", people) for number in range(rooms)]
            theirs = await limit_server.rooms(folder, places, "t", origin=limit.page[:-1])
        ours, busy = await _ours(folder, scratch / f"rooms{rooms}", rooms, people)
        what = f"{rooms} rooms of {people}, one edit a second each"
        median, slowest = BOUNDS.get((rooms, people), (None, None))
        _add(table, f"{what}, p50", _p50(ours), median, _p50(theirs))
        _add(table, f"{what}, p95 of the slowest room", _slowest(ours), slowest, _slowest(theirs))
        table.add_figure(f"{what}, p95 of the quickest room", min(room.p95 for room in ours), "ms")
        table.add_figure(f"{what}, server", busy, "% core")
        delivered = 100 * min(room.delivered for room in ours)
        table.add_least(f"{what}, delivered", delivered, "%", 100, 100 * min(room.delivered for room in theirs))


async def _ours(folder: Path, scratch: Path, rooms: int, people: int) -> tuple[list[Fanout], float]:
    with house.running(scratch) as home:
        meetings = [home.meeting() for _ in range(rooms)]
        places = [Room(home.socket(pm_id), people, home.cookies(pm_id, people)) for pm_id in meetings]
        process = psutil.Process(home.server.pid)
        before = process.cpu_times()
        found = await limit_server.rooms(folder, places, ROOT, origin=home.server.url, seconds=SECONDS)
        after = process.cpu_times()
        spent = after.user + after.system - before.user - before.system
        return found, 100 * spent / SECONDS


def _p50(rooms: list[Fanout]) -> float:
    return percentile([room.p50 for room in rooms], 50)


def _slowest(rooms: list[Fanout]) -> float:
    return max(room.p95 for room in rooms)


def _add(table: Table, what: str, ours: float, bound: float | None, theirs: float) -> None:
    if bound is None:
        table.add_figure(what, ours, "ms", theirs)
    else:
        table.add_bound(what, ours, "ms", bound, theirs)
