"""P13 over the memory's pages: hostile words in old reports, searches, comparisons and figures draw words only.

The same pages are drawn twice, from ordinary words and from hostile ones in every field. Whatever tag or attribute the
hostile pages have, the ordinary ones have too.
"""

from typing import Any

from streamlit.testing.v1 import AppTest

from core.services import postmortems
from core.services.app import App
from tests.promises.test_p13_what_people_type_is_never_code import read
from tests.support.hostile_reports import HOSTILE, LOOKED_FOR, filled
from tests.support.pages import Tab, assert_whole

PLAIN = ("plain words", "plain word", "Plain words!", "other words", "a word", "last words")


def drawn(session: AppTest) -> set[tuple[str, frozenset[str]]]:
    """Each tag on the page with the names of its attributes."""
    assert_whole(session)
    found: set[tuple[str, frozenset[str]]] = set()
    for element in session.get("html"):
        reader = read(element.proto.body)
        assert not reader.odd
        names: dict[str, set[str]] = {tag: set() for tag in reader.tags}
        for tag, name, value in reader.attributes:
            names[tag].add(name)
            assert not value.lower().lstrip().startswith(("javascript:", "data:text", "vbscript:", "//", "file:"))
        found |= {(tag, frozenset({name})) for tag, all_of in names.items() for name in (all_of or {""})}
    return found


def compared(tab: Tab, pm_id: str, other_id: str) -> AppTest:
    address: dict[str, Any] = {"pm": pm_id, "with": other_id}
    return tab.open("compare", **address)


def pages(tab: Tab) -> dict[str, AppTest]:
    rows = postmortems.archive(tab.app, LOOKED_FOR).rows
    return {
        "archive": tab.open("archive"),
        "search": tab.open("archive", q=LOOKED_FOR),
        "insights": tab.open("insights", period="all"),
        "home": tab.open("home"),
        "settings": tab.open("settings"),
        "compare": compared(tab, rows[0].card.id, rows[1].card.id),
    }


def test_pages_of_the_memory_draw_words(app: App) -> None:
    """Archive, search, Insights, Home, Settings and Compare, with one incident for each payload of the list."""
    ordinary = {name: drawn(session) for name, session in pages(filled(app, PLAIN)).items()}
    assert all(ordinary.values())
    tab = filled(app, HOSTILE)
    for name, session in pages(tab).items():
        assert drawn(session) <= ordinary[name], name
