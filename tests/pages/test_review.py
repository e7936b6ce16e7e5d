"""The review on the pages: how it starts, how it is walked, what it leaves, and what a reader may not do."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser

import pytest
from streamlit.testing.v1 import AppTest

from core.document import edit
from core.domain.clock import Command, Finish, Start
from core.domain.postmortem import ChecklistRow
from core.domain.review import Again, Answer, ReviewNote, Walked
from core.domain.steps import step_of
from core.services import access, documents, follow_up, meetings, postmortems, reviews
from core.services.app import App
from core.services.reviewing import Looked
from pages.parts import review_words
from tests.support.pages import Tab, assert_whole, insider, press, toasts, words
from tests.support.payloads import PAYLOADS

FUTURE = datetime.now(UTC).date() + timedelta(days=20)


def give(tab: Tab, pm_id: str, *makes: Callable[[int], Command]) -> None:
    me = access.member(tab.app, tab.visitor, pm_id)
    for make in makes:
        meetings.command(tab.app, pm_id, me, make(meetings.view(tab.app, pm_id).meeting.version))


@pytest.fixture
def held(tab: Tab) -> str:
    """A meeting that is over, with two promises; its review's day has come."""
    pm_id = postmortems.create(tab.app, "Checkout was down", by=tab.visitor)
    for number, due in ((1, date(2026, 1, 2)), (2, None)):
        change = edit.add_row("actions", f"a{number}", f"Promise number {number}", f"M{number}", owner="Kim", due=due)
        documents.edit(tab.app, pm_id, change, None)
    documents.edit(tab.app, pm_id, edit.set_fact("review_on", date(2026, 1, 14)), None)
    give(tab, pm_id, lambda seen: Start(seen=seen), lambda seen: Finish(seen=seen))
    return pm_id


@pytest.fixture
def walking(tab: Tab, held: str) -> str:
    reviews.open_review(tab.app, held, tab.visitor)
    give(tab, held, lambda seen: Start(seen=seen))
    return held


def choose(session: AppTest, key: str, value: object) -> AppTest:
    return session.radio(key=key).set_value(value).run()


# The way in


def test_home_says_which_review_is_due_and_opens_it(tab: Tab, held: str) -> None:
    """One press, and the room holds the review."""
    session = tab.open()
    assert_whole(session)
    assert "Time to look back" in words(session)
    session = press(session, "Start the review")
    assert meetings.view(tab.app, held).meeting.kind == "review"
    assert "Join the review" in words(tab.open())


def test_home_is_silent_when_nothing_is_due(tab: Tab) -> None:
    """Nobody is reminded of nothing."""
    assert "look back" not in words(tab.open())


def test_the_summary_offers_the_review_when_its_day_has_come_and_earlier(tab: Tab, held: str) -> None:
    """By hand it may begin any day after the meeting; while it runs one joins it."""
    assert "Its day has come" in words(tab.open("summary", pm=held))
    documents.edit(tab.app, held, edit.set_fact("review_on", FUTURE), None)
    session = tab.open("summary", pm=held)
    assert "or whenever you are ready" in words(session)
    press(session, "Start the review")
    assert "Join the review" in words(tab.open("summary", pm=held))


def test_a_draft_offers_no_review(tab: Tab) -> None:
    """There is nothing to look back at."""
    pm_id = postmortems.create(tab.app, "Mail stood still", by=tab.visitor)
    session = tab.open("summary", pm=pm_id)
    assert_whole(session)
    assert "Start the review" not in words(session)


def test_follow_up_offers_the_review_of_the_incident_it_is_about(tab: Tab, held: str) -> None:
    """In the list of one incident, when its day has come."""
    assert "Start the review" in words(tab.open("follow_up", pm=held))
    assert "Start the review" not in words(tab.open("follow_up"))


