"""What the sections of the meeting take, against their plan."""

from datetime import date

from core.domain.insights.meeting_minutes import meeting_minutes
from core.domain.insights.periods import period_of
from core.domain.insights.rows import Incident, SectionMinutes
from tests.domain.insights.rows import incident, several

YEAR = period_of("12m", date(2026, 11, 30))


def meetings(*used: tuple[float, float]) -> list[Incident]:
    """Seconds of the timeline and of the root cause, planned with 240 and 300."""
    return [
        incident(number, minutes=(SectionMinutes("timeline", 240, timeline), SectionMinutes("root_cause", 300, causes)))
        for number, (timeline, causes) in enumerate(used)
    ]


def test_the_section_that_is_over_most() -> None:
    """The medians are 250 and 420: the root cause is two minutes over."""
    rows = meetings((240, 420), (250, 400), (260, 430), (200, 420), (300, 900))
    found = meeting_minutes(rows, [], YEAR)
    assert found.sentence == "Root cause takes 2:00 longer than planned, more than any other section."
    assert found.rows == (
        ("Timeline", "4:00", "4:10", "+0:10", "5"),
        ("Root cause", "5:00", "7:00", "+2:00", "5"),
    )
    assert [point.warm for point in found.points] == [False, True]


def test_a_few_seconds_are_no_news() -> None:
    """Under half a minute the sections keep to their time; less than planned has a minus."""
    found = meeting_minutes(meetings(*[(230, 325)] * 5), [], YEAR)
    assert found.sentence == "The sections keep to their time."
    assert found.rows[0] == ("Timeline", "4:00", "3:50", "−0:10", "5")


def test_a_section_that_few_meetings_had_is_not_judged() -> None:
    """It stands in the table as too few; what a meeting passed over is no zero."""
    found = meeting_minutes(meetings(*[(240, 0)] * 4, (240, 999)), [], YEAR)
    assert found.rows[1] == ("Root cause", "", "too few", "", "1")
    assert [point.label for point in found.points] == ["Timeline"]


def test_whole_meetings_are_compared() -> None:
    """Their medians: ten minutes now, eight before."""
    found = meeting_minutes(meetings(*[(300, 300)] * 5), meetings(*[(180, 300)] * 5), YEAR)
    assert found.compared == "A whole meeting takes 10:00; in the 12 months before it took 8:00."
    few = meeting_minutes(meetings(*[(300, 300)] * 5), meetings((1, 1)), YEAR)
    assert few.compared == "Too few to compare: the 12 months before had 1 such meeting, 4 short of 5."


def test_postmortems_without_a_meeting_are_no_meetings() -> None:
    """Fifty that were written without one say nothing of time."""
    found = meeting_minutes(several(50), [], YEAR)
    assert found.basis == "No meeting that is over so far, 5 are needed: 5 to go."
