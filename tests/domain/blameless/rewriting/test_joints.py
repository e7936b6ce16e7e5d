"""Each kind of template at places where it fits and where it does not."""

import pytest

from core.domain.blameless.rewriting.joints import fitted
from core.domain.blameless.rewriting.place import Underlined
from core.domain.blameless.rewriting.slots import own_words

ALERT = "Add an alert on <metric>[ that pages <rota>]"
CHANGE = "Change <what> in {rest}[, so that <number> becomes <target>]"
ANSWER = "Answer <question> about {topic} in <document>[, by <date>]"
ABOUT = frozenset({"monitoring", "improve"})


def at(sentence: str) -> Underlined:
    """``before [words] after``; in front of the words nothing, or words."""
    before, rest = sentence.split("[")
    words, after = rest.split("]")
    return Underlined(before, words, after, opens=not before)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("[Improve monitoring].", "Add an alert on <metric> that pages <rota>"),
        ("[improve monitoring]", "add an alert on <metric> that pages <rota>"),
        ("We should [improve monitoring].", "add an alert on <metric> that pages <rota>"),
        ("We'll also [improve monitoring].", "add an alert on <metric> that pages <rota>"),
        ("Next: [improve monitoring]", "add an alert on <metric> that pages <rota>"),
        ("[Improve monitoring] for the queue.", "Add an alert on <metric>"),
        ("[Improve monitoring for the queue].", "Add an alert on <metric> for the queue"),
        ("[Improve monitoring] when it is late.", None),  # may be the subject of “is”
        ("We will [improve monitoring] when it is late.", "add an alert on <metric>"),
        ("[Improve monitoring], then test.", "Add an alert on <metric>"),
        ("[Improve monitoring] and tests.", None),
        ("[Improve monitoring of the queue].", None),
        ("[Improve payment monitoring].", None),
        ("We [improve monitoring].", None),
        ("It is [improving monitoring].", None),
    ],
)
def test_an_action_is_an_order_or_an_infinitive_that_loses_nothing(sentence: str, expected: str | None) -> None:
    """The optional part is there only at the end of a sentence."""
    assert fitted(at(sentence), ALERT, ABOUT) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("[Human error] took it down.", "a step"),
        ("Due to [human error], it fell.", "a step"),
        ("It blamed [human error].", "a step"),
        ("A [human error] took it down.", "step"),
        ("The [human error] took it down.", "step"),
        ("An [honest mistake] took it down.", None),
        ("Plain [human error] took it down.", None),
        ("He made a [human error].", None),
        ("[Human error] were found.", None),
        ("[Human error] of the operator.", None),
        ("[Human error] of 3 May.", "a step"),
        ("[Human error] on the part of Kim.", None),
        ("[Human error] rather than a fault.", None),
        ("[Human error] in not knowing it.", None),
        ("[Human error] in the panel.", "a step"),
    ],
)
def test_a_thing_agrees_with_its_article_and_owns_nobody(sentence: str, expected: str | None) -> None:
    assert fitted(at(sentence), "a step") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Kim [did not check] it.", "had no prompt"),
        ("Kim [does not check] it.", "has no prompt"),
        ("They [don’t check] it.", "have no prompt"),
        ("Kim [fails to check] it.", "has no prompt"),
        ("By [failing to check] it.", None),
        ("We [could have checked] it.", None),
        ("Kim [did not check] it well enough.", None),
        ("Kim [did not check] it, though all went well.", "had no prompt"),
        ("Kim [did not check] it, nor did the crew.", None),
        ("Kim [should have checked] it and locked the gate.", None),
        ("Kim [should have checked] it. Kim stopped and locked the gate.", "had no prompt"),
        ("Kim [did not check] it and locked the gate.", "had no prompt"),
    ],
)
def test_what_somebody_had_is_told_in_the_writers_tense(sentence: str, expected: str | None) -> None:
    assert fitted(at(sentence), "had no prompt") == expected


@pytest.mark.parametrize(
    ("write", "sentence", "expected"),
    [
        ("What made it easy to", "[How could you] miss it?", "What made it easy to"),
        ("What made it easy to", "[Why did nobody] see it?", None),
        ("What made it easy to", "[Why do they] always skip it?", None),
        ("What would have made it easy to", "[Why did nobody] see it?", "What would have made it easy to"),
        ("as we see,", "[Obviously] it broke.", "as we see,"),
        ("as we see,", "[Obviously] they broke it.", None),
        ("with no check", "[Hastily] it was cut.", "with no check,"),
        ("with no check", "[Hastily], it was cut.", "with no check"),
        ("with no check", "It was [hastily] cut.", None),
        ("with no check", "It was cut [hastily].", "with no check"),
        ("able to", "It was [bound to] break.", "able to"),
    ],
)
def test_questions_and_remarks_fit_their_sentence(write: str, sentence: str, expected: str | None) -> None:
    assert fitted(at(sentence), write) == expected


@pytest.mark.parametrize("fact", ["14:02", "3 May", "40%", "`rm -rf`", "“go on”", "@kim", "500"])
def test_a_fact_in_the_replaced_words_is_never_lost(fact: str) -> None:
    """Numbers, times, code, quotes and handles: without a place for them there is no rewrite."""
    assert fitted(at(f"Due to [human error at {fact}]."), "a step") is None
    assert fitted(at(f"[Improve the {fact} run]."), CHANGE, ABOUT) is not None


def test_how_a_thing_should_be_is_no_action() -> None:
    """“They” may be reports, which do nothing."""
    assert fitted(at("They should [be careful]."), "Let a check catch slips") is None
    assert fitted(at("We should [be careful]."), "Let a check catch slips") == "let a check catch slips"


def test_slots_take_the_rest_of_the_words_along() -> None:
    """Only behind the verbs that are named, and only if something is left to speak of."""
    verbs = frozenset({"improve", "make", "review"})
    assert own_words(at("[Improve our pipelines]."), verbs)["rest"] == "our pipelines"
    assert own_words(at("[Make the builds faster]."), verbs)["rest"] == "the builds"
    assert own_words(at("[Make the builds]."), verbs) == {}
    assert own_words(at("[Improve things]."), verbs) == {}
    assert own_words(at("[Rewrite our pipelines]."), verbs) == {}
    assert own_words(at("[Keep an eye on the relay]."), verbs) == {"topic": "the relay"}
    assert own_words(at("[Review the relay]."), verbs) == {"rest": "the relay", "topic": "the relay"}


def test_what_was_improved_stands_last_where_the_sentence_goes_on_with_it() -> None:
    """Nothing comes between “our communication” and “with the community”."""
    assert fitted(at("We should [improve our communication] with the community."), CHANGE, ABOUT) == (
        "change <what> in {rest}"
    )
    assert fitted(at("[Review the terms] with the vendor."), ANSWER, ABOUT) is None
    assert (
        fitted(at("[Review the terms] before May."), ANSWER, ABOUT) == "Answer <question> about {topic} in <document>"
    )


@pytest.mark.parametrize(
    "letters", ["a" * 50_000, "a'" * 25_000, "“" * 50_000, "`" * 50_000, " " * 50_000, "1" * 50_000]
)
def test_any_text_is_fitted_in_linear_time(letters: str) -> None:
    """Before, in and behind the words."""
    for here in (Underlined(letters, "x", ""), Underlined("", letters, ""), Underlined("", "x", letters)):
        for write in (ALERT, CHANGE, "a step", "had no prompt", "What made it easy to", "with no check"):
            fitted(here, write, ABOUT)
        own_words(here, ABOUT)