def test_two_who_start_it_get_one_review(tab: Tab, new_tab: Callable[[], Tab], held: str) -> None:
    """The second one, whose page is older, comes into the first one's."""
    ben = new_tab()
    late = ben.open("summary", pm=held)
    tab.use()
    reviews.open_review(tab.app, held, tab.visitor)
    ben.use()
    assert_whole(press(late, "Start the review"))
    assert len(meetings.view(tab.app, held).facilitators) == 1


# In the room


def test_the_room_holds_the_review_instead_of_the_sections(tab: Tab, held: str) -> None:
    """The lobby has its button, the actions, and a way back."""
    reviews.open_review(tab.app, held, tab.visitor)
    session = tab.open("room", pm=held)
    assert_whole(session)
    said = words(session)
    assert "Start the 5 minutes" in said
    assert "Promise number 1" in said
    assert "Call the review off" in said
    session = press(session, "Call the review off")
    assert meetings.view(tab.app, held).meeting.kind == "sync"
    assert "Promise number 1" not in words(session)


def test_starting_and_moving_on(tab: Tab, held: str) -> None:
    """Each button names the next action; the last one finishes."""
    reviews.open_review(tab.app, held, tab.visitor)
    session = press(tab.open("room", pm=held), "Start the 5 minutes")
    assert_whole(session)
    assert meetings.view(tab.app, held).meeting.section == step_of("a1")
    session = press(tab.open("room", pm=held), "Next: Promise number 2")
    assert meetings.view(tab.app, held).meeting.section == step_of("a2")
    assert meetings.view(tab.app, held).meeting.status == "running"


def test_done_needs_evidence_and_a_refusal_keeps_the_words(tab: Tab, walking: str) -> None:
    """The rule is the follow-up's; the field is emptied only when it was obeyed."""
    session = choose(tab.open("room", pm=walking), f"became-{walking}-a1", "Done")
    session = press(session, "It is done")
    assert any("Say how" in each for each in toasts(session))
    session.text_input(key=f"evidence-{walking}-a1").set_value("https://wiki/alert")
    session = press(session, "It is done")
    assert_whole(session)
    assert reviews.look(tab.app, walking).walk[0].said == "https://wiki/alert"
    assert "https://wiki/alert</a>" in words(session)
    assert press(session, "Reopen")
    assert reviews.look(tab.app, walking).walk[0].state == "open"


def test_moved_needs_a_day_to_come_and_a_reason(tab: Tab, walking: str) -> None:
    """An action without any date gets its first one."""
    session = choose(tab.open("room", pm=walking), f"became-{walking}-a1", "Moved")
    session.date_input(key=f"to-{walking}-a1").set_value(FUTURE)
    session = press(session, "Move it")
    assert any("why it moves" in each for each in toasts(session))
    session.text_input(key=f"reason-{walking}-a1").set_value("Hardware came late")
    session = press(session, "Move it")
    assert reviews.look(tab.app, walking).walk[0].due == FUTURE
    session = choose(session, f"became-{walking}-a2", "Date")
    session.date_input(key=f"to-{walking}-a2").set_value(FUTURE)
    press(session, "Promise it")
    assert reviews.look(tab.app, walking).walk[1].due == FUTURE


def test_dropped_needs_a_because(tab: Tab, walking: str) -> None:
    """A dropped action with a reason is a decision."""
    session = choose(tab.open("room", pm=walking), f"became-{walking}-a2", "Dropped")
    session = press(session, "Drop it")
    assert any("why it is dropped" in each for each in toasts(session))
    session.text_input(key=f"because-{walking}-a2").set_value("The cluster is gone")
    press(session, "Drop it")
    assert reviews.look(tab.app, walking).walk[1].state == "dropped"


def test_the_question_takes_an_answer_with_its_because(tab: Tab, walking: str) -> None:
    """A yes without one is refused kindly."""
    session = tab.open("room", pm=walking)
    session.radio(key=f"again-{walking}").set_value(Again.YES)
    session = press(session, "Save the answer")
    assert any("Say why" in each for each in toasts(session))
    session.text_input(key=f"why-{walking}").set_value("The alert is muted")
    session = press(session, "Save the answer")
    assert_whole(session)
    assert reviews.look(tab.app, walking).answer == Answer(again=Again.YES, because="The alert is muted")
    assert "The alert is muted" in words(session)


