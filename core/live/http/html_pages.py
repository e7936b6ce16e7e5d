"""The few HTML pages that are not Streamlit's: the one that enters, and one sentence for an error.

No inline script and no inline style: both come from files of ours, so the content policy needs no exception.
"""

import hashlib
import html
from functools import cache
from pathlib import Path

from starlette.responses import HTMLResponse, JSONResponse, Response

from core.live.limits import LIMITS

_HERE = Path(__file__).parent
OWN_FILES = {
    "enter.js": "text/javascript",
    "page.js": "text/javascript",
    "sign_out.js": "text/javascript",
    "enter.css": "text/css",
}

_SENTENCE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Debrief</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="{css}"></head>
<body><main><h1>Debrief</h1><p role="alert">{sentence}</p></main></body></html>
"""


@cache
def own_file(name: str) -> bytes:
    return (_HERE / name).read_bytes()


@cache
def own_name(name: str) -> str:
    """The name with a hash of the content in it, so that a browser may keep it for ever."""
    stem, _, ending = name.partition(".")
    return f"{stem}.{hashlib.sha256(own_file(name)).hexdigest()[:12]}.{ending}"


def enter_page(sign_in: str = "") -> str:
    """``sign_in`` is the part for people who sign in, as HTML; empty where nobody does."""
    return _enter_page().replace("{sign-in}", sign_in)


@cache
def _enter_page() -> str:
    page = own_file("enter.html").decode()
    for name in OWN_FILES:
        page = page.replace(f"{{{name}}}", f"assets/{own_name(name)}")
    return page


def sentence_as_page(sentence: str, status: int) -> Response:
    css = f"/live/assets/{own_name('enter.css')}"
    return HTMLResponse(_SENTENCE.format(css=css, sentence=html.escape(sentence)), status, _headers(status))


def sentence_as_json(sentence: str, status: int) -> Response:
    return JSONResponse({"sentence": sentence}, status, _headers(status))


def _headers(status: int) -> dict[str, str]:
    return {"cache-control": "no-store", **retry_after(status)}


def retry_after(status: int) -> dict[str, str]:
    """The header for an answer of this status: a program waits until rates have recovered, or the database has."""
    seconds = {429: LIMITS.retry_after_rate_seconds, 503: LIMITS.retry_after_storage_seconds}.get(status)
    return {} if seconds is None else {"retry-after": str(seconds)}
