"""Days that several readings fit: what nobody wrote is never taken in silence."""

from datetime import UTC, datetime

import pytest

from tests.domain.timeline.reading import only, read, shown


@pytest.mark.parametrize(
    "line", ["1 ſep 10:00 x", "18 KASIM 2026 10:00 x", "SUNDAY 10:00 x", "ſunday 10:00 x", "İ 10:00 x"]
)
def test_a_name_in_odd_letters_stops_nothing(line: str) -> None:
    """Patterns without regard to case take letters whose small form is another one."""
    assert read(line).events or read(line).unparsed


def test_a_program_writes_the_year_first() -> None:
    """26/11/18 near an incident of 2026 is no day of 2018."""
    reading = read("26/11/18 14:14:22 INFO full\n26/11/18 14:20:03 INFO empty", reference="2026-11-18")
    assert shown(reading) == ["2026-11-18T14:14:22+00:00 |  | INFO full", "2026-11-18T14:20:03+00:00 |  | INFO empty"]
    assert [event.ask for event in reading.events] == ["", ""]


def test_people_write_the_year_last() -> None:
    """18/11/26 near an incident of 2026 is the eighteenth."""
    event = only(read("18/11/26 14:14 the import stops", reference="2026-11-18"))
    assert (event.at.date().isoformat(), event.ask) == ("2026-11-18", "")


def test_three_short_numbers_far_from_the_incident_are_asked_about() -> None:
    """17/06/09 may be of 2009 or of 2017: one is taken, the other is named, and it is marked."""
    event = only(read("17/06/09 20:10:40 INFO full", reference="2026-11-18"))
    assert event.ask == "which number is the year"
    assert event.alternatives == (datetime(2017, 6, 9, 20, 10, 40, tzinfo=UTC),)


def test_minutes_that_may_count_something_are_marked() -> None:
    """ "10 Uhr 30 Pods starten neu" has two readings, "10 Uhr 30: Neustart" one."""
    assert only(read("10 Uhr 30 Pods starten neu")).ask == "minutes or a number"
    event = only(read("10 Uhr 30: Neustart"))
    assert (event.at.minute, event.text, event.ask) == (30, "Neustart", "")


def test_a_midnight_is_that_of_some_day() -> None:
    """Behind late evening it is the next day; which one was meant is asked all the same."""
    first, second = read("23:50 the import stops\nMidnight: it is seen", reference="2026-11-18").events
    assert second.at - first.at == second.at - datetime(2026, 11, 18, 23, 50, tzinfo=UTC)
    assert (second.at.isoformat(), second.ask) == ("2026-11-19T00:00:00+00:00", "which midnight")


def test_counted_days_follow_each_other() -> None:
    """ "Day 2" is the day after "Day 1", also where its first time is later, and nobody wrote which day that is."""
    reading = read("Day 1\n09:00 it stops\nDay 2\n10:00 it runs\nDay 4:\n08:00 reviewed", reference="2026-11-18")
    assert [event.at.day for event in reading.events] == [18, 19, 21]
    assert {event.inferred for event in reading.events} == {"day"}


def test_a_counted_day_may_say_its_date() -> None:
    """ "Day 1: 2026-11-20" is that day, and "Day 2" the next."""
    reading = read("Day 1: 2026-11-20\n09:00 it stops\nDay 2\n10:00 it runs", reference="2026-11-18")
    assert [event.at.day for event in reading.events] == [20, 21]


def test_a_weekday_behind_another_is_the_next_one() -> None:
    """Wednesday, then Thursday: not the Thursday of the week before. It stays marked."""
    reading = read("## Wednesday\n14:14 it stops\n## Thursday\n09:00 it runs", reference="2026-11-18")
    assert [event.at.day for event in reading.events] == [18, 19]
    assert {event.ask for event in reading.events} == {"which day"}


def test_days_that_a_spreadsheet_counted_are_read_and_marked() -> None:
    """In one cell or two, with a point or a comma; which calendar counted them is open."""
    told = "a day counted by a spreadsheet"
    for text in (
        "Date,Time,Event\n46344,0.593055555555556,it stops\n46344,0.75,it runs",
        "Timestamp;Event\n46344,593055555555556;it stops\n46344,75;it runs",
        "timestamp,event\n46344.593055555555556,it stops\n46344.75,it runs",
    ):
        events = read(text).events
        assert [event.at.isoformat() for event in events] == ["2026-11-18T14:14:00+00:00", "2026-11-18T18:00:00+00:00"]
        assert {event.ask for event in events} == {told}


def test_a_number_in_words_is_no_day() -> None:
    """Only a column of times holds counted days."""
    assert not read("event,port\nit stops,46344\nit runs,46345").events


def test_half_a_date_is_none() -> None:
    """What stands behind "2024-" is read with its year, or not at all."""
    (event,) = read('{"a":{"at":"2024-03-05T10:00:00Z"},"b":1}', reference="2026-11-18").events
    assert event.at.isoformat() == "2024-03-05T10:00:00+00:00"
    assert event.text == '{"a":{"at":"2024-03-05T10:00:00Z"},"b":1}'


def test_a_message_of_bytes_is_read() -> None:
    """The journal writes one with colours as a list of numbers."""
    line = '{"__REALTIME_TIMESTAMP":"1795008003000001","MESSAGE":[27,91,51,49,109,102,117,108,108,27,91,48,109]}'
    assert only(read(line)).text == "full"
