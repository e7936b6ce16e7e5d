"""A hint explains itself in one line with the clause that was read."""

import pytest

from core.domain.blameless import Category, Hint, check
from core.domain.blameless.explanation import because, clause_of
from tests.support.timing import assert_within


def hint_at(text: str, words: str) -> Hint:
    start = text.index(words)
    return Hint(start=start, end=start + len(words), rule="r", category=Category.JUDGEMENT, message="m", question="q")


@pytest.mark.parametrize(
    ("text", "words", "clause"),
    [
        ("We did not check the graph.", "did not check", "We did not check the graph"),
        (
            "We were tired that night and so in the end we simply did not check any of the graphs of the queue.",
            "did not check",
            "we … did not check any of the …",
        ),
        (
            "At two in the morning on the day of the release Kim from the storage team did not check it.",
            "did not check",
            "Kim … did not check it",
        ),
        (
            "During the long and tiring migration of the old primary database a step was not tested at all.",
            "was not tested",
            "During the long … was not tested at all",
        ),
        (
            "As every one of those who were there that night will tell, @kim_w broke it.",
            "broke it",
            "@kim_w broke it",
        ),
        ("The alert fired; nobody looked, it was late.", "nobody looked", "nobody looked"),
        ("One.\nRoot cause: human error\nTwo.", "human error", "human error"),
        ("- **We** did *not* check [the graph](https://x.y).", "did *not* check", "We did not check the graph"),
        ("- _We_ read node_exporter wrong", "read node_exporter wrong", "We read node_exporter wrong"),
        ("“Improve monitoring”", "Improve monitoring", "“Improve monitoring”"),
        ("😀 Kim broke it 😀", "broke it", "😀 Kim broke it 😀"),
    ],
)
def test_the_clause_is_cut_to_who_and_what(text: str, words: str, clause: str) -> None:
    """Whole when it is short; without marks of Markdown; never over the end of a sentence."""
    assert clause_of(text, hint_at(text, words)) == clause
    assert because(text, hint_at(text, words)) == f"because “{clause}”"


def test_a_contraction_is_one_word() -> None:
    """It is not cut in its middle."""
    text = "Nobody in the whole of the room that evening had an idea that we broke what others can't mend again soon."
    assert clause_of(text, hint_at(text, "broke")).endswith("we broke what others can't …")


def test_words_of_a_long_hint_are_cut_in_their_middle() -> None:
    """One line stays one line."""
    text = "It was " + "very " * 60 + "careless of everybody who was there in the end."
    clause = clause_of(text, hint_at(text, "very " * 60 + "careless"))
    assert len(clause) < 160
    assert "careless of everybody who …" in clause


def test_every_hint_of_the_engine_explains_itself() -> None:
    """On one line, with its own first word in it."""
    text = (
        "Kim broke the build.\nWe should have checked.\n- Improve monitoring\n> Who was asleep, and why?\nBe careful!"
    )
    hints = check(text, None)
    assert len(hints) >= 4
    for hint in hints:
        line = because(text, hint)
        assert "\n" not in line
        assert text[hint.start : hint.end].split()[0] in line


@pytest.mark.parametrize("unit", ["a ", "a", "(", "]((", "*", "_", "](", "\n", "'"])
def test_a_long_text_around_costs_nothing(unit: str) -> None:
    """Only what is near is looked at."""
    text = unit * (200_000 // len(unit)) + " human error " + unit * (200_000 // len(unit))
    hint = hint_at(text, "human error")
    assert_within(2, lambda: [because(text, hint) for _ in range(20)])
