"""Action items in calendars: read back by a library that did not write it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from core.domain.actions.action_view import ActionView
from core.domain.postmortem import Severity
from core.export.calendar.deadlines import ReviewDay, actions_calendar
from tests.support.postmortems import lines

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
BASE = "https://debrief.example"
OPEN = ActionView("pm1", "Disk full", Severity.P1, "a1", "Add an alert", "Mara", date(2026, 12, 1), None, "It rings")
UNDATED = ActionView("pm1", "Disk full", None, "a2", "Write the page", "Ben")
DONE = ActionView(
    "pm2", "Queue", None, "a1", "Set a quota", "Mara", date(2026, 11, 1), state="done", note="#42", changed_at=NOW
)
DROPPED = ActionView("pm2", "Queue", None, "a2", "Buy disks", due=date(2026, 11, 2), state="dropped", note="No need")
DECLINED = ActionView("pm2", "Queue", None, "a3", "Won't do, because it goes", state="declined")
REVIEW = ReviewDay("pm1", "Disk full", date(2026, 12, 7))
ALL = (OPEN, UNDATED, DONE, DROPPED, DECLINED)


def file(*actions: ActionView, reviews: tuple[ReviewDay, ...] = (), **more: Any) -> bytes:
    return actions_calendar(**{"name": "The team", "actions": actions, "reviews": reviews, "now": NOW, **more})


def read(data: bytes) -> Any:
    (calendar,) = vobject.readComponents(data.decode())
    return calendar


def todos(data: bytes) -> dict[str, Any]:
    return {item.uid.value: item for item in getattr(read(data), "vtodo_list", [])}


def events(data: bytes) -> dict[str, Any]:
    return {item.uid.value: item for item in getattr(read(data), "vevent_list", [])}


def test_each_deadline_is_a_todo() -> None:
    """With its day, its owner, how one will see that it is done, and where it comes from."""
    todo = todos(file(OPEN, base=BASE))["a1.pm1@debrief"]
    assert todo.summary.value == "Add an alert"
    assert todo.due.value == date(2026, 12, 1)
    assert todo.status.value == "NEEDS-ACTION"
    assert todo.priority.value == "1"
    assert todo.description.value == "Incident: Disk full\nOwner: Mara\nDone when: It rings"
    assert todo.url.value == "https://debrief.example/summary?pm=pm1"


def test_an_action_without_a_date_is_a_todo_without_one() -> None:
    """It stands in the list, and on no day."""
    assert not hasattr(todos(file(UNDATED))["a2.pm1@debrief"], "due")


def test_what_became_of_it_is_its_status() -> None:
    """A list of tasks strikes it out."""
    found = todos(file(*ALL))
    assert [found[uid].status.value for uid in ("a1.pm2@debrief", "a2.pm2@debrief", "a3.pm2@debrief")] == [
        "COMPLETED",
        "CANCELLED",
        "CANCELLED",
    ]
    assert found["a1.pm2@debrief"].completed.value == NOW
    assert "Evidence or reason: #42" in found["a1.pm2@debrief"].description.value


def test_the_review_is_an_event_on_its_day() -> None:
    """It keeps nobody's day busy."""
    event = events(file(reviews=(REVIEW,), base=BASE))["review.pm1@debrief"]
    assert event.summary.value == "Review: Disk full"
    assert (event.dtstart.value, event.dtend.value) == (date(2026, 12, 7), date(2026, 12, 8))
    assert event.transp.value == "TRANSPARENT"


def test_deadlines_can_be_events_for_calendars_without_todos() -> None:
    """Only what is open and has a day; there the entry has another uid, so that both can be read."""
    data = file(*ALL, reviews=(REVIEW,), as_events=True)
    assert todos(data) == {}
    assert set(events(data)) == {"a1.pm1.day@debrief", "review.pm1@debrief"}
    event = events(data)["a1.pm1.day@debrief"]
    assert event.summary.value == "Due: Add an alert"
    assert event.dtstart.value == date(2026, 12, 1)


def test_a_new_date_moves_the_entry() -> None:
    """The entry keeps its uid, and the newer file wins."""
    moved = ActionView(
        "pm1", "Disk full", None, "a1", "Add an alert", due=date(2027, 1, 1), state="moved", note="Late part"
    )
    before = todos(file(OPEN, written={"pm1": NOW}))["a1.pm1@debrief"]
    after = todos(file(moved, written={"pm1": NOW + timedelta(hours=1)}))["a1.pm1@debrief"]
    assert int(before.sequence.value) < int(after.sequence.value) < 2**31
    assert after.due.value == date(2027, 1, 1)
    assert "Moved: Late part" in after.description.value


