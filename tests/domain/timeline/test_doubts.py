"""What is doubtful is marked and asked, once for all rows; nothing is put right in silence."""

from datetime import datetime

import pytest

from tests.domain.timeline.reading import only, read, shown


@pytest.mark.parametrize(
    ("line", "zone", "reference", "offsets"),
    [
        ("10:02 IST mail late", "Europe/Berlin", "2026-11-02", ["+05:30", "+01:00", "+02:00"]),
        ("10:02 BST mail late", "America/New_York", "2026-07-02", ["+01:00", "+06:00", "+11:00"]),
        ("10:02 CST mail late", "UTC", "2026-11-02", ["-06:00", "+08:00", "-05:00"]),
        ("10:02 PST mail late", "America/Los_Angeles", "2026-07-02", ["-08:00", "-07:00"]),
        ("10:02 CET mail late", "Europe/Berlin", "2026-07-02", ["+01:00", "+02:00"]),
        ("10:02 EST mail late", "UTC", "2026-07-02", ["-05:00", "-04:00"]),
        ("10:02 PDT (UTC-7) mail late", "UTC", "2026-12-02", ["-07:00", "-08:00"]),
    ],
)
def test_letters_that_may_mean_something_else_are_marked(
    line: str, zone: str, reference: str, offsets: list[str]
) -> None:
    """They stand as they are written; the other readings are offered."""
    event = only(read(line, zone, reference))
    assert [at.isoformat()[-6:] for at in (event.at, *event.alternatives)] == offsets
    assert event.ask


@pytest.mark.parametrize(
    ("letters", "zone", "reference", "offset"),
    [
        ("IST", "Asia/Kolkata", "2026-11-02", "+05:30"),
        ("IST", "Europe/Dublin", "2026-07-02", "+01:00"),
        ("IST", "Asia/Jerusalem", "2026-12-02", "+02:00"),
        ("BST", "Europe/London", "2026-07-02", "+01:00"),
        ("CST", "Asia/Shanghai", "2026-07-02", "+08:00"),
        ("CST", "America/Chicago", "2026-12-02", "-06:00"),
        ("PDT", "America/Los_Angeles", "2026-07-02", "-07:00"),
        ("CEST", "UTC", "2026-07-02", "+02:00"),
        ("UTC", "Europe/Berlin", "2026-07-02", "+00:00"),
    ],
)
def test_letters_that_the_zone_of_the_postmortem_settles_are_not_asked(
    letters: str, zone: str, reference: str, offset: str
) -> None:
    """Whoever works in Kolkata means India by IST."""
    event = only(read(f"10:02 {letters} mail late", zone, reference))
    assert (event.at.isoformat()[-6:], event.ask, event.alternatives) == (offset, "", ())


def test_letters_are_asked_once_and_the_answer_holds_for_all() -> None:
    """One question however many rows, and the answer is a number of minutes."""
    text = "10:02 IST mail late\n10:20 IST worker added"
    reading = read(text, "Europe/Berlin")
    (question,) = reading.questions
    assert (question.key, question.chosen, len(question.options)) == ("zone IST", "330", 3)
    answered = read(text, "Europe/Berlin", zone_IST="60")
    assert [event.at.isoformat()[-6:] for event in answered.events] == ["+01:00", "+01:00"]
    assert answered.questions == ()


def test_an_hour_that_comes_twice_is_marked_and_one_that_is_skipped_too() -> None:
    """The earlier of two is taken, with the other beside it; a skipped time stands as it was typed."""
    twice = only(read("02:30 backup", "Europe/Berlin", "2026-10-25"))
    assert [at.isoformat()[-6:] for at in (twice.at, *twice.alternatives)] == ["+02:00", "+01:00"]
    assert "twice" in twice.ask
    skipped = only(read("02:30 backup", "Europe/Berlin", "2026-03-29"))
    assert "skip" in skipped.ask
    assert skipped.at.isoformat() == "2026-03-29T02:30:00+01:00"


def test_the_order_of_a_date_is_settled_by_any_line_or_by_the_reference() -> None:
    """22/9 says how 9/10 is read; a day near the incident does too."""
    months_first = read("9/10/2026 10:00 a b\n9/22/2026 10:00 c d", reference="2026-01-01")
    assert [event.at.month for event in months_first.events] == [9, 9]
    near = only(read("12/03/2026 10:00 mail late", reference="2026-03-12"))
    assert (near.at.month, near.ask) == (3, "")


def test_an_order_that_nothing_settles_is_asked_once() -> None:
    """Both days are named, and an answer takes the mark away."""
    text = "4/5/2026 10:00 mail late\n5/5/2026 10:00 worker added"
    reading = read(text, reference="2026-11-02")
    assert reading.events[0].ask == "day order"
    assert reading.events[0].alternatives == (datetime.fromisoformat("2026-04-05T10:00Z"),)
    assert [question.key for question in reading.questions] == ["day order"]
    answered = read(text, reference="2026-11-02", day_order="mdy")
    assert [event.at.isoformat()[:10] for event in answered.events] == ["2026-04-05", "2026-05-05"]
    assert not any(event.ask for event in answered.events)


