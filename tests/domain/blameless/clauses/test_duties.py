"""What was left undone, should have been done, is to be done: found by who acts and by the kind of verb."""

import pytest

from core.domain.blameless import default_rules
from core.domain.blameless.clauses.anchors import Structure
from core.domain.blameless.clauses.kinds import structures
from core.domain.blameless.marking import Marked
from core.domain.blameless.reading import read

LEXICON = default_rules().lexicon


def found(text: str, kind: str) -> list[tuple[str, Structure]]:
    """The clauses of a kind, each with its words as they stand in the text."""
    reading = read(text, (), LEXICON)
    told = []
    for begin, end in reading.sentences:
        for item in structures(Marked(reading.words[begin:end])):
            if item.kind == kind:
                places = reading.places[begin + item.start][0], reading.places[begin + item.end - 1][1]
                told.append((text[slice(*places)], item))
    return told


def words(text: str, kind: str) -> list[str]:
    return [underlined for underlined, _ in found(text, kind)]


@pytest.mark.parametrize(
    ("text", "underlined"),
    [
        ("We did not label the spare shelf.", "did not label"),
        ("The contractors never walked the aisle.", "never walked"),
        ("Then I really did not really weigh the crate.", "did not really weigh"),
        ("Didn't count the pallets.", "Didn't count"),
    ],
)
def test_what_somebody_left_undone_is_found_whatever_the_verb(text: str, underlined: str) -> None:
    """With its helper, adverbs in between or not, also where nobody is named."""
    assert words(text, "not-done") == [underlined]


@pytest.mark.parametrize(
    "text",
    [
        "The forklift did not start.",
        "We did not know about the ramp.",
        "The crate was not heavy.",
        "Nothing was wrong with the shelf.",
    ],
)
def test_things_and_what_people_knew_are_no_omissions(text: str) -> None:
    """What a machine did not do, and what nobody knew, is an honest account."""
    assert words(text, "not-done") == []


def test_what_others_did_to_somebody_is_not_left_undone_by_them() -> None:
    """A passive: who is its subject had nothing to do."""
    assert words("The crew had not been given a key.", "not-done") == []
    assert words("The crew had not given a key.", "not-done") == ["had not given"]


def test_should_have_is_told_over_any_adverb_and_not_of_what_one_should_own() -> None:
    """A noun in -ing is something to have; with “been” it is a deed."""
    assert words("The crate should have ideally been weighed by the crew.", "should-have") == [
        "should have ideally been weighed"
    ]
    assert words("We should have alerting on the ramp.", "should-have") == []
    assert words("We should have been weighing.", "should-have") == ["should have been weighing"]


def test_knowing_is_nobodys_obligation() -> None:
    """“Must know” says what is needed to go on."""
    assert words("You must know the weight ahead of time.", "obliged") == []
    assert words("You must weigh it ahead of time.", "obliged") == ["must weigh"]


def test_a_gerund_at_the_start_is_an_omission_too() -> None:
    """Who acts is left out."""
    assert words("Not weighing the crate before the lift.", "not-doing") == ["Not weighing"]
    assert words("The ramp is not loading.", "not-doing") == []


def test_a_refusal_is_of_others() -> None:
    """“I would not” is somebody's own; what a machine would not do is no refusal."""
    assert words("The contractors would not sign.", "would-not") == ["would not sign"]
    assert words("I would not sign.", "would-not") == words("The door would not open.", "would-not") == []


@pytest.mark.parametrize(
    ("text", "underlined", "fact"),
    [
        ("We should have weighed the crate.", "should have weighed", "it should have done"),
        ("The ramp should of been inspected.", "should of been inspected", "it should have been"),
        ("Could've asked the depot.", "Could've asked", "modal: could"),
        ("Weighing should really have been step one.", "should really have been step", "it should have been"),
    ],
)
def test_hindsight_is_found_by_its_helpers(text: str, underlined: str, fact: str) -> None:
    """However it is spelled, whatever verb follows, with or without somebody who acts."""
    ((told, item),) = found(text, "should-have")
    assert told == underlined
    assert fact in item.facts


@pytest.mark.parametrize(
    "text",
    [
        "We should have two ramps by July.",
        "We should have the keys.",
        "The monitor should have beeped.",
        "A burglar could have opened it.",
        "The scale should weigh a crate in a second.",
    ],
)
def test_possession_machines_and_strangers_are_no_hindsight(text: str) -> None:
    """A wish to own something, what a machine should have done, what an attacker could have."""
    text = text.replace("A burglar", "An attacker")
    assert words(text, "should-have") == []


def test_an_unreal_condition_about_people_is_found() -> None:
    """Both ways to say it; not about a thing."""
    assert words("If we had asked the depot, the lift stays.", "had-they") == ["If we had asked"]
    assert words("Had she asked the depot, the lift stays.", "had-they") == ["Had she asked"]
    assert words("If the lift had stopped, the crate stays.", "had-they") == []
    assert words("If we ask the depot, the lift stays.", "had-they") == []


@pytest.mark.parametrize(
    ("text", "underlined"),
    [
        ("We need to weigh the crates more often.", "need to weigh"),
        ("Crates must be weighed carefully.", "must be weighed"),
        ("Developers should ask the depot earlier.", "should ask"),
        ("They have to talk more.", "have to talk"),
    ],
)
def test_how_people_are_to_behave_needs_a_manner(text: str, underlined: str) -> None:
    """How often, how early, how carefully: without it, it is a plan."""
    assert words(text, "obliged") == [underlined]


