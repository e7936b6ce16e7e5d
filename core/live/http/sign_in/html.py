"""The parts of pages that are about signing in. No inline script and no inline style, as everywhere."""

import html
from urllib.parse import quote

from starlette.responses import HTMLResponse, Response

from core.live.http import html_pages

_BUTTON = '<p class="way"><a class="button" href="{href}">Sign in with {provider}</a></p>'
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title} · Debrief</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<link rel="stylesheet" href="/live/assets/{css}">{script}</head>
<body><main><h1>Debrief</h1>{body}</main></body></html>
"""
_WHO = """<p>You are signed in as <b dir="auto">{name}</b>, through {provider}.</p>
<form id="sign-out"><button type="submit" id="here">Sign out of this browser</button>
<p class="small">You stay signed in at {provider}, and in your other browsers.</p>
<button type="button" class="second" id="everywhere">Sign out everywhere</button>
<p class="small">In every browser of yours, and at {provider} where it allows that.</p></form>
<p id="trouble" role="alert" hidden></p>
<p class="small"><a href="/">Back to Debrief</a></p>
<noscript><p>This page needs JavaScript to sign you out. Please switch it on and load the page again.</p></noscript>"""
_NOBODY = '<p>Nobody is signed in with this browser.</p><p><a class="button" href="/live/enter">Come in</a></p>'


def sign_in_part(provider: str, target: str) -> str:
    """The button for the page where people come in; ``target`` is where they wanted to go."""
    to = "" if target == "/" else f"?to={quote(target, safe='/')}"
    button = _BUTTON.format(href=html.escape(f"sign-in{to}"), provider=html.escape(provider))
    return f'<section id="sign-in">{button}<p class="or">or come into one meeting as a guest</p></section>'


def failed(sentence: str, status: int) -> Response:
    """One sentence, and the way back to where people come in."""
    body = (
        f'<p role="alert">{html.escape(sentence)}</p>'
        '<p class="way"><a class="button" href="/live/enter">Back to the way in</a></p>'
    )
    return _page("Signing in", body, status)


def sign_out_page(name: str, provider: str) -> Response:
    """``name`` is empty where nobody is signed in."""
    if not name:
        return _page("Sign out", _NOBODY, 200)
    body = _WHO.format(name=html.escape(name), provider=html.escape(provider))
    script = f'<script type="module" src="/live/assets/{html_pages.own_name("sign_out.js")}"></script>'
    return _page("Sign out", body, 200, script)


def _page(title: str, body: str, status: int, script: str = "") -> Response:
    css = html_pages.own_name("enter.css")
    page = _PAGE.format(title=title, css=css, script=script, body=body)
    return HTMLResponse(page, status, {"cache-control": "no-store", **html_pages.retry_after(status)})
