"""A storm of alerts beside a running meeting: ``python -m tests.attack.alerts [one]``; ``one``: of one group only.

1,000 alerts in a minute, each of a group of its own or all of one, come in from a process of its own while two people
type in another room. Prints the waits from key to peer without and with the storm, and the statuses.
Exit code 1 when the 95th of a hundred is over 1.5 times the quiet one, or when a body was not taken.
"""

import asyncio
import json
import statistics
import sys
import tempfile
from collections import Counter
from pathlib import Path

import httpx

from core.services.inbound import keys
from core.store.inbound import deliveries
from core.store.inbound.deliveries import Status
from tests.attack.waits import Waits, typists, waits_while
from tests.support.alerts import alert, body
from tests.support.live import Guests
from tests.support.server import ROOT, Server

ALERTS, SECONDS, FACTOR = 1_000, 60.0, 1.5
STORMS = {"one group": False, "a group each": True}


async def sent(host: str, key: str, own_groups: bool) -> list[list[float]]:
    """Status and seconds of each."""
    headers = {"authorization": f"Bearer {key}", "content-type": "application/json"}
    async with httpx.AsyncClient(base_url=f"http://{host}", timeout=30, headers=headers) as client:

        async def one(number: int) -> list[float]:
            await asyncio.sleep(number * SECONDS / ALERTS)
            group = f"storm-{number}" if own_groups else "storm"
            data = body(alert("Latency is high", where=f"host-{number}"), group=group)
            begun = asyncio.get_running_loop().time()
            answer = await client.post("/live/in/alertmanager", content=data)
            return [answer.status_code, asyncio.get_running_loop().time() - begun]

        return await asyncio.gather(*(one(number) for number in range(ALERTS)))


async def storm(host: str, key: str, own_groups: bool) -> list[list[float]]:
    """The same from a process of its own, so that sending does not hold up what measures."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.attack.alerts", "send", cwd=ROOT, stdin=pipe, stdout=pipe
    )
    try:
        out, _ = await process.communicate(json.dumps([host, key, own_groups]).encode())
        found: list[list[float]] = json.loads(out)
        return found
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def said(what: str, waits: Waits) -> None:
    sys.stdout.write(
        f"{what:32} p95 {waits.p95 * 1000:6.1f} ms  worst {waits.worst * 1000:6.1f} ms  ({waits.keys} keys)\n"
    )
    sys.stdout.flush()


async def measured(guests: Guests) -> bool:
    first, second = await typists(guests)
    kept = True
    storms = list(STORMS.items())[: 1 if "one" in sys.argv else None]
    for name, own_groups in storms:
        quiet = await waits_while(first, second, asyncio.sleep(20), at_least=200)
        said("quiet", quiet)
        answers: list[list[float]] = []

        async def blow(own_groups: bool = own_groups, answers: list[list[float]] = answers) -> None:
            answers += await storm(guests.server.host, keys.key(guests.app), own_groups)

        waits = await waits_while(first, second, blow())
        said(f"1,000 alerts, {name}", waits)
        statuses = Counter(int(status) for status, _ in answers)
        took = sorted(seconds for _, seconds in answers)
        sys.stdout.write(
            f"  {dict(statuses)}; answered in {statistics.median(took) * 1000:.0f} ms, worst {took[-1] * 1000:.0f} ms\n"
        )
        kept &= waits.p95 <= FACTOR * quiet.p95 and set(statuses) <= {200, 202}
        await asyncio.sleep(40 if name != storms[-1][0] else 5)  # the worker, and the rate of the source, catch up
    with guests.app.db.read() as tx:
        counts = {status.value: deliveries.count(tx, [status]) for status in Status}
    sys.stdout.write(f"stored: {counts}\n")
    return kept


def main() -> int:
    if sys.argv[1:] == ["send"]:
        sys.stdout.write(json.dumps(asyncio.run(sent(*json.loads(sys.stdin.read())))))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "data").start()
        try:
            with Guests.of(server) as guests:
                return 0 if asyncio.run(measured(guests)) else 1
        finally:
            server.stop()


if __name__ == "__main__":
    sys.exit(main())