def test_a_clock_of_twelve_hours_without_halves_is_marked() -> None:
    """Back from 12:40 to 1:15 is the afternoon or the night; both are named."""
    late = read("11:50 a b\n12:40 c d\n1:15 e f").events[2]
    assert late.ask == "half of the day"
    assert datetime.fromisoformat("2026-11-02T13:15Z") in late.alternatives


def test_neighbours_say_which_half_of_the_day() -> None:
    """10:03 between 10:02 AM and 10:05 AM is the morning, and marked as read so."""
    between = read("10:02 PM a b\n10:03 c d\n10:05 PM e f").events[1]
    assert (between.at.hour, between.inferred) == (22, "half of the day")


def test_a_half_that_contradicts_its_hour_is_marked_and_one_that_repeats_it_is_not() -> None:
    """17:14pm is 17:14; 17:14am is marked, with 05:14 beside it."""
    assert (only(read("17:14pm deploy")).at.hour, only(read("17:14pm deploy")).ask) == (17, "")
    contrary = only(read("17:14am deploy"))
    assert (contrary.at.hour, contrary.ask) == (17, "half of the day")
    assert [at.hour for at in contrary.alternatives] == [5]


def test_minutes_that_go_back_stay_and_are_marked() -> None:
    """Nothing is moved to another day for twenty minutes."""
    events = read("10:02 a b\n10:40 c d\n10:20 e f\n10:50 g h").events
    assert [event.ask for event in events] == ["", "", "earlier than the line above", ""]
    assert {event.at.day for event in events} == {2}


def test_a_date_that_is_wrong_by_one_day_is_kept_and_marked() -> None:
    """The evening before is offered, not taken."""
    late = read("2026-11-01 20:00 a b\n2026-11-02 23:00 c d\n2026-11-02 02:00 e f").events[1]
    assert late.at.isoformat() == "2026-11-02T23:00:00+00:00"
    assert late.ask == "later than the next line"
    assert late.alternatives == (datetime.fromisoformat("2026-11-01T23:00Z"),)


def test_midnight_is_passed_once_and_said() -> None:
    """The first row after it is marked; those after follow without a mark."""
    events = read("23:50 a b\n00:10 c d\n08:00 e f").events
    assert [event.at.day for event in events] == [2, 3, 3]
    assert [event.inferred for event in events] == ["", "next day", ""]


def test_a_weekday_that_is_not_that_days_is_marked() -> None:
    """2 November 2026 is a Monday."""
    assert only(read("Tue Nov 2 10:02:00 2026 mail late")).ask == "the weekday is another"
    assert only(read("Mon Nov 2 10:02:00 2026 mail late")).ask == ""


def test_a_year_that_nobody_wrote_is_the_nearest_and_asked_when_far() -> None:
    """December before an incident of March is that of the year before."""
    far = read("Dec 5 10:00 fault comes in\nMar 20 10:00 fault shows", reference="2026-03-26")
    assert [event.at.year for event in far.events] == [2025, 2026]
    assert [event.inferred for event in far.events] == ["", ""]
    older = read("May 5 10:00 fault comes in", reference="2026-11-02")
    assert only(older).inferred == "year"
    assert [question.key for question in older.questions] == ["year"]
    assert only(read("May 5 10:00 fault comes in", reference="2026-11-02", year="2025")).at.year == 2025


def test_yesterday_without_the_moment_of_copying_is_asked() -> None:
    """With it there is nothing to ask."""
    assert only(read("Yesterday 10:00 mail late")).ask
    settled = only(read("Yesterday 10:00 mail late", pasted_at="2026-11-03T09:00:00Z"))
    assert (settled.at.isoformat()[:10], settled.ask) == ("2026-11-02", "")


@pytest.mark.parametrize("line", ["T+5 first error", "3 hours ago - mail late", "2026-02-30 10:00 x y", "25:10 x y"])
def test_what_has_no_instant_is_kept_with_a_reason(line: str) -> None:
    """Never now, never midnight, never another day."""
    reading = read(line)
    assert reading.events == ()
    (unparsed,) = reading.unparsed
    assert (unparsed.text, unparsed.line) == (line, 1)
    assert unparsed.why.endswith(".")


