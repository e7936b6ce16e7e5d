"""What is underlined says something: a lead-in alone goes on to the end of its clause."""

from itertools import pairwise

import pytest

from core.domain.blameless import check, default_rules
from core.domain.blameless.gate.underlining import USED, widened
from core.domain.blameless.reading import read
from core.domain.postmortem import SectionId

LEXICON = default_rules().lexicon


def underlined(text: str, first: int, last: int) -> str:
    """The words that stand from one place to the next, widened; places count from the opening of the sentence."""
    reading = read(text, (), LEXICON)
    start, end = widened(reading.words, first, last)
    return text[reading.places[start][0] : reading.places[end - 1][1]]


@pytest.mark.parametrize(
    ("text", "last", "expected"),
    [
        ("Next time we ask the crew.", 3, "Next time we ask the crew"),
        ("Next time, we ask the crew, as always.", 3, "Next time, we ask the crew"),
        ("With hindsight it was plain", 3, "With hindsight it was plain"),
        ("Next time", 3, "Next time"),
        ("Next time.", 3, "Next time"),
        ("Crew never asked.", 3, "Crew never"),
    ],
)
def test_a_lead_in_goes_on_to_the_end_of_its_clause(text: str, last: int, expected: str) -> None:
    """Over one comma behind it, not over a second; what says something already stays as it is."""
    assert underlined(text, 1, last) == expected


@pytest.mark.parametrize(
    ("text", "first", "last", "expected"),
    [
        ("The carriers failed to properly label the crate.", 3, 5, "failed to properly label"),
        ("The crew could have been clearer.", 3, 6, "could have been clearer"),
        ("It stopped and failed to label it.", 3, 6, "failed to label"),
        ("You decided to lift it even though it rained.", 2, 8, "decided to lift it"),
        ("Build a better system to weigh crates.", 1, 6, "Build a better system"),
        ("They have to.", 2, 4, "have to"),
        ("They have to, of course, be careful.", 2, 4, "have to"),
    ],
)
def test_an_underline_ends_with_a_word_that_says_something(text: str, first: int, last: int, expected: str) -> None:
    """It goes on to the verb of “to” and drops what only joins; never over a comma, nor far."""
    assert underlined(text, first, last) == expected


@pytest.mark.parametrize(
    ("text", "first", "last", "expected"),
    [
        ("We should have come up with a rota.", 2, 5, "should have come up"),
        ("They could have gotten further along.", 2, 5, "could have gotten further along"),
        ("We could have more short meetings.", 2, 6, "could have more short meetings"),
        ("We could have more meetings at noon.", 2, 6, "could have more meetings"),
        ("We could have lifted crates.", 2, 5, "could have lifted"),
        ("We should have asked the crew.", 2, 5, "should have asked"),
        ("Ask more and wait.", 1, 3, "Ask more"),
        ("They should have come", 2, 5, "should have come"),
    ],
)
def test_what_belongs_to_the_last_word_is_underlined_too(text: str, first: int, last: int, expected: str) -> None:
    """The second half of a verb, the noun that “more” is about; not the next clause."""
    assert underlined(text, first, last) == expected


def test_a_match_may_end_with_the_sentence() -> None:
    """The closing mark is a place too, and nothing stands behind it."""
    words = read("More rotas?", (), LEXICON).words
    for end in range(2, len(words) + 1):
        assert widened(words, 1, end)[1] <= len(words)


def test_a_contraction_is_underlined_as_a_whole() -> None:
    """“n't” is half of a word."""
    assert underlined("We haven't been careful.", 3, 6) == "haven't been careful"
    assert underlined("We had not been careful.", 3, 6) == "not been careful"


def test_it_goes_on_for_twelve_words() -> None:
    """A sentence without an end is not underlined as a whole."""
    assert len(underlined("Next time" + " crate" * 40, 1, 3).split()) == 14


def test_the_lexicon_knows_the_words() -> None:
    assert set(LEXICON.bit) >= USED


def test_hints_never_share_a_word_for_it() -> None:
    """Widened words are taken as others are."""
    text = "With hindsight the foreman should have asked, and next time everyone must be careful."
    hints = sorted(check(text, SectionId.LESSONS, closer=True), key=lambda hint: hint.start)
    assert hints
    assert all(before.end <= behind.start for before, behind in pairwise(hints))


def test_what_a_rewrite_replaces_is_not_widened() -> None:
    """A rewrite stands in the place of the underlined words, and must not take the rest of the sentence with it."""
    for ready in default_rules().ready.values():
        if not ready.offers:
            continue
        for example in ready.rule.flag:
            for hint in check(example.text, example.section):
                if hint.rule == ready.rule.id and hint.suggestions:
                    assert hint.end - hint.start <= len(example.text)
                    assert all(suggestion.strip() for suggestion in hint.suggestions)
