"""Follow-up: what a tracker says is asked there, confirmed or not with one press."""

import json
from typing import Any

import pytest

from core.services import postmortems
from core.services.actions import action_queries
from core.services.documents import document_store
from core.services.inbound import taking_in
from core.services.inbound.source import Incoming
from core.services.inbound.sources import source_named
from core.services.inbound.working import work_waiting
from tests.domain.tracker.answers import bodies
from tests.support import edits
from tests.support.held import held
from tests.support.pages import Tab, assert_whole, toasts, words

ISSUE = "https://github.com/acme/shop/issues/123"


def sent(tab: Tab, body: dict[str, Any]) -> None:
    found = source_named("github")
    incoming = Incoming("github", json.dumps(body).encode(), {}, taking_in.now(tab.app))
    taking_in.keep(tab.app, found, incoming, found.receiver.prepare(tab.app, incoming))
    work_waiting(tab.app)


@pytest.fixture
def pm_id(tab: Tab) -> str:
    made = postmortems.create(tab.app, "Checkout <b>was</b> down", by=tab.again())
    document_store.edit(tab.app, made, edits.add_row("actions", "a1", "Alert <i>1</i>", "V", link=ISSUE), None)
    held(tab.app, made)
    return made


def state_of(tab: Tab, pm_id: str) -> str:
    rows = action_queries.list_actions(tab.app, include_closed=True)
    return next(row.state for row in rows if row.postmortem_id == pm_id)


def test_nothing_is_asked_while_no_tracker_said_anything(tab: Tab, pm_id: str) -> None:
    """The page is as it was."""
    assert "Your tracker says" not in words(tab.open("follow_up"))


def test_it_is_done_with_one_press(tab: Tab, pm_id: str) -> None:
    """Who said it, when, and the issue; hostile words stay words."""
    sent(tab, bodies.github(title="<script>alert(1)</script>") | {"sender": {"login": "<b>mara</b>"}})
    session = tab.open("follow_up")
    assert_whole(session)
    shown = words(session)
    assert "was closed as completed by &lt;b&gt;mara&lt;/b&gt; on 2026-11-20" in shown
    assert "<b>mara" not in shown
    assert state_of(tab, pm_id) == "open"
    session.button(key=f"answer-yes-{pm_id}-a1-done").click().run()
    assert_whole(session)
    assert "evidence" in " ".join(toasts(session))
    assert state_of(tab, pm_id) == "done"
    assert "Your tracker says" not in words(session)


def test_it_is_not_done_with_another(tab: Tab, pm_id: str) -> None:
    """It stays open, and nobody is asked again."""
    sent(tab, bodies.github(reason="not_planned"))
    session = tab.open("follow_up")
    assert "as not planned" in words(session)
    session.button(key=f"answer-no-{pm_id}-a1-dropped").click().run()
    assert_whole(session)
    assert state_of(tab, pm_id) == "open"
    assert "Your tracker says" not in words(tab.open("follow_up"))
