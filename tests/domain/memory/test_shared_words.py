"""Which words two texts share, and a text cut into runs: nothing of it is lost, and nothing else is marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.memory.shared_words import Run, marked, shared_words, words_in, words_of
from tests.support.postmortems import texts


def marks(text: str, *phrases: str) -> list[str]:
    return [run.text for run in marked(text, words_in(phrases)) if run.marked]


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("The token ended", "Tokens had ended", {"token", "ended"}),
        ("print-gateway was down", "The Print-Gateway again", {"print-gateway"}),
        ("Disk of db-7 full", "disk of DB-7", {"disk", "db-7"}),
        ("class of failure", "clas", set()),
        ("before and after the incident", "after the incident, before", set()),
        ("ディスク full", "ディスク", {"ディスク"}),
        ("Grüße aus Köln", "GRÜSSE", {"grüsse"}),
        ("", "token", set()),
    ],
)
def test_words_are_compared_as_people_read_them(one: str, other: str, both: set[str]) -> None:
    """Without case and the plural's last letter; words that say nothing about an incident do not count."""
    assert shared_words(one, other) == both


def test_only_whole_words_are_marked() -> None:
    """Part of another word says nothing."""
    assert marks("The tokens of the tokenizer", "token") == ["tokens"]
    assert marks("print-gateway and gateway", "gateway") == ["gateway"]


def test_what_is_marked_keeps_its_writing() -> None:
    """The runs are the text, in order."""
    assert marked("A new TOKEN, by hand", {"token"}) == (
        Run("A new ", marked=False),
        Run("TOKEN", marked=True),
        Run(", by hand", marked=False),
    )
    assert marked("", {"token"}) == ()
    assert marked("nothing here", set()) == (Run("nothing here", marked=False),)


@given(texts(), texts())
def test_nothing_is_lost(text: str, other: str) -> None:
    """Whatever is written, in any script."""
    runs = marked(text, words_of(other))
    assert "".join(run.text for run in runs) == text
    assert all(run.text for run in runs)
    assert {run.marked for run in runs} <= {True, False}


@given(st.lists(texts(), max_size=4))
def test_the_words_of_phrases_are_those_of_each(phrases: list[str]) -> None:
    """No phrase takes a word from another."""
    assert words_in(phrases) == frozenset().union(*map(words_of, phrases))
