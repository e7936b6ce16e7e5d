"""``make attack``: the large sizes, outside CI. Prints what was tried, the worst wait of another room, and memory.

A server of its own on a free port and in a folder of its own; nothing else is touched. Exit code 1 when a bound is
not kept; on a machine that does other things meanwhile the figures say little.
``python -m tests.attack title`` tries only what has that in its name.
"""

import asyncio
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil

from core.domain.postmortem import Postmortem, Summary, TimelineRow
from core.services.postmortems.creating import create_from
from tests.attack.busy import Busy
from tests.attack.waits import Waits, a_long_one, typists, waits_while
from tests.support.live import Guests
from tests.support.server import Server

EXPORTS, SUMMARIES, PEOPLE = 18, 6, 3
MOST_MEGABYTES = 400


@dataclass(frozen=True)
class Line:
    tried: str
    waits: Waits
    before: float
    after: float


def made_of(guests: Guests, pm: Postmortem) -> str:
    with guests.app.db.write() as tx:
        return create_from(tx, pm)


INPUTS: dict[str, Callable[[Guests], str]] = {
    "4,980 actions": lambda guests: a_long_one(guests, 4_980),
    "a title of 240 kB": lambda guests: made_of(guests, Postmortem(title="Disk full. " * 22_000)),
    "4,980 moments": lambda guests: made_of(
        guests, Postmortem(timeline=tuple(TimelineRow(id=f"t{number}", text="x " * 20) for number in range(4_980)))
    ),
    "200 kB of list": lambda guests: made_of(
        guests, Postmortem(summary=Summary(what_happened=("- a\n  - b\n" * 20_000)[:200_000]))
    ),
    "200 kB of brackets": lambda guests: made_of(guests, Postmortem(summary=Summary(impact="[" * 200_000))),
    "200 kB of stars": lambda guests: made_of(guests, Postmortem(summary=Summary(impact="*a " * 66_000))),
}


def megabytes(server: Server) -> float:
    return float(psutil.Process(server.pid).memory_info().rss) / 1024 / 1024


async def measured(guests: Guests) -> tuple[Waits, list[Line]]:
    first, second = await typists(guests)
    quiet = await waits_while(first, second, asyncio.sleep(5), at_least=100)
    told(Line("nothing (quiet)", quiet, megabytes(guests.server), megabytes(guests.server)))
    found = []
    for tried, make in INPUTS.items():
        if not any(name in tried for name in sys.argv[1:] or [""]):
            continue
        pm_id = make(guests)
        people = [guests.person(pm_id) for _ in range(PEOPLE)]
        before = megabytes(guests.server)

        busy = await Busy.started()
        work = busy.run(guests.server.host, pm_id, [person.token for person in people], EXPORTS, SUMMARIES)
        waits = await waits_while(first, second, work)
        found.append(Line(tried, waits, before, megabytes(guests.server)))
        told(found[-1])
    return quiet, found


def told(line: Line) -> None:
    waits = line.waits
    print(  # noqa: T201 - this is what it is for
        f"{line.tried:<24}{waits.p95 * 1000:>9.0f}{waits.worst * 1000:>9.0f}{line.before:>10.0f}{line.after:>8.0f}",
        flush=True,
    )


def main() -> int:
    print(f"{EXPORTS} exports and {SUMMARIES} summaries at once; another room types meanwhile")  # noqa: T201
    print(f"{'tried':<24}{'p95 ms':>9}{'worst':>9}{'MB before':>10}{'after':>8}")  # noqa: T201
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder), {"DEBRIEF_ACCESS": "key"}).start()
        try:
            with Guests.of(server, access="key") as guests:
                quiet, found = asyncio.run(measured(guests))
        finally:
            server.stop()
    slow = [line.tried for line in found if line.waits.p95 > 2 * quiet.p95]
    full = [line.tried for line in found if line.after - line.before > MOST_MEGABYTES]
    for what, names in (("p95 over 2 x of quiet", slow), ("memory", full)):
        print(f"{what}: {', '.join(names) if names else 'kept'}")  # noqa: T201
    return 1 if slow or full else 0


if __name__ == "__main__":
    sys.exit(main())
