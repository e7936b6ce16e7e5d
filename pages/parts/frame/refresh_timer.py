"""The timer of streamlit-autorefresh, each use alone in a fragment that holds no input.

It is a fallback: pages hear of changes over the live connection. The package is imported inside a script run only:
imported while the server reads app.py, its component would answer 404.
"""

import logging

log = logging.getLogger("debrief.pages")
SLOW_MS = 60_000


def tick(name: str, every_ms: int) -> int:
    """Rerun the fragment it stands in every ``every_ms`` milliseconds. Returns how often it has done so."""
    from streamlit_autorefresh import st_autorefresh

    try:
        ticks: int = st_autorefresh(interval=every_ms, key=f"tick-{name}")
    except (TypeError, ValueError, OverflowError) as error:  # JSON that is no number, which our browsers never send
        log.warning("A browser sent a value that cannot be read to tick-%s: %s", name, type(error).__name__)
        return 0
    return ticks