def test_the_checklist_and_the_note(tab: Tab, walking: str) -> None:
    """A tick is in the postmortem at once; lines stand side by side."""
    session = tab.open("room", pm=walking)
    session.checkbox(key=f"tick-{walking}-c_told").check().run()
    assert {row.id for row in reviews.look(tab.app, walking).checklist if row.done} == {"c_told"}
    session.text_input(key=f"line-{walking}").set_value("Look again in January")
    session = press(session, "Add it")
    assert_whole(session)
    assert reviews.look(tab.app, walking).note == "Look again in January"
    assert "Look again in January" in words(session)


def test_a_reader_sees_the_review_and_no_form(key_app: App) -> None:
    """Everything is shown, nothing can be sent."""
    ada = insider(key_app)
    pm_id = postmortems.create(key_app, "Checkout was down", by=ada.again())
    documents.edit(key_app, pm_id, edit.add_row("actions", "a1", "Promise number 1", "M1"), None)
    give(ada, pm_id, lambda seen: Start(seen=seen), lambda seen: Finish(seen=seen))
    reviews.open_review(key_app, pm_id, ada.again())
    give(ada, pm_id, lambda seen: Start(seen=seen))
    viewer = Tab(key_app)
    mac = access.links(key_app, pm_id, "http://d").viewer.split("&t=")[1].split("&")[0]
    viewer.token = access.enter_link(key_app, viewer.visitor, pm_id, "viewer", mac).token or viewer.token
    session = viewer.open("room", loopback=False, pm=pm_id)
    assert_whole(session)
    assert "Promise number 1" in words(session)
    assert not session.radio
    assert not session.checkbox
    assert "Start the review" not in words(viewer.open("summary", loopback=False, pm=pm_id))


def test_the_end_of_a_review(tab: Tab, walking: str) -> None:
    """The panel thanks and leads to the summary, which tells what was found; the room has its sections again."""
    reviews.answer(tab.app, walking, Again.NO, "It alerts at 80 %", Answer(), tab.visitor)
    reviews.add_line(tab.app, walking, "Look again in January", tab.visitor)
    follow_up.mark_done(tab.app, walking, "a1", "https://wiki/alert", tab.visitor)
    give(tab, walking, lambda seen: Finish(seen=seen))
    session = tab.open("room", pm=walking)
    assert_whole(session)
    assert "The review is over" in words(session)
    assert "Reopen the review" in words(session)
    said = words(tab.open("summary", pm=walking))
    for part in ("It alerts at 80 %", "Look again in January", "1 done, 1 still open"):
        assert part in said, part
    assert "look back" not in words(tab.open())


# Words


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        assert {name for name, _ in attrs} <= ({"class", "href", "rel", "target"} if tag == "a" else {"class"}), attrs
        assert all((value or "").startswith(("http://", "https://")) for name, value in attrs if name == "href")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_people_say_in_a_review_is_never_code(payload: str) -> None:
    """P13 for every piece of its pages: only our own tags, whatever was typed."""
    each = Walked(
        action_id="a", text=payload, owner=payload, done_when=payload, said=payload, state="done", in_review=True
    )
    answer = Answer(again=Again.YES, because=payload)
    looked = Looked(1, (each, each.model_copy(update={"in_review": False, "state": "open"})), answer, payload)
    note = ReviewNote(
        at=datetime(2026, 12, 7, tzinfo=UTC), by=payload, again=Again.NO, because=payload, note=payload, actions=(each,)
    )
    for html in (
        review_words.action(each, True, FUTURE),
        review_words.answer(answer),
        review_words.lines(payload),
        review_words.still_open(looked),
        review_words.ticked([ChecklistRow(id="c", text=payload)]),
        review_words.left_behind(note),
    ):
        assert Tags(html).seen <= {"div", "span", "b", "p", "ul", "li", "br", "a"}
