"""How somebody worked: badly, not well enough, too late, by accident."""

import pytest

from tests.domain.blameless.clauses.test_duties import found, words


@pytest.mark.parametrize(
    ("text", "underlined"),
    [
        ("The crates were poorly packed.", "poorly packed"),
        ("The ramp was fixed sloppily.", "fixed sloppily"),
        ("Instead of blindly loading it.", "blindly loading"),
    ],
)
def test_a_verdict_stands_before_or_behind_the_deed(text: str, underlined: str) -> None:
    assert words(text, "badly-done") == [underlined]


def test_a_bad_state_is_no_deed() -> None:
    """Only with a verb that somebody did."""
    assert words("The ramp is badly.", "badly-done") == []
    assert words("Horribly, the ramp is shut.", "badly-done") == []


def test_not_well_enough_is_found_across_a_few_words() -> None:
    """Up to the next comma."""
    assert words("The crates were not packed very carefully.", "not-well") == ["not packed very carefully"]
    assert words("The crates were not there, and properly so.", "not-well") == []


@pytest.mark.parametrize(
    ("text", "underlined"),
    [
        ("It was a bad decision to lift it.", ["bad decision"]),
        ("The cause was poor project planning.", ["poor project planning"]),
        ("A bad crate broke.", []),
        ("Bad. The decision came at noon.", []),
    ],
)
def test_a_verdict_is_on_what_people_do(text: str, underlined: list[str]) -> None:
    """A broken thing is only broken, and a verdict does not reach over the end of a sentence."""
    assert words(text, "bad-work") == underlined


def test_too_much_of_it_is_said_of_people() -> None:
    """Also where nobody is named; a thing may be too late as much as it likes."""
    assert words("The developers started too late.", "too-much") == ["started too late"]
    assert words("Took too long to lift it.", "too-much") == ["Took too long"]
    assert words("The lift was too slow.", "too-much") == []


@pytest.mark.parametrize(
    ("text", "underlined", "fact"),
    [
        ("They ignored the scale.", "ignored", "active"),
        ("Forgot the spare key.", "Forgot", "who: start"),
        ("The ramp was overlooked.", "overlooked", "passive"),
    ],
)
def test_some_verbs_are_a_reproach(text: str, underlined: str, fact: str) -> None:
    """Whoever acts, or nobody; by its word, so that the gate can tell forgetting from failing."""
    ((told, item),) = found(text, "reproached")
    assert told == underlined
    assert fact in item.facts
    assert f"verb: {underlined.lower()}" in item.facts


def test_a_machine_that_failed_is_not_reproached() -> None:
    assert words("The scale failed.", "reproached") == []
    assert words("The crane missed the slot.", "reproached") == []


def test_a_machines_second_verb_is_no_reproach_either() -> None:
    """Who acts is told once for two verbs that are joined."""
    assert words("The forklift ignored the ramp and failed to stop.", "reproached") == []
    assert words("The caretaker parked at the ramp and forgot the gate.", "reproached") == ["forgot"]
    assert words("We had met before and so forgot to vote.", "reproached") == ["forgot"]


def test_an_accident_has_somebody() -> None:
    """Before or behind the verb; a program may do things by accident."""
    assert words("I accidentally opened the gate.", "by-accident") == ["accidentally opened"]
    assert words("Kim opened accidentally.", "by-accident") == ["opened accidentally"]
    assert words("The script accidentally opened the gate.", "by-accident") == []
    assert words("Accidentally, it rained.", "by-accident") == []


def test_done_wrong_is_found_within_three_words() -> None:
    assert words("We packed it but did it wrong.", "did-wrong") == ["did it wrong"]
    assert words("The script did it wrong.", "did-wrong") == []
    assert words("The wrong crate went up.", "did-wrong") == []
    assert words("The fault was a wrong crate.", "did-wrong") == []


def test_a_reproach_may_go_on_for_some_time() -> None:
    """“had been skipping” is one of people; what a program skips is no reproach."""
    ((told, item),) = found("I had been skipping the count.", "reproached")
    assert told == "been skipping"
    assert "going on" in item.facts
    assert words("The importer was skipping the count.", "reproached") == []


@pytest.mark.parametrize("text", ["They waited far too long.", "They waited too long.", "They waited way too long."])
def test_an_excess_may_be_made_stronger(text: str) -> None:
    assert len(words(text, "too-much")) == 1


@pytest.mark.parametrize(
    ("text", "underlined"),
    [
        ("The caretaker painted the wrong gate.", "painted the wrong gate"),
        ("She then weighed it on the incorrect scale.", "weighed it on the incorrect scale"),
        ("Two mechanics fitted the wrong chain.", "fitted the wrong chain"),
    ],
)
def test_a_person_who_took_the_wrong_thing_is_found_with_the_thing(text: str, underlined: str) -> None:
    """Up to a few words from the deed; whoever did it."""
    assert words(text, "mistook") == [underlined]


@pytest.mark.parametrize(
    "text",
    [
        "The scale showed the wrong weight.",
        "The wrong gate opened.",
        "The porter was not wrong.",
        "The caretaker painted it, and the wrong lamp came on.",
        "Wrong.",
    ],
)
def test_a_thing_that_is_wrong_is_nobodys_mistake(text: str) -> None:
    """No person, no deed, or another clause."""
    assert words(text, "mistook") == []


def test_a_long_run_of_wrong_things_costs_a_bounded_look_back() -> None:
    """Each looks at a few words only: those near the deed find it, however many come behind."""
    told = words("The caretaker painted " + "the wrong " * 2_000 + "gate.", "mistook")
    assert told
    assert all(underlined.startswith("painted the wrong") and len(underlined) < 40 for underlined in told)
