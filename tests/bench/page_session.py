"""A session of Streamlit without a browser: it opens pages, fills in fields and presses buttons over its socket.

It asks for what a browser asks for: of a widget that stands in a fragment, a run of that fragment alone. Streamlit's
own page test knows no fragments and runs the whole page.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qs

import websockets
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import StringArray
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
        self._page_hash = ""
        self.query = ""
        """The query of the address, which a page may change."""
        self._widgets: dict[str, tuple[str, str]] = {}
        """The id and the fragment of each, by its key."""
        self._values: dict[str, WidgetState] = {}
        self._options: dict[str, list[str]] = {}
        self.fragments: dict[str, str] = {}
        """The fragment in which each kind of component stands, by the component's name."""
        self.fragments_run = 0
        self.pages_run = 0
        """How many runs came to their end, since the session began."""
        self.errors: list[str] = []
        """What the pages said of errors, since the session began."""

    async def open(self, page: str, query: str = "") -> None:
        """``page`` is the last part of the address, empty for Home."""
        self._page, self._page_hash, self.query = page, "", query
        self._widgets.clear()
        self._values.clear()
        self.fragments.clear()
        await self._run("")

    async def run_again(self) -> None:
        """The whole page, as it is asked for when the address's query changes or a tick comes."""
        await self._run("")

    async def fill(self, key: str, text: str) -> None:
        """A text, or the label of one option of a list."""
        await self._set(key, string_value=text)

    def write(self, key: str, text: str) -> None:
        """In a form, which runs nothing before its button is pressed."""
        ident, _ = self._widgets[key]
        self._values[ident] = WidgetState(id=ident, string_value=text)

    async def choose_several(self, key: str, labels: Sequence[str]) -> None:
        await self._set(key, string_array_value=StringArray(data=labels))

    async def turn_to(self, key: str, page: int) -> None:
        """Of a list that is shown in pages."""
        await self._set(key, int_value=page)

    async def press(self, key: str) -> None:
        ident, fragment = self._widgets[key]
        await self._run(fragment, WidgetState(id=ident, trigger_value=True))

    async def set_open(self, key: str, is_open: bool = True) -> None:
        """A popover, an expander or a switch."""
        await self._set(key, bool_value=is_open)

    async def follow(self, component: str) -> None:
        """Run the fragment with this component, as it asks for when something changed."""
        await self._run(self.fragments[component])

    def options(self, key: str) -> list[str]:
        """The labels of a list to choose from."""
        return self._options[key]

    def has(self, key: str) -> bool:
        return key in self._widgets

    def asked_for(self, name: str) -> str:
        """A value of the address's query; empty when it has none."""
        return parse_qs(self.query).get(name, [""])[0]

    async def _set(self, key: str, **value: Any) -> None:
        ident, fragment = self._widgets[key]
        self._values[ident] = WidgetState(id=ident, **value)
        await self._run(fragment)

    async def _run(self, fragment: str, pressed: WidgetState | None = None) -> None:
        request = BackMsg()
        request.rerun_script.query_string = self.query
        # Of the page that is shown, as a browser says it: a fragment that asks for the page would be given Home.
        request.rerun_script.page_script_hash = self._page_hash
        request.rerun_script.page_name = "" if self._page_hash else self._page
        request.rerun_script.fragment_id = fragment
        states = [*self._values.values(), *([pressed] if pressed is not None else [])]
        request.rerun_script.widget_states.widgets.extend(states)
        await self._line.send(request.SerializeToString())
        async with asyncio.timeout(PATIENCE):
            async for frame in self._line:
                message = ForwardMsg.FromString(frame if isinstance(frame, bytes) else frame.encode())
                self._note(message)
                if message.WhichOneof("type") == "script_finished" and message.script_finished in _FINISHED:
                    of_page = message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
                    self.pages_run, self.fragments_run = self.pages_run + of_page, self.fragments_run + (not of_page)
                    return
        raise ConnectionError("the page's socket was closed while a script ran")

    def _note(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "navigation":
            self._page_hash = message.navigation.page_script_hash
        elif kind == "delta":
            self._note_element(message.delta)

    def _note_element(self, delta: Any) -> None:
        which = delta.WhichOneof("type")
        if which == "new_element":
            self._note_error(delta.new_element)
            element = getattr(delta.new_element, delta.new_element.WhichOneof("type") or "", None)
        elif which == "add_block":
            element = getattr(delta.add_block, delta.add_block.WhichOneof("type") or "", None)
        else:
            return
        ident = str(getattr(element, "id", ""))
        if ident.startswith("$$"):
            key = ident.split("-", 2)[-1]
            self._widgets[key] = ident, delta.fragment_id
            self._options[key] = list(getattr(element, "options", ()))
        name = getattr(element, "component_name", "")
        if name:
            self.fragments[name.rpartition(".")[2]] = delta.fragment_id

    def _note_error(self, element: Any) -> None:
        kind = element.WhichOneof("type")
        if kind == "exception":
            self.errors.append(f"{element.exception.type}: {element.exception.message}")
        elif kind == "alert" and element.alert.format == Alert.ERROR:
            self.errors.append(element.alert.body)


@asynccontextmanager
async def page_session(server: Server, cookie: str = "") -> AsyncIterator[PageSession]:
    """``cookie`` as ``name=value``."""
    headers = {"origin": server.url, **({"cookie": cookie} if cookie else {})}
    address = f"ws://{server.host}/_stcore/stream"
    async with websockets.connect(address, additional_headers=headers, max_size=None, compression=None) as line:
        yield PageSession(line)
