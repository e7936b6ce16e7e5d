"""What is typed into the archive's search box, read as words, phrases and exclusions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.search import LONGEST_QUERY, MOST_WORDS, Query, parse_query


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("", Query()),
        ("   ", Query()),
        ("disk", Query(words=("disk",), open=True)),
        ("disk ", Query(words=("disk",))),
        ("full disk", Query(words=("full", "disk"), open=True)),
        ('"full disk"', Query(phrases=("full disk",))),
        ("“full  disk” night", Query(words=("night",), phrases=("full disk",), open=True)),
        ("«full disk» „other one“ ", Query(phrases=("full disk", "other one"))),
        ("disk -staging", Query(words=("disk",), without=("staging",))),
        ('disk -"full disk"', Query(words=("disk",), without=("full disk",))),
        ("disk –staging", Query(words=("disk",), without=("staging",))),
        ("-staging", Query(without=("staging",))),
        ("-staging ", Query(without=("staging",))),
    ],
)
def test_words_phrases_and_exclusions(typed: str, query: Query) -> None:
    """As in other search boxes: quotes hold words together, a minus excludes."""
    assert parse_query(typed) == query


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("node-pool", ("node-pool",)),
        ("--dry-run", ("--dry-run",)),
        ("errno -1 ", ("errno", "-1")),
        ("exit code -13", ("exit", "code", "-13")),
        ("a - b", ("a", "-", "b")),
        ('"still typing', ("still", "typing")),
        ('disk "', ("disk",)),
        ('5" screen', ("5", "screen")),
        ("O'Neill", ("O'Neill",)),
        ("title:disk", ("title:disk",)),
        ("disk OR full", ("disk", "OR", "full")),
        ("(disk)", ("(disk)",)),
        ("障害 報告", ("障害", "報告")),
    ],
)
def test_what_is_no_syntax_is_a_word(typed: str, words: tuple[str, ...]) -> None:
    """Options of programs, negative numbers, a quote that is not closed yet, other engines' operators."""
    assert parse_query(typed).words == words
    assert not parse_query(typed).without
    assert not parse_query(typed).phrases


def test_empty_quotes_are_nothing() -> None:
    """A phrase of nothing would be in every text, and excluding it would leave none."""
    assert not parse_query('""')
    assert not parse_query('-""')
    assert not parse_query('-"  "')


def test_only_the_last_word_may_be_a_beginning() -> None:
    """And none, when a space, a phrase or an exclusion comes last."""
    assert parse_query('"full disk" cert').open
    assert not parse_query('cert "full disk"').open
    assert not parse_query("cert -staging").open
    assert not parse_query("cert\t").open
    assert not parse_query("C++").open
    assert not parse_query("load 50%").open
    assert parse_query("ไฟล์").open
    assert parse_query("数").open


def test_a_very_long_query_is_cut() -> None:
    """Sixteen words are looked for, in the first 200 characters."""
    many = parse_query(" ".join(f"w{number}" for number in range(50)))
    assert many.words == tuple(f"w{number}" for number in range(MOST_WORDS))
    assert not many.open
    assert parse_query("x" * 10_000).words == ("x" * LONGEST_QUERY,)


@given(st.text(alphabet=st.sampled_from("ab1 -–\"“”„«»'\\*:()\n\t\u3042é"), max_size=60) | st.text(max_size=60))
def test_no_text_is_an_error_and_no_letter_is_lost(typed: str) -> None:
    """Each letter that was typed is in one of the parts, in the order in which it was typed."""
    query = parse_query(typed)
    parts = "".join((*query.words, *query.phrases, *query.without))
    if len(query.words) < MOST_WORDS:
        assert sorted(sign for sign in parts if sign.isalnum()) == sorted(sign for sign in typed if sign.isalnum())
    assert all(part.strip() == part and part for part in (*query.words, *query.phrases, *query.without))
