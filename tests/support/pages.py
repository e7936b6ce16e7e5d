"""For the tests of the pages: a real App on an empty folder, and a browser session simulated by AppTest."""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.components.v2.manifest_scanner import scan_component_manifests
from streamlit.testing.v1 import AppTest

from core.services import access
from core.services.app import App
from core.store.people.visitors import Visitor
from pages.parts.frame import state

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 30


class Tab:
    """One browser tab with its cookie: opens pages through app.py as a person does."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.visitor, self.token = access.known_or_new_visitor(app, None)

    def again(self) -> Visitor:
        found = access.visitor(self.app, self.token)
        assert found is not None
        return found

    def use(self, *, loopback: bool = True) -> None:
        """From now on the pages are asked by this tab."""
        state.use_visitor_token(self.token, loopback=loopback)

    def open(self, page: str = "home", *, loopback: bool = True, **query: str) -> AppTest:
        """The page as app.py serves it."""
        self.use(loopback=loopback)
        session = new_session(ROOT / "app.py")
        session.query_params.update(query)
        session.run()
        if page != "home":
            session.switch_page(f"pages/{page}.py")
            session.query_params.update(query)
            session.run()
        return session


def guest_of(app: App, pm_id: str) -> Tab:
    """Somebody with the code of one meeting."""
    guest = Tab(app)
    code = access.links(app, pm_id, "http://d").code
    assert code
    entered = access.enter_code(app, guest.visitor, "198.51.100.7", code)
    guest.token = entered.token or guest.token
    return guest


def insider(app: App) -> Tab:
    """Somebody who opened the workspace's link."""
    tab = Tab(app)
    key = access.workspace_link(app, "http://d").partition("#k=")[2]
    entered = access.enter_workspace(app, tab.visitor, key)
    tab.token = entered.token or tab.token
    return tab


def first_request(page: str, **query: str) -> AppTest:
    """The page as a fresh process serves it that was never asked for the shell."""
    session = new_session(ROOT / "pages" / f"{page}.py")
    session.query_params.update(query)
    return session.run()


def new_session(script: Path, patience_s: float = PATIENCE_S) -> AppTest:
    """Of a browser that was never here, on this script."""
    session = AppTest.from_file(str(script), default_timeout=patience_s)
    # What AppTest does itself before the first run, except that it reads the metadata of all packages each time.
    components = BidiComponentManager()
    for manifest, folder in _component_manifests():
        components.register_from_manifest(manifest, folder)
    session._bidi_component_manager = components
    return session


_component_manifests = cache(scan_component_manifests)


def words(session: AppTest) -> str:
    """Everything that can be read on the page, as one text."""
    return "\n".join(_pieces(session))


def given(session: AppTest) -> list[tuple[str, Any]]:
    """The name and the data of each browser component of the page, in their order."""
    protos = [item.proto for item in session.get("bidi_component")]
    return [(proto.component_name, json.loads(proto.json)[0]) for proto in protos]


def errors(session: AppTest) -> list[str]:
    return [as_read(item.value) for item in session.error]


def toasts(session: AppTest) -> list[str]:
    return [as_read(item.value) for item in session.toast]


def as_read(markdown: str) -> str:
    """What a person reads where signs were escaped."""
    return markdown.replace("\\", "").replace("\u2060", "")


def press(session: AppTest, label: str) -> AppTest:
    """Press the button of that name, in a form or not."""
    return next(item for item in session.button if item.label == label).click().run()


def assert_whole(session: AppTest) -> None:
    """No exception, no error: the page was drawn to its end."""
    assert not session.exception, [item.value for item in session.exception]
    assert not errors(session), errors(session)


def _pieces(session: AppTest) -> Iterable[str]:
    for kind in ("title", "header", "subheader", "markdown", "caption", "html", "error", "info", "warning", "success"):
        for item in session.get(kind):
            text = str(getattr(item, "value", None) or getattr(item, "body", None) or getattr(item.proto, "body", ""))
            if not text.startswith("<style>"):
                yield text
    for kind in ("button", "link_button", "download_button", "menu_button", "text_input", "selectbox"):
        for item in session.get(kind):
            yield str(getattr(item, "label", "") or getattr(item.proto, "label", ""))
