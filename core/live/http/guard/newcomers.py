"""Whether a request comes from a visitor with access to anything: every bound for strangers depends on it.

Every browser gets a cookie with its first page, so a cookie alone proves nothing. Whoever entered with a link, a code
or the workspace key has access.
"""

from starlette.requests import HTTPConnection

from core.errors import DebriefError
from core.live.context import LiveContext
from core.live.http.cookie import token_of
from core.live.http.origin import address_of, from_this_computer
from core.services import access
from core.services.access import Visitor


async def belonging_visitor(live: LiveContext, connection: HTTPConnection) -> Visitor | None:
    """The visitor of the cookie, if they have access; None for strangers, and while the database cannot be read."""
    token = token_of(connection)
    if token is None:
        return None

    def found() -> Visitor | None:
        visitor = access.visitor(live.app, token)
        return visitor if visitor is not None and access.belongs_here(live.app, visitor) else None

    try:
        return await live.threads.run(found)
    except DebriefError:
        return None


def address_key(live: LiveContext, connection: HTTPConnection) -> str:
    """What strangers are counted by: an IPv4 address or an IPv6 /64."""
    return address_of(connection, live.settings.trusted_proxies)


def is_owner(live: LiveContext, connection: HTTPConnection) -> bool:
    """In the open mode whoever sits at this computer; there are no strangers then."""
    return live.is_open and from_this_computer(connection)
