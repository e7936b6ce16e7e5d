"""Follow-up: every promise until it is kept, moved with a reason, or dropped because."""

from datetime import UTC, date, datetime, timedelta

from streamlit.testing.v1 import AppTest

from core.document import edit
from core.services import documents, follow_up, postmortems
from core.services.follow_up import Promise
from tests.support.pages import Tab, as_read, assert_whole, errors, press, words

TODAY = datetime.now(UTC).date()


def promised(tab: Tab, text: str = "Alert at 80 % disk", due: date | None = None) -> str:
    """A postmortem with one action; its id."""
    pm_id = postmortems.create(tab.app, "Checkout was down", by=tab.visitor)
    change = edit.add_row("actions", "a1", text, "V", owner="Ada", due=due)
    documents.edit(tab.app, pm_id, change, tab.visitor.id)
    return pm_id


def the_promise(tab: Tab, pm_id: str) -> Promise:
    return next(each for each in follow_up.promises(tab.app, include_closed=True) if each.postmortem_id == pm_id)


def opened_at(tab: Tab, pm_id: str, became: str) -> AppTest:
    session = tab.open("follow_up")
    session.radio(key=f"became-{pm_id}-a1").set_value(became).run()
    assert_whole(session)
    return session


def test_the_overdue_stand_first_and_say_how_late(tab: Tab) -> None:
    """What hurts is on top; the two figures count real promises only."""
    promised(tab, "Due later", TODAY + timedelta(days=9))
    promised(tab, "Long due", TODAY - timedelta(days=12))
    said = words(tab.open("follow_up"))
    assert said.index("Long due") < said.index("Due later")
    assert "12 days late" in said
    assert "2 open" in said
    assert "1 overdue" in said


def test_done_with_evidence(tab: Tab) -> None:
    """It moves down with what shows that it is done."""
    pm_id = promised(tab)
    session = opened_at(tab, pm_id, "Done")
    session.text_input[0].set_value("The alert rang in the test")
    press(session, "It is done")
    assert_whole(session)
    assert the_promise(tab, pm_id).state == "done"
    assert "The alert rang in the test" in words(session)
    assert "Done and dropped (1)" in [as_read(each.label) for each in session.expander]


def test_moved_to_a_date_with_a_reason(tab: Tab) -> None:
    """The new date counts, the reason stays readable."""
    pm_id = promised(tab, due=TODAY - timedelta(days=3))
    session = opened_at(tab, pm_id, "Moved")
    session.date_input[0].set_value(TODAY + timedelta(days=20))
    session.text_input[0].set_value("The migration came first")
    press(session, "Move it")
    assert_whole(session)
    moved = the_promise(tab, pm_id)
    assert (moved.state, moved.overdue) == ("moved", False)
    assert "The migration came first" in words(session)


def test_dropped_because(tab: Tab) -> None:
    """Nothing disappears without a word, and it can come back."""
    pm_id = promised(tab)
    session = opened_at(tab, pm_id, "Dropped")
    press(session, "Drop it")
    assert errors(session), "a reason is needed"
    assert the_promise(tab, pm_id).state == "open"
    session.text_input[0].set_value("The service is gone")
    press(session, "Drop it")
    assert the_promise(tab, pm_id).state == "dropped"
    press(session, "Reopen")
    assert the_promise(tab, pm_id).state == "open"


def test_text_of_an_action_stays_text(tab: Tab) -> None:
    """An action of code is read, not run."""
    promised(tab, "<img src=x onerror=alert(1)>")
    said = words(tab.open("follow_up"))
    assert "<img" not in said
    assert "&lt;img" in said


def test_nothing_to_follow_is_good_news(tab: Tab) -> None:
    """An empty list says why it is empty."""
    for card in postmortems.home(tab.app).recent:
        postmortems.trash(tab.app, card.id, tab.visitor)
    session = tab.open("follow_up")
    assert_whole(session)
    assert "Nothing is waiting." in words(session)
