"""Signing out: of this browser, or of all of them and at the provider. A page asks, and only that page can do it."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from core.live.context import live_of
from core.live.http.cookie import set_cookie, token_of
from core.live.http.origin import is_https
from core.live.http.requests import flag_of, json_body, json_errors
from core.live.http.sign_in import addresses, attempt, html
from core.live.http.sign_in.routes import page_errors, provider_of
from core.services import access
from core.services.access import signing_in


@page_errors
async def show_sign_out(request: Request) -> Response:
    """Who is signed in here, and two buttons. It changes nothing by itself: a picture on another page may call it."""
    live, provider, token = live_of(request), provider_of(request), token_of(request)
    visitor = await live.threads.run(lambda: access.visitor(live.app, token))
    signed = visitor is not None and visitor.signed_in
    return html.sign_out_page(visitor.name if visitor is not None and signed else "", provider.name)


@json_errors
async def sign_out(request: Request) -> Response:
    """``{"everywhere": false}`` ends this browser's sign-in, true that of every browser of this person.

    Answers where to go: the provider's own page for it, if it has one, or the way in.
    """
    live, provider = live_of(request), provider_of(request)
    body = await json_body(request)
    everywhere, token = flag_of(body, "everywhere"), token_of(request)
    visitor = await live.threads.run(lambda: access.visitor(live.app, token))
    to = addresses.after_sign_out(live.settings)
    if everywhere and visitor is not None:
        known = visitor
        await live.threads.run(lambda: signing_in.sign_out_everywhere(live.app, known.id))
        hint = request.cookies.get(attempt.ID_TOKEN_COOKIE, "")
        to = await live.threads.run_sign_in(lambda: provider.sign_out_address(to, hint)) or to
    else:
        await live.threads.run(lambda: signing_in.sign_out(live.app, token))
    response = JSONResponse({"to": to}, headers={"cache-control": "no-store"})
    if visitor is None or visitor.signed_in:
        secure, base = is_https(request, live.settings), addresses.base_path(live.settings)
        response.headers.append("set-cookie", set_cookie("", secure, 0))
        gone = attempt.cookie(attempt.ID_TOKEN_COOKIE, "", f"{base}{addresses.SIGN_OUT}", 0, secure=secure)
        response.headers.append("set-cookie", gone)
    return response