def test_what_became_of_an_action_is_a_new_version_of_its_entry() -> None:
    """The log says when; the record of its postmortem need not have changed."""
    before = todos(file(OPEN, written={"pm1": NOW}))["a1.pm1@debrief"]
    done = replace(OPEN, state="done", changed_at=NOW + timedelta(hours=1))
    after = todos(file(done, written={"pm1": NOW}))["a1.pm1@debrief"]
    assert int(before.sequence.value) < int(after.sequence.value)


@pytest.mark.parametrize("as_events", [False, True])
def test_a_file_that_is_taken_again_says_the_same(as_events: bool) -> None:
    """But for the moment at which it was made: a calendar that looks every two hours finds no new version."""
    first, later = (
        file(OPEN, reviews=(REVIEW,), written={"pm1": NOW}, now=NOW + timedelta(hours=hours), as_events=as_events)
        for hours in (0, 2)
    )
    differing = {line.partition(b":")[0] for line in set(first.split(b"\r\n")) ^ set(later.split(b"\r\n"))}
    assert differing == {b"DTSTAMP"}


def test_equal_ids_in_two_postmortems_are_two_entries() -> None:
    """Ids of rows are unique in their list only."""
    assert len(todos(file(*ALL))) == len(ALL)


def test_it_says_how_it_is_called_and_how_often_to_look() -> None:
    """A calendar that is subscribed to has a name and does not ask every minute."""
    text = file(OPEN).decode()
    assert "X-WR-CALNAME;VALUE=TEXT:The team\r\n" in text
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT2H\r\n" in text
    assert "METHOD:PUBLISH\r\n" in text
    assert "VALARM" not in text
    assert "ATTENDEE" not in text


def test_an_empty_calendar_is_one() -> None:
    """No action items is good news, and no error in anybody's calendar."""
    data = file()
    assert data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert todos(data) == events(data) == {}


def test_the_last_day_there_is_can_be_a_due_date() -> None:
    """Somebody types 9999-12-31 and means never."""
    data = file(ActionView("p", "x", None, "a", "y", due=date.max), reviews=(ReviewDay("p", "x", date.max),))
    assert events(data)["review.p@debrief"].dtstart.value == date.max


def test_without_an_address_nothing_links() -> None:
    """A file that is made on the command line does not guess where Debrief is."""
    assert "URL" not in file(*ALL, reviews=(REVIEW,)).decode()


@pytest.mark.parametrize(
    "text", ["x\r\nBEGIN:VALARM\r\nEND:VALARM", "x\nATTENDEE:mailto:a@b.c", "x\u2028END:VTODO\x85X:y"]
)
def test_words_begin_no_line_of_their_own(text: str) -> None:
    """What somebody typed is text in the entry and nothing else."""
    row = ActionView("pm1", text, None, "a1", text, text, date(2026, 12, 1), None, text, "done", text)
    data = file(row, reviews=(ReviewDay("pm1", text, date(2026, 12, 7)),), name=text, base=f"https://x.example/{text}")
    assert len(todos(data)) == len(events(data)) == 1
    names = {line.split(":")[0].split(";")[0] for line in data.decode().replace("\r\n ", "").split("\r\n")}
    assert not {"ATTENDEE", "X"} & names
    assert data.decode().replace("\r\n ", "").count("\r\nBEGIN:") == 2


@given(st.lists(st.tuples(lines(200), lines(60), st.none() | st.dates()), max_size=6), st.booleans())
def test_any_actions_make_a_calendar_that_another_library_reads(
    rows: list[tuple[str, str, date | None]], as_events: bool
) -> None:
    """Every script, every date; lines are folded as the standard asks."""
    made = [ActionView("pm", text, None, f"a{place}", text, who, due) for place, (text, who, due) in enumerate(rows)]
    data = file(*made, as_events=as_events)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    found = events(data) if as_events else todos(data)
    assert len(found) == (sum(row.due is not None for row in made) if as_events else len(made))
    if not as_events:
        for row in made:
            due = getattr(found[f"{row.action_id}.pm@debrief"], "due", None)
            assert (due.value if due else None) == row.due
