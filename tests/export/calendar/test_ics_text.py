"""Text of calendars: what people typed comes back from every reader, letter for letter."""

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from core.export.calendar.ics_text import escaped, one_line
from core.export.calendar.meeting_invite import meeting_invite
from tests.support.calendars import FOR_NODE, NOW, START, TEXTS, as_json, by_icalendar, by_vobject, expected, file_of
from tests.support.postmortems import lines


@pytest.mark.parametrize(
    ("text", "in_the_file"),
    [
        ("C:\\Network", "C:\\\\Network"),
        ("DOMAIN\\nora", "DOMAIN\\\\nora"),
        ("a, b; c", "a\\, b\\; c"),
        ("\\;", "\\\\\\;"),
        ('"quoted": yes', '"quoted": yes'),
        ("one\ntwo\r\nthree\rfour", "one\\ntwo\\nthree\\nfour"),
        ("one\\Ntwo\nthree", "one\\\\Ntwo\\nthree"),
    ],
)
def test_each_sign_is_spelled_as_the_standard_says(text: str, in_the_file: str) -> None:
    assert escaped(text) == in_the_file


def test_what_was_typed_comes_back_from_two_readers() -> None:
    """A backslash before N too, which icalendar's own writer takes for the end of a line."""
    data = file_of()
    assert by_icalendar(data) == expected()
    assert by_vobject(data) == expected()
    (read,) = vobject.readComponents(data.decode())
    assert read.x_wr_calname.value == TEXTS[1] == str(Calendar.from_ical(data)["x-wr-calname"])


def test_the_third_reader_is_given_what_is_written_now() -> None:
    """ical.js reads it under Node (``calendar.test.ts``). ``python -m tests.support.calendars`` writes it anew."""
    assert FOR_NODE.read_text("utf-8") == as_json()


def test_an_invite_is_spelled_the_same_way() -> None:
    data = meeting_invite(pm_id="pm", title=TEXTS[1], start=START, minutes=20, now=NOW, link="https://x.example/a,b;c")
    for read in (by_icalendar(data), by_vobject(data)):
        assert read["pm@debrief"]["summary"] == f"Postmortem: {TEXTS[1]}"
        assert read["pm@debrief"]["description"].endswith("Join here: https://x.example/a,b;c")


@given(st.lists(lines(90).filter(lambda text: bool(one_line(text))), min_size=2, max_size=4))
def test_any_words_come_back(texts: list[str]) -> None:
    """Of any script, with any signs."""
    typed = tuple(one_line(text) for text in texts)
    assert by_icalendar(file_of(typed)) == by_vobject(file_of(typed)) == expected(typed)
