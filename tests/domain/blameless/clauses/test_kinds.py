"""All kinds of a sentence, what the lexicon must know for them, and that no text makes them slow."""

import random

import pytest

from core.domain.blameless import default_rules
from core.domain.blameless.clauses.anchors import USED, Anchors
from core.domain.blameless.clauses.kinds import KINDS, structures
from core.domain.blameless.finding import find
from core.domain.blameless.marking import Marked
from core.domain.blameless.reading import read
from tests.support.timing import assert_growth

RULES = default_rules()


def marked(text: str) -> Marked:
    return Marked(read(text, (), RULES.lexicon).words)


def test_rules_name_kinds_that_there_are() -> None:
    """And each kind is told by a rule: one that none tells is looked for in vain."""
    told = {kind for rule in RULES.rules for kind in rule.clauses}
    assert told == KINDS


def test_the_lexicon_knows_every_word_that_makes_a_kind() -> None:
    """A misspelt class would be a kind that is never found."""
    assert set(RULES.lexicon.bit) >= USED


def test_a_sentence_without_the_words_of_any_kind_is_left_alone() -> None:
    """The bits by which it is skipped leave out no clause: each that is found has one of them."""
    for rule in RULES.rules:
        for example in rule.flag:
            reading = read(example.text, (), RULES.lexicon)
            for begin, end in reading.sentences:
                sentence = Marked(reading.words[begin:end])
                assert sentence.held & RULES.clause_bits or not list(structures(sentence)), example.text
    assert not marked("Aaaa!").held & RULES.clause_bits


def test_words_of_clauses_make_no_word_known() -> None:
    """They tell nothing of what else a word is: “lackadaisically” is still a word of unknown meaning."""
    assert "LY" in RULES.lexicon.word["lackadaisically"].keys


def test_a_sentence_may_have_clauses_of_many_kinds() -> None:
    """Each with its own words."""
    kinds = [
        item.kind for item in structures(marked("We forgot the key, they did not ask, and we should have waited."))
    ]
    assert sorted(kinds) == ["not-done", "reproached", "should-have"]


def test_a_sentence_without_any_has_none() -> None:
    assert list(structures(marked("At noon the ramp was shut for two hours."))) == []


def test_spans_are_inside_the_sentence_whatever_the_words() -> None:
    """Words that make kinds in any order, also at both ends and many times."""
    shuffle = random.Random(3)
    parts = [
        *("not", "should", "have", "been", "we", "need", "to", "more", "too", "late", "poorly", "did", "wrong", "if"),
        *("had", "bad", "planning", "always", "check", "never", "improve", "ignored", "accidentally", "opened", ","),
        *(":", "better", "the", "ramp", "n't", "of"),
    ]
    for _ in range(400):
        sentence = marked(" ".join(shuffle.choices(parts, k=shuffle.randint(1, 14))))
        for item in structures(sentence):
            assert 0 <= item.start < item.end <= len(sentence.known), item
            assert item.kind in KINDS


@pytest.mark.parametrize(
    "part", ["not really ", "should not have been ", "always check more, ", "we need to ", "too too late "]
)
def test_time_grows_with_the_length_of_a_text(part: str) -> None:
    """Sentences are read in pieces, so ten times the text takes about ten times as long."""
    assert_growth(
        40,
        lambda reading: list(find(reading, None, RULES)),
        lambda count: read(part * count, (), RULES.lexicon),
        400,
        times=10,
    )


def test_what_a_verb_is_done_to_is_its_last_noun() -> None:
    """Not over a preposition or a comma."""
    sentence = marked("Review the ramp process of the depot.")
    anchors = Anchors(sentence)
    assert anchors.object_of(1) == ("general", 5)
    assert Anchors(marked("Review, then lift.")).object_of(1)[0] == "none"


def test_a_rule_by_clauses_keeps_to_its_sections_and_excuses() -> None:
    """A vague action is looked for among actions, and not where something can be counted."""
    (vague,) = (rule for rule in RULES.rules if rule.id == "clause-vague")
    hits = {
        text: {item.ready.rule.id for item in find(read(text, (), RULES.lexicon), section, RULES)}
        for text, section in (
            ("Review the ramp process.", vague.only_in[0]),
            ("Review the ramp process by 4 May.", vague.only_in[0]),
        )
    }
    assert "clause-vague" in hits["Review the ramp process."]
    assert "clause-vague" not in hits["Review the ramp process by 4 May."]
