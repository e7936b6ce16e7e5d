"""The day of an incident: taken where it stands, and never a wrong one without a mark."""

from datetime import date

import pytest

from tests.domain.report.reading import read


@pytest.mark.parametrize(
    ("title", "name", "day"),
    [
        ("Outage on 2021-05-26", "x.md", date(2021, 5, 26)),
        ("Website outage 5-26-21", "x.md", date(2021, 5, 26)),
        ("Outage, October 3, 2025", "x.md", date(2025, 10, 3)),
        ("Outage on 3 Oct 2025", "x.md", date(2025, 10, 3)),
        ("Outage", "2019-04-03-cordon.md", date(2019, 4, 3)),
        ("Outage", "a/b/20190403_cordon.md", date(2019, 4, 3)),
        ("Outage", "2019_04_03-cordon.md", date(2019, 4, 3)),
        ("PM-2026-016: model", "PM-2026-016-model.md", None),
        ("Upgrade to 1.2.30 failed", "v1.2.30.md", None),
        ("Outage of 05/04/2021", "2021-04-05-x.md", date(2021, 4, 5)),
    ],
)
def test_the_day_in_a_title_or_a_name(title: str, name: str, day: date | None) -> None:
    """Versions and numbers of reports are no days."""
    report = read(f"# {title}\n\nText.\n", name)
    assert report.day == day
    assert report.marks == () or day is not None or "date" not in " ".join(report.marks)


def test_title_and_file_that_contradict_each_other_are_marked() -> None:
    """One of them is taken, and somebody is told."""
    report = read("# Outage on 2021-05-26\n", "2021-06-01-outage.md")
    assert report.day == date(2021, 5, 26)
    assert "By the title it is 2021-05-26, by the name of the file 2021-06-01. 2021-05-26 was taken." in report.marks


def test_numbers_that_can_be_read_in_two_orders_are_marked() -> None:
    """Nothing else in the report decides."""
    report = read("# Outage of 05/04/2021\n", "x.md")
    assert any("2021-05-04 or 2021-04-05" in mark for mark in report.marks)


def test_the_date_of_the_page_is_marked() -> None:
    """It is often the day on which somebody wrote it."""
    report = read("---\ndate: 2021-05-26\n---\n# Outage\n")
    assert report.day == date(2021, 5, 26)
    assert any("day of the writing" in mark for mark in report.marks)


def test_the_timeline_goes_before_the_date_of_the_page() -> None:
    """Its rows are the incident."""
    report = read("---\ndate: 2021-06-30\n---\n# Outage\n\n## Timeline\n\n- 2021-05-26 10:00 down\n- 10:30 up\n")
    assert report.day == date(2021, 5, 26)
    assert any("2021-06-30" in mark for mark in report.marks)


def test_without_any_day_times_stay_as_they_are_written() -> None:
    """No day is made up; the times can be read in the rows."""
    report = read("# Outage\n\n## Timeline\n\n- 10:00 down\n- 10:30 up\n", "outage.md")
    assert (report.day, report.started) == (None, None)
    assert [(row.at, row.at_text) for row in report.postmortem.timeline] == [(None, "10:00"), (None, "10:30")]
    assert any("No date is written anywhere" in mark for mark in report.marks)


def test_a_timeline_about_another_day_than_the_title_is_marked() -> None:
    """Somebody copied a template, or mistyped a month."""
    report = read("# Outage on 2021-05-26\n\n## Timeline\n\n- 2021-08-02 10:00 down\n- 2021-08-02 10:30 up\n")
    assert any("the timeline is about 2021-08-02" in mark for mark in report.marks)


def test_the_timeline_decides_between_title_and_file() -> None:
    """Somebody copied the heading of the report before."""
    text = "# Outage on 2021-05-26\n\n## Timeline\n\n- 2021-06-01 10:00 down\n- 2021-06-01 10:30 up\n"
    report = read(text, "2021-06-01-outage.md")
    assert report.day == date(2021, 6, 1)
    assert any("so that 2021-06-01 was taken" in mark for mark in report.marks)


def test_a_page_that_is_dated_otherwise_is_marked() -> None:
    """It was written days later."""
    report = read("---\ndate: 2021-06-05\n---\n# Outage on 2021-05-26\n")
    assert report.day == date(2021, 5, 26)
    assert "The page is dated 2021-06-05; the incident was on 2021-05-26." in report.marks


def test_a_zone_that_nobody_wrote_is_marked() -> None:
    """Times are read in the zone that was chosen for all files, and somebody is told."""
    text = "# Outage on 2021-05-26\n\n## Timeline\n\n- 10:00 down\n- 10:30 up\n"
    assert any("read as UTC" in mark for mark in read(text).marks)
    berlin = read(text, zone="Europe/Berlin")
    assert berlin.started is not None
    assert berlin.started.isoformat() == "2021-05-26T10:00:00+02:00"


def test_the_day_in_the_heading_of_the_timeline() -> None:
    """Where no other place names one; it may be the day of the writing, so that it is marked."""
    report = read("# Mail late\n\n## Timeline 2024-02-05 (UTC)\n\n- 10:00 Queue grows\n- 11:00 Resolved\n", "x.md")
    assert report.day == date(2024, 2, 5)
    assert [row.at.day for row in report.postmortem.timeline if row.at] == [5, 5]
    assert any("2024-02-05" in mark for mark in report.marks)


def test_two_reports_in_one_file_are_marked() -> None:
    """The times of the second one would stand on the day of the first."""
    text = "# Mail late on 2024-02-05\n\n## Timeline\n\n- 10:00 a\n\n# Login late on {}\n\n## Timeline\n\n- 11:00 b\n"
    assert any("cut it in two" in mark for mark in read(text.format("2024-02-09"), "x.md").marks)
    assert not any("cut it in two" in mark for mark in read(text.format("2024-02-05"), "x.md").marks)


@pytest.mark.parametrize(
    "text", ["# Mail late on 2031-02-05\n", "# Mail\n\nDate: 2031-02-05\n", "# M\n\nOn 2031-02-05.\n"]
)
def test_a_day_to_come_is_marked_wherever_it_stands(text: str) -> None:
    """A slip of the year puts an incident on top of all lists for years."""
    report = read(text, "x.md")
    assert report.day == date(2031, 2, 5)
    assert "2031-02-05 is still to come." in report.marks


def test_numbers_confirm_no_order_by_standing_there_twice() -> None:
    """``04/03/2026`` is asked about, in one fact and in two; a day by its name decides."""
    asked = "The date may be 2026-04-03 or 2026-03-04: its numbers can be read in two orders."
    assert asked in read("# T\n\nIncident date: 04/03/2026\n").marks
    assert asked in read("# T\n\nIncident date: 04/03/2026\nDate: 04/03/2026\n").marks
    decided = read("# T\n\nIncident date: 04/03/2026\nDate: 4 March 2026\n")
    assert (str(decided.day), asked in decided.marks) == ("2026-03-04", False)


@pytest.mark.parametrize(
    "typed",
    ["March 4-5, 2026", "Mar 4 – Mar 5, 2026", "4-5 March 2026", "4.–5. März 2026", "4 March - 5 March 2026"],
)
def test_the_first_of_two_days(typed: str) -> None:
    """With the year of the last."""
    assert str(read(f"# T\n\nIncident date: {typed}\n").day) == "2026-03-04"
