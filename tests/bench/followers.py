"""Sessions of Streamlit without browsers: each opens the room's page, and runs the panel's fragment when it is told."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.support.server import Server

_FINISHED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


class Follower:
    """``draw`` runs the whole page, ``follow`` what a browser runs when the meeting changed."""

    def __init__(self, line: websockets.ClientConnection, query: str) -> None:
        self._line = line
        self._query = query
        self._panel = ""

    async def draw(self) -> None:
        await self._run("")

    async def follow(self) -> None:
        await self._run(self._panel)

    async def _run(self, fragment: str) -> None:
        request = BackMsg()
        request.rerun_script.query_string = self._query
        request.rerun_script.page_name = "room"
        request.rerun_script.fragment_id = fragment
        await self._line.send(request.SerializeToString())
        async for frame in self._line:
            message = ForwardMsg.FromString(frame if isinstance(frame, bytes) else frame.encode())
            self._note(message)
            if message.WhichOneof("type") == "script_finished" and message.script_finished in _FINISHED:
                return

    def _note(self, message: ForwardMsg) -> None:
        """The fragment in which the component stands that hears of changes: the panel."""
        element = message.delta.new_element
        is_component = element.WhichOneof("type") == "bidi_component"
        if is_component and message.delta.fragment_id and "signal" in element.bidi_component.component_name:
            self._panel = message.delta.fragment_id


@asynccontextmanager
async def followers(server: Server, pm_id: str, cookies: Sequence[str]) -> AsyncIterator[list[Follower]]:
    """One for each cookie, with its page drawn."""
    async with AsyncExitStack() as stack:
        found = []
        for cookie in cookies:
            line = await stack.enter_async_context(
                websockets.connect(
                    f"ws://{server.host}/_stcore/stream",
                    additional_headers={"cookie": cookie, "origin": server.url},
                    max_size=None,
                    compression=None,
                )
            )
            found.append(Follower(line, f"pm={pm_id}"))
            await found[-1].draw()
        yield found


async def follow_all(sessions: Sequence[Follower]) -> float:
    """All at once, as at a Next. Seconds until the last is drawn."""
    loop = asyncio.get_running_loop()
    since = loop.time()
    await asyncio.gather(*[session.follow() for session in sessions])
    return loop.time() - since
