"""The letters of zones, the same ones that a time typed in the room is read with."""

from typing import Any

import pytest

from core.domain.timeline.stamps.zone_words import LETTERS, offsets_of, zone_at, zone_home
from tests.support.cases import cases

CASES: list[dict[str, Any]] = cases("zone_letters")["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['letters']} {case['zone']}")
def test_letters_mean_here_what_they_mean_in_the_room(case: dict[str, Any]) -> None:
    """The offset of the table is among their meanings, and is the only one where they have one."""
    found = zone_at(case["letters"], 0)
    assert found is not None
    assert case["minutes"] in offsets_of(found[0])
    assert (case["zone"] == "UTC") == (len(offsets_of(found[0])) == 1)


def test_every_letter_has_a_case() -> None:
    """A new one is tried in both languages."""
    assert {case["letters"] for case in CASES} == LETTERS.keys()


@pytest.mark.parametrize(
    "text", ["est en panne", "ist da", "met us", "cat", "art work", "Zed", "UTCx", "+15:00", "Foo/Bar"]
)
def test_words_that_look_like_zones_are_none(text: str) -> None:
    """Small letters are words of some language; no zone is fifteen hours ahead."""
    assert zone_at(text, 0) is None


def test_letters_with_a_home_have_one_meaning() -> None:
    """Only those can be looked up on a day."""
    assert all(len(LETTERS[letters]) == 1 for letters in LETTERS if zone_home(letters))
