"""The visitor cookie: what a browser shows to be known again. Only its hash is stored, in the store."""

from http.cookies import SimpleCookie

from starlette.requests import HTTPConnection

NAME = "debrief_visitor"
LIFETIME_SECONDS = 180 * 24 * 3600


def token_of(connection: HTTPConnection) -> str | None:
    return connection.cookies.get(NAME) or None


def set_cookie(token: str, secure: bool) -> str:
    """The whole header. HttpOnly: no script reads it. Lax: a join link from the chat brings it along."""
    cookie: SimpleCookie = SimpleCookie()
    cookie[NAME] = token
    morsel = cookie[NAME]
    morsel["path"] = "/"
    morsel["max-age"] = LIFETIME_SECONDS
    morsel["httponly"] = True
    morsel["samesite"] = "Lax"
    if secure:
        morsel["secure"] = True
    return morsel.OutputString()
