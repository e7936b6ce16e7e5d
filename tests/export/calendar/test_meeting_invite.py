"""The calendar entry: the right time everywhere, one entry a meeting, nothing smuggled in."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from icalendar import Calendar, Event

from core.export.calendar.meeting_invite import meeting_invite
from tests.support.postmortems import instants, lines

START = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def invite(**changes: object) -> bytes:
    values = {"pm_id": "abc", "title": "Disk full", "start": START, "minutes": 20, "now": NOW, "link": None} | changes
    return meeting_invite(**values)  # type: ignore[arg-type]  # a dict of mixed values is the point of the helper


def event_of(data: bytes) -> Event:
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    assert isinstance(event, Event)
    return event


def test_it_is_one_entry_of_twenty_minutes() -> None:
    """The calendar keeps the time free that the meeting needs."""
    event = event_of(invite())
    assert event.decoded("dtstart") == START
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(minutes=20)
    assert str(event["summary"]) == "Postmortem: Disk full"


def test_times_are_instants_whatever_zone_they_were_given_in() -> None:
    """Colleagues in three countries see the same meeting."""
    berlin = START.astimezone(ZoneInfo("Europe/Berlin"))
    assert b"DTSTART:20261124T140000Z" in invite(start=berlin)


def test_a_new_time_moves_the_entry() -> None:
    """The same meeting keeps its name in the calendar, and the newer file wins."""
    first, second = event_of(invite(changed_at=NOW)), event_of(invite(changed_at=NOW + timedelta(minutes=5)))
    assert first["uid"] == second["uid"] == "abc@debrief"
    assert int(first.decoded("sequence")) < int(second.decoded("sequence")) < 2**31


def test_a_file_that_is_taken_again_is_no_new_version() -> None:
    """Calendars tell everybody of a meeting whose version grew; here nothing changed but the time of day."""
    first, later = (event_of(invite(changed_at=NOW, now=NOW + timedelta(hours=hours))) for hours in (0, 3))
    assert first["sequence"] == later["sequence"]
    assert first.decoded("last-modified") == later.decoded("last-modified") == NOW


def test_the_link_is_there_when_it_is_given_and_only_then() -> None:
    """An entry without a link opens no door."""
    link = "https://debrief.example/live/enter#m=abc&r=participant&t=" + "x" * 300
    event = event_of(invite(link=link))
    assert str(event["url"]) == link
    assert link in str(event["description"])
    assert "url" not in event_of(invite())
    assert "Join" not in str(event_of(invite())["description"])


def test_a_meeting_without_a_title_still_has_a_name() -> None:
    """Nobody finds a nameless block in their day."""
    assert str(event_of(invite(title=" \n"))["summary"]) == "Postmortem: an incident"


@pytest.mark.parametrize(
    "title",
    [
        "x\r\nBEGIN:VALARM\r\nEND:VALARM",
        "x\nATTENDEE:mailto:a@b.c",
        "x\rURL:http://evil.example",
        "x\u2028END:VEVENT\x85X:y",
    ],
)
def test_a_title_begins_no_line_of_its_own(title: str) -> None:
    """What somebody typed is text in the entry and nothing else."""
    data = invite(title=title)
    assert len(Calendar.from_ical(data).walk()) == 2
    names = [line.split(":")[0].split(";")[0] for line in data.decode().replace("\r\n ", "").split("\r\n")]
    assert not {"BEGIN:VALARM", "ATTENDEE", "URL", "X"} & set(names)
    assert names.count("BEGIN") == names.count("END") == 2


def test_it_is_published_and_nobody_is_asked_to_answer() -> None:
    """A file that is passed on works without a mail server."""
    data = invite()
    assert b"METHOD:PUBLISH\r\n" in data
    assert b"ATTENDEE" not in data
    assert data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert data.endswith(b"END:VCALENDAR\r\n")


@given(lines(300), instants())
def test_any_title_and_time_make_a_valid_entry(title: str, start: datetime) -> None:
    """Whatever a meeting is called, calendars can read it; lines are folded as the standard asks."""
    data = invite(title=title, start=start)
    assert event_of(data).decoded("dtstart") == start
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
