"""The browser components, registered with Streamlit once, and the loader that imports their script.

The components are TypeScript in core/live/editor. Mounting one takes a name and a key that never change, and data that
does not change during the meeting, because Streamlit calls a component again when its data does.
"""

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import streamlit as st

from core.services.operations import browser_bundle
from pages.parts.frame import state

ASSETS = "live/assets/"

# The loader runs from a blob: URL, so the bundle needs an absolute address; a js= string without a newline would be
# taken for a path. The import takes a moment: a component that is removed meanwhile must not be mounted. A script that
# did not come is asked for again by a press, when the network is back and when somebody else has got one
# (late_module.ts).
_LOADER = """\
export default function (component) {
  const url = new URL(%(path)s, document.baseURI).href
  const note = document.createElement("p")
  const occasions = ["online", "debrief-script-came"]
  let removed = false
  let cleanup = null
  const mount = (bundle) => {
    if (forget()) dispatchEvent(new Event("debrief-script-came"))
    if (!removed) cleanup = bundle[%(export)s]({ ...component, data: component.data[0] })
  }
  const tell = (error) => {
    console.error(error)
    if (removed) return
    const again = document.createElement("button")
    again.textContent = "Try again"
    again.onclick = load
    note.replaceChildren("This part of Debrief did not load. Reload the page, or: ", again)
    note.setAttribute("role", "alert")
    component.parentElement.appendChild(note)
    for (const occasion of occasions) addEventListener(occasion, load)
  }
  const load = () => void import(url).then(mount).catch(tell)
  const forget = () => {
    for (const occasion of occasions) removeEventListener(occasion, load)
    const told = note.isConnected
    note.remove()
    return told
  }
  load()
  return () => {
    removed = true
    forget()
    if (cleanup) cleanup()
  }
}
"""


def script_path(component: str) -> str:
    """Where the script that holds a component is served; its name holds the hash of its content."""
    return ASSETS + browser_bundle.script_of(component)


@cache
def _component(name: str) -> Callable[..., Any]:
    js = _LOADER % {"path": json.dumps(script_path(name)), "export": json.dumps(name)}
    return st.components.v2.component(f"debrief_{name}", js=js)


def _mount(name: str, key: str, data: Mapping[str, object], **more: Any) -> Any:
    """The data go in a list, out of which the loader takes them: of each value of a mapping Streamlit asks whether it
    is a table, and loads pandas for that, 40 MB.
    """
    return _component(name)(key=key, data=[dict(data)], **more)


def board(pm_id: str, data: Mapping[str, object]) -> None:
    """The whole editable document. Mounted once, outside every fragment."""
    _mount("board", f"board-{pm_id}", data)


def clock(pm_id: str, data: Mapping[str, object]) -> None:
    """The bar across the top of the room."""
    _mount("clock", f"clock-{pm_id}", data)


def buttons(pm_id: str, data: Mapping[str, object]) -> None:
    """Next, Pause and one minute more, in the bar."""
    _mount("buttons", f"buttons-{pm_id}", data, width="content")


def present(pm_id: str, data: Mapping[str, object]) -> None:
    """The shared screen."""
    _mount("present", f"present-{pm_id}", data)


def review(pm_id: str, data: Mapping[str, object]) -> None:
    """A review in the room, in the place of the board."""
    _mount("review", f"review-{pm_id}", data)


def copy_link(key: str, label: str, link: str) -> None:
    """A button that copies a link, also on http, where browsers have no clipboard interface."""
    _mount("copy_link", f"copy-{key}", {"label": label, "link": link})


def extras(pm_id: str, data: Mapping[str, object]) -> None:
    """The entries of the room's menu that the browser handles: taking over from an absent facilitator, sound, keys."""
    _mount("extras", f"extras-{pm_id}", data)


def who(pm_id: str, data: Mapping[str, object], where: str) -> None:
    """Who is connected right now, which only the live connection knows."""
    _mount("who", f"who-{where}-{pm_id}", data)


def signal(
    pm_id: str,
    data: Mapping[str, object],
    where: str,
    fragments: tuple[str, ...] = (),
    *,
    script: str = "signal",
) -> bool:
    """Reruns the fragment it stands in when one of its topics changed. True while the connection is down.

    ``fragments``: the keys of the fragments to rerun instead. Two signals on one page would not do: events of two
    components at the same moment reach the server as one message, which reruns the fragment of the first only.
    ``script``: ``screen_signal`` where there is no board, whose files would be loaded for this alone.
    """
    result = _mount(
        script,
        f"signal-{where}-{pm_id}",
        data,
        on_changed_change=(lambda: st.rerun(fragments)) if fragments else _rerun,
        on_down_change=_rerun,
    )
    # The event that the connection is down, or back, comes once: the session remembers it.
    if isinstance(result.down, bool):
        state.put(f"down-{pm_id}", result.down)
    return state.peek(f"down-{pm_id}") is True


def _rerun() -> None:
    """Nothing to do: an event is known to Streamlit only when it has a callback, and it reruns the fragment itself."""
