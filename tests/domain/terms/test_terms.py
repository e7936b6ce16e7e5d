"""Terms: what people write differently and mean alike becomes the same, and no text makes it fail."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.terms import LONGEST_PIECE, pieces_of, terms_of, tokens_of
from core.domain.terms.tokens import LONGEST_WORD
from tests.support.postmortems import SAMPLES


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("certificate", "certificates"),
        ("expired", "expires"),
        ("restarting", "restarted"),
        ("CAFÉ", "cafe"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("ｆｕｌｌ", "full"),
        ("team's", "team"),
        ("team’s", "team"),
    ],
)
def test_the_same_word_is_the_same_term(one: str, other: str) -> None:
    """Endings, case, accents and the width of letters are how it is written, not what it says."""
    assert terms_of(one) == terms_of(other)


@pytest.mark.parametrize("written", ["node-pool", "node_pool", "NodePool", "Node-Pool"])
def test_a_compound_is_found_as_a_whole_and_in_parts(written: str) -> None:
    """However its parts are joined."""
    assert terms_of(written) == ["nodepool", "node", "pool"]
    assert terms_of("nodepool") == ["nodepool"]


def test_initials_stay_with_their_word() -> None:
    """Capitals in a row are no compound."""
    assert terms_of("IPv4 OOM HTTPServer") == ["ipv4", "oom", "httpserver", "http", "server"]


def test_scripts_without_spaces_are_cut_into_pairs() -> None:
    """So that a part of a sentence finds it; borrowed words of Japanese are found as a whole, too."""
    assert set(terms_of("ディスク満杯")) >= {"ディスク", "満杯"}
    assert set(terms_of("证书过期")) == {"证书", "书过", "过期"}
    assert "gpu" in terms_of("サーバーのGPUが停止")


def test_what_was_written_is_kept_beside_its_terms() -> None:
    """For saying which words were shared."""
    assert [token.written for token in tokens_of("The NodePool, again")] == ["The", "NodePool", "again"]


def test_a_word_beyond_all_measure_is_cut() -> None:
    """Keys and checksums are no words."""
    assert terms_of("a" * 10_000) == ["a" * LONGEST_WORD]


@given(st.one_of(st.text(), st.sampled_from(SAMPLES)))
def test_no_text_makes_it_fail(text: str) -> None:
    """Terms are folded, hold no space and are never empty."""
    for term in terms_of(text):
        assert term
        assert not any(sign.isspace() for sign in term)


@given(st.text(alphabet="abcXYZ09-_ ", max_size=40))
def test_folded_text_has_the_same_terms_but_for_compounds_of_capitals(text: str) -> None:
    """Case never decides."""
    assert terms_of(text.lower()) == terms_of(text.lower().upper().lower())


def test_a_long_sentence_without_spaces_is_read_to_its_end() -> None:
    """A run of a script without spaces is no checksum: each pair of neighbours in it is a term."""
    sentence = "".join(chr(0x4E00 + number) for number in range(500))
    pairs = {sentence[at : at + 2] for at in range(len(sentence) - 1)}
    assert set(terms_of(sentence)) >= pairs
    assert max(map(len, terms_of("x" * 500))) <= LONGEST_WORD


def test_a_long_text_has_the_terms_of_its_words_in_their_order() -> None:
    """It is read in pieces, of which most are known already; no word and no compound is cut."""
    words = [f"NodePool-{number}" if number % 3 else f"certificate_{number}'s" for number in range(2_000)]
    text = " ".join(words[:900]) + "\n" + "  ".join(words[900:])
    pieces = list(pieces_of(text))
    assert "\n".join(pieces[:1]) in text
    assert max(map(len, pieces)) <= LONGEST_PIECE
    assert [word for piece in pieces for word in piece.split()] == words
    assert terms_of(text) == [term for word in words for term in terms_of(word)]


def test_a_word_beyond_all_measure_is_read_in_one_piece() -> None:
    """And is not kept in memory."""
    noise = "a" * 50_000
    assert list(pieces_of(f"{noise} b")) == [noise, " b"]
    assert terms_of(f"{noise} b")[-1] == "b"


def test_a_change_in_one_place_leaves_the_other_pieces_as_they_were() -> None:
    """Whoever types at the end of a long field costs one piece."""
    text = "the queue of orders grows and nothing is taken from it " * 100
    before, after = list(pieces_of(text)), list(pieces_of(f"{text}now"))
    assert before[:-1] == after[:-1]
    assert len(before) > 10
