"""Text of another language gets no hints, English loses none, and a short line counts as English."""

import tomllib
from pathlib import Path

import pytest

from core.domain.blameless import check, engine
from core.domain.blameless.language import foreign_lines, is_english
from core.domain.blameless.language.function_words import ACCENTED, ENGLISH, OTHERS
from core.domain.postmortem import SectionId
from tests.support.timing import assert_growth, assert_within

SENTENCES = tomllib.loads((Path(__file__).parent / "sentences.toml").read_text(encoding="utf-8"))
OURS = tomllib.loads((Path(__file__).parents[1] / "sentences.toml").read_text(encoding="utf-8"))
ENGLISH_LINES = [
    "We failed to check the certificate.",
    "Root cause: human error.",
    "Human error",
    "Kim should have noticed.",
    "Improve monitoring",
    "Improve monitoring, deploy tooling, alert routing",
    "Lucía Fernández forgot to renew the token.",
    "Bad deploy by Włodzimierz",
    "A naïve rollout.",
    "Müller broke the build, as usual.",
    "The log said 数据库磁盘已满 and nobody looked.",
    "El Niño: a careless name for a server",
    "Ana wrote “das ist schon wieder rot” in the channel.",
    "TODO",
    "",
    "14:02",
    "`SELECT * FROM los_angeles`",
]


@pytest.mark.parametrize("language", SENTENCES)
def test_no_sentence_of_another_language_gets_a_hint(language: str) -> None:
    """Whatever English terms stand in it, alone or in a longer text."""
    for sentence in SENTENCES[language]:
        assert check(sentence, None) == [], sentence
    assert check("\n".join(SENTENCES[language]), None) == []


def test_most_sentences_are_told_by_themselves() -> None:
    """One in twenty may pass for English; the rules find nothing in those."""
    everything = [sentence for sentences in SENTENCES.values() for sentence in sentences]
    told = [sentence for sentence in everything if not is_english(sentence)]
    assert len(told) >= 0.95 * len(everything), sorted(set(everything) - set(told))


@pytest.mark.parametrize("line", ENGLISH_LINES)
def test_english_and_what_does_not_tell_is_read(line: str) -> None:
    """Names, quotes, terms and a single word of elsewhere do not make it foreign."""
    assert is_english(line)
    assert foreign_lines(line) == []


def test_none_of_our_english_sentences_loses_its_hint() -> None:
    """The same hints with the check as without, for all sentences that the rules are tested with."""
    texts = [item[-1] for group in OURS.values() for item in group]
    assert len(texts) > 100
    for text in texts:
        assert check(text, None) == engine.check(text, None), text


def test_english_lines_of_a_mixed_text_keep_their_hints() -> None:
    """A German paragraph above does not silence the English one below, and a short line goes with the whole."""
    german = "Wir haben den Alarm nicht gesehen, weil er im falschen Kanal war."
    text = f"{german}\nThe deploy failed, and this was human error."
    (hint,) = check(text, SectionId.SUMMARY)
    assert text[hint.start : hint.end] == "human error"
    assert check(f"{german}\nUrsache: human error", None) == []
    assert foreign_lines(f"{german}\n\nUrsache: human error\n")[-2:] == [(67, 87), (88, 88)]


def test_a_mixed_text_has_its_offsets_in_code_points() -> None:
    """Also behind letters that take two units."""
    text = "😀 根本原因は設定です。\n😀 It was human error."
    (hint,) = check(text, None)
    assert text[hint.start : hint.end] == "human error"


def test_the_lists_do_not_overlap() -> None:
    """A word of both would count for both; the lists hold small letters only."""
    for language, words in OTHERS.items():
        assert words.isdisjoint(ENGLISH), language
        assert words.isdisjoint(ACCENTED), language
        assert all(word == word.lower() for word in words), language
    assert len(OTHERS) >= 10


@pytest.mark.parametrize("unit", ["ä", "der ", "数", "de\n", "'", "a'", "İ", "\n", "é é"])
def test_a_hostile_text_takes_linear_time(unit: str) -> None:
    """Long runs of one thing: four times as long takes about four times as long."""
    assert_growth(8, foreign_lines, lambda size: unit * (size // len(unit)), 20_000)


def test_a_page_of_text_takes_a_fraction_of_reading_it() -> None:
    """1,000 characters, the best of many: far below the millisecond of the rules."""
    text = ("The deploy was stopped because the alert did not fire. Élodie looked at the graph. " * 13)[:1_000]
    assert_within(0.002, lambda: foreign_lines(text))
