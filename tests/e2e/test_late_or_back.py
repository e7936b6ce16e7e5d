"""Whoever comes late reads on one card where the meeting is and what it wrote; a reload shows none."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from core.domain.clock.state import Meeting as Clock
from core.domain.postmortem import SectionId
from core.services.documents import document_store
from core.store import meetings
from tests.support.browsers import PATIENCE, PHONE, Laptop, themed
from tests.support.edits import add_row, set_text
from tests.support.rooms import Meeting

pytestmark = pytest.mark.e2e
Open = Callable[..., Laptop]


def five_minutes_in(meeting: Meeting) -> None:
    """The group is in the root causes since a minute, and has written something."""
    with meeting.server.app() as app:
        with app.db.write() as tx:
            before = meetings.load_meeting(tx, meeting.id)
            assert before is not None
            changes = {
                "status": "running",
                "section": SectionId.ROOT_CAUSE,
                "started_at": tx.now() - timedelta(minutes=5),
                "section_started_at": tx.now() - timedelta(minutes=1),
                "used": {SectionId.SUMMARY: 100.0, SectionId.TIMELINE: 140.0},
                "version": 3,
            }
            meetings.save_meeting(tx, meeting.id, Clock.model_validate({**dict(before), **changes}), before.version)
        for change in (
            set_text("summary.what_happened", "Checkout answered 500 for <b>everybody</b>"),
            add_row("root_cause.monitoring", "r1", "No alert looked at the disk", "V"),
        ):
            document_store.edit(app, meeting.id, change, None)


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_who_comes_late_is_told_where_it_is_and_a_reload_says_nothing(
    meeting: Meeting, laptop: Open, phone: bool
) -> None:
    """Section, time left, what was written; closed with one press, and gone for good."""
    five_minutes_in(meeting)
    late = laptop(meeting.links.participant, **(themed("dark", PHONE) if phone else {}))
    card = late.page.locator(".catch-up")
    expect(card).to_be_visible(timeout=PATIENCE)
    expect(card).to_contain_text("Section 3 of 7: Root cause, ")
    expect(card).to_contain_text("Checkout answered 500 for <b>everybody</b>")
    expect(card).to_contain_text("Why: No alert looked at the disk")
    if folder := os.environ.get("DEBRIEF_PICTURES"):
        late.page.screenshot(path=str(Path(folder) / f"late-{'phone' if phone else 'desktop'}.png"))
    card.get_by_role("button", name="Close").click()
    expect(card).to_have_count(0)
    late.page.reload()
    expect(late.timer()).to_have_attribute("data-section", "root_cause", timeout=PATIENCE)
    expect(late.page.locator("[data-section-view]")).to_be_visible(timeout=PATIENCE)
    expect(card).to_have_count(0)
