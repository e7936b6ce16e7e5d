"""How search sees text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.store.folding import LONGEST_WORD, composed, fold, is_unspaced, words


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("DISK", "disk"),
        ("Café", "cafe"),
        ("cafe\u0301", "cafe"),
        ("ＡＰＩ", "api"),
        ("Straße", "straße"),
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


@given(st.text())
def test_folding_keeps_every_sign_in_its_place(text: str) -> None:
    """A place found in the folded text is the same place in the original."""
    text = composed(text)
    assert len(fold(text)) == len(text)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    """A query and a text meet at the same form."""
    once = fold(composed(text))
    assert fold(once) == once


@given(st.text())
def test_words_are_letters_and_digits_only(text: str) -> None:
    """So they can be written into a database's own search language without meaning anything there."""
    for word in words(fold(composed(text))):
        assert word.isalnum()
        assert len(word) <= LONGEST_WORD


def test_scripts_without_spaces_are_known() -> None:
    """There a run of letters is a sentence, and its parts have to be found."""
    assert all(is_unspaced(word) for word in ("障害", "データ", "ข้อมูล", "데이터", "ទិន្នន័យ", "ຂໍ້ມູນ"))
    assert not any(is_unspaced(word) for word in ("disk", "диск", "δίσκος", "قرص", "דיסק"))
