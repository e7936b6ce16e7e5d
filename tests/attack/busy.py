"""Asks for files and summaries from a process of its own: what reads megabytes may not hold up what measures.

``python -m tests.attack.busy`` says ``ready``, takes one line of JSON, does what it says, and prints the statuses.
"""

import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import httpx

from core.services.access import VISITOR_COOKIE
from tests.attack.pages import page_drawn
from tests.support.server import ROOT

FORMATS = ("pdf", "docx", "html", "md", "json", "csv")


async def asked(host: str, pm_id: str, tokens: Sequence[str], exports: int, summaries: int) -> list[int]:
    """All at once, by these people in turn. The status of each export; each summary is awaited until drawn."""
    limits = httpx.Limits(max_connections=exports + 1)
    async with httpx.AsyncClient(base_url=f"http://{host}", timeout=600, limits=limits) as client:
        files = [
            client.get(
                f"/live/export/{pm_id}.{FORMATS[number % len(FORMATS)]}",
                headers={"cookie": f"{VISITOR_COOKIE}={tokens[number % len(tokens)]}"},
            )
            for number in range(exports)
        ]
        pages = [page_drawn(host, tokens[0], "summary", f"pm={pm_id}&show=full") for _ in range(summaries)]
        drawing = asyncio.gather(*pages)
        answers = await asyncio.gather(*files)
        await drawing
    return [answer.status_code for answer in answers]


@dataclass
class Busy:
    """A process that is ready to ask; ``run`` once."""

    process: asyncio.subprocess.Process

    @classmethod
    async def started(cls) -> "Busy":
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.attack.busy", cwd=ROOT, stdin=pipe, stdout=pipe
        )
        assert process.stdout is not None
        assert await process.stdout.readline() == b"ready\n"
        return cls(process)

    async def run(self, host: str, pm_id: str, tokens: Sequence[str], exports: int, summaries: int) -> list[int]:
        """The status of each export."""
        try:
            query = json.dumps([host, pm_id, list(tokens), exports, summaries])
            out, _ = await self.process.communicate(f"{query}\n".encode())
            found: list[int] = json.loads(out)
            return found
        finally:
            if self.process.returncode is None:
                self.process.kill()
                await self.process.wait()


def main() -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    query = sys.stdin.readline()
    if query:
        sys.stdout.write(json.dumps(asyncio.run(asked(*json.loads(query)))))


if __name__ == "__main__":
    main()
