"""The four browser components of Debrief, registered once, and the loader that fetches their one bundle.

The components themselves are TypeScript in core/live/editor. Here is only what Streamlit needs to mount them:
a stable name, a stable key, and data that does not change while the meeting runs.
"""

import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

import core
from pages.parts import state

MANIFEST = Path(core.__file__).parent / "live" / "editor" / "dist" / "manifest.json"
ASSETS = "live/assets/"

# The loader runs from a blob: URL, so the bundle needs an absolute address; a js= string without a newline would be
# taken for a path. The import is a promise: a component that is gone before it arrives must not be mounted.
_LOADER = """\
export default function (component) {
  const url = new URL(%(path)s, document.baseURI).href
  let gone = false
  let cleanup = null
  import(url).then((bundle) => {
    if (!gone) cleanup = bundle[%(export)s](component)
  }).catch((error) => {
    const note = document.createElement("p")
    note.textContent = "This part of Debrief did not load. Reload the page."
    note.setAttribute("role", "alert")
    component.parentElement.appendChild(note)
    console.error(error)
  })
  return () => {
    gone = true
    if (cleanup) cleanup()
  }
}
"""


@cache
def bundle_path() -> str:
    """Where the built bundle is served; its name holds the hash of its content."""
    manifest: dict[str, str] = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return ASSETS + manifest["board"]


@cache
def _component(name: str) -> Callable[..., Any]:
    js = _LOADER % {"path": json.dumps(bundle_path()), "export": json.dumps(name)}
    return st.components.v2.component(f"debrief_{name}", js=js)


def board(pm_id: str, data: Mapping[str, object]) -> None:
    """The whole editable document. Mounted once, outside every fragment; its data never changes over a meeting."""
    _component("board")(key=f"board-{pm_id}", data=dict(data))


def clock(pm_id: str, data: Mapping[str, object]) -> None:
    """The bar across the top of the room."""
    _component("clock")(key=f"clock-{pm_id}", data=dict(data))


def present(pm_id: str, data: Mapping[str, object]) -> None:
    """The shared screen."""
    _component("present")(key=f"present-{pm_id}", data=dict(data))


def signal(pm_id: str, data: Mapping[str, object], where: str, fragments: tuple[str, ...] = ()) -> bool:
    """Reruns the fragment it stands in when one of its topics changed. True while the line is down.

    ``fragments`` names all that rerun instead, by their keys. A second signal on the page would not do: what two
    components say in one moment reaches the server as one message, which reruns the fragment of the first only.
    """
    heard = _component("signal")(
        key=f"signal-{where}-{pm_id}",
        data=dict(data),
        on_changed_change=(lambda: st.rerun(fragments)) if fragments else _rerun_is_enough,
        on_down_change=_rerun_is_enough,
    )
    # The news that the line went down, or is back, comes once; the page has to remember it.
    if isinstance(heard.down, bool):
        state.put(f"down-{pm_id}", heard.down)
    return state.peek(f"down-{pm_id}") is True


def _rerun_is_enough() -> None:
    """Streamlit wants a callback by name to know an event; the rerun that it brings does the rest."""
