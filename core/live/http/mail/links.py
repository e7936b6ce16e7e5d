"""The links in mails, opened by whoever reads them, without a cookie: the token in the path is all that counts.

A GET shows a page with one button and changes nothing, since programs that look at mail open every link in it. A POST
does it: that of the button, and that of a mail program with one click (RFC 8058), which brings neither an Origin nor a
cookie. There is nothing for another site's page to gain: it would need the token.
"""

import html
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from core.errors import DebriefError, NotFound
from core.live.context import live_of
from core.live.http.html_pages import own_name, sentence_as_page
from core.live.http.origin import address_of
from core.services.app import App
from core.services.mail import addresses

# Without that referrer a browser sends a form with the Origin "null", which is somebody else's page to the open mode.
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Debrief</title>
<meta name="referrer" content="same-origin">
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="{css}"></head>
<body><main><h1>Debrief</h1><p{role}>{sentence}</p>{form}</main></body></html>
"""
_FORM = '<form method="post"><button type="submit">{}</button></form>'
_HEADERS = {"cache-control": "no-store", "x-robots-tag": "noindex"}


async def show_confirm(request: Request) -> Response:
    """The page that asks whether to confirm."""
    return await _asked(request, "confirm", "Send mail about action items to {}?", "Yes, confirm the address")


async def confirm(request: Request) -> Response:
    return await _done(request, addresses.confirm, "{} is confirmed. You are told what is due and overdue of yours.")


async def show_stop(request: Request) -> Response:
    """The page that asks whether to stop."""
    return await _asked(request, "stop", "Stop all mail from Debrief to {}?", "Stop the mail")


async def stop(request: Request) -> Response:
    return await _done(request, addresses.stop, "No more mail is sent to {}.")


async def _asked(request: Request, purpose: str, sentence: str, button: str) -> Response:
    async def page(app: App, token: str) -> Response:
        shown = await live_of(request).threads.run(lambda: addresses.shown_for(app, purpose, token))
        return _page(sentence.format(shown), form=_FORM.format(button))

    return await _answered(request, page)


async def _done(request: Request, act: Callable[[App, str], str], sentence: str) -> Response:
    async def page(app: App, token: str) -> Response:
        shown = await live_of(request).threads.run(lambda: act(app, token))
        return _page(sentence.format(shown), role=' role="status"')

    return await _answered(request, page)


def _page(sentence: str, *, role: str = "", form: str = "") -> Response:
    css = f"/live/assets/{own_name('enter.css')}"
    return HTMLResponse(_PAGE.format(css=css, sentence=html.escape(sentence), role=role, form=form))


async def _answered(request: Request, page: Callable[[App, str], Awaitable[Response]]) -> Response:
    """A token that opens nothing gets one answer, and only so many of them from one address."""
    live = live_of(request)
    try:
        try:
            answer = await page(live.app, request.path_params["token"])
        except NotFound:
            live.wrong_key_rates.check(address_of(request, live.settings.trusted_proxies))
            raise
    except DebriefError as error:
        answer = sentence_as_page(error.sentence, error.status)
    answer.headers.update(_HEADERS)
    return answer
