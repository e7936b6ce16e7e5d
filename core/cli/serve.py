"""``debrief serve``: checks that everything is ready, then becomes the server.

Whatever stands in the way (a setting, the port, the database) is one sentence before anything else is printed. Then
this process is replaced by Streamlit's, at the address of DEBRIEF_HOST and DEBRIEF_PORT.
"""

import os
import socket
import sys
from argparse import Namespace
from pathlib import Path
from typing import NoReturn

from core.errors import BadInput, StorageTrouble
from core.services.lifecycle import close, open_app
from core.settings import Settings, load_settings

APP = Path(__file__).resolve().parents[2] / "app.py"


def run(chosen: Namespace) -> int:
    """Check, then serve; comes back only when something stands in the way."""
    settings = load_settings()
    check_address(settings.host, settings.port)
    if not APP.is_file():
        raise BadInput(
            f"{APP} is not there: this installation is not whole. Install Debrief again; docs/deploy.md says how."
        )
    close(open_app(settings))
    _become_the_server(settings)


def check_address(host: str, port: int) -> None:
    """Raises BadInput when the server could not listen there, with the way out."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError:
        raise BadInput(f"DEBRIEF_HOST {host} is no address of this computer. Use 127.0.0.1 or 0.0.0.0.") from None
    family, kind, protocol, _, address = found[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except PermissionError:
            raise BadInput(
                f"Port {port} is reserved for the administrator. Choose one above 1023 with DEBRIEF_PORT."
            ) from None
        except OSError as error:
            raise BadInput(
                f"Port {port} at {host} cannot be used: {error.strerror}. "
                f"Stop what uses it, or choose another with DEBRIEF_PORT={port + 1}."
            ) from None


def command(settings: Settings) -> list[str]:
    """How the server is started."""
    return [
        *(sys.executable, "-m", "streamlit", "run", str(APP)),
        *("--server.address", settings.host, "--server.port", str(settings.port), "--server.headless", "true"),
        # Named because Streamlit would ask a host outside for ours otherwise; Debrief prints the real one.
        *("--browser.serverAddress", "localhost"),
    ]


def _become_the_server(settings: Settings) -> NoReturn:
    """The configuration beside the app is read from its folder; the data stays where it was meant."""
    os.environ["DEBRIEF_DATA"] = str(settings.data)
    sys.stdout.flush()
    sys.stderr.flush()
    os.chdir(APP.parent)
    if settings.log_format == "json":
        # Streamlit greets on the standard output; where both outputs are one log, that would be no JSON.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    try:
        os.execv(sys.executable, command(settings))  # noqa: S606 - our own program, with no shell
    except OSError as error:
        raise StorageTrouble(f"The server could not be started: {error.strerror}.") from error
