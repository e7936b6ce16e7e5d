"""The silent vote as rules: what a person may give, what the dots say, what a tie is."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.actions.vote import DOTS, PLACES, Tally, tally, votable, with_chosen, with_dot
from core.domain.postmortem import ActionRow, Postmortem
from core.errors import Conflict, NotFound

ROWS = ("a", "b", "c", "d", "e")
PEOPLE = ("ada", "ben", "cleo", "dan")
Dots = list[tuple[str, str]]


def dots(**given: str) -> Dots:
    """``ada="abc"``: Ada gave a dot to a, b and c."""
    return [(who, row) for who, rows in given.items() for row in rows]


def counts(found: Tally) -> dict[str, int]:
    return {item.action_id: item.dots for item in found.counts}


def test_what_is_begun_and_not_decided_against_can_be_voted_for() -> None:
    """Ideas that were set aside and empty rows cannot."""
    rows = (
        ActionRow(id="a", text="Alert at 80 %"),
        ActionRow(id="b"),
        ActionRow(id="c", text="Won't do, because the queue goes away soon"),
        ActionRow(id="d", owner="Ada"),
    )
    assert votable(Postmortem(actions=rows, set_aside=(ActionRow(id="e", text="Later"),))) == ("a", "d")


def test_the_three_with_the_most_dots_are_chosen() -> None:
    """Those without a dot stand in the counts, too."""
    found = tally(dots(ada="abc", ben="abd", cleo="ab", dan="c"), ROWS)
    assert counts(found) == {"a": 3, "b": 3, "c": 2, "d": 1, "e": 0}
    assert [item.action_id for item in found.counts] == ["a", "b", "c", "d", "e"]
    assert (found.chosen, found.tied, found.places, found.people) == (("a", "b", "c"), (), 0, 4)


def test_a_tie_for_the_last_place_is_told_and_never_decided() -> None:
    """By nothing: not by the order of the list, not by chance."""
    found = tally(dots(ada="abc", ben="abd"), ROWS)
    assert (found.chosen, found.tied, found.places) == (("a", "b"), ("c", "d"), 1)
    assert tally(dots(ada="abc", ben="de"), ROWS).model_dump(include={"chosen", "tied", "places"}) == {
        "chosen": (),
        "tied": ROWS,
        "places": 3,
    }


def test_a_tie_that_everybody_in_it_wins_is_none() -> None:
    """Three with one dot each share three places."""
    found = tally(dots(ada="abc"), ROWS)
    assert (found.chosen, found.tied) == (("a", "b", "c"), ())
    found = tally(dots(ada="ab", ben="a"), ROWS)
    assert (found.chosen, found.tied, found.places) == (("a", "b"), (), 0)


def test_nobody_voted_and_nothing_is_chosen() -> None:
    """And dots on what is gone are nobody's."""
    assert tally([], ROWS).chosen == ()
    found = tally(dots(ada="xyz", ben="a"), ROWS)
    assert (found.chosen, found.people, counts(found)["a"]) == (("a",), 1, 1)


def test_three_dots_and_one_at_most_for_an_action() -> None:
    """Giving one again, as after a lost answer, changes nothing."""
    mine = with_dot(with_dot(with_dot(frozenset(), "a", ROWS), "b", ROWS), "c", ROWS)
    assert with_dot(mine, "a", ROWS) == mine == frozenset("abc")
    with pytest.raises(Conflict, match="Take one back"):
        with_dot(mine, "d", ROWS)
    with pytest.raises(NotFound):
        with_dot(mine, "x", ROWS)


def test_a_dot_on_an_action_that_is_gone_comes_back_when_it_is_needed() -> None:
    """And stays with it as long as nobody needs it: the row may come back."""
    gone = ("a", "c", "d", "e")
    assert with_dot(frozenset("ab"), "c", gone) == frozenset("abc")
    assert with_dot(frozenset("abc"), "d", gone) == frozenset("acd")


def test_a_hand_chooses_three_at_most() -> None:
    """One has to go before another comes."""
    assert with_chosen(("a", "b"), "c", True) == ("a", "b", "c")
    assert with_chosen(("a", "b", "c"), "a", True) == ("a", "b", "c")
    with pytest.raises(Conflict, match="Three"):
        with_chosen(("a", "b", "c"), "d", True)
    assert with_chosen(("a", "b", "c"), "b", False) == ("a", "c")
    assert with_chosen(("a",), "z", False) == ("a",)


@given(st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from((*ROWS, "gone")))))
def test_the_places_go_to_nobody_with_fewer_dots(given: Dots) -> None:
    """Whatever was given: no dot counts twice, chosen before tied before the rest, and three places at most."""
    found = tally(given, ROWS)
    number = Counter(row for _, row in {pair for pair in given if pair[1] in ROWS})
    assert counts(found) == {row: number[row] for row in ROWS}
    assert len(found.chosen) + found.places <= PLACES
    assert bool(found.tied) == bool(found.places)
    assert found.places < max(len(found.tied), 1)
    rest = [row for row in ROWS if row not in (*found.chosen, *found.tied)]
    for better, worse in ((found.chosen, found.tied), (found.chosen, rest), (found.tied, rest)):
        assert all(number[one] >= number[other] for one in better for other in worse)
    assert all(number[row] for row in (*found.chosen, *found.tied))
    assert len({number[row] for row in found.tied}) <= 1
    if len([row for row in ROWS if number[row]]) >= PLACES:
        assert len(found.chosen) + found.places == PLACES


@given(st.lists(st.sampled_from(ROWS), max_size=12))
def test_nobody_ever_has_more_than_three(presses: list[str]) -> None:
    """However often somebody presses."""
    mine: frozenset[str] = frozenset()
    for row in presses:
        try:
            mine = with_dot(mine, row, ROWS)
        except Conflict:
            assert len(mine) == DOTS
    assert len(mine) == min(DOTS, len(set(presses)))
