"""The visitor cookie: what a browser shows to be known again. Only its hash is stored, in the store."""

from http.cookies import SimpleCookie

from starlette.requests import HTTPConnection

from core.live.limits import LIMITS
from core.services.access import VISITOR_COOKIE


def token_of(connection: HTTPConnection) -> str | None:
    return connection.cookies.get(VISITOR_COOKIE) or None


def set_cookie(token: str, secure: bool, seconds: int = LIMITS.cookie_seconds) -> str:
    """The whole header; ``seconds`` 0 takes the cookie away.

    HttpOnly: no script reads it. Lax: a join link from the chat brings it along.
    """
    cookie: SimpleCookie = SimpleCookie()
    cookie[VISITOR_COOKIE] = token
    morsel = cookie[VISITOR_COOKIE]
    morsel["path"] = "/"
    morsel["max-age"] = str(seconds)
    morsel["httponly"] = True
    morsel["samesite"] = "Lax"
    if secure:
        morsel["secure"] = True
    return morsel.OutputString()
