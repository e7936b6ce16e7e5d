"""An action without a date offers the day that is usual for the severity; one press takes it, nothing else does."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from core.domain.postmortem import Severity
from core.services.actions import due_dates
from tests.support.browsers import PATIENCE, PHONE, Laptop, themed
from tests.support.rooms import Meeting

pytestmark = pytest.mark.e2e
Open = Callable[..., Laptop]


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_an_action_offers_the_usual_day_of_its_severity(meeting: Meeting, laptop: Open, phone: bool) -> None:
    """Seven days for this P1; the others read the day at once, and leaving the field sets nothing."""
    ana = laptop(meeting.links.facilitator, **(themed("dark", PHONE) if phone else {}))
    ben = laptop(meeting.links.participant)
    with meeting.server.app() as app:
        days = due_dates.due_days(app)[Severity.P1]
    for person in (ana, ben):
        person.page.locator('[data-section-link="actions"]').click()
    ana.field("actions").locator("[data-draft] .cm-content").click()
    ana.page.keyboard.type("Alert on disk at 80 %")
    row = ana.field("actions").locator("[data-row]").first
    due = row.locator('input[data-key="due"]')
    due.click()
    offer = row.get_by_role("button", name="Usual for P1")
    expect(offer).to_be_visible(timeout=PATIENCE)
    if folder := os.environ.get("DEBRIEF_PICTURES"):
        ana.page.screenshot(path=str(Path(folder) / f"due-offer-{'phone' if phone else 'desktop'}.png"))
    due.press("Tab")
    expect(offer).to_be_hidden()
    expect(due).to_have_value("")
    due.click()
    offer.click()
    day = (datetime.now(UTC) + timedelta(days=days)).date()
    expect(due).to_have_value(f"{day:%a} {day.day} {day:%b %Y}")
    ana.saved()
    theirs = ben.field("actions").locator('[data-row] input[data-key="due"]').first
    expect(theirs).to_have_value(f"{day:%a} {day.day} {day:%b %Y}", timeout=PATIENCE)
    assert meeting.written().actions[0].due == day
