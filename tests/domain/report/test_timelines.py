"""Timelines of reports: rows with their instants, how times were written, and what began and ended it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from core.domain.postmortem import TimelineKind
from core.domain.report.timeline_kinds import is_over, kinds_of, label_kind
from core.domain.report.timeline_rows import MOST_LINES, read_rows
from core.domain.timeline import TimelineEvent
from tests.domain.report.reading import clock, read

DAY = date(2024, 3, 5)
BEGIN = datetime(2024, 3, 5, 10, tzinfo=UTC)


def events(*texts: str) -> list[TimelineEvent]:
    return [TimelineEvent(BEGIN + timedelta(minutes=at), "", text, at + 1) for at, text in enumerate(texts)]


def rows(text: str) -> list[tuple[str, str]]:
    found = read_rows(list(enumerate(text.split("\n"), 1)), "UTC", DAY)
    return [(typed, event.text) for typed, event in zip(found.typed, found.events, strict=True)]


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("- 10:02 mail is late", "10:02"),
        ("- **10:02 UTC** - mail is late", "10:02 UTC"),
        ("- 2024-03-05 10:02: mail is late", "2024-03-05 10:02"),
        ("- mail is late 2024-03-05 10:02", "2024-03-05 10:02"),
        ("- 5:02 PM PST mail is late", "5:02 PM PST"),
        ("| Day | Time | Event |\n|---|---|---|\n| 2024-03-05 | 10:02 | mail is late |", "2024-03-05 10:02"),
        ("### 10:02\n\nmail is late", "10:02"),
    ],
)
def test_the_time_stays_as_it_was_written(text: str, typed: str) -> None:
    """Beside the instant that was read from it."""
    assert rows(text) == [(typed, "mail is late")]


def test_code_stays_with_the_row_before_it() -> None:
    """Times in a log are no rows of the timeline."""
    found = rows("- 10:02 mail is late\n\n```\n2024-03-05 10:03:00 ERROR queue\n```\n\n- 10:05 queue is larger")
    assert [text.split("\n")[0] for _, text in found] == ["mail is late", "queue is larger"]
    assert "ERROR queue" in found[0][1]


def test_a_timeline_that_is_all_code_is_read() -> None:
    """Somebody pasted a chat."""
    assert [text for _, text in rows("```\n10:02 mail is late\n10:05 queue is larger\n```")] == [
        "mail is late",
        "queue is larger",
    ]


def test_rows_without_a_clock_are_rows_without_an_instant() -> None:
    """A day alone, or words for a time, in a table and in a list."""
    found = read_rows(
        [
            (1, "| Time | Event |"),
            (2, "|---|---|"),
            (3, "| 2024-03-05 10:02 | late |"),
            (4, "| 2024-03-06 evening | up |"),
        ],
        "UTC",
        DAY,
    )
    assert [(row.when, row.text) for row in found.undated] == [("2024-03-06 evening", "up")]
    listed = read_rows([(1, "- 2024-03-06 - all is well")], "UTC", DAY)
    assert [(row.when, row.text) for row in listed.undated] == [("2024-03-06", "all is well")]


def test_a_timeline_beyond_measure_is_read_in_part() -> None:
    """The rest stays text."""
    lines = [(number, "- 10:02 x") for number in range(1, MOST_LINES + 10)]
    found = read_rows(lines, "UTC", DAY)
    assert len(found.events) == MOST_LINES
    assert len(found.rest) == 9


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("**Detected**: pager", TimelineKind.DETECTED),
        ("First detected", TimelineKind.DETECTED),
        ("Start of incident. Nodes are drained.", TimelineKind.STARTED),
        ("Incident declared", TimelineKind.RESPONDED),
        ("Repaired", TimelineKind.MITIGATED),
        ("Incident resolved (check)", TimelineKind.RESOLVED),
        ("**復旧**: 正常", TimelineKind.RESOLVED),
        ("**発生**: 応答なし", TimelineKind.STARTED),
        ("End users complain", None),
        ("Start the new server", None),
        ("Resolved to buy disks", None),
    ],
)
def test_labels_of_rows(text: str, kind: TimelineKind | None) -> None:
    """A word at the front counts where it stands apart."""
    assert label_kind(text) is kind


def test_labels_go_before_guesses_and_each_kind_is_there_once() -> None:
    """The last row that says it is over ends it; "seems" and "not yet" do not."""
    kinds, guessed = kinds_of(
        events(
            "Fault occurs",
            "Alert for the queue",
            "Mail seems fully recovered, but is not restored",
            "Fully recovered",
            "Cleanup",
        )
    )
    assert kinds[0] is TimelineKind.STARTED
    assert kinds[1] is TimelineKind.DETECTED
    assert kinds[3] is TimelineKind.RESOLVED
    assert kinds[4] is TimelineKind.OTHER
    assert guessed


def test_nothing_is_detected_before_it_began() -> None:
    """A report of last week is none of this incident."""
    kinds, _ = kinds_of(events("Users reported something else", "Outage started", "Alert"))
    assert kinds == [TimelineKind.OTHER, TimelineKind.STARTED, TimelineKind.DETECTED]


@pytest.mark.parametrize(
    "text", ["not restored", "until it is resolved", "partially recovered", "trying to get back up"]
)
def test_what_is_not_over(text: str) -> None:
    """Words beside the word."""
    assert not is_over(text)


def test_facts_go_before_rows() -> None:
    """A fact marks the row of its moment; one without a row becomes one, and is no row of the timeline for programs."""
    report = read(
        """
        # Outage

        - **Started**: 2024-03-05 10:00 CET
        - **Resolved**: 2024-03-05 11:30 CET

        ## Timeline

        | Time (CET) | What |
        |---|---|
        | 2024-03-05 10:00 | Errors |
        | 2024-03-05 10:10 | Alert |
        """
    )
    assert clock(report, "started") == "2024-03-05 10:00 +0100"
    assert clock(report, "resolved") == "2024-03-05 11:30 +0100"
    assert [row.text for row in report.postmortem.timeline if row.id not in report.told] == ["Errors", "Alert"]
    assert len(report.told) == 1


def test_sentences_tell_times_where_no_timeline_does() -> None:
    """A range is start and end; a sentence of somebody who noticed is the detection."""
    ranged = read("# Outage on 2024-03-05\n\nFrom 10:00 UTC to 11:30 UTC nobody could log in.\n")
    assert (clock(ranged, "started"), clock(ranged, "resolved")) == ("2024-03-05 10:00 +0000", "2024-03-05 11:30 +0000")
    seen = read("# Outage on 2024-03-05\n\nAt **13:24 UTC,** we noticed that nobody could log in.\n")
    assert clock(seen, "detected") == "2024-03-05 13:24 +0000"
    assert any("sentences" in mark for mark in seen.marks)


def test_a_second_timeline_goes_on_from_the_first() -> None:
    """Its times have no day."""
    report = read(
        "# Outage\n\n## Timeline\n\n- 2024-03-05 10:00 down\n- 10:30 up\n\n"
        "## Follow-up timeline\n\n- 15:00 users report more\n"
    )
    assert [row.at.isoformat()[:16] for row in report.postmortem.timeline if row.at] == [
        "2024-03-05T10:00",
        "2024-03-05T10:30",
        "2024-03-05T15:00",
    ]


def test_a_list_of_moments_under_another_heading_is_a_timeline() -> None:
    """What is no row there stays where it stood."""
    report = read(
        "# T\n\nOpening.\n\n## Context\n\nHow it went:\n\n"
        "- 2024-03-05 10:00 down\n- 2024-03-05 10:10 alert\n- 2024-03-05 10:30 up\n"
    )
    assert len(report.postmortem.timeline) == 3
    assert "How it went:" in report.postmortem.follow_up.notes
