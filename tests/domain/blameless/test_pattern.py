"""The language of the rules: what it says, and what it refuses."""

import pytest

from core.domain.blameless.compiler import Compiler
from core.domain.blameless.lexicon import Lexicon, WordClass
from core.domain.blameless.marking import Marked
from core.domain.blameless.pattern import BadPattern, parse, words_and_names
from core.domain.blameless.reading import read

CLASSES = {
    "everyday": WordClass(words=("the", "a")),
    "duty": WordClass(verbs=("check", "test")),
    "role": WordClass(nouns=("engineer",)),
}
SAYS = "engineer checked the a be very more careful not did human error budget saved day weekend then all red and"


def found(pattern: str, text: str) -> str | None:
    """What the pattern underlines in the text; None when it does not match."""
    node, who = parse(pattern), parse("the {role}")
    spelled, used = words_and_names((node, who))
    lexicon = Lexicon(CLASSES, {*spelled, *SAYS.split()}, used)
    compiled = Compiler(lexicon, {"who": who}).compile(node)
    reading = read(text, (), lexicon)
    for begin, end in reading.sentences:
        for match in compiled.matches(Marked(reading.words[begin:end])):
            start, stop = match.span
            places = [place for place in reading.places[begin + start : begin + stop] if place[1] > place[0]]
            return text[places[0][0] : places[-1][1]]
    return None


@pytest.mark.parametrize(
    ("pattern", "text", "underlined"),
    [
        ("be careful", "Please BE Careful now", "BE Careful"),
        ("be very|more careful", "be more careful", "be more careful"),
        ("be very? careful", "be careful", "be careful"),
        ("{duty:past}", "we checked it", "checked"),
        ("{who} {duty}", "the engineer tests", "the engineer tests"),
        ("(saved the (day|weekend) | all red)", "it saved the weekend", "saved the weekend"),
        ("saved|red_the day", "red the day", "red the day"),
        ("[careful] then", "careful then", "careful"),
        ("be .. careful", "be one two three careful", "be one two three careful"),
        ("be .. careful", "be one two three four careful", None),
        ("be .. careful", "be one, careful", None),
        ("be ... careful", "be one, careful", "be one, careful"),
        ("be .... careful", "be " + "x " * 30 + "careful", "be " + "x " * 30 + "careful"),
        ("be ... careful", "be one. Very careful", None),
        ("^ be careful", "Be careful", "Be careful"),
        ("^ be careful", "Do be careful", None),
        ("careful $", "be careful", "careful"),
        ("careful $", "careful then", None),
        ("human error !budget", "human error", "human error"),
        ("human error !budget", "human error budget", None),
        ("not! careful", "not careful", None),
        ("the! human error", "a human error", "human error"),
        ("careful , then", "careful, then", "careful, then"),
        ("red : careful", "red: careful", "red: careful"),
        ("very*2 careful", "very very careful", "very very careful"),
        ("did n't check", "did not check", None),
        ("didn't {duty:base}", "didn’t check", "didn’t check"),
        ("{NUMBER} day", "12 day", "12 day"),
        ("12 day", "40 day", "40 day"),
    ],
)
def test_a_pattern_says_what_it_says(pattern: str, text: str, underlined: str | None) -> None:
    """Every sign of the language, once at least."""
    assert found(pattern, text) == underlined


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("", "empty"),
        ("(a", "not closed"),
        ("a)", "without its opening"),
        ("[a", "not closed"),
        ("a | (b |)", "empty"),
        ("be *3", "not a word"),
        ("a*9", "most"),
        ("{du ty}", "not a word"),
        ("((a*6 b)*6 c)*6", "repeats within repeats"),
        ("a " * 2100, "longer"),
        ("a\\b", "not a word"),
    ],
)
def test_a_bad_pattern_is_refused_with_the_reason(pattern: str, reason: str) -> None:
    """In words that help to mend it."""
    with pytest.raises(BadPattern, match=reason):
        parse(pattern)


@pytest.mark.parametrize("pattern", ["..", "be? careful?", "[a] [b] careful", "(a b)! careful"])
def test_a_pattern_that_cannot_work_is_refused(pattern: str) -> None:
    """Nothing that must be there; two underlines; a group that stands before."""
    with pytest.raises(BadPattern):
        found(pattern, "careful")


def test_the_words_of_a_pattern_are_listed() -> None:
    """The lexicon is built from them."""
    node = parse("{who} didn't (check|{duty:base})")
    assert words_and_names([node]) == ({"did", "n't", "check"}, {"who", "duty:base"})
