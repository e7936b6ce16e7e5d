"""What is added to the head of Streamlit's page."""

import importlib.util
import re
from pathlib import Path

import pytest

from core.live.http import html_pages
from core.live.http.static.page_head import LATER, with_head, with_theirs_later
from core.services.operations import browser_bundle

PAGE = b'<html><head lang="en"><script src="./static/js/a.js"></script></head><body></body></html>'


def links(page: bytes) -> list[str]:
    return re.findall(r'<link rel="modulepreload" href="([^"]+)">', page.decode())


def test_every_page_is_told_where_its_server_is() -> None:
    """By a script of ours, before every other; it runs in order with Streamlit's, which are modules."""
    name = html_pages.own_name("page.js")
    for page in ("", "archive", "room"):
        assert f'<head lang="en"><script defer src="./live/assets/{name}"></script>'.encode() in with_head(PAGE, page)


def test_a_page_is_called_debrief_before_it_is_drawn() -> None:
    """A chat that shows a preview of a link runs no script. Streamlit calls its page as is looked for here."""
    spec = importlib.util.find_spec("streamlit")
    assert spec is not None
    assert spec.origin is not None
    theirs = (Path(spec.origin).parent / "static" / "index.html").read_bytes()
    assert b"<title>Streamlit</title>" in theirs
    for name in ("", "room", "summary"):
        page = with_head(theirs, name)
        assert b"<title>Debrief</title>" in page
        assert b"<title>Streamlit</title>" not in page


def test_a_room_names_all_that_it_loads_at_once() -> None:
    """Ours and Streamlit's, each once, in the head."""
    page = with_head(PAGE, "room")
    named = links(page)
    assert page.index(b"modulepreload") < page.index(b"</head>")
    assert len(named) == len(set(named))
    assert {f"./live/assets/{name}" for name in browser_bundle.scripts_of("board")} <= set(named)
    assert any(name.startswith("./static/js/BidiComponent.") for name in named)


def test_the_shared_screen_names_its_own() -> None:
    """It mounts no board, and loads no script of one: a first load is 90 kB smaller without editors."""
    named = links(with_head(PAGE, "present"))
    assert f"./live/assets/{browser_bundle.script_of('present')}" in named
    own = {f"./live/assets/{name}" for name in browser_bundle.scripts_of("present")}
    assert {name for name in named if "/live/assets/" in name} == own


@pytest.mark.parametrize("name", ["", "archive", "settings", "room/x", 'room"><script>'])
def test_other_pages_name_nothing(name: str) -> None:
    """Whoever reads the archive loads no board."""
    assert links(with_head(PAGE, name)) == []


def test_what_the_page_loads_already_is_not_named_again() -> None:
    """A new version of Streamlit may load its components' script at once."""
    script = next(name for name in links(with_head(PAGE, "room")) if "BidiComponent" in name)
    page = PAGE.replace(b"</head>", f'<link rel="modulepreload" crossorigin href="{script}"></head>'.encode())
    assert script not in links(with_head(page, "room"))


def test_what_a_room_needs_later_is_asked_for_behind_that() -> None:
    """Not when somebody needs it: a key may be on its way then. It is no link that a browser follows by itself."""
    page = with_head(PAGE, "room").decode()
    late = re.findall(r'<link rel="modulepreload-later" href="\./live/assets/([^"]+)">', page)
    needed = set(browser_bundle.scripts_of("board"))
    assert late == [name for name in browser_bundle.late_scripts_of("later") if name not in needed]
    assert late
    assert not any(f"./live/assets/{name}" in links(page.encode()) for name in late)
    assert "modulepreload-later" not in with_head(PAGE, "present").decode()


def test_a_room_has_the_typeface_of_its_icons_named_behind_the_one_of_its_text() -> None:
    """Streamlit's buttons have icons, whose typeface is the largest file of all."""
    typefaces = re.findall(rb'<link\s+rel="preload-later"\s+href="([^"]+)"', with_head(installed_page(), "room"))
    assert [re.sub(rb"\..*", b"", name.removeprefix(b"./static/media/")) for name in typefaces] == [
        b"SourceSansVF-Upright",
        b"MaterialSymbols-Rounded",
    ]
    folder = installed_folder() / "static" / "media"
    assert all((folder / name.decode().rsplit("/", 1)[1]).is_file() for name in typefaces)


FONT = b'<link\n  rel="preload"\n  href="./static/media/A.woff2"\n  as="font"\n  type="font/woff2"\n  crossorigin\n/>'


def test_the_typeface_waits_for_the_scripts() -> None:
    """On each page; what else is preloaded is not held back."""
    style = b'<link rel="preload" href="./static/css/a.css" as="style">'
    page = with_head(PAGE.replace(b"</head>", style + FONT + b"</head>"), "archive")
    assert style in page
    assert b'<link rel="preload-later"\n  href="./static/media/A.woff2"' in page


def test_the_installed_page_has_one_typeface_that_waits() -> None:
    """Streamlit writes its link as it is looked for here."""
    page = installed_page()
    assert with_head(page, "archive").count(LATER) == page.count(b'as="font"') == 1


def installed_page() -> bytes:
    return (installed_folder() / "index.html").read_bytes()


def installed_folder() -> Path:
    spec = importlib.util.find_spec("streamlit")
    assert spec is not None
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0]) / "static"


def test_streamlits_scripts_wait_where_a_room_is_drawn_first() -> None:
    """All of the installed page and all that it needs for components, and none of ours; its styles do not wait."""
    page = with_theirs_later(with_head(installed_page(), "room")).decode()
    tags = re.findall(r"<(?:script|link)[^>]*>", page)
    theirs = [tag for tag in tags if "./static/js/" in tag]
    assert len(theirs) > 50
    assert all("-later" in tag for tag in theirs)
    assert sum('type="module-later"' in tag for tag in theirs) == 1
    ours = [tag for tag in tags if "./live/assets/" in tag]
    assert len(ours) > 3
    late = set(browser_bundle.late_scripts_of("later")) - set(browser_bundle.scripts_of("board"))
    assert all(("-later" in tag) == any(name in tag for name in late) for tag in ours)
    assert not any("-later" in tag for tag in tags if "stylesheet" in tag)


def test_no_script_of_streamlit_waits_on_another_page() -> None:
    """There is nothing that would tell it to begin."""
    for name in ("", "room", "present", "archive"):
        page = with_head(installed_page(), name).decode()
        assert "module-later" not in page
        assert not re.search(r'"modulepreload-later"[^>]*\./static/', page)


@pytest.mark.parametrize("page", [b"", b"plain words", b"<html><body></body></html>", b"<head" + b" " * 100_000])
def test_what_has_no_head_stays_as_it_is(page: bytes) -> None:
    """It is none of Streamlit's pages."""
    assert with_head(page, "room") == page


def test_a_room_is_served_where_nothing_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page says what is wrong where the board would stand."""
    from core.live.http.static import page_head

    def missing(_component: str) -> list[str]:
        raise FileNotFoundError

    monkeypatch.setattr(browser_bundle, "scripts_of", missing)
    page_head._needed.cache_clear()
    page_head._later.cache_clear()
    try:
        assert b"/live/assets/later" not in with_head(PAGE, "room")
        assert all(name.startswith("./static/") for name in links(with_head(PAGE, "room")))
    finally:
        page_head._needed.cache_clear()
        page_head._later.cache_clear()
