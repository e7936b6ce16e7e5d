"""Colours of people: nobody shares one while there are enough, and nobody's changes because others come."""

from hypothesis import given
from hypothesis import strategies as st

from core.domain.people.colors import COLORS, distinct_colors

a_color = st.sampled_from(COLORS)


@given(st.lists(a_color, max_size=len(COLORS)))
def test_nobody_shares_a_colour_as_long_as_they_last(own: list[str]) -> None:
    """As many people as colours, whatever they brought."""
    assert len(set(distinct_colors(own))) == len(own)


@given(st.lists(a_color, max_size=40), st.lists(a_color, max_size=5))
def test_who_comes_later_changes_nothing(own: list[str], more: list[str]) -> None:
    """A caret that turns from green to red in mid-meeting would be somebody else's."""
    assert distinct_colors([*own, *more])[: len(own)] == distinct_colors(own)


def test_the_first_keeps_their_own() -> None:
    """Also a colour of an older palette."""
    assert distinct_colors(["#123456", COLORS[3], COLORS[3]])[:2] == ["#123456", COLORS[3]]


def test_more_people_than_colours_all_get_one() -> None:
    """Sixty may be in a room."""
    found = distinct_colors([COLORS[0]] * 60)
    assert len(found) == 60
    assert set(found) == set(COLORS)
