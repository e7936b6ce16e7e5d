"""Links of action items on Summary and Follow-up: opened as an issue there, shown by label, refused with a sentence."""

import pytest

from core.domain.tracker.kinds import Tracker, team_tracker
from core.services import postmortems
from core.services.actions import action_queries
from core.services.documents import document_store
from core.services.tracker.issue_links import set_link
from core.services.tracker.team import set_tracker
from tests.support import edits
from tests.support.held import held
from tests.support.pages import Tab, assert_whole, toasts, words

ISSUE = "https://github.com/acme/shop/issues/123"


@pytest.fixture
def pm_id(tab: Tab) -> str:
    made = postmortems.create(tab.app, "Checkout was down", by=tab.again())
    rows = [edits.add_row("actions", f"a{at}", f"Alert <b>{at}</b>", f"V{at}", owner="Ada") for at in (1, 2)]
    document_store.edit(tab.app, made, edits.combined(*rows), None)
    held(tab.app, made)
    set_tracker(tab.app, team_tracker(Tracker.GITHUB, "https://github.com/acme/shop"), None)
    return made


def link_of(tab: Tab, pm_id: str, action_id: str) -> str:
    return next(
        row.link
        for row in action_queries.list_actions(tab.app)
        if (row.postmortem_id, row.action_id) == (pm_id, action_id)
    )


def test_summary_opens_an_action_as_an_issue_and_keeps_its_address(tab: Tab, pm_id: str) -> None:
    """Chosen, opened elsewhere, pasted, shown by its label; the next one waits."""
    session = tab.open("summary", pm=pm_id)
    assert_whole(session)
    assert f'href="live/issue/{pm_id}/a1"' in words(session)
    session.selectbox(key="summary-issue").set_value("a2").run()
    assert f'href="live/issue/{pm_id}/a2/text"' in words(session)
    session.text_input(key="summary-issue-address").set_value(ISSUE)
    next(item for item in session.button if item.label == "Keep the link").click().run()
    assert_whole(session)
    assert link_of(tab, pm_id, "a2") == ISSUE
    assert f'href="{ISSUE}"' in words(session)
    assert ">acme/shop#123</a>" in words(session)
    assert f'href="live/issue/{pm_id}/a2"' not in words(session)


def test_what_is_no_address_is_told_and_stays_typed(tab: Tab, pm_id: str) -> None:
    """Nothing is kept of it, and nothing typed is lost."""
    session = tab.open("summary", pm=pm_id)
    session.text_input(key="summary-issue-address").set_value("javascript:alert(1)")
    next(item for item in session.button if item.label == "Keep the link").click().run()
    assert "https://" in " ".join(toasts(session))
    assert session.text_input(key="summary-issue-address").value == "javascript:alert(1)"
    assert link_of(tab, pm_id, "a1") == ""


def test_summary_says_nothing_when_every_action_has_its_link(tab: Tab, pm_id: str) -> None:
    """And without a tracker a link can still be pasted."""
    set_tracker(tab.app, None, None)
    session = tab.open("summary", pm=pm_id)
    assert "live/issue" not in words(session)
    assert [item for item in session.text_input if item.key == "summary-issue-address"]
    for action_id in ("a1", "a2"):
        set_link(tab.app, pm_id, action_id, ISSUE, None)
    session = tab.open("summary", pm=pm_id)
    assert_whole(session)
    assert not [item for item in session.text_input if item.key == "summary-issue-address"]


def test_follow_up_has_a_form_for_it(tab: Tab, pm_id: str) -> None:
    """Beside done and moved: open it, paste its address, take it away again."""
    session = tab.open("follow_up")
    session.radio(key=f"became-{pm_id}-a1-0").set_value("Issue").run()
    assert_whole(session)
    assert f'href="live/issue/{pm_id}/a1"' in words(session)
    session.text_input(key=f"link-{pm_id}-a1-0").set_value(ISSUE)
    next(item for item in session.button if item.label == "Keep the link").click().run()
    assert_whole(session)
    assert link_of(tab, pm_id, "a1") == ISSUE
    assert ">acme/shop#123</a>" in words(session)
