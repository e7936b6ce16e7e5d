"""The page that shows two incidents side by side: for the workspace, with what is stored and nothing else."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core.domain.postmortem import ActionRow, Postmortem, Summary
from core.services import postmortems
from core.services.actions import follow_up
from core.services.app import App
from core.services.memory import links
from tests.support.incidents import (
    EARLIER_TITLE,
    LATER_TITLE,
    OPEN_ACTION,
    earlier_postmortem,
    later_postmortem,
    stored,
)
from tests.support.pages import Tab, as_read, assert_whole, errors, guest_of, insider, press, toasts, words
from tests.support.payloads import CODE


@pytest.fixture
def pair(app: App) -> tuple[str, str]:
    """The earlier one and the later one."""
    return stored(app, earlier_postmortem()), stored(app, later_postmortem())


def query(pm: str, other: str) -> dict[str, Any]:
    """The address's query: one of its names is a word of Python."""
    return {"pm": pm, "with": other}


def opened(tab: Tab, pair: tuple[str, str]) -> AppTest:
    session = tab.open("compare", **query(pair[1], pair[0]))
    assert_whole(session)
    return session


def test_facts_stand_side_by_side(tab: Tab, pair: tuple[str, str]) -> None:
    """The earlier one first, whichever was asked for; shared words are marked, sooner and later are said."""
    text = words(opened(tab, pair))
    assert text.index(EARLIER_TITLE) < text.index(LATER_TITLE)
    assert "29 min sooner" in text
    assert "<mark>mailbox</mark>" in text
    assert "this one" in text
    turned = words(opened(tab, (pair[1], pair[0])))
    assert turned.index(EARLIER_TITLE) < turned.index(LATER_TITLE)


def test_open_actions_are_words_without_marks(tab: Tab, app: App) -> None:
    """An old report's action is a link in Markdown, which neither the list nor a button draws."""
    linked = ActionRow(id="m1", text="Open a [ticket](https://code.example/issues/7) for **alerts**")
    earlier = earlier_postmortem().model_copy(update={"actions": (linked,)})
    session = opened(tab, (stored(app, earlier), stored(app, later_postmortem())))
    assert "“Open a ticket for alerts”" in words(session)
    assert "Open a ticket for alerts" in as_read(session.button(key="carry-m1").label)


def test_what_is_still_open_stands_above(tab: Tab, pair: tuple[str, str]) -> None:
    """With owner and day; what was done does not."""
    follow_up.mark_done(tab.app, pair[0], "a3", "https://wiki.example.org/token", None)
    text = words(opened(tab, pair))
    assert "2 actions of Fri 14 Aug 2026 still open" in text
    assert f"“{OPEN_ACTION}”, Sam, due Fri 28 Aug 2026" in text
    assert "Page in the runbook" in text
    assert "“Page in the runbook" not in text


def test_linking_and_taking_it_back(tab: Tab, pair: tuple[str, str]) -> None:
    """Each button does what it says, and the page shows how it stands."""
    session = press(opened(tab, pair), "Link the two")
    assert toasts(session) == ["Linked, from both sides."]
    (earlier,) = postmortems.summary(tab.app, pair[1], inside=True).meta.recurrence_of
    assert earlier.id == pair[0]
    session = press(session, "Take the link away")
    assert postmortems.summary(tab.app, pair[1], inside=True).meta.recurrence_of == ()
    session = press(session, "Not the same")
    assert "not the same" in words(session)
    session = press(session, "They may be")
    assert "Not the same" in words(session)
    assert_whole(session)


def test_an_action_is_carried_over_with_one_press(tab: Tab, pair: tuple[str, str]) -> None:
    """It stands in the later one then, and is promised twice."""
    session = next(button for button in opened(tab, pair).button if button.label.startswith("Warn")).click().run()
    assert [row.text for row in postmortems.summary(tab.app, pair[1]).postmortem.actions] == [OPEN_ACTION]
    assert "promised twice" in words(session)


@pytest.mark.parametrize("hostile", CODE[:8])
def test_what_people_typed_is_text(tab: Tab, hostile: str) -> None:
    """On either side, in titles and in sentences."""
    one = stored(tab.app, Postmortem(title=hostile, summary=Summary(what_happened=f"{hostile} token")))
    other = stored(tab.app, Postmortem(title=f"{hostile} again", summary=Summary(what_happened=f"token {hostile}")))
    page = words(opened(tab, (one, other)))
    assert hostile not in page
    assert "token" in page


@pytest.mark.parametrize("other", [{}, {"with": "nothing"}, {"pm": "nothing", "with": "nothing"}])
def test_what_is_not_there_gets_a_sentence(tab: Tab, pair: tuple[str, str], other: dict[str, Any]) -> None:
    """No traceback, no empty page."""
    session = tab.open("compare", **{"pm": pair[1], **other})
    assert len(errors(session)) == 1
    assert not session.exception


def test_one_incident_is_not_compared_with_itself(tab: Tab, pair: tuple[str, str]) -> None:
    """Somebody changed the address."""
    assert errors(tab.open("compare", **query(pair[0], pair[0]))) == [links.ITSELF]


def test_a_guest_sees_neither(key_app: App) -> None:
    """Not even of the meeting they are in."""
    earlier, later = stored(key_app, earlier_postmortem()), stored(key_app, later_postmortem())
    guest = guest_of(key_app, later)
    for tab in (guest, Tab(key_app)):
        session = tab.open("compare", loopback=False, **query(later, earlier))
        assert "workspace key" in errors(session)[0]
        assert EARLIER_TITLE not in words(session)
        assert LATER_TITLE not in words(session)
    assert_whole(insider(key_app).open("compare", loopback=False, **query(later, earlier)))
