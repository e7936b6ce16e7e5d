"""English forms by rule."""

import pytest

from core.domain.blameless.forms import Verb, plural, spellings, verb


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("check", "checks checked checked checking"),
        ("write", "writes wrote written writing"),
        ("notify", "notifies notified notified notifying"),
        ("plan", "plans planned planned planning"),
        ("tie", "ties tied tied tying"),
        ("agree", "agrees agreed agreed agreeing"),
        ("push", "pushes pushed pushed pushing"),
        ("forget", "forgets forgot forgotten forgetting"),
        ("be", "is was been being"),
        ("have", "has had had having"),
        ("fat-finger", "fat-fingers fat-fingered fat-fingered fat-fingering"),
    ],
)
def test_a_verb_has_five_forms(base: str, forms: str) -> None:
    """Regular, doubled, irregular and hyphenated ones."""
    assert verb(base) == Verb(base, *forms.split())


def test_of_two_words_the_first_changes() -> None:
    """``roll back`` becomes ``rolled back``."""
    assert verb("roll back").past == "rolled back"
    assert verb("write down").done == "written down"


@pytest.mark.parametrize(
    ("noun", "many"),
    [
        ("engineer", "engineers"),
        ("policy", "policies"),
        ("switch", "switches"),
        ("person", "people"),
        ("night shift", "night shifts"),
    ],
)
def test_a_noun_has_a_plural(noun: str, many: str) -> None:
    """Of a phrase the last word changes."""
    assert plural(noun) == many


def test_both_spellings_are_known() -> None:
    """British and American, and words that look so and are not."""
    assert spellings("realise") == ("realise", "realize")
    assert spellings("behaviour") == ("behaviour", "behavior")
    assert spellings("supervise") == ("supervise",)
    assert spellings("check") == ("check",)
