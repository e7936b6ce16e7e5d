"""Follow-up: every action item until it is done, moved with a reason, or dropped with one."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from core.domain.actions.action_view import ActionView
from core.services import postmortems
from core.services.actions import action_queries, follow_up
from core.services.actions import due_dates as due
from core.services.app import App
from core.services.documents import document_store
from tests.support import edits
from tests.support.days import in_days, today
from tests.support.held import held
from tests.support.pages import Tab, as_read, assert_whole, errors, guest_of, insider, press, toasts, words


def with_actions(
    tab: Tab,
    text: str = "Alert at 80 % disk",
    due: date | None = None,
    owner: str = "Ada",
    title: str = "Checkout was down",
    count: int = 1,
) -> str:
    """A postmortem with one action, or several of the same kind; its id."""
    pm_id = postmortems.create(tab.app, title, by=tab.again())
    rows = [
        edits.add_row(
            "actions", f"a{at + 1}", text if count == 1 else f"{text} {at}", f"V{at:04}", owner=owner, due=due
        )
        for at in range(count)
    ]
    document_store.edit(tab.app, pm_id, edits.combined(*rows), tab.visitor.id)
    held(tab.app, pm_id)
    return pm_id


def the_action(tab: Tab, pm_id: str) -> ActionView:
    return next(
        item for item in action_queries.list_actions(tab.app, include_closed=True) if item.postmortem_id == pm_id
    )


def opened_at(tab: Tab, pm_id: str, became: str, steps: int = 0) -> AppTest:
    session = tab.open("follow_up")
    session.radio(key=f"became-{pm_id}-a1-{steps}").set_value(became).run()
    assert_whole(session)
    return session


def fill(session: AppTest, label: str, value: str) -> None:
    next(item for item in session.text_input if item.label == label).set_value(value)


def test_the_overdue_stand_first_and_say_how_late(tab: Tab) -> None:
    """What hurts is on top; the two figures count no example."""
    with_actions(tab, "Due later", in_days(9))
    with_actions(tab, "Long due", in_days(-12))
    message = words(tab.open("follow_up"))
    assert message.index("Long due") < message.index("Due later")
    assert "12 days late" in message
    assert "2 open" in message
    assert "1 overdue" in message


def test_done_with_evidence(tab: Tab) -> None:
    """It leaves the list and stands with the done ones, with what shows it; an address in it can be clicked."""
    pm_id = with_actions(tab)
    session = opened_at(tab, pm_id, "Done")
    press(session, "It is done")
    assert "Done needs evidence" in errors(session)[0]
    fill(session, "Evidence:", "It rang, see https://ci.example/run/7.")
    press(session, "It is done")
    assert_whole(session)
    assert toasts(session) == ["Done. It is listed under “Done and dropped” now."]
    assert the_action(tab, pm_id).state == "done"
    assert "Alert at 80 % disk" not in words(session)
    closed = words(tab.open("follow_up", show="closed"))
    assert "It rang, see" in closed
    link = '<a href="https://ci.example/run/7" target="_blank" rel="noopener noreferrer nofollow">'
    assert link in closed


def test_moved_to_a_date_with_a_reason(tab: Tab) -> None:
    """The new date, typed as people say it, counts; the reason stays readable, and the form is closed again."""
    pm_id = with_actions(tab, due=in_days(-12))
    session = opened_at(tab, pm_id, "Moved")
    fill(session, "New date", "in 20 days")
    fill(session, "What got in the way?", "The migration came first")
    press(session, "Move it")
    assert_whole(session)
    moved = the_action(tab, pm_id)
    assert (moved.state, moved.overdue, moved.due) == ("moved", False, in_days(20))
    assert "The migration came first" in words(session)
    assert not [item for item in session.text_input if item.label == "New date"]


@pytest.mark.parametrize(
    ("message", "sentence"),
    [("next sprint", "not a clear date"), ("", "Say by which day"), ("31/2", "not in the calendar")],
)
def test_a_new_date_that_cannot_be_read_stays_with_its_reason(tab: Tab, message: str, sentence: str) -> None:
    """Nothing is moved, nothing typed is gone."""
    pm_id = with_actions(tab, due=in_days(-12))
    session = opened_at(tab, pm_id, "Moved")
    fill(session, "New date", message)
    fill(session, "What got in the way?", "The migration came first")
    press(session, "Move it")
    assert sentence in errors(session)[0]
    kept = {item.label: item.value for item in session.text_input}
    assert (kept["New date"], kept["What got in the way?"]) == (message, "The migration came first")
    assert the_action(tab, pm_id).due == in_days(-12)


def test_a_new_date_with_two_readings_is_asked(tab: Tab) -> None:
    """One of two buttons, which then stands in the field."""
    pm_id = with_actions(tab)
    session = opened_at(tab, pm_id, "Date")
    fill(session, "By when?", f"4/5/{today().year + 1}")
    session.run()
    april = date(today().year + 1, 4, 5)
    press(session, f"{april:%a} 5 Apr {april.year}")
    press(session, "Set the date")
    assert_whole(session)
    assert the_action(tab, pm_id).due == april
    assert due.day_order(tab.app) == "mdy"


def test_an_action_without_a_date_gets_its_first_without_explaining(tab: Tab) -> None:
    """Nobody has to give a reason for the first date."""
    pm_id = with_actions(tab)
    session = opened_at(tab, pm_id, "Date")
    fill(session, "By when?", in_days(9).isoformat())
    press(session, "Set the date")
    assert_whole(session)
    assert the_action(tab, pm_id).due == in_days(9)
    assert the_action(tab, pm_id).state == "open"


def test_dropped_because(tab: Tab) -> None:
    """Nothing disappears without a word, and it can come back with its whole history."""
    pm_id = with_actions(tab)
    session = opened_at(tab, pm_id, "Dropped")
    press(session, "Drop it")
    assert errors(session), "a reason is needed"
    assert the_action(tab, pm_id).state == "open"
    fill(session, "We drop it, because…", "The service is gone")
    press(session, "Drop it")
    assert the_action(tab, pm_id).state == "dropped"
    closed = tab.open("follow_up", show="closed")
    assert "The service is gone" in words(closed)
    press(closed, "Reopen")
    assert the_action(tab, pm_id).state == "open"
    message = words(tab.open("follow_up"))
    assert "History (2)" in message
    assert message.index("dropped. The service is gone") < message.rindex("opened again")


def test_another_owner_with_a_reason(tab: Tab) -> None:
    """Handed on in the open: who has it now stands on the card, who had it and why in the history."""
    pm_id = with_actions(tab)
    session = opened_at(tab, pm_id, "New owner")
    fill(session, "Who owns it from now on?", "Bo")
    press(session, "Hand it on")
    assert "why somebody else" in errors(session)[0]
    fill(session, "Why does it change hands?", "Ada is on leave")
    press(session, "Hand it on")
    assert_whole(session)
    assert the_action(tab, pm_id).owner == "Bo"
    assert "now owned by Bo. Ada is on leave" in words(session)
    with_actions(tab, "Unowned", owner="", title="Other")
    session = tab.open("follow_up", owner="-")
    assert "Unowned" in words(session)
    assert "Alert at" not in words(session)


def test_one_persons_own_list_however_the_name_is_written(tab: Tab) -> None:
    """A link leads to it; case and spaces do not matter; the list says whose it is and the way back."""
    with_actions(tab, "Ada's first", owner="Ada Löwe")
    with_actions(tab, "Ada's second", owner=" ADA löwe", due=in_days(-12))
    with_actions(tab, "Bo's", owner="Bo")
    session = tab.open("follow_up", owner="ada  LÖWE ")
    assert_whole(session)
    message = words(session)
    assert "Ada&#x27;s first" in message
    assert "Bo&#x27;s" not in message
    assert as_read(session.title[0].value) == "Action items of ADA löwe"
    assert str(session.selectbox(key="choose-owner").value).casefold().strip() == "ada löwe"
    assert 'href="follow_up"' in message
    assert "All together:" in message, "the figures are not this person's"
    assert "All together:" not in words(tab.open("follow_up"))


def test_the_address_and_the_filters_say_the_same(tab: Tab) -> None:
    """By incident, by owner, open or closed, by words: each choice can be sent to somebody as a link."""
    pm_id = with_actions(tab, "Alert on Größe", title="Disk was full")
    with_actions(tab, "Rotate the certificate", owner="Bo", title="Certificate ran out")
    assert "Rotate" not in words(tab.open("follow_up", pm=pm_id))
    session = tab.open("follow_up", q="DISK grOße")
    assert "Alert on" in words(session)
    assert "Rotate" not in words(session)
    session = tab.open("follow_up")
    session.selectbox(key="choose-owner").set_value("Bo").run()
    assert session.query_params["owner"] in ("Bo", ["Bo"])
    assert "Rotate" in words(session)
    assert "Größe" not in words(session)
    session.selectbox(key="choose-owner").set_value("").run()
    assert "owner" not in session.query_params
    session.selectbox(key="choose-pm").set_value(pm_id).run()
    assert "Größe" in words(session)
    assert "Rotate" not in words(session)
    session.selectbox(key="choose-show").set_value("closed").run()
    assert session.query_params["show"] in ("closed", ["closed"])
    assert "Nothing is done or dropped yet" in words(session)


@pytest.mark.parametrize(
    "query",
    [
        {"owner": "Nobody of us"},
        {"pm": "nothing"},
        {"show": "closed"},
        {"show": "<script>"},
        {"q": "' OR 1=1 --"},
        {"owner": "<img src=x onerror=alert(1)>", "pm": "\x00", "q": "x" * 5000},
        {"owner": "-"},
        {"wall": "no"},
    ],
)
def test_whatever_stands_in_the_address_the_page_answers_kindly(tab: Tab, query: dict[str, str]) -> None:
    """An empty list says why it is empty."""
    with_actions(tab)
    session = tab.open("follow_up", loopback=True, **query)
    assert_whole(session)
    for item in session.get("html"):
        assert "<img" not in item.proto.body
        assert "<script" not in item.proto.body


def test_fifty_at_a_time(tab: Tab) -> None:
    """The rest is one click away, and asking for something else begins at the first page again."""
    with_actions(tab, "Fix", count=120)
    session = tab.open("follow_up")
    assert len(session.radio) == 50
    press(session, f"Show 50 more of {action_queries.action_page(tab.app).total - 50}")
    assert len(session.radio) == 100
    session.text_input(key="choose-q").set_value("Fix 7").run()
    assert len(session.radio) == 21  # 7, 17, … and 70 to 79


def test_text_of_an_action_stays_text(tab: Tab) -> None:
    """An action of code is read, not run; nor is a reason, a name, a piece of evidence."""
    evil = "<img src=x onerror=alert(1)> [a](javascript:alert(1)) javascript:alert(1) https://a.example/<b>"
    pm_id = with_actions(tab, evil, owner="<b>Ada</b>", title=":red[x] <i>y</i>")
    follow_up.move(tab.app, pm_id, "a1", in_days(9), evil, tab.visitor)
    follow_up.mark_done(tab.app, pm_id, "a1", evil, tab.visitor)
    for message in (words(tab.open("follow_up", show="closed")), words(tab.open("follow_up", wall="1"))):
        assert "<img" not in message
        assert "<b>Ada" not in message
        assert "<i>" not in message
        assert 'href="javascript' not in message
    follow_up.reopen(tab.app, pm_id, "a1", tab.visitor)
    message = words(tab.open("follow_up", wall="1"))
    assert "&lt;img" in message
    assert "<img" not in message


def test_nothing_to_follow_is_good_news(tab: Tab) -> None:
    """An empty list says why it is empty."""
    for card in postmortems.home(tab.app).recent:
        postmortems.trash(tab.app, card.id, tab.visitor)
    session = tab.open("follow_up")
    assert_whole(session)
    assert "Nothing is waiting." in words(session)
    assert "Nothing is waiting." in words(tab.open("follow_up", wall="1"))


def test_the_wall_shows_and_offers_nothing_to_press(tab: Tab) -> None:
    """The overdue first, six of them and how many more, no example, no control, no menu."""
    with_actions(tab, "Due later", in_days(9), owner="")
    with_actions(tab, "Late", in_days(-12), count=7)
    session = tab.open("follow_up", wall="1")
    assert_whole(session)
    message = words(session)
    assert message.count("12 days late") == 6
    assert "and 2 more" in message
    assert "Due later" not in message
    assert ">7</b> overdue" in message
    assert ">8</b> open" in message
    widgets = (session.button, session.radio, session.text_input, session.selectbox, session.get("link_button"))
    assert not any(len(kind) for kind in widgets)


def test_the_wall_is_for_the_workspace(key_app: App) -> None:
    """A guest's screen shows nothing of it, nor one that was inside until the key was renewed."""
    chief = insider(key_app)
    pm_id = with_actions(chief, "Secret fix", in_days(-12))
    guest = guest_of(key_app, pm_id)
    session = guest.open("follow_up", loopback=False, wall="1")
    assert len(errors(session)) == 1
    assert "Secret fix" not in words(session)
    screen = chief.open("follow_up", loopback=False, wall="1")
    assert "Secret fix" in words(screen)
    guest.use(loopback=False)
    screen.run()
    assert "Secret fix" not in words(screen)


def test_choices_are_shown_as_they_are_written(tab: Tab) -> None:
    """A list to choose from shows text, in which an escaped sign would be seen with its backslash."""
    session = tab.open("follow_up", owner="a_b-c*")
    options = [option for box in session.selectbox for option in box.options]
    assert "a_b-c* (0)" in options
    assert not [option for option in options if "\\" in option]
