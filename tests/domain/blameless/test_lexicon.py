"""Words by class; words of the same classes share a sign."""

import pytest

from core.domain.blameless.lexicon import SHAPE, Lexicon, UnknownClass, WordClass, split

CLASSES = {
    "everyday": WordClass(words=("the",)),
    "duty": WordClass(verbs=("check", "test", "roll back")),
    "role": WordClass(nouns=("engineer", "night shift")),
    "who": WordClass(of=("role",), words=("somebody",)),
}


def lexicon(*literals: str) -> Lexicon:
    return Lexicon(CLASSES, literals)


def test_a_class_knows_all_forms_and_each_form_alone() -> None:
    """``{duty}`` is any form, ``{duty:done}`` only the participle."""
    known = lexicon()
    assert known.sign["checked"] in known.of("duty").single
    assert known.sign["checked"] in known.of("duty:done").single
    assert known.sign["checks"] not in known.of("duty:done").single


def test_phrases_of_several_words_are_sequences() -> None:
    """``rolled back`` is two signs in a row."""
    known = lexicon()
    assert known.literal("rolled back") in known.of("duty:past").several


def test_a_class_may_hold_classes() -> None:
    """``who`` holds all of ``role``."""
    known = lexicon()
    assert known.sign["engineers"] in known.of("who").single
    assert set(known.of("role").several) <= set(known.of("who").several)


def test_words_of_the_same_classes_share_a_sign() -> None:
    """Which keeps the expressions small; a word that a pattern spells out has its own."""
    known = lexicon("checks")
    assert len(set(known.sign.values())) < len(known.sign)
    assert list(known.sign.values()).count(known.sign["checks"]) == 1


def test_the_shape_of_a_known_word_stays() -> None:
    """A word known only from a pattern still looks like a participle."""
    known = lexicon("waved")
    assert known.sign["waved"] in known.of("ED").single
    assert SHAPE["ED"] in known.of("ED").single


def test_the_base_of_a_verb_is_found() -> None:
    """For rewrites: ``rolled back`` goes back to ``roll back``."""
    assert lexicon().base("rolled back") == "roll back"
    assert lexicon().base("checking") == "check"
    assert lexicon().base("table") is None


def test_an_unknown_class_is_said() -> None:
    """The error names it."""
    with pytest.raises(UnknownClass, match="nope"):
        lexicon().of("nope")
    with pytest.raises(UnknownClass, match="nope"):
        Lexicon({"everyday": WordClass(), "a": WordClass(of=("nope",))}, ())


def test_entries_are_cut_as_texts_are() -> None:
    """So that they meet."""
    assert split("didn't") == ("did", "n't")
    assert split("double-check it") == ("double-check", "it")
    assert split("'s") == ("'s",)
