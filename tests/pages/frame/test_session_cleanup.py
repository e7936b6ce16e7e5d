"""Sessions of browsers that left go when their time is over, without waiting for another visitor."""

from types import SimpleNamespace
from typing import Any

import pytest
from streamlit import runtime
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from pages.parts.frame import session_cleanup


class Session:
    def __init__(self, number: int) -> None:
        self.id = f"s{number}"
        self.over = 0

    def shutdown(self) -> None:
        self.over += 1


def running(monkeypatch: pytest.MonkeyPatch, storage: MemorySessionStorage) -> None:
    """A runtime with the real manager and storage of Streamlit, whose insides a new version may rename."""
    manager = WebsocketSessionManager(
        session_storage=storage,
        uploaded_file_manager=None,  # type: ignore[arg-type]
        script_cache=None,  # type: ignore[arg-type]
        message_enqueued_callback=lambda: None,
    )
    monkeypatch.setattr(runtime, "exists", lambda: True)
    monkeypatch.setattr(runtime, "get_instance", lambda: SimpleNamespace(_session_mgr=manager))


def test_what_is_over_goes_at_once_and_the_rest_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is ended once; Streamlit itself would keep them until the next one is stored."""
    storage = MemorySessionStorage(ttl_seconds=1_000)
    now = [0.0]
    storage._cache._timer = lambda: now[0]  # type: ignore[attr-defined]
    running(monkeypatch, storage)
    old, young = Session(1), Session(2)
    kept: Any = storage._cache
    kept[old.id] = SimpleNamespace(session=old)
    now[0] = 600
    kept[young.id] = SimpleNamespace(session=young)
    assert session_cleanup.end_expired_sessions() == 0
    now[0] = 1_001
    assert session_cleanup.end_expired_sessions() == 1
    assert session_cleanup.end_expired_sessions() == 0
    assert (old.over, young.over) == (1, 0)
    assert set(kept._data) == {young.id}


def test_the_runtime_still_has_its_manager_where_it_is_looked_for() -> None:
    """The names of Streamlit's insides that are used here."""
    assert "_session_mgr" in runtime.Runtime.__init__.__code__.co_names


def test_without_a_server_there_is_nothing_to_forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a command, or a test of one page."""
    monkeypatch.setattr(runtime, "exists", lambda: False)
    assert session_cleanup.end_expired_sessions() == 0
