"""Taking a postmortem along from its summary: every format is there, is made at the click, and is what it says."""

import json
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from core.services import postmortems
from core.services.exchange import exports
from core.services.exchange.formats import FORMATS
from pages.parts.frame import state
from pages.parts.summary import downloads
from tests.support.pages import Tab, assert_whole

ALL = (*downloads.offered(main=True), *downloads.offered(main=False))
STARTS = {
    "pdf": b"%PDF-",
    "docx": b"PK",
    "csv": b"\xef\xbb\xbf",
    "ics": b"BEGIN:VCALENDAR",
    "todo.ics": b"BEGIN:VCALENDAR",
}


def the_example(tab: Tab) -> str:
    return next(card.id for card in postmortems.home(tab.app).recent if card.example)


def labels(session: AppTest) -> list[str]:
    return [item.label for item in session.download_button]


def test_every_format_has_a_button(tab: Tab) -> None:
    """Nothing that the command line can do is missing on the page; the chat message stands there to be copied."""
    session = tab.open("summary", pm=the_example(tab))
    assert_whole(session)
    assert {*ALL, "slack"} == set(FORMATS)
    invited = postmortems.summary(tab.app, the_example(tab)).postmortem.meeting_at is not None
    assert labels(session) == [FORMATS[fmt].label for fmt in ALL if fmt != "ics" or invited]


def test_an_invite_is_offered_once_there_is_a_time(tab: Tab) -> None:
    """A button that could only fail is not there."""
    pm_id = postmortems.create(tab.app, "Checkout was down", by=tab.visitor)
    assert "Invite to the meeting" not in labels(tab.open("summary", pm=pm_id))
    with tab.app.db.read() as tx:
        tomorrow = tx.now() + timedelta(days=1)
    postmortems.set_meeting_at(tab.app, pm_id, tomorrow, tab.visitor)
    assert "Invite to the meeting" in labels(tab.open("summary", pm=pm_id))


@pytest.mark.parametrize("fmt", [fmt for fmt in ALL if fmt != "ics"])
def test_a_click_makes_the_file(tab: Tab, fmt: str) -> None:
    """From what is written at that moment, on a thread that knows no browser."""
    pm_id = the_example(tab)
    tab.use()
    make = downloads.file_maker(pm_id, fmt)
    state.use_visitor_token(None)
    made = make()
    assert made.startswith(STARTS.get(fmt, made[:1]))
    assert len(made) == pytest.approx(len(exports.export(tab.app, pm_id, fmt).data), rel=0.2)
    if fmt == "json":
        assert json.loads(made)["schema_version"] == 1


def test_the_chat_message_is_ready_to_paste(tab: Tab) -> None:
    """With the link to the summary, and without a sign that only a program would understand."""
    pm_id = postmortems.create(tab.app, "R&D <queue> stood still", by=tab.visitor)
    session = tab.open("summary", pm=pm_id)
    (message,) = [item.value for item in session.code]
    assert message.startswith("*Postmortem*")
    assert "R&D <queue> stood still" in message
    assert f"/summary?pm={pm_id}" in message
    assert "/live/enter" not in message
