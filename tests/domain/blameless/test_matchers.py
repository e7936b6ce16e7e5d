"""The parts of a pattern over sets of places: all ends at once, and one way through for what is underlined."""

import pytest

from core.domain.blameless.compiler import Compiled, Compiler
from core.domain.blameless.lexicon import Lexicon, WordClass
from core.domain.blameless.marking import Marked, bits_of
from core.domain.blameless.pattern import parse, words_and_names
from core.domain.blameless.reading import read

CLASSES = {
    "everyday": WordClass(words=("the", "a")),
    "duty": WordClass(verbs=("check", "look into", "look into it twice")),
    "role": WordClass(nouns=("engineer", "night shift")),
}
PHRASES = {"who": "the? {role}", "neg": "did not|never"}


def compiled(pattern: str) -> tuple[Compiled, Lexicon]:
    phrases = {name: parse(text) for name, text in PHRASES.items()}
    node = parse(pattern)
    lexicon = Lexicon(CLASSES, *words_and_names([node, *phrases.values()]))
    return Compiler(lexicon, phrases).compile(node), lexicon


def matches(pattern: str, text: str) -> list[tuple[str, dict[str, str]]]:
    """What is underlined, and what a suggestion could quote."""
    ready, lexicon = compiled(pattern)
    reading = read(text, (), lexicon)
    (begin, end), *_ = reading.sentences

    def words(start: int, stop: int) -> str:
        places = [place for place in reading.places[begin + start : begin + stop] if place[1] > place[0]]
        return text[places[0][0] : places[-1][1]]

    found = ready.matches(Marked(reading.words[begin:end]))
    return [(words(*one.span), {name: words(*place) for name, place in one.caught.items()}) for one in found]


def test_every_match_is_found_from_left_to_right() -> None:
    """None over another, however close they stand."""
    assert [span for span, _ in matches("{duty}", "we check and checked, checking")] == ["check", "checked", "checking"]


def test_what_a_suggestion_quotes_is_caught() -> None:
    """Classes by their name, phrases as a whole."""
    ((span, caught),) = matches("{who} {neg} [{duty}]", "then the engineer did not check it")
    assert span == "check"
    assert caught == {"who": "the engineer", "neg": "did not", "duty": "check"}


def test_of_two_entries_the_longer_is_taken() -> None:
    """Alone, and where the rest still has to fit."""
    assert matches("{duty}", "we looked into it twice")[0][0] == "looked into it twice"
    assert matches("{duty} it", "we looked into it twice")[0][0] == "looked into it"


def test_a_phrase_of_several_words_must_be_whole() -> None:
    """The night alone is no shift, nor at the end of a sentence."""
    assert matches("{role}", "in the night") == []
    assert matches("{role}", "in the night shift")[0][0] == "night shift"


@pytest.mark.parametrize(
    ("pattern", "text", "span"),
    [
        ("engineer .. checked", "engineer checked what she checked", "engineer checked"),
        ("engineer a*3 checked", "engineer a a checked", "engineer a a checked"),
        ("very*3 checked", "very very checked", "very very checked"),
        ("(engineer|the engineer) checked", "the engineer checked", "the engineer checked"),
        ("engineer (a .. )? checked", "engineer a b c checked", "engineer a b c checked"),
    ],
)
def test_gaps_are_short_and_repeats_are_long(pattern: str, text: str, span: str) -> None:
    """As few words as possible between, as many as possible of what repeats."""
    assert matches(pattern, text)[0][0] == span


def test_a_phrase_that_many_rules_share_is_looked_for_once() -> None:
    """Its ends are kept with the sentence."""
    ready, lexicon = compiled("{who} check")
    reading = read("the engineer checks, the engineer may check", (), lexicon)
    sentence = Marked(reading.words)
    list(ready.matches(sentence))
    assert any(places == sentence.places for _, places in sentence.memo)


def test_a_sentence_that_lacks_a_word_is_not_tried() -> None:
    """Its keys are compared as bits."""
    ready, lexicon = compiled("{who} {neg} {duty}")
    assert ready.may_match(Marked(read("the engineer never checks", (), lexicon).words))
    assert not ready.may_match(Marked(read("the engineer checks", (), lexicon).words))


def test_a_set_of_words_is_looked_for_once_in_a_sentence() -> None:
    """Hundreds of patterns ask for the same classes; entries of several words are found with them."""
    ready, lexicon = compiled("{duty} then|{duty}")
    sentence = Marked(read("they look into it then check", (), lexicon).words)
    first = list(ready.matches(sentence))
    kept = dict(sentence.stood)
    assert list(ready.matches(sentence)) == first
    assert sentence.stood == kept
    assert kept[frozenset({"duty"})] == (1 << 6, ((2, 1 << 2), (3, 1 << 2))[:1])


def test_of_many_ways_only_those_are_tried_whose_words_are_there() -> None:
    """And what they find is what all of them would find."""
    ways = " | ".join(f"word{number} the {{duty}}" for number in range(40))
    ready, lexicon = compiled(f"engineer ({ways} | slept)")
    sentence = Marked(read("the engineer word7 the check", (), lexicon).words)
    assert [match.span for match in ready.matches(sentence)] == [(2, 6)]
    (tried,) = sentence.open_ways.values()
    assert len(tried) == 1


def test_a_pattern_is_known_by_the_words_of_each_of_its_ways() -> None:
    """So that a sentence with the word of one way and the rest of another does not try it."""
    ready, lexicon = compiled("the (rested on a sunday | checked a mail)")
    assert len(ready.needs) == 2
    assert not ready.needs[0].pick & ready.needs[1].pick
    assert ready.may_match(Marked(read("the engineer rested on a sunday", (), lexicon).words))
    assert not ready.may_match(Marked(read("the engineer rested", (), lexicon).words))


def test_a_matcher_is_made_when_it_is_first_needed() -> None:
    """Conditions of rules seldom are."""
    ready, lexicon = compiled("engineer {duty}")
    assert "matcher" not in vars(ready)
    assert ready.found(Marked(read("engineer checks", (), lexicon).words))
    assert vars(ready)["matcher"] is ready.matcher


def test_bits_are_places() -> None:
    """In order."""
    assert bits_of(0b101001) == [0, 3, 5]
    assert bits_of(0) == []
