"""A phrase belongs to one rule: who mutes that rule is left in peace about it."""

import pytest

from core.domain.blameless import check, default_rules
from core.domain.postmortem import SectionId

HUMAN_ERROR = [
    "Root cause: human error.",
    "The root cause was human error.",
    "Plain human error took the lease table offline.",
    "It was due to human error.",
    "Human error caused it.",
    "Caused by a user mistake.",
    "It boils down to operator error.",
    "Cause: operator error during the swap of the disks.",
    "It was a simple human error.",
]


@pytest.mark.parametrize("sentence", HUMAN_ERROR)
def test_human_error_is_told_by_its_own_rule(sentence: str) -> None:
    """Whatever leads to it."""
    assert [hint.rule for hint in check(sentence, SectionId.ROOT_CAUSE)] == ["human-error"]


@pytest.mark.parametrize("sentence", HUMAN_ERROR)
def test_without_that_rule_nothing_is_said_of_it(sentence: str) -> None:
    """No sibling tells the same words under another name."""
    assert check(sentence, SectionId.ROOT_CAUSE, rules=default_rules().without({"human-error"})) == []


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("slip-as-cause", "It was due to a stupid typo."),
        ("slip-as-cause", "Root cause: a lapse of attention."),
        ("put-down-to-people", "It was an intern mistake, again."),
        ("a-slip-somewhere", "The table was lost due to a mistake."),
        ("mistake-was-made", "An embarrassing mistake took the form offline."),
    ],
)
def test_other_slips_are_still_told(rule: str, sentence: str) -> None:
    """They are other phrases, and other rules know them."""
    found = {hint.rule for hint in check(sentence, SectionId.ROOT_CAUSE, closer=True)}
    assert found, sentence
    muted = check(sentence, SectionId.ROOT_CAUSE, rules=default_rules().without({"human-error"}), closer=True)
    assert rule in found | {hint.rule for hint in muted}
