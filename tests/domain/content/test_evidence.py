"""Pictures as readers see them: numbered in the order of events, and called by something they can be found by."""

from datetime import UTC, datetime, timedelta

import pytest

from core.domain.content.evidence import figures, picture_ids
from core.domain.content.plain_lines import plain_lines
from core.domain.content.version_diff import Kind, compare
from core.domain.postmortem import Evidence, Postmortem, TimelineRow
from core.services.documents.records import record_of

NOW = datetime(2026, 11, 20, 1, 14, tzinfo=UTC)


def row(name: str, minutes: int | None, *named: Evidence, text: str = "") -> TimelineRow:
    at = None if minutes is None else NOW + timedelta(minutes=minutes)
    return TimelineRow(id=name, at=at, text=text, evidence=named)


def test_they_are_numbered_in_the_order_of_events_whatever_order_they_came_in() -> None:
    rows = (
        row("late", 20, Evidence(id="a")),
        row("never", None, Evidence(id="d")),
        row("early", 0, Evidence(id="b"), Evidence(id="c")),
    )
    found = figures(Postmortem(timeline=rows))
    assert [(item.title, item.id, item.row_id) for item in found] == [
        ("Picture 1", "b", "early"),
        ("Picture 2", "c", "early"),
        ("Picture 3", "a", "late"),
        ("Picture 4", "d", "never"),
    ]
    assert picture_ids(Postmortem(timeline=rows)) == {"a", "b", "c", "d"}


@pytest.mark.parametrize(
    ("caption", "minutes", "said"),
    [
        ("Free disk", 0, "Free disk"),
        (" Free \n disk ", 0, "Free disk"),
        ("", 0, "Screenshot at 02:14"),
        ("  ", 0, "Screenshot at 02:14"),
        ("", None, "Screenshot"),
    ],
)
def test_it_is_called_by_its_caption_or_by_the_time_of_its_row(caption: str, minutes: int | None, said: str) -> None:
    pm = Postmortem(zone="Europe/Berlin", timeline=(row("r", minutes, Evidence(id="a", caption=caption)),))
    assert [item.text for item in figures(pm)] == [said]


def test_an_hour_that_comes_twice_says_which() -> None:
    twice = TimelineRow(id="r", at=datetime(2026, 10, 25, 1, 30, tzinfo=UTC), evidence=(Evidence(id="a"),))
    (found,) = figures(Postmortem(zone="Europe/Berlin", timeline=(twice,)))
    assert found.text == "Screenshot at 02:30 +01:00"


def test_a_row_with_nothing_but_a_picture_is_a_line_of_its_own() -> None:
    lines = plain_lines(Postmortem(timeline=(row("r", None, Evidence(id="a", caption="Free disk")),)))
    assert [line.text for line in lines if line.key == "timeline.r"] == ["picture: Free disk"]


def test_history_tells_a_picture_that_came_and_one_that_went() -> None:
    bare = Postmortem(timeline=(row("r", 0, text="CPU"),))
    shown = Postmortem(timeline=(row("r", 0, Evidence(id="a", caption="Free disk"), text="CPU"),))
    (came,), (went,) = compare(bare, shown)[0].fields, compare(shown, bare)[0].fields
    assert [part.text for part in came.pieces if part.kind is Kind.ADDED] == [" · picture: Free disk"]
    assert [part.text for part in went.pieces if part.kind is Kind.REMOVED] == [" · picture: Free disk"]


def test_a_search_finds_the_words_of_a_caption() -> None:
    pm = Postmortem(timeline=(row("r", 0, Evidence(id="a", caption="Free disk of orders-db")),))
    assert "Free disk of orders-db" in record_of(pm).search_text
