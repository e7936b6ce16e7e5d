"""Every page, asked about a closed postmortem by those who were not named: it says what it says of one that never was.

The table has every file of ``pages/``: a new page is not in it, and the test fails.
"""

import re
from pathlib import Path

import pytest

from core.domain.postmortem import ActionRow, Postmortem
from core.services import access, postmortems
from core.services.access import closing
from core.services.app import App
from tests.support.incidents import stored
from tests.support.pages import ROOT, Tab, guest_of, insider, words

TITLE = "Zanzibar vault was open"
ACTION = "Rotate the keys of Zanzibar"
UNKNOWN = "nothing-like-it"

# Each page with what its address may name; ``ID`` is the postmortem that is asked for.
PAGES: dict[str, list[dict[str, str]]] = {
    "archive": [{}, {"q": "Zanzibar"}, {"q": "Zanzibra"}, {"service": "vault"}, {"open_actions": "1"}],
    "compare": [{"pm": "ID", "with": "OTHER"}, {"pm": "OTHER", "with": "ID"}],
    "follow_up": [{}, {"wall": "1"}],
    "guide": [{}],
    "home": [{}],
    "import_reports": [{}],
    "insights": [{}],
    "present": [{"pm": "ID"}],
    "published": [{"pm": "ID"}],
    "room": [{"pm": "ID"}],
    "settings": [{}],
    "summary": [{"pm": "ID"}, {"pm": "ID", "show": "history"}],
}


def closed_one(app: App, tab: Tab) -> str:
    actions = (ActionRow(id="a1", text=ACTION, owner="Wilhelmina"),)
    return stored(app, Postmortem(title=TITLE, services=("vault",), actions=actions), tab.again())


def shown(tab: Tab, page: str, query: dict[str, str], pm_id: str, other: str) -> str:
    asked = {name: {"ID": pm_id, "OTHER": other}.get(value, value) for name, value in query.items()}
    session = tab.open(page, loopback=True, **asked)
    said = words(session).replace(pm_id, "ID")
    assert not session.exception, session.exception
    return re.sub(r"error [0-9a-f]{8}", "error", said)


def test_every_page_is_in_the_table() -> None:
    assert {Path(path).stem for path in (ROOT / "pages").glob("*.py")} - {"__init__"} == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_who_was_not_named_sees_nothing_of_it(key_app: App, name: str) -> None:
    lead, colleague = insider(key_app), insider(key_app)
    other = postmortems.create(key_app, "The queue stood still", by=lead.visitor)
    pm_id = closed_one(key_app, lead)
    guest = guest_of(key_app, pm_id)
    access.join_from_workspace(key_app, colleague.again(), pm_id)
    closing.close(key_app, pm_id, [], lead.again())
    for tab in (colleague, guest, guest_of(key_app, other), Tab(key_app)):
        for query in PAGES[name]:
            about_it = shown(tab, name, query, pm_id, other)
            assert "Zanzibar vault" not in about_it
            assert ACTION not in about_it
            assert "Wilhelmina" not in about_it
            assert "Closed:" not in about_it
            if "ID" in query.values():
                assert about_it == shown(tab, name, query, UNKNOWN, other).replace(UNKNOWN, "ID"), query


@pytest.mark.parametrize("name", ["home", "archive", "summary", "room"])
def test_those_inside_see_that_it_is_closed(key_app: App, name: str) -> None:
    lead = insider(key_app)
    pm_id = closed_one(key_app, lead)
    closing.close(key_app, pm_id, [], lead.again())
    said = shown(lead, name, PAGES[name][0], pm_id, "")
    assert "Closed: 1 person" in said


def test_follow_up_marks_what_is_closed_and_the_wall_shows_none(key_app: App) -> None:
    """Everybody who passes by reads the wall."""
    lead = insider(key_app)
    pm_id = closed_one(key_app, lead)
    assert ACTION in shown(lead, "follow_up", {"wall": "1"}, pm_id, "")
    closing.close(key_app, pm_id, [], lead.again())
    listed = shown(lead, "follow_up", {}, pm_id, "")
    assert ACTION in listed
    assert ">Closed</span>" in listed
    assert ACTION not in shown(lead, "follow_up", {"wall": "1"}, pm_id, "")


def test_settings_shows_the_audit_log_to_those_inside(key_app: App) -> None:
    """And nothing of a closed one to who was not named."""
    lead, colleague = insider(key_app), insider(key_app)
    pm_id = closed_one(key_app, lead)
    assert pm_id in words(colleague.open("settings"))
    closing.close(key_app, pm_id, [], lead.again())
    assert pm_id not in words(colleague.open("settings"))
    assert pm_id in words(lead.open("settings"))


def test_the_trash_of_home_says_when_it_is_emptied(key_app: App) -> None:
    lead, colleague = insider(key_app), insider(key_app)
    pm_id = closed_one(key_app, lead)
    closing.close(key_app, pm_id, [], lead.again())
    postmortems.trash(key_app, pm_id, lead.again())
    assert "will be deleted on" in words(lead.open("home"))
    assert "will be deleted on" not in words(colleague.open("home"))
