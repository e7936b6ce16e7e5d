"""What is remembered of a text that is indexed again: its words as they would be cut anew, in little memory."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.terms import pieces_of, terms_of, tokens
from core.store.search.folding import fold, split_words
from core.store.search.index_words import index_words, marked, without_mark
from tests.support.postmortems import SAMPLES

PIECES = 200
SENTENCE = "At {} somebody of the second shift saw that the queue {} of the gateway's node-pool did not move any more. "


@given(st.one_of(st.text(), st.sampled_from(SAMPLES)))
def test_what_is_remembered_is_what_would_be_cut_anew(text: str) -> None:
    """Also of signs that fold into several words: ``ﷺ`` is four of them with spaces between."""
    text = without_mark(text)
    split = [word for piece in pieces_of(text) for word in split_words(fold(piece))]
    terms = [term for piece in pieces_of(text) for term in tokens._terms_in(piece)]
    for _ in range(2):
        assert terms_of(text) == terms
        assert index_words(text) == [*split, *marked(terms)]


@pytest.mark.parametrize("sign", ["ﷺ", "ͺ", "ﱞ"], ids=["several words", "a mark below", "two marks"])
def test_a_term_may_hold_a_space(sign: str) -> None:
    """As Unicode takes these signs apart. It stays one term."""
    assert terms_of(sign) == list(tokens._terms_in(sign))
    assert any(" " in term for term in terms_of(sign))


def test_a_piece_takes_a_few_times_its_length() -> None:
    """Four thousand of them are remembered twice, as terms and as words: 17 MB when each word was an object."""
    pieces = ["".join(SENTENCE.format(number, number * 31 + at) for at in range(4)) for number in range(PIECES)]
    for piece in pieces:
        list(tokens._terms_in(piece))  # single words are remembered elsewhere
    tracemalloc.start()
    try:
        for piece in pieces:
            index_words(piece)
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert taken / PIECES < 8 * len(pieces[0])
