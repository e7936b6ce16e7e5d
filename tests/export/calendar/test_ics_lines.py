"""Lines of calendar files: folded where the standard says, and the same bytes as a library writes."""

import time
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar
from icalendar.parser import Contentline

from core.domain.actions.action_view import ActionView
from core.domain.postmortem import Severity
from core.export.calendar.deadlines import ReviewDay, actions_calendar
from core.export.calendar.ics_lines import component, content_line, day_line, instant_line, text_line
from core.export.calendar.ics_text import one_line
from tests.support.postmortems import lines

NOW = datetime(2026, 11, 23, 10, 0, 59, 123456, tzinfo=UTC)
STORED = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\n"), max_size=400)


@given(STORED.map(lambda text: text.replace("\\", "/").replace("^", "/")))
@example("x" * 68)
@example("x" * 69)
@example("漢" * 60)
@example("x" * 63 + "😀" * 60)
def test_a_line_is_folded_at_the_places_where_icalendar_folds_it(value: str) -> None:
    """But for signs that begin an escape: that takes the second backslash of two for the first."""
    writer: Any = Contentline
    assert content_line("NAME", value) == writer(f"NAME:{value}").to_ical()


@given(STORED)
def test_no_line_is_longer_than_75_octets_and_none_ends_inside_a_character(value: str) -> None:
    """RFC 5545, section 3.1. What follows a break begins with the one space that is no part of the text."""
    made = content_line("NAME", value)
    pieces = made.split(b"\r\n ") if "\r" not in value else []
    assert all(len(piece) <= 74 for piece in pieces)
    assert "".join(piece.decode() for piece in pieces) == (f"NAME:{value}" if pieces else "")
    assert made.replace(b"\r\n ", b"").decode() == f"NAME:{value}".replace("\r\n ", "")


def test_an_escape_is_never_parted_from_its_sign() -> None:
    """A reader that decodes before it unfolds would take the halves for a stray backslash and a bare comma."""
    for before in range(60, 75):
        for typed in (",\\" * 40, "\\" * 90, "a\\" * 80, ";" * 90):
            pieces = text_line("NAME", "x" * before + typed).split(b"\r\n ")
            assert all((len(piece) - len(piece.rstrip(b"\\"))) % 2 == 0 for piece in pieces)
            assert max(map(len, pieces)) <= 74


@pytest.mark.parametrize("day", [date(1, 1, 1), date(999, 12, 31), date(2026, 2, 28), date.max])
def test_a_day_has_eight_figures(day: date) -> None:
    """Also those of the first thousand years, for which the C library writes fewer."""
    assert day_line("DUE", day) == f"DUE;VALUE=DATE:{day.year:04}{day.month:02}{day.day:02}".encode()


def test_an_instant_is_in_utc_whatever_its_zone() -> None:
    """To the second: the standard knows no fraction."""
    assert instant_line("DTSTAMP", NOW) == b"DTSTAMP:20261123T100059Z"
    there = NOW.astimezone(timezone(timedelta(hours=-9, minutes=-30)))
    assert instant_line("DTSTAMP", there) == b"DTSTAMP:20261123T100059Z"


def test_an_entry_begins_and_ends_by_its_kind_and_has_no_empty_line() -> None:
    """Several readers stop at one."""
    assert component("VTODO", [b"UID:a", b"", b"DUE:b"]) == b"BEGIN:VTODO\r\nUID:a\r\nDUE:b\r\nEND:VTODO\r\n"


# icalendar's reader does not give back a backslash before some letters (test_ics_text).
_WORDS = lines(200).map(lambda text: one_line(text).replace("\\", "/"))


@given(
    st.lists(
        st.tuples(
            _WORDS,
            _WORDS,
            st.none() | st.dates(),
            st.sampled_from(["open", "moved", "done", "dropped", "declined"]),
            st.none() | st.sampled_from(Severity),
        ),
        max_size=5,
    ),
    st.booleans(),
)
def test_a_whole_calendar_is_what_icalendar_would_write(
    rows: list[tuple[str, str, date | None, str, Severity | None]], as_events: bool
) -> None:
    """It reads the file and writes it again: the order of the lines, their parameters, days, instants, every fold."""
    actions = [
        ActionView(f"p{at}", text, severity, "a1", text, who, due, state=state, note=text, changed_at=NOW)  # type: ignore[arg-type]
        for at, (text, who, due, state, severity) in enumerate(rows)
    ]
    reviews = [ReviewDay(f"p{at}", row[0], row[2]) for at, row in enumerate(rows) if row[2] is not None]
    written = {"p0": NOW}
    data = actions_calendar(
        name="Team", actions=actions, reviews=reviews, now=NOW, base="https://x.example", as_events=as_events,
        written=written,
    )  # fmt: skip
    assert Calendar.from_ical(data).to_ical() == data


def test_thousands_of_entries_are_written_at_once() -> None:
    """A team's calendar after years: each line costs a few microseconds, whatever its length."""
    text = "Watch the volume that the job fills, and tell somebody before it is full; " * 5
    rows = [ActionView("p", text, None, f"a{n}", text, "Mara", date(2026, 12, 1), None, text) for n in range(2_000)]

    def took() -> float:
        begun = time.process_time()
        data = actions_calendar(name="Team", actions=rows, reviews=(), now=NOW, as_events=True)
        assert data.count(b"BEGIN:VEVENT") == 2_000
        return time.process_time() - begun

    assert min(took() for _ in range(3)) < 0.5  # letter by letter it takes 2.6
