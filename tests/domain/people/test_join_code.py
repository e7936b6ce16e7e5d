"""Join codes: easy to say, hard to guess, read kindly."""

from itertools import cycle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.people.join_code import ALPHABET, LENGTH, new, normalise, show
from core.errors import BadCode, DebriefError

codes = st.text(st.sampled_from(ALPHABET), min_size=LENGTH, max_size=LENGTH)


def test_the_alphabet_has_32_symbols_that_nobody_confuses() -> None:
    """Eight symbols are 40 bits, and none of them is mistaken for another."""
    assert len(set(ALPHABET)) == len(ALPHABET) == 32
    assert not set("ILOU") & set(ALPHABET)


def test_a_code_comes_from_the_given_randomness() -> None:
    """Randomness comes in through a parameter, so a code can be foretold in a test and nowhere else."""
    numbers = cycle([20, 7, 23, 21, 4, 30, 22, 13])
    assert new(lambda below: next(numbers) % below) == "M7QN4YPD"


def test_codes_do_not_repeat() -> None:
    """Two meetings do not share a door."""
    assert len({new() for _ in range(500)}) == 500


@given(codes)
def test_what_is_shown_is_read_back(code: str) -> None:
    """Whoever types what is on the screen gets in."""
    assert normalise(show(code)) == code


@given(codes, st.sampled_from(["-", " ", "–", ".", "_", " - ", "\u00a0", "−"]), st.booleans())
def test_case_spaces_and_dashes_do_not_matter(code: str, separator: str, small: bool) -> None:
    """A code that was heard is typed in many ways."""
    typed = separator.join(code) if small else f" {code[:4]}{separator}{code[4:]} "
    assert normalise(typed.lower() if small else typed) == code


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("O0oil1Iu", "0001111V"),
        ("k7qm-4xpd", "K7QM4XPD"),
        ("Ｋ７ＱＭ４ＸＰＤ", "K7QM4XPD"),
    ],
)
def test_look_alikes_mean_their_twin(typed: str, meant: str) -> None:
    """Nobody stays outside because of an O."""
    assert normalise(typed) == meant


@pytest.mark.parametrize(
    "typed", ["", "K7QM", "K7QM4XPDA", "K7QM4XP!", "日本語日本語日本", "K" * 100_000, " " * 70, "K7QM4XPÄ"]
)
def test_what_cannot_be_a_code_is_refused_with_a_sentence(typed: str) -> None:
    """A wrong code says what a code looks like."""
    with pytest.raises(BadCode) as refused:
        normalise(typed)
    assert "eight" in refused.value.sentence


@given(st.text(max_size=100))
def test_any_text_is_a_code_or_refused(typed: str) -> None:
    """Nothing that can be typed breaks the door."""
    try:
        code = normalise(typed)
    except DebriefError:
        return
    assert len(code) == LENGTH
    assert set(code) <= set(ALPHABET)
