"""How search sees text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.store.search.folding import LONGEST_WORD, Places, composed, fold, is_unspaced, split_words


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("DISK", "disk"),
        ("Café", "cafe"),
        ("cafe\u0301", "cafe"),
        ("ＡＰＩ", "api"),
        ("Straße STRASSE ẞ", "strasse strasse ss"),
        ("Łódź Ørsted Đorđe", "lodz orsted dorde"),
        ("Þór, Ægir, cœur", "thor, aegir, coeur"),
        ("conﬁg ofﬂine", "config offline"),
        ("Bağımlılık", "bagimlilik"),
        ("ﻻ", "لا"),
        ("한글 ½ ™ …", "한글 ½ ™ …"),
        ("İstanbul", "istanbul"),
        ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
        ("Ёлка", "елка"),
        ("a\x00b", "a\ufffdb"),
        ("\ud800", "\ufffd"),
    ],
)
def test_case_accents_and_width_do_not_matter(typed: str, seen: str) -> None:
    """People search as they type, not as somebody else wrote."""
    assert fold(composed(typed)) == seen


@given(st.text(st.one_of(st.characters(), st.sampled_from("ßæœﬁﬃłþ x"))))
def test_a_place_in_the_folded_text_leads_back_to_the_original(text: str) -> None:
    """Each sign of the folded text belongs to the sign that it came from, however many it became."""
    text = composed(text)
    folded = fold(text)
    places = Places(text, len(folded))
    at = 0
    for index, sign in enumerate(text):
        for _ in fold(sign):
            assert (places.begin(at), places.end(at + 1)) == (index, index + 1)
            at += 1
    assert at == len(folded)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    """A query and a text meet at the same form."""
    once = fold(composed(text))
    assert fold(once) == once


@given(st.text())
def test_words_are_letters_and_digits_only(text: str) -> None:
    """So they can be written into a database's own search language without meaning anything there."""
    for word in split_words(fold(composed(text))):
        assert word.isalnum()
        assert len(word) <= LONGEST_WORD


def test_scripts_without_spaces_are_known() -> None:
    """There a run of letters is a sentence, and its parts have to be found."""
    assert all(is_unspaced(word) for word in ("障害", "データ", "ข้อมูล", "데이터", "ទិន្នន័យ", "ຂໍ້ມູນ"))
    assert not any(is_unspaced(word) for word in ("disk", "диск", "δίσκος", "قرص", "דיסק"))
