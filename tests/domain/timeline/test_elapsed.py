"""Copied transcripts of calls: their times count from the start of a recording, and nobody was up at 00:03."""

import pytest

from tests.domain.timeline.reading import read, shown

T0 = "2026-11-02T09:00:00+00:00"
TEXTS = {
    "a transcript by time": "00:00:03\nGwen Tate\nthe alert came\n00:03:12\nOla Berg\nwe rolled back",
    "name and time over the words": "Gwen Tate   0:03\nthe alert came\n\nOla Berg   3:12\nwe rolled back",
    "in brackets": "[00:00:03] Gwen Tate: the alert came\n[00:03:12] Ola Berg: we rolled back",
    "the chat of a call": "00:00:03\t From  Gwen Tate  to  Everyone : the alert came\n"
    "00:03:12\t From  Ola Berg  to  Everyone : we rolled back",
    "with what screen readers are told": "Gwen Tate\n0 minutes 3 seconds0:03\nGwen Tate 0 minutes 3 seconds\n"
    "the alert came\nOla Berg\n3 minutes 12 seconds3:12\nOla Berg 3 minutes 12 seconds\nwe rolled back",
}
ROWS = [
    "2026-11-02T09:00:03+00:00 | Gwen Tate | the alert came",
    "2026-11-02T09:03:12+00:00 | Ola Berg | we rolled back",
]


@pytest.mark.parametrize("text", TEXTS.values(), ids=list(TEXTS))
def test_a_transcript_counts_from_its_start(text: str) -> None:
    """From the start of the incident, as nothing better is known; and it is said, so that it can be denied."""
    reading = read(text, t0=T0)
    assert shown(reading) == ROWS
    assert [(question.key, question.chosen) for question in reading.questions] == [("elapsed", "recording")]


@pytest.mark.parametrize("text", TEXTS.values(), ids=list(TEXTS))
def test_without_a_start_its_lines_say_what_is_missing(text: str) -> None:
    """Rather than rows at midnight."""
    reading = read(text)
    assert not reading.events
    assert {line.why for line in reading.unparsed} == {"This counts from the start of a recording. Say when that was."}


def test_whoever_pasted_it_may_say_otherwise() -> None:
    text = TEXTS["in brackets"]
    reading = read(text, t0=T0, elapsed="clock")
    assert [event.at.isoformat()[11:19] for event in reading.events] == ["00:00:03", "00:03:12"]
    assert reading.questions[0].chosen == "clock"


def test_a_call_of_more_than_a_day_of_minutes_is_read_to_its_end() -> None:
    """31:12 is no time of a day, and was words of the speaker before."""
    text = "Gwen Tate   0:03\nthe alert came\n\nOla Berg   31:12\nwe rolled back\n\nGwen Tate   1:02:00\nover"
    reading = read(text, t0=T0)
    assert [event.at.isoformat()[11:19] for event in reading.events] == ["09:00:03", "09:31:12", "10:02:00"]


def test_a_word_for_it_is_enough() -> None:
    """The head of a page that holds one."""
    reading = read("Transcript\n00:00:00\nwe begin\n00:05:00\nit is over\n", t0=T0)
    assert [event.at.isoformat()[11:19] for event in reading.events] == ["09:00:00", "09:05:00"]


@pytest.mark.parametrize(
    ("text", "t0"),
    [
        ("00:02 alert\n00:10 paged\n00:40 restored", T0),
        ("00:00:03 backup begins\n00:12:40 disk is full", T0),
        ("[00:00:03] Gwen Tate: disk is full\n[00:03:12] Ola Berg: on it", "2026-11-02T00:01:00+00:00"),
        ("[00:21:03] Gwen Tate: disk is full\n[00:33:12] Ola Berg: on it", T0),
        ("[00:03 UTC] Gwen Tate: disk is full\n[00:33 UTC] Ola Berg: on it", T0),
        ("2026-11-02 00:00:03 Gwen Tate: disk is full\n2026-11-02 00:03:12 Ola Berg: on it", T0),
        ("12:03 AM Gwen Tate: disk is full\n12:33 AM Ola Berg: on it", T0),
    ],
    ids=["a list", "a log", "an incident at midnight", "not from the start", "with a zone", "with a day", "with AM"],
)
def test_a_night_is_a_night(text: str, t0: str) -> None:
    """Times of day shortly after midnight stay what they are."""
    reading = read(text, t0=t0)
    assert {event.at.hour for event in reading.events} == {0}
    assert len(reading.events) == len(text.split("\n"))


def test_how_long_something_took_makes_no_transcript() -> None:
    """A length of more than a day of hours, behind times of a day."""
    reading = read("9:50 deploy begins\nBuild 25:30\n10:40 deploy is over", t0=T0)
    assert [event.at.isoformat()[11:16] for event in reading.events] == ["09:50", "10:40"]
