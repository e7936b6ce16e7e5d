"""Who acts: the nearest word before a verb that can, behind helpers and adverbs."""

import pytest

from core.domain.blameless import default_rules
from core.domain.blameless.marking import Marked
from core.domain.blameless.reading import read
from core.domain.blameless.roles import TITLES, USED, role, subject

LEXICON = default_rules().lexicon


def role_before(text: str, verb: str, people: tuple[str, ...] = ()) -> str:
    reading = read(text, people, LEXICON)
    place = next(number for number, (a, b) in enumerate(reading.places) if text[a:b] == verb)
    begin = max(first for first, _ in reading.sentences if first <= place)
    return subject(reading.words[begin:], place - begin, Marked(reading.words[begin:]).ends_of_several(TITLES))


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("We had not really weighed it.", "weighed", "we"),
        ("My crate fell.", "fell", "thing"),
        ("The new reviewer weighed it.", "weighed", "role"),
        ("Zebedee weighed it.", "weighed", "named"),
        ("The train controller weighed it.", "weighed", "role"),
        ("The controller weighed it.", "weighed", "thing"),
        ("The chief officer did not weigh it.", "weigh", "role"),
        ("An attacker opened it.", "opened", "outsider"),
        ("The queue grew.", "grew", "thing"),
        ("Weighed at noon.", "Weighed", "start"),
        ("At noon, weighed again.", "weighed", "pause"),
        ("It stopped and restarted.", "restarted", "joined"),
    ],
)
def test_the_subject_is_the_nearest_that_can_be_one(text: str, verb: str, expected: str) -> None:
    text = text.replace("My crate", "The server")
    assert role_before(text, verb) == expected


def test_somebody_of_the_room_is_a_person_in_small_letters() -> None:
    assert role_before("then marcin weighed it", "weighed", ("Marcin",)) == "named"
    assert role_before("then marcin weighed it", "weighed") != "named"


def test_a_word_of_several_classes_is_a_person_first() -> None:
    """“Security” is a team before it is anything else that the lists have."""
    assert role(LEXICON.word["reviewer"]) == "role"
    assert role(LEXICON.word["we"]) == "we"


def test_the_lexicon_knows_the_classes_of_all_roles() -> None:
    assert set(LEXICON.bit) >= USED
