"""Create-only keys: whoever has one can send to Debrief and read nothing. One for all sources, and one for each.

They are signed over their source and over how often they were renewed, and are stored nowhere. Renewing one ends the
one before; a renewed key that is given to nobody is a revoked one.
"""

import base64

from core.errors import NotFound
from core.services.access import secret_links
from core.services.access.secret_links import Purpose
from core.services.app import App
from core.services.inbound.sources import SOURCES
from core.store.database.transaction import Transaction
from core.store.people.visitors import Visitor


def key(app: App, source: str = "") -> str:
    """The key for one source, or for all of them, as it is now. For those inside. Raises NotFound."""
    return secret_links.key(app, Purpose.INBOUND, _known(source))


def renew(app: App, by: Visitor | None, source: str = "") -> None:
    """Make a new one; the old one opens nothing from now on. Raises WorkspaceLocked, NotFound."""
    secret_links.renew(app, Purpose.INBOUND, by, _known(source))


def opens_in(app: App, tx: Transaction, source: str, given: str, *, in_address: bool) -> bool:
    """Whether this key may send to the source. In an address only the key of that one source counts.

    A key in an address is seen by proxies and stays in other systems' configuration, so it must open nothing else.
    """
    own, general = secret_links.verify_keys_in(app, tx, Purpose.INBOUND, given, (source, ""))
    return own or (general and not in_address)


def given_in(authorization: str) -> str:
    """The key of ``Bearer …``, or the password of ``Basic …``; empty without one."""
    kind, _, given = authorization.partition(" ")
    if kind.lower() == "bearer":
        return given.strip()
    if kind.lower() != "basic":
        return ""
    try:
        return base64.b64decode(given.strip(), validate=True).decode().partition(":")[2]
    except ValueError:
        return ""


def example(base: str, source: str, key_now: str) -> str:
    """A line for a terminal that sends a first alert with the key."""
    return (
        f"curl --fail --header 'Authorization: Bearer {key_now}' --header 'Content-Type: application/json' "
        f"--data @alert.json {base.rstrip('/')}/live/in/{source or 'SOURCE'}"
    )


def _known(source: str) -> str:
    if source and source not in SOURCES:
        raise NotFound(f"There is no source “{source[:40]}”. Known are: {', '.join(SOURCES)}.")
    return source
