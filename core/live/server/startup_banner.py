"""What the terminal shows when Debrief starts: its address, and the link by which others enter.

The workspace link holds a key. It goes to the terminal of whoever started Debrief and never into the log.
"""

import logging
import socket
import sys

from core.live.server.json_log import use_json
from core.services import access
from core.services.app import App
from core.settings import Settings

_log = logging.getLogger(__name__)
OWN_LOGGERS = ("core", "debrief")
"""``debrief`` is the pages'."""
_OUTSIDE = ("203.0.113.1", 9)  # an address of documentation: choosing a route to it sends nothing


def set_up_log(settings: Settings) -> None:
    """Our own lines, unless whoever started the server has set up logging already; or all lines, as JSON."""
    if settings.log_format == "json":
        use_json(settings.log_level)
        return
    for name in OWN_LOGGERS:
        ours = logging.getLogger(name)
        ours.setLevel(settings.log_level.upper())
        if not logging.getLogger().handlers and not ours.handlers:
            handler = logging.StreamHandler()
            handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
            ours.addHandler(handler)


def base_address(settings: Settings) -> str:
    """The address that other laptops can reach."""
    if settings.url:
        return settings.url
    host = settings.host
    if host in ("0.0.0.0", "::", ""):  # noqa: S104 - compared, not bound
        host = _own_address()
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"


def _own_address() -> str:
    """The address of the network card that leads outside."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect(_OUTSIDE)
            return str(probe.getsockname()[0])
    except OSError:
        return socket.gethostname()


def banner_text(app: App, *, terminal: bool = True) -> str:
    """The text of the banner. The link holds a key: it goes to a terminal, never into a file or a journal."""
    base = base_address(app.settings)
    if app.settings.decided_access == "open":
        return f"\n  Debrief is ready at {base}, open to this computer only.\n\n"
    if app.settings.decided_access == "oidc":
        return (
            f"\n  Debrief is ready for other laptops at {base}\n"
            f"  People sign in through {app.settings.provider_name}; guests come by the link or code of a meeting.\n\n"
        )
    if not terminal:
        return (
            f"\n  Debrief is ready for other laptops at {base}\n"
            "  The workspace opens with a link; `debrief key` prints it, run as the same user.\n\n"
        )
    return (
        f"\n  Debrief is ready for other laptops at {base}\n"
        f"  The workspace opens with this link; keep it within the team:\n\n    {access.workspace_link(app, base)}\n\n"
    )


def print_banner(app: App) -> None:
    """On the terminal; as a line of the log where that is for programs, and then never with the key."""
    if app.settings.log_format == "json":
        _log.info("%s", " ".join(banner_text(app, terminal=False).split()))
        return
    sys.stderr.write(banner_text(app, terminal=sys.stderr.isatty()))
    sys.stderr.flush()
