"""How many files and sockets this process may hold open, and whether that is enough for a server.

Without a limit that fits, the last page that opens gets an error and nothing says why. The figures are those of
``docs/deploy.md``, where they were measured.
"""

import logging
from types import ModuleType
from typing import Final

resource: ModuleType | None
try:
    import resource
except ImportError:  # a system without such a limit
    resource = None

log = logging.getLogger(__name__)

AT_START: Final = 21
A_PAGE: Final = 5
"""Four in Streamlit, and the socket of its room."""
ENOUGH: Final = 2048
"""Sixty people with three pages each (900), and two addresses that hold all the connections they may (800)."""
ASKED: Final = 8192
"""What the service unit in docs/deploy.md sets."""
REMEDY: Final = f"Set LimitNOFILE={ASKED} in its service unit, or call `ulimit -n {ASKED}` before it starts."


def allowed() -> int | None:
    """The limit that counts now. None where there is none."""
    return _limits()[0]


def reachable() -> int | None:
    """The limit that a server started here would have: it raises one that is too low as far as its user may."""
    soft, hard = _limits()
    if soft is None or soft >= ENOUGH:
        return soft
    return ASKED if hard is None else hard


def make_enough() -> int | None:
    """Raise a limit that is too low; one log line says what to set when that does not make it enough.

    Returns the limit that counts from now on, None where there is none.
    """
    before, wanted = allowed(), reachable()
    if resource is not None and before is not None and wanted is not None and wanted > before:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
        except (OSError, ValueError) as error:  # macOS: no more than kern.maxfilesperproc
            log.debug("the limit of open files stays at %d: %s", before, error)
        else:
            log.debug("the limit of open files was %d and is %d", before, wanted)
    now = allowed()
    if now is not None and now < ENOUGH:
        log.warning("open files: %s", in_words(now))
    return now


def in_words(limit: int | None) -> str:
    """What a process with this limit can hold, and what to set when it is too little. One line."""
    if limit is None:
        return "as many as the system has."
    pages = max(0, limit - AT_START) // A_PAGE
    if limit >= ENOUGH:
        return f"{limit:,} at once, enough for about {pages:,} open pages."
    return (
        f"{limit:,} at once, too few for a server, which needs {ENOUGH:,}: after about {pages:,} open pages nobody "
        f"comes in. {REMEDY}"
    )


def _limits() -> tuple[int | None, int | None]:
    """What counts now, and how far a process may raise it; None for no limit."""
    if resource is None:
        return None, None
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    none = resource.RLIM_INFINITY
    return None if soft == none else soft, None if hard == none else hard
