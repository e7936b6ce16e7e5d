"""Ends the sessions of browsers that left, when their time to live is over, and counts those that there are.

Streamlit drops expired sessions only when the next session is stored, so on a quiet server the last visitors' state and
uploads would stay until somebody else leaves. There is no public interface for it; a test holds the private one used
here (tests/pages/frame/test_session_cleanup.py).
"""

from typing import Any

from streamlit import runtime


def end_expired_sessions() -> int:
    """Ends every disconnected session older than ``server.disconnectedSessionTTL``. Returns how many there were.

    To be called on the server's event loop, where sessions live.
    """
    if not runtime.exists():
        return 0
    manager: Any = getattr(runtime.get_instance(), "_session_mgr", None)
    cache: Any = getattr(getattr(manager, "_session_storage", None), "_cache", None)
    remaining: Any = getattr(cache, "_data", None)
    if remaining is None:
        return 0
    before = dict(remaining)
    len(cache)  # reading the size of a TTL cache evicts what has expired
    expired = [info for session_id, info in before.items() if session_id not in remaining]
    for info in expired:
        info.session.shutdown()  # now, and not whenever the garbage collector finds it
    return len(expired)


def count_sessions() -> int:
    """How many sessions are connected to a browser. To be called on the server's event loop."""
    if not runtime.exists():
        return 0
    manager: Any = getattr(runtime.get_instance(), "_session_mgr", None)
    return len(manager.list_active_sessions()) if manager is not None else 0
