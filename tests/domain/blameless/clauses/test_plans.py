"""Work that is to be done in general, wherever in the sentence, and tasks that nobody did."""

import pytest

from tests.domain.blameless.clauses.test_duties import found, words


@pytest.mark.parametrize(
    ("text", "underlined"),
    [
        ("The depot will improve the handover.", "improve the handover"),
        ("From May on we'll certainly strengthen our planning.", "strengthen our planning"),
        ("Our aim is to enhance the rota.", "enhance the rota"),
        ("Next month the crew focuses less and plans to introduce better reviews.", "introduce better reviews"),
        ("We are focusing on improving the handover.", "improving the handover"),
    ],
)
def test_what_is_intended_in_general_is_found_in_the_middle(text: str, underlined: str) -> None:
    """By its verb and by what it is done to; with the object."""
    assert words(text, "intended-vaguely") == [underlined]


@pytest.mark.parametrize(
    "text",
    [
        "The depot will paint the north gate.",
        "The gate will open at noon.",
        "We plan to weigh every crate on Friday.",
        "The winch improved after the repair.",
    ],
)
def test_what_one_can_check_is_no_general_intention(text: str) -> None:
    """A concrete verb with a concrete object, and what has happened."""
    assert words(text, "intended-vaguely") == []


def test_who_intends_and_how_is_told_to_the_gate() -> None:
    """As names that it may weigh."""
    ((_, item),) = found("The depot will introduce better reviews.", "intended-vaguely")
    assert "form: will" in item.facts
    assert any(fact.startswith("a degree") for fact in item.facts)


@pytest.mark.parametrize(
    ("text", "underlined"),
    [
        ("Rota planning can be improved.", "planning can be improved"),
        ("In spring the documentation could be further improved.", "documentation could be further improved"),
        ("Handover planning should be improved by June.", "planning should be improved"),
    ],
)
def test_work_that_can_be_improved(text: str, underlined: str) -> None:
    """People's work only: what is said of a lamp is a wish for a lamp."""
    assert words(text, "could-be-improved") == [underlined]


@pytest.mark.parametrize(
    "text", ["The lamp can be improved.", "What can be improved?", "It could be improved.", "Be improved."]
)
def test_things_and_open_questions_are_no_verdict_on_work(text: str) -> None:
    assert words(text, "could-be-improved") == []


def test_a_quality_that_is_asked_for() -> None:
    """With its object; an amount only of work, since more time or more crates are no vague action."""
    assert words("The depot needs better planning.", "wanted") == ["needs better planning"]
    assert words("Handovers require more planning.", "wanted") == ["require more planning"]
    assert words("We need more crates.", "wanted") == []
    assert words("They need to paint the gate.", "wanted") == []


@pytest.mark.parametrize(
    ("text", "underlined"),
    [
        ("Spare shelf not labelled, crate not reviewed.", "not reviewed"),
        ("Forecast never discussed.", "never discussed"),
    ],
)
def test_a_task_that_nobody_did(text: str, underlined: str) -> None:
    """Without a helper, as a note has it."""
    assert underlined in words(text, "not-done-to")


@pytest.mark.parametrize(
    "text",
    [
        "The alert was not reviewed by the parser.",
        "Crate not damaged.",
        "We have not reviewed it.",
        "The gate did not open.",
    ],
)
def test_what_did_not_happen_to_things_is_no_task(text: str) -> None:
    """A whole sentence about a thing is an account of it; what somebody did not do is found by another kind."""
    assert words(text, "not-done-to") == []


def test_never_behind_something_done() -> None:
    """Somebody stands earlier in the sentence, or the task is one of people."""
    assert words("The engineer parked at the ramp and never locked the gate.", "never-then") == ["never locked"]
    assert words("The rule was written and never reviewed.", "never-then") == ["never reviewed"]
    assert words("The lamp was lit and never ran dry.", "never-then") == []


def test_what_people_still_do_not_do_as_they_should() -> None:
    assert words("We are not consistently checking the crates.", "not-doing-well") == ["not consistently checking"]
    assert words("We are not checking the crates at noon.", "not-doing-well") == []
    assert words("The lamp is not consistently blinking.", "not-doing-well") == []


@pytest.mark.parametrize("kind", ["intended-vaguely", "could-be-improved", "wanted", "never-then", "not-doing-well"])
@pytest.mark.parametrize(
    "text", ["", "will", "To", "Never", "Can be improved", "Need better", "and never", "Not", "improving"]
)
def test_words_at_the_edge_of_a_text_break_nothing(kind: str, text: str) -> None:
    """Nothing is looked for before the first word or behind the last."""
    assert words(text, kind) == []


@pytest.mark.parametrize(
    ("text", "underlined"),
    [
        ("Spend more time on the rota.", "Spend more time"),
        ("Next month, invest some extra effort in the rota.", "invest some extra effort"),
        ("Paying close attention to the ramp.", "Paying close attention"),
        ("The crew should take the time to look.", "take the time"),
    ],
)
def test_time_and_effort_that_people_are_to_give(text: str, underlined: str) -> None:
    """As an order, a wish or a duty."""
    assert words(text, "effort-told") == [underlined]


@pytest.mark.parametrize(
    "text",
    [
        "We spent more time on the rota.",
        "It would take less time.",
        "We put effort into the rota.",
        "Put the crate on the ramp.",
        "Time is short.",
    ],
)
def test_what_it_took_is_no_order(text: str) -> None:
    """A measure of what was, or of what something would cost."""
    assert words(text, "effort-told") == []


@pytest.mark.parametrize(
    ("text", "underlined"),
    [
        ("The crew's failure to weigh the crate.", "failure to weigh the crate"),
        ("Our refusal to stop the winch.", "refusal to stop the winch"),
        ("The failure of the night crew to check the rota.", "failure of the night crew to check the rota"),
        ("Failure to read the placard.", "Failure to read the placard"),
    ],
)
def test_not_doing_something_is_found_as_a_noun(text: str, underlined: str) -> None:
    """Whose it is stands before it, behind it, or nowhere."""
    assert words(text, "failing-to") == [underlined]


@pytest.mark.parametrize(
    "text",
    [
        "The winch's failure to start cost an hour.",
        "After the failure the crew went to the depot.",
        "The failure of the lamp to light was seen at noon.",
        "A failure.",
        "Failure to",
    ],
)
def test_a_thing_that_fails_is_nobodys_failure(text: str) -> None:
    """A machine, a place, or nothing that was not done."""
    assert words(text, "failing-to") == []


def test_what_failed_to_load_is_a_machine() -> None:
    """Where nobody is named only tasks of people count."""
    assert words("Caused complete failure to load any crate.", "failing-to") == []
    assert words("The crew's failure to load any crate.", "failing-to") == ["failure to load any crate"]


def test_whose_failure_it_is_is_told_to_the_gate() -> None:
    ((_, item),) = found("The crew's failure to weigh the crate.", "failing-to")
    assert "who: role" in item.facts
    ((_, item),) = found("Failure to weigh the crate.", "failing-to")
    assert "who: start" in item.facts
