"""A server that says what it holds, and questions to it."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from core.services.lifecycle import close, open_app
from core.settings import Settings
from tests.bench.house import House
from tests.support.server import Server, free_port

MOST_BYTES = 2**24


class Looked:
    """``tests.support.looked_into`` answers; each question takes a moment in which the server does nothing else."""

    def __init__(self, port: int) -> None:
        self._port = port

    async def figures(self) -> dict[str, int]:
        found: dict[str, int] = await self.ask("figures")
        return found

    async def ask(self, question: str) -> Any:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port, limit=MOST_BYTES)
        try:
            writer.write(f"{question}\n".encode())
            return json.loads(await reader.readline())
        finally:
            writer.close()


@asynccontextmanager
async def looked_into(folder: Path, **more: str) -> AsyncIterator[tuple[House, Looked]]:
    port = free_port()
    server = Server(folder, more, by=(sys.executable, "-m", "tests.support.looked_into", str(port)))
    await asyncio.to_thread(server.start)
    app = open_app(Settings(data=folder, port=server.port, database_url=""))
    try:
        yield House(server, app), Looked(port)
    finally:
        close(app)
        await asyncio.to_thread(server.stop)