def test_a_zone_in_a_closing_sentence_is_taken_with_a_mark() -> None:
    """(10:02 - 10:20 UTC) under rows at 10:02 and 10:20."""
    reading = read("- 10:02 mail late\n- 10:20 worker added\n\nImpact: 10:02 - 10:20 UTC", "Europe/Berlin")
    assert shown(reading) == [
        "2026-11-02T10:02:00+00:00 |  | mail late",
        "2026-11-02T10:20:00+00:00 |  | worker added",
    ]
    assert {event.ask for event in reading.events} == {"zone"}
    assert all(event.alternatives for event in reading.events)


def test_approximate_times_keep_their_mark() -> None:
    """In several languages."""
    text = "~10:02 a b\nca. 10:03 c d\naround 10:04 e f\ngegen 10:05 Uhr g h\n10:06-ish i j\nvers 10h07 : k l"
    assert [event.approx for event in read(text).events] == [True] * 6


def test_gmt_plus_two_is_two_hours_ahead_and_the_name_in_the_zone_table_is_not() -> None:
    """Etc/GMT+2 is two hours behind, by its own definition."""
    assert only(read("10:00 GMT+2 switch rebooted")).at.isoformat() == "2026-11-02T10:00:00+02:00"
    assert only(read("10:00 Etc/GMT+2 switch rebooted")).at.isoformat() == "2026-11-02T10:00:00-02:00"


def test_the_zone_of_times_without_one_is_told() -> None:
    """Only where some time lacks its own; a heading speaks for all that follow it."""
    assert read("10:02 mail late", "Europe/Berlin").assumed_zone == "Europe/Berlin"
    assert read("10:02 UTC mail late", "Europe/Berlin").assumed_zone == ""
    assert read("All times in UTC\n10:02 mail late", "Europe/Berlin").assumed_zone == ""
    assert read("| Time (UTC) | What |\n|--|--|\n| 10:02 | late |", "Europe/Berlin").assumed_zone == ""


def test_a_zone_that_only_some_rows_name_is_asked_for_the_others() -> None:
    """ "10:02 UTC" above "11:20" in Berlin: the second may be meant in UTC as well."""
    first, second = read("10:02 UTC mail late\n11:20 worker added", "Europe/Berlin").events
    assert (first.ask, second.ask) == ("", "zone")
    assert second.at.isoformat() == "2026-11-02T11:20:00+01:00"
    assert second.alternatives == (datetime.fromisoformat("2026-11-02T11:20Z"),)


def test_disorder_around_midnight_is_no_list_from_the_newest() -> None:
    """Two steps back of minutes do not turn a list round that goes forward as a whole."""
    events = read("23:50 a b\n23:40 c d\n00:10 e f\n00:05 g h").events
    assert [event.at.day for event in events] == [2, 2, 3, 3]
    assert [bool(event.ask) for event in events] == [False, True, False, True]


def test_midnight_is_passed_when_only_neighbours_say_which_half_it_is() -> None:
    """11:58 PM, 12:10, 12:45 AM."""
    events = read("11:58 PM a b\n12:10 c d\n12:45 AM e f").events
    assert [event.at.isoformat()[8:16] for event in events] == ["02T23:58", "03T00:10", "03T00:45"]


@pytest.mark.parametrize("line", ["Response: 1:30 h", "Total 2h 15m", "Ratio 3:10 of errors", "up 12:34, 3 users"])
def test_lengths_and_ratios_are_no_moments(line: str) -> None:
    """In a list of them, too."""
    assert read(f"{line}\n{line}").events == ()


@pytest.mark.parametrize("line", ["2026-1102 10:30 a b", "202-11-02 10:30 a b", "22026-11-02 10:30 a b", "1o:20 a b"])
def test_a_slip_of_the_finger_is_no_other_time(line: str) -> None:
    """Digits that look like hours inside of a broken date are none."""
    reading = read(f"2026-11-02 10:02 first row\n{line}")
    assert [event.text for event in reading.events] == ["first row"]
    assert [unparsed.text for unparsed in reading.unparsed] == [line]


@pytest.mark.parametrize(
    ("written", "reference", "year"),
    [
        ("Dec 31", "2027-01-02", 2026),
        ("Jan 2", "2026-12-31", 2027),
        ("Apr 3", "2026-11-20", 2026),
        ("Dec 5", "2026-03-26", 2025),
    ],
)
def test_a_year_that_nobody_wrote_lies_behind_the_incident_or_not_far_ahead(
    written: str, reference: str, year: int
) -> None:
    """Nobody tells next April in November."""
    assert only(read(f"{written} 10:02 mail late", reference=reference)).at.year == year


def test_code_in_a_chat_holds_no_messages() -> None:
    """A log between fences was quoted by somebody; a paste that is one fence is read."""
    chat = "gwen  10:02 AM\nlook:\n```\n09:58:01 ERROR no route\n```\nola  10:20 AM\nthanks"
    assert [event.who for event in read(chat).events] == ["gwen", "ola"]
    assert len(read("```\n09:58:01 ERROR no route\n09:58:02 ERROR no route\n```").events) == 2
