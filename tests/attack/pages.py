"""A page of Streamlit's, opened without a browser: the socket's messages are those that a browser sends."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Final

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from core.services.access import VISITOR_COOKIE
from tests.support.server import Server

PATIENCE: Final = 600.0


class Tab:
    """One browser session, on one page. ``draw`` runs its script, with what widgets are messages to hold."""

    def __init__(self, line: websockets.ClientConnection, page: str, query: str) -> None:
        self._line = line
        self._page = page
        self._query = query

    async def draw(self, states: Sequence[WidgetState] = ()) -> list[ForwardMsg]:
        """Everything the server says until the page is drawn."""
        request = BackMsg()
        request.rerun_script.query_string = self._query
        request.rerun_script.page_name = self._page
        request.rerun_script.widget_states.widgets.extend(states)
        await self._line.send(request.SerializeToString())
        messages: list[ForwardMsg] = []
        while not messages or not _is_drawn(messages[-1]):
            frame = await self._line.recv()
            messages.append(ForwardMsg.FromString(frame if isinstance(frame, bytes) else frame.encode()))
        return messages


def _is_drawn(message: ForwardMsg) -> bool:
    return message.WhichOneof("type") == "script_finished" and message.script_finished != (
        ForwardMsg.FINISHED_EARLY_FOR_RERUN
    )


@asynccontextmanager
async def tab(server: Server, token: str, page: str, query: str = "") -> AsyncIterator[Tab]:
    async with _tab_at(server.host, token, page, query) as one:
        yield one


@asynccontextmanager
async def _tab_at(host: str, token: str, page: str, query: str) -> AsyncIterator[Tab]:
    headers = {"cookie": f"{VISITOR_COOKIE}={token}", "origin": f"http://{host}"}
    async with (
        asyncio.timeout(PATIENCE),
        websockets.connect(
            f"ws://{host}/_stcore/stream", additional_headers=headers, max_size=None, compression=None
        ) as line,
    ):
        yield Tab(line, page, query)


async def opened(server: Server, token: str, page: str, query: str) -> list[ForwardMsg]:
    """Everything the server says until the page is drawn."""
    return await page_drawn(server.host, token, page, query)


async def page_drawn(host: str, token: str, page: str, query: str) -> list[ForwardMsg]:
    """The same from a server of which only ``host:port`` is known."""
    async with _tab_at(host, token, page, query) as one:
        return await one.draw()


def words_of(messages: list[ForwardMsg]) -> str:
    return " ".join(message.delta.new_element.html.body for message in messages)


def widgets_of(messages: list[ForwardMsg]) -> dict[str, str]:
    """The ids of all widgets on the page, each with what kind it is."""
    found = {}
    for message in messages:
        element = message.delta.new_element
        kind = element.WhichOneof("type") if message.WhichOneof("type") == "delta" else None
        if kind and (widget := getattr(getattr(element, kind), "id", "")):
            found[str(widget)] = str(kind)
    return found


def errors_shown(messages: list[ForwardMsg]) -> list[str]:
    """What a person reads of trouble: red boxes, and tracebacks that should not be there."""
    found = []
    for message in messages:
        element = message.delta.new_element
        if element.WhichOneof("type") == "alert" and element.alert.format == element.alert.ERROR:
            found.append(element.alert.body)
        elif element.WhichOneof("type") == "exception":
            found.append(element.exception.message)
    return found
