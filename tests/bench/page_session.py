"""A session of Streamlit without a browser: it opens pages, fills in fields and presses buttons over its socket."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qs

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.support.server import Server

_FINISHED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
PATIENCE = 60.0


class PageSession:
    """Widgets are named by their keys in the page's code; a button's press runs its fragment, as in a browser."""

    def __init__(self, line: websockets.ClientConnection) -> None:
        self._line = line
        self._page = ""
        self.query = ""
        """The query of the address, which a page may change."""
        self._widgets: dict[str, tuple[str, str]] = {}
        """The id and the fragment of each, by its key."""
        self._values: dict[str, WidgetState] = {}
        self.fragments: dict[str, str] = {}
        """The fragment in which each kind of component stands, by the component's name."""

    async def open(self, page: str, query: str = "") -> None:
        """``page`` is the last part of the address, empty for Home."""
        self._page, self.query = page, query
        self._widgets.clear()
        self._values.clear()
        self.fragments.clear()
        await self._run("")

    async def fill(self, key: str, text: str) -> None:
        ident, fragment = self._widgets[key]
        self._values[ident] = WidgetState(id=ident, string_value=text)
        await self._run(fragment)

    async def press(self, key: str) -> None:
        ident, fragment = self._widgets[key]
        await self._run(fragment, WidgetState(id=ident, trigger_value=True))

    async def set_open(self, key: str) -> None:
        """A popover or an expander."""
        ident, fragment = self._widgets[key]
        self._values[ident] = WidgetState(id=ident, bool_value=True)
        await self._run(fragment)

    async def follow(self, component: str) -> None:
        """Run the fragment with this component, as it asks for when something changed."""
        await self._run(self.fragments[component])

    def has(self, key: str) -> bool:
        return key in self._widgets

    def asked_for(self, name: str) -> str:
        """A value of the address's query; empty when it has none."""
        return parse_qs(self.query).get(name, [""])[0]

    async def _run(self, fragment: str, pressed: WidgetState | None = None) -> None:
        request = BackMsg()
        request.rerun_script.query_string = self.query
        request.rerun_script.page_name = self._page
        request.rerun_script.fragment_id = fragment
        states = [*self._values.values(), *([pressed] if pressed is not None else [])]
        request.rerun_script.widget_states.widgets.extend(states)
        await self._line.send(request.SerializeToString())
        async with asyncio.timeout(PATIENCE):
            async for frame in self._line:
                message = ForwardMsg.FromString(frame if isinstance(frame, bytes) else frame.encode())
                self._note(message)
                if message.WhichOneof("type") == "script_finished" and message.script_finished in _FINISHED:
                    return
        raise ConnectionError("the page's socket was closed while a script ran")

    def _note(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "navigation":
            pages = {page.page_script_hash: page.url_pathname for page in message.navigation.app_pages}
            self._page = pages.get(message.navigation.page_script_hash, self._page)
        elif kind == "delta":
            self._note_element(message.delta)

    def _note_element(self, delta: Any) -> None:
        which = delta.WhichOneof("type")
        if which == "new_element":
            element = getattr(delta.new_element, delta.new_element.WhichOneof("type") or "", None)
        elif which == "add_block":
            element = getattr(delta.add_block, delta.add_block.WhichOneof("type") or "", None)
        else:
            return
        ident = str(getattr(element, "id", ""))
        if ident.startswith("$$"):
            self._widgets[ident.split("-", 2)[-1]] = ident, delta.fragment_id
        name = getattr(element, "component_name", "")
        if name:
            self.fragments[name.rpartition(".")[2]] = delta.fragment_id


@asynccontextmanager
async def page_session(server: Server, cookie: str = "") -> AsyncIterator[PageSession]:
    """``cookie`` as ``name=value``."""
    headers = {"origin": server.url, **({"cookie": cookie} if cookie else {})}
    address = f"ws://{server.host}/_stcore/stream"
    async with websockets.connect(address, additional_headers=headers, max_size=None, compression=None) as line:
        yield PageSession(line)
