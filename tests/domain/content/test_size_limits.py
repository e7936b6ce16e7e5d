"""What a postmortem holds at most when it is shown: shortened in one way, named once, and untouched when it fits."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given

from core.domain.content import size_limits
from core.domain.content.size_limits import fitted_to_limits, is_supported_day, require_supported_day
from core.domain.people.names import TITLE_AT_MOST
from core.domain.postmortem import ActionRow, AnswerRow, FollowUp, Postmortem, RootCause, TimelineRow
from core.errors import BadInput
from tests.support.postmortems import postmortems


@given(postmortems())
def test_what_fits_is_the_very_same(pm: Postmortem) -> None:
    """Nothing is copied for an ordinary one, and nothing is told."""
    messages: list[str] = []
    short = pm.model_copy(update={"title": pm.title[:TITLE_AT_MOST]})
    assert fitted_to_limits(short, messages.append) is short
    assert messages == []


@pytest.mark.parametrize(
    ("inside", "outside"),
    [
        (date(1970, 1, 1), date(1969, 12, 31)),
        (date(2200, 12, 31), date(2201, 1, 1)),
        (datetime(2200, 12, 31, 23, 59, tzinfo=UTC), datetime(2201, 1, 1, tzinfo=UTC)),
    ],
)
def test_the_years_are_1970_to_2200(inside: date, outside: date) -> None:
    """On both sides, for days and for moments; refused with the years that fit."""
    assert is_supported_day(inside)
    assert not is_supported_day(outside)
    require_supported_day(inside)
    with pytest.raises(BadInput, match=f"year {outside.year} is out of reach.*1970 and 2200"):
        require_supported_day(outside)


def test_a_day_out_of_reach_becomes_its_words_unless_there_are_words() -> None:
    """What somebody typed for it says more than the day."""
    far, at = date(9999, 12, 31), datetime(1, 1, 1, tzinfo=UTC)
    pm = Postmortem(
        meeting_at=at,
        timeline=(TimelineRow(id="t", at=at, at_text="back then"),),
        actions=(ActionRow(id="a", due=far), ActionRow(id="b", due=date(2026, 12, 4))),
        follow_up=FollowUp(review_on=far),
    )
    messages: list[str] = []
    fits = fitted_to_limits(pm, messages.append)
    assert (fits.meeting_at, fits.meeting_at_text) == (None, "0001-01-01T00:00:00Z")
    assert (fits.timeline[0].at, fits.timeline[0].at_text) == (None, "back then")
    assert (fits.actions[0].due, fits.actions[0].due_text) == (None, "9999-12-31")
    assert fits.actions[1] is pm.actions[1]
    assert (fits.follow_up.review_on, fits.follow_up.review_on_text) == (None, "9999-12-31")
    assert len(messages) == 4
    assert all("out of reach" in sentence for sentence in messages)
    assert fitted_to_limits(fits, messages.append) is fits


def test_lines_and_lists_are_bounded_and_texts_are_not() -> None:
    """A title, an owner, a set, a list of rows; the words of a row are bounded by the document alone."""
    long = "é" * 300_000
    pm = Postmortem(
        title=long,
        services=(long, *(f"s{number}" for number in range(size_limits.MOST_WORDS))),
        actions=(ActionRow(id="a", owner=long, done_when=long, link=long, due_text=long, text=long),),
        root_cause=RootCause(culture=tuple(AnswerRow(id=f"r{number}") for number in range(size_limits.MOST_ROWS + 1))),
        follow_up=FollowUp(tracker=long),
    )
    messages: list[str] = []
    fits = fitted_to_limits(pm, messages.append)
    assert fits.title == "é" * (TITLE_AT_MOST - 1) + "…"
    assert len(fits.services) == size_limits.MOST_WORDS
    assert max(map(len, fits.services)) == size_limits.LONGEST_WORD
    action = fits.actions[0]
    assert {len(action.owner), len(action.done_when), len(action.link), len(action.due_text)} == {
        size_limits.LONGEST_LINE
    }
    assert action.text == long
    assert len(fits.follow_up.tracker) == size_limits.LONGEST_LINE
    assert len(fits.root_cause.culture) == size_limits.MOST_ROWS
    assert len(messages) == 8
    assert max(map(len, messages)) < 200
    assert fitted_to_limits(fits, messages.append) is fits
