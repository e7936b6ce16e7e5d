"""Fixtures of the pages' tests: a real App in a folder of its own, and tabs that ask it for pages."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from streamlit.runtime.pages_manager import PagesManager

from core.services import lifecycle as services
from core.services.app import App
from core.settings import Access, Settings
from pages.parts.frame import state
from tests.support.pages import Tab


@contextmanager
def _opened(database: Path, folder: Path, access: Access) -> Iterator[App]:
    shutil.copy(database, folder / database.name)
    opened = services.open_app(Settings(data=folder, access=access))
    services.use(opened)
    try:
        yield opened
    finally:
        state.use_visitor_token(None)
        services.use(None)
        services.close(opened)


@pytest.fixture(autouse=True)
def the_shell_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """What app.py tells Streamlit once at import, AppTest forgets before each run: pages/ is no menu of its own."""
    make = PagesManager.__init__

    def made(self: PagesManager, *args: Any, **kwargs: Any) -> None:
        make(self, *args, **kwargs)
        PagesManager.uses_pages_directory = False

    monkeypatch.setattr(PagesManager, "__init__", made)


@pytest.fixture
def app(database_with_example: Path, tmp_path: Path) -> Iterator[App]:
    """Debrief on this computer: the workspace is open."""
    with _opened(database_with_example, tmp_path, "open") as opened:
        yield opened


@pytest.fixture
def key_app(database_with_example: Path, tmp_path: Path) -> Iterator[App]:
    """Debrief on a network: the workspace is behind its key."""
    with _opened(database_with_example, tmp_path, "key") as opened:
        yield opened


@pytest.fixture
def tab(app: App) -> Tab:
    return Tab(app)


@pytest.fixture
def new_tab(app: App) -> Callable[[], Tab]:
    return lambda: Tab(app)
