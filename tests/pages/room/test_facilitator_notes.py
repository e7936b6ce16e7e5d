"""What is left before Finish: for facilitators, on their own screen, without a name."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from core.domain.clock.state import Next, Start
from core.services import access, postmortems
from core.services.documents import document_store
from core.services.hints import hint_service
from core.services.meetings import meeting_clock
from tests.support.edits import add_row, set_text
from tests.support.pages import Tab, assert_whole, words

PHRASE = "should have checked"
BLAME = f"Somebody {PHRASE} the disk."
NUMBER = "worth another look"


@pytest.fixture
def pm_id(tab: Tab) -> str:
    pm_id = postmortems.create(tab.app, "Checkout was down", by=tab.visitor)
    document_store.edit(tab.app, pm_id, set_text("summary.what_happened", BLAME), None)
    for place in range(7):
        document_store.edit(tab.app, pm_id, add_row("actions", f"a{place}", "Improve monitoring.", f"V{place}"), None)
    meeting_clock.run_command(tab.app, pm_id, access.member(tab.app, tab.visitor, pm_id), Start(seen=0))
    return pm_id


def has_drawer(session: AppTest) -> bool:
    try:
        return session.get_by_key("entry-left-over") is not None
    except KeyError:
        return False


def opened(session: AppTest, drawer: str) -> str:
    session.button(key=f"entry-{drawer}").click().run()
    assert_whole(session)
    return words(session)


def test_the_facilitator_sees_one_number_for_the_section(tab: Tab, pm_id: str) -> None:
    """Of the section the meeting is in; a section without any shows none."""
    session = tab.open("room", pm=pm_id)
    assert_whole(session)
    assert has_drawer(session)
    assert f'<b class="num">1</b> phrase {NUMBER}' in words(session)
    assert PHRASE not in words(session)
    meeting_clock.run_command(tab.app, pm_id, access.member(tab.app, tab.visitor, pm_id), Next(seen=1))
    assert NUMBER not in words(tab.open("room", pm=pm_id))


def test_the_drawer_lists_what_is_left_with_a_question_and_the_guide(tab: Tab, pm_id: str) -> None:
    """Everything, section by section, looked up when it is opened."""
    message = opened(tab.open("room", pm=pm_id), "left-over")
    assert f"“{PHRASE}”" in message
    assert message.count("“Improve monitoring”") == 7
    assert "guide?topic=hint-counterfactual-person" in message
    left = hint_service.open_hints(tab.app, pm_id, access.member(tab.app, tab.visitor, pm_id))
    (hint,) = next(found for found in left.per_section.values() if found)
    assert hint.question in message


def test_nobody_else_sees_number_or_drawer(tab: Tab, pm_id: str, new_tab: Callable[[], Tab]) -> None:
    """Not a participant's room, not the shared screen, not the summary: not even when the drawer is forced open."""
    other = new_tab()
    for page in ("room", "present", "summary"):
        for who in (other, tab) if page != "room" else (other,):
            session = who.open(page, pm=pm_id)
            session.session_state["more-opened"] = "left-over"
            session.run()
            assert_whole(session)
            message = words(session)
            assert NUMBER not in message
            assert f"“{PHRASE}”" not in message
            assert not has_drawer(session)


def test_when_nothing_is_left_there_is_nothing_to_open(tab: Tab) -> None:
    """No praise, no empty box."""
    pm_id = postmortems.create(tab.app, "Checkout was down", by=tab.visitor)
    meeting_clock.run_command(tab.app, pm_id, access.member(tab.app, tab.visitor, pm_id), Start(seen=0))
    session = tab.open("room", pm=pm_id)
    assert_whole(session)
    assert not has_drawer(session)


def test_the_clock_can_be_run_when_the_hints_fail(tab: Tab, pm_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A trouble with hints is a sentence among buttons that work."""

    def broken(*_: object) -> None:
        raise RuntimeError("a secret detail")

    monkeypatch.setattr(hint_service, "open_hints", broken)
    session = tab.open("room", pm=pm_id)
    assert not session.exception
    message = words(session)
    assert "Something went wrong" in message
    assert "secret detail" not in message
    assert session.get_by_key("do-less") is not None
    assert session.get_by_key("entry-finish") is not None


def test_finish_counts_commitments_and_asks_which_three_matter(tab: Tab, pm_id: str) -> None:
    """More than a handful is a wish list."""
    message = opened(tab.open("room", pm=pm_id), "finish")
    assert "None of the 7 actions is a real commitment yet." in message
    assert "Which three matter most?" in message


def test_the_summary_says_how_many_are_real_commitments(tab: Tab, pm_id: str) -> None:
    """For everybody who reads it, with what makes one."""
    message = words(tab.open("summary", pm=pm_id))
    assert (
        "None of the 7 actions is a real commitment yet: an end one can check, an owner, a date and a test." in message
    )


def test_the_guide_is_one_click_away_in_the_room(tab: Tab, pm_id: str) -> None:
    """In a tab of its own, so that the room stays open."""
    assert "Guide" in [item.proto.label for item in tab.open("room", pm=pm_id).get("link_button")]
