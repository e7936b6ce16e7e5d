"""A text is cut into words and into what is not the writer's own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.blameless.tokens import Kind, tokens


def kinds(text: str) -> list[tuple[str, str]]:
    return [(token.kind.value, token.word or text[token.start : token.end]) for token in tokens(text)]


def test_contractions_are_two_words() -> None:
    """``didn't``, ``didnt`` and ``cannot`` are read as their parts, whatever the apostrophe."""
    assert [word for _, word in kinds("didn't didn’t didnt cannot won't it's Ana's")] == [
        "did", "n't", "did", "n't", "did", "n't", "can", "n't", "will", "n't", "it", "'s", "ana", "'s",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("14:02", "time"),
        ("2:02 pm", "time"),
        ("2026-11-23", "date"),
        ("3/12/2026", "date"),
        ("80%", "number"),
        ("40ms", "number"),
        ("OPS-12", "ticket"),
        ("#12", "ticket"),
        ("#payments-oncall", "ticket"),
        ("@kim.lee", "handle"),
        ("`rm -rf`", "code"),
        ("/var/log/x", "code"),
        ("node_exporter", "code"),
        ("v2.3", "code"),
        ("std::vector", "code"),
        ("https://a.example/b?c", "link"),
        ("kim@team.example", "link"),
        ('"a b"', "quote"),
        ("“a b”", "quote"),
        ("„a b“", "quote"),
        ("«a b»", "quote"),
        ("'a b'", "quote"),
        ("```\na b\n```", "code"),
        ("$ rm x", "log"),
        ("2026-11-23 10:00:01 ERROR nope", "log"),
        ("kim [5:09 PM] who did this", "log"),
        ("> quoted mail", "log"),
        ("?", "ask"),
        ("!", "stop"),
        (":", "colon"),
        (",", "pause"),
    ],
)
def test_what_is_no_word_has_a_kind(text: str, kind: str) -> None:
    """Times, tickets, code, quotes and log lines are one token each."""
    assert [found for found, _ in kinds(text)] == [kind]


def test_an_unclosed_quote_or_fence_is_no_mask() -> None:
    """A stray quotation mark does not swallow the rest; an open fence does, as Markdown has it."""
    assert ("word", "error") in kinds('the " error')
    assert ("word", "error") not in kinds("```\nerror")


def test_an_abbreviation_or_a_version_ends_no_sentence() -> None:
    """Only a full stop with a space behind it, and no abbreviation before it, ends one."""
    assert "stop" not in [kind for kind, _ in kinds("Patch 2.3 of e.g. core.domain went vs. plan")]
    assert [kind for kind, _ in kinds("One. Two")].count("stop") == 1


@given(st.text(max_size=400))
def test_tokens_are_inside_the_text_and_never_overlap(text: str) -> None:
    """For any text at all, with every token at least one character long."""
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(text)
        assert (token.kind is Kind.WORD) == bool(token.word)
        end = token.end


@given(st.lists(st.sampled_from(["we", "Kim", "dont", "cannot", "API", "a", "January", "no", "x" * 40]), max_size=12))
def test_a_run_of_plain_words_is_read_as_its_words(words: list[str]) -> None:
    """The short way through most of a text finds what the long way finds."""
    place, expected = 0, []
    for word in words:
        expected += [token._replace(start=token.start + place, end=token.end + place) for token in tokens(word)]
        place += len(word) + 1
    assert tokens(" ".join(words)) == expected


@given(st.text(alphabet="aA'’-_/.:@#`\"“”[](){}<>!? \n\t1é́字😀", max_size=200))
def test_strange_marks_do_no_harm(text: str) -> None:
    """Delimiters in any order neither fail nor loop."""
    assert all(token.end > token.start for token in tokens(text))


def test_capitals_are_told_apart() -> None:
    """A capital word, a word of capitals, a small one."""
    assert [token.case for token in tokens("Ana JSON GitHub anne-marie Anne-Marie Human-readable")] == [
        "Aa", "AA", "AA", "", "Aa", "Aa",
    ]  # fmt: skip
