"""What the head of Streamlit's page says besides: which scripts a page will need, and where its server is.

Streamlit's page learns what it shows only when its socket has told it, and loads the scripts for that one after the
other. Named in the head, they are loaded beside everything else. The typeface, which Streamlit names there itself,
waits for them: over a slow line it takes as long as a third of the scripts, and text has another typeface until then.

A room that our own scripts draw before Streamlit's page (``room_ahead``) waits for ours alone: Streamlit's are named
there under other names, and ``page.js`` asks for them and runs them when it is their turn.
"""

import html
import re
from functools import cache
from typing import Final

from core.live.http.html_pages import own_name
from core.live.http.static.page_scripts import installed
from core.services.operations import browser_bundle

COMPONENTS: Final = {"room": ("board", "copy_link"), "present": ("present", "screen_signal")}
"""By page what it mounts first."""
AFTER: Final = {"room": ("later",)}
"""By page what it loads later: asked for by ``page.js`` behind that, and not when somebody needs it."""
ICONS: Final = {"room": "MaterialSymbols-Rounded"}
"""By page the typeface of icons that it needs: Streamlit's page would ask for it with its first button."""
STREAMLIT: Final = ("BidiComponent", "Html")
"""Streamlit's own scripts for components and for HTML, which each of these pages has."""
_HEAD: Final = re.compile(rb"<head[^>]{0,200}>")
_TYPEFACE: Final = re.compile(rb'<link\s+rel="preload"(?=[^<>]{0,300}\sas="font")')
LATER: Final = b'<link rel="preload-later"'
"""``page.js`` makes links of it that are followed, one after the other, once the scripts are there."""
_THEIRS: Final = re.compile(
    rb'(<link rel="modulepreload|<script type="module)(?="(?: crossorigin)? (?:href|src)="\./static/)'
)
_LOADED: Final = re.compile(rb'\./static/([\w./-]{1,120}\.js)"')


def with_head(page: bytes, name: str) -> bytes:
    """The page with what it will need; ``name`` is its address. A page without a head is not Streamlit's, and stays."""
    found = _HEAD.search(page)
    if found is None:
        return page
    first = f'<script defer src="./live/assets/{own_name("page.js")}"></script>'.encode()
    page = page.replace(b"<title>Streamlit</title>", b"<title>Debrief</title>", 1)  # as previews of a link show it
    with_first = _TYPEFACE.sub(LATER, page[: found.end()] + first + page[found.end() :])
    if name not in COMPONENTS:
        return with_first
    loaded = {name.decode() for name in _LOADED.findall(page)}
    links = "".join(_link(address) for address in _needed(name, frozenset(loaded))) + _later(name)
    return with_first.replace(b"</head>", links.encode() + b"</head>", 1)


def with_theirs_later(page: bytes) -> bytes:
    """A page with its head, whose scripts of Streamlit are neither loaded nor run before ``page.js`` says so."""
    return _THEIRS.sub(rb"\1-later", page)


def _link(address: str) -> str:
    return f'<link rel="modulepreload" href="{html.escape(address)}">'


@cache
def _later(name: str) -> str:
    try:
        late = [script for part in AFTER.get(name, ()) for script in browser_bundle.late_scripts_of(part)]
        needed = {script for component in COMPONENTS[name] for script in browser_bundle.scripts_of(component)}
    except OSError:  # as below
        return ""
    links = [
        f'<link rel="modulepreload-later" href="./live/assets/{html.escape(script)}">'
        for script in late
        if script not in needed
    ]
    icons = installed().typeface(ICONS[name]) if name in ICONS else None
    if icons is not None:
        address = f"./static/{html.escape(icons)}"
        links.append(f'{LATER.decode()} href="{address}" as="font" type="font/woff2" crossorigin>')
    return "".join(links)


@cache
def _needed(name: str, loaded: frozenset[str]) -> list[str]:
    theirs = [f"./static/{script}" for stem in STREAMLIT for script in installed().imported_by(stem)]
    try:
        ours = [
            f"./live/assets/{script}"
            for component in COMPONENTS[name]
            for script in browser_bundle.scripts_of(component)
        ]
    except OSError:  # nothing is built: the page says so where the part would stand
        ours = []
    skipped = {f"./static/{script}" for script in loaded}
    return [address for address in dict.fromkeys([*theirs, *ours]) if address not in skipped]
