"""Sentences of all kinds: the engine finds most of what blames and leaves alone what does not."""

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from core.domain.blameless import Category, check, default_rules
from core.domain.blameless.finding import rules_hit
from core.domain.postmortem import SectionId

DATA = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("section", "sentence"), DATA["fine"])
def test_a_sentence_that_blames_nobody_gets_no_hint(section: str, sentence: str) -> None:
    """Crying wolf is worse than silence: actors, knowledge, systems, praise and homonyms all pass."""
    assert [(hint.rule, sentence[hint.start : hint.end]) for hint in check(sentence, SectionId(section))] == []


# Of those the engine is seldom sure: said in passing they are mostly meant well.
OFTEN_UNSURE = {Category.PERSON_BLAME: 0.2, Category.EXHORTATION: 0.2, Category.MINIMISER_OR_ABSOLUTE: 0.3}


@pytest.mark.parametrize("category", list(Category))
def test_most_blaming_sentences_of_every_kind_get_a_hint(category: Category) -> None:
    """Five of six in most categories; sarcasm, allusion and orders that may be to a machine are missed rather than
    guessed."""
    sentences = DATA["flag"][category]
    missed = [sentence for section, sentence in sentences if not check(sentence, SectionId(section))]
    assert len(missed) <= len(sentences) * OFTEN_UNSURE.get(category, 0.17), missed


@pytest.mark.parametrize("category", list(Category))
def test_the_rules_find_nearly_all_of_them(category: Category) -> None:
    """Nine of ten at least: of those without a hint most are found, and it is the gate that is not sure."""
    rules, sentences = default_rules(), DATA["flag"][category]
    found = [sentence for section, sentence in sentences if rules_hit(sentence, SectionId(section), (), rules)]
    assert len(found) >= 0.9 * len(sentences)


def test_known_names_make_the_difference() -> None:
    """A name typed in small letters is a name when somebody of that name is in the room."""
    sentence = "cause: marcin deleted the volume"
    assert check(sentence, SectionId.ROOT_CAUSE) == []
    assert check(sentence, SectionId.ROOT_CAUSE, ["Marcin Nowak"]) != []


def test_the_section_decides() -> None:
    """A general wish is an action nobody can check; said elsewhere it is only a general sentence."""
    wish = "Improve logging."
    assert [hint.category for hint in check(wish, SectionId.ACTIONS)] == [Category.VAGUE_ACTION]
    assert check(wish, SectionId.SUMMARY) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The banner says “be more careful” in red.",
        'The mail read: "who broke it?"',
        "Log line: `user forgot to check`.",
        "> Root cause: human error.",
        "ERROR human error in module auth",
        "See https://wiki.example/human-error for more.",
    ],
)
def test_what_is_quoted_is_not_the_writers(sentence: str) -> None:
    """Quotes, code, log lines and links are left alone."""
    assert check(sentence, SectionId.FACTORS) == []


def test_one_hint_over_one_word() -> None:
    """Where several rules want the same words, one speaks."""
    hints = check("The outage is Ravi's fault because Ravi never checks anything.", SectionId.ROOT_CAUSE)
    for before, after in pairwise(hints):
        assert before.end <= after.start


@pytest.mark.parametrize("lead", ["", "😀 ", "災害の後、", "𝔘𝔫𝔦 ", "e\u0301 ", "\u202e"])
def test_offsets_are_code_points(lead: str) -> None:
    """Emoji, CJK, letters outside the first plane and combining marks before the words do not shift the underline."""
    text = f"{lead}Root cause: human error."
    (hint,) = check(text, SectionId.ROOT_CAUSE)
    assert text[hint.start : hint.end] == "human error"


@pytest.mark.parametrize("before", ["再起動した。", "誰？", "已重启！", "서버를 껐다。"])
def test_no_space_is_needed_after_writing_that_has_none(before: str) -> None:
    """A wide full stop, question or exclamation mark ends a sentence at once."""
    text = f"{before}Kim failed to check the backup."
    (hint,) = check(text, SectionId.ROOT_CAUSE)
    assert text[hint.start : hint.end] == "failed to check"


@pytest.mark.parametrize(
    ("sentence", "section", "words"),
    [
        ("The rota should of been shared with the depot.", SectionId.FACTORS, "should of been shared"),
        ("Forgot about the ramp.", SectionId.FACTORS, "Forgot"),
        (
            "The lease should have been more closely watched.",
            SectionId.FACTORS,
            "should have been more closely watched",
        ),
        ("We are not consistently checking the ramp.", SectionId.FACTORS, "not consistently checking"),
        ("Forecast not reviewed.", SectionId.FACTORS, "not reviewed"),
    ],
)
def test_a_kind_of_clause_speaks_where_no_phrase_does(sentence: str, section: SectionId, words: str) -> None:
    """Nobody is named, or the spelling is in no rule."""
    (hint,) = check(sentence, section)
    assert sentence[hint.start : hint.end] == words
    assert default_rules().ready[hint.rule].rule.clauses