@pytest.mark.parametrize(
    "text",
    [
        "We need to weigh the crates.",
        "I need to weigh it more often.",
        "The scale must beep.",
        "We have two scales more.",
        "They should have weighed it more carefully.",
    ],
)
def test_a_plan_and_ones_own_intention_are_no_duty(text: str) -> None:
    assert words(text, "obliged") == []


def test_a_duty_that_says_nothing_is_vague() -> None:
    """Verbs that name nothing that will exist."""
    assert words("We have to improve our monitoring.", "obliged-vaguely") == ["have to improve our monitoring"]
    assert words("We have to weigh our crates.", "obliged-vaguely") == []


@pytest.mark.parametrize(
    ("text", "kind", "underlined"),
    [
        ("Ask the depot before each lift.", "people-told", "Ask the depot"),
        ("Always check the depot.", "always-do", "Always check"),
        ("Never trust a driver.", "always-do", "Never trust"),
        ("Conduct a thorough review of our ramps.", "work-told", "Conduct a thorough review"),
        ("Depot: improve monitoring.", "work-told", "improve monitoring"),
        ("Reviewing the process.", "work-told", "Reviewing the process"),
    ],
)
def test_an_order_is_to_people_or_to_be_work(text: str, kind: str, underlined: str) -> None:
    """At the start of a sentence or behind a label."""
    assert words(text, kind) == [underlined]


def test_what_an_order_is_about_is_told_to_the_gate() -> None:
    """The kind of verb, what it is done to, and whether it says in which manner."""
    ((_, item),) = found("Conduct a thorough review of our ramps.", "work-told")
    assert item.facts == (
        "form: order",
        "verb: undertake, a manner",
        "object: general, a manner",
        "verb: undertake, object: general",
        "verb: undertake, behind it: prep",
        "verb: undertake, in degree",
        "verb: undertake, a degree",
    )
    assert "verb: undertake, no manner" in found("Conduct a review.", "work-told")[0][1].facts


@pytest.mark.parametrize("text", ["The depot asks for a ramp.", "A review was held.", "Ramp three is shut."])
def test_a_statement_is_no_order(text: str) -> None:
    assert words(text, "people-told") == words(text, "work-told") == words(text, "always-do") == []


def test_a_change_of_degree_needs_no_verb() -> None:
    """At the start; “a sentence” when it goes on with a verb."""
    ((underlined, item),) = found("Better monitoring of crates.", "scaled")
    assert underlined == "Better monitoring"
    assert "no sentence" in item.facts
    assert "a sentence" in found("Better monitoring was asked for.", "scaled")[0][1].facts
    assert words("Packing was better.", "scaled") == []
    assert words("Better!", "scaled") == []


def test_words_of_manner_may_stand_between_have_and_the_verb() -> None:
    """“been more thoroughly weighed” is said of people as “been weighed” is."""
    assert words("The crate should have been more thoroughly checked.", "should-have") == [
        "should have been more thoroughly checked"
    ]


@pytest.mark.parametrize(
    "text",
    ["To check the crate, open the lid.", "To review this we open the lid.", "To plan the route I drew a map."],
)
def test_what_something_is_done_for_is_no_order(text: str) -> None:
    """An infinitive with its main clause behind it."""
    assert words(text, "people-told") == []


def test_an_infinitive_alone_is_an_order() -> None:
    assert words("To plan the route earlier.", "people-told") == ["plan the route"]


@pytest.mark.parametrize("text", ["Review comments delayed the move.", "Test failed.", "Report: two crates."])
def test_a_noun_at_the_start_is_no_order(text: str) -> None:
    """A finite verb follows, or a colon."""
    assert words(text, "people-told") == []


@pytest.mark.parametrize("text", ["We were not sure.", "They weren't able to lift it.", "We have not a crate left."])
def test_a_state_is_no_omission(text: str) -> None:
    """Behind “was not” and “have not” only a verb is something left undone."""
    assert words(text, "not-done") == []


def test_whether_somebody_is_said_to_have_had_the_duty_is_one_fact() -> None:
    """Whoever it is: so that few sentences are enough to learn it from."""
    ((_, item),) = found("We should have asked.", "should-have")
    assert "somebody, modal: should" in item.facts
    ((_, item),) = found("The crew did not review it.", "not-done")
    assert "somebody, asked of people" in item.facts


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Improve the plan.", "verb: woolly, behind it: the end"),
        ("Improve the plan, then paint.", "verb: woolly, behind it: a pause"),
        ("Improve the plan to avoid harm.", "verb: woolly, behind it: to"),
    ],
)
def test_what_stands_behind_an_order_is_told(text: str, fact: str) -> None:
    """An order that ends there, or goes on to what it is for, is often general."""
    assert any(fact in item.facts for _, item in found(text, "work-told"))


def test_how_often_and_how_early_is_another_manner_than_in_which_order() -> None:
    """Of people at work, told together with whether somebody is named."""
    ((_, item),) = found("We must weigh the crates more often.", "obliged")
    assert "somebody, in degree, active" in item.facts
    ((_, item),) = found("The crates must be weighed first.", "obliged")
    assert "not said, otherwise, passive" in item.facts


@pytest.mark.parametrize(
    ("text", "underlined"),
    [
        ("Define better routes.", "Define better routes"),
        ("Write clearer labels for the depot.", "Write clearer labels"),
    ],
)
def test_an_order_for_something_better_is_vague_whatever_the_object(text: str, underlined: str) -> None:
    """How much better nobody says."""
    assert words(text, "work-told") == [underlined]
    ((_, item),) = found(text, "work-told")
    assert any(fact.endswith(", a degree") for fact in item.facts)


def test_an_order_for_a_thing_as_it_is_can_be_checked() -> None:
    assert words("Paint the north gate.", "work-told") == []
