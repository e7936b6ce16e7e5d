"""Words by class: every word carries the keys that patterns ask for."""

import pytest

from core.domain.blameless.compiler import Compiler
from core.domain.blameless.lexicon import Lexicon, UnknownClass, WordClass, split
from core.domain.blameless.pattern import parse

CLASSES = {
    "everyday": WordClass(words=("the",)),
    "duty": WordClass(verbs=("check", "test", "roll back")),
    "role": WordClass(nouns=("engineer", "night shift")),
    "who": WordClass(of=("role",), words=("somebody",)),
}
USED = ("duty", "duty:done", "duty:past", "role", "who")


def lexicon(*literals: str) -> Lexicon:
    return Lexicon(CLASSES, literals, USED)


def keys(word: str, *literals: str) -> set[str]:
    return set(lexicon(*literals).word[word].keys)


def test_a_class_knows_all_forms_and_each_form_alone() -> None:
    """``{duty}`` is any form, ``{duty:done}`` only the participle."""
    assert {"duty", "duty:done"} <= keys("checked")
    assert "duty" in keys("checks")
    assert "duty:done" not in keys("checks")


def test_phrases_of_several_words_are_known_by_their_first_two() -> None:
    """``rolled back`` is found at ``rolled`` when ``back`` comes next."""
    opens = lexicon().word["rolled"].opens
    assert opens is not None
    (entry,) = opens["back"]
    assert (entry.rest, set(entry.keys)) == ((), {"duty", "duty:done", "duty:past"})


def test_a_class_may_hold_classes() -> None:
    """``who`` holds all of ``role``."""
    assert keys("engineers") == {"role", "who", "PLURAL"}
    assert keys("somebody") == {"who"}


def test_only_what_patterns_ask_for_is_kept() -> None:
    """A form that no pattern names costs nothing when a text is read."""
    assert "duty:ing" not in keys("checking")


def test_a_word_that_a_pattern_spells_out_has_a_key_of_its_own() -> None:
    """Beside its classes."""
    assert keys("checks", "checks") == {"=checks", "duty", "PLURAL"}


def test_the_shape_of_a_known_word_stays() -> None:
    """A word known only from a pattern still looks like a participle; an everyday one of a class is only itself."""
    assert "ED" in keys("waved", "waved")
    assert "LOWER" not in keys("somebody")


def test_the_keys_of_a_word_are_its_bits() -> None:
    """So that a pattern's needs are compared in one step."""
    known = lexicon()
    assert known.word["engineers"].held == known.bit["role"] | known.bit["who"] | known.bit["PLURAL"]


def test_everyday_words_weigh_more() -> None:
    """A pattern is looked up by its rarest word."""
    assert lexicon("the", "queue").weight("=the") > lexicon("the", "queue").weight("=queue")
    assert lexicon().weight("LOWER") > lexicon().weight("duty")


def test_the_base_of_a_verb_is_found() -> None:
    """For rewrites: ``rolled back`` goes back to ``roll back``."""
    assert lexicon().base("rolled back") == "roll back"
    assert lexicon().base("checking") == "check"
    assert lexicon().base("table") is None


def test_an_unknown_class_is_said() -> None:
    """The error names it."""
    with pytest.raises(UnknownClass, match="nope"):
        _ = Compiler(lexicon(), {}).compile(parse("{nope}")).matcher
    with pytest.raises(UnknownClass, match="nope"):
        Lexicon({"everyday": WordClass(), "a": WordClass(of=("nope",))}, (), ())


def test_entries_are_cut_as_texts_are() -> None:
    """So that they meet."""
    assert split("didn't") == ("did", "n't")
    assert split("double-check it") == ("double-check", "it")
    assert split("'s") == ("'s",)
