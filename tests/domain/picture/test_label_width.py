"""Room for words before the font is known, and words cut to their room."""

from hypothesis import given
from hypothesis import strategies as st

from core.domain.picture.label_width import shortened, width_of


def test_wide_letters_take_more_room() -> None:
    """Ten times W is not ten times i; Chinese letters are wider still."""
    assert width_of("iiii", 12) < width_of("nnnn", 12) < width_of("WWWW", 12) <= width_of("磁盘已满", 12)


def test_bold_is_wider_and_accents_take_no_room() -> None:
    """An e and its combining accent are one letter wide."""
    assert width_of("word", 12, bold=True) > width_of("word", 12)
    assert width_of("e\u0301", 12) == width_of("e", 12)


def test_what_fits_stays() -> None:
    """Only white space is tidied up."""
    assert shortened(" a\n b ", 12, 100) == "a b"


def test_what_does_not_fit_ends_after_a_whole_word() -> None:
    """An ellipsis says that there is more."""
    assert shortened("The volume is full, the database refuses writes", 12, 150) == "The volume is full…"


def test_one_endless_word_is_cut_all_the_same() -> None:
    """A hundred thousand letters without a blank do not hold anybody up."""
    short = shortened("w" * 100_000, 12, 150)
    assert short.endswith("w…")
    assert width_of(short, 12) <= 150


def test_no_room_no_words() -> None:
    """A lone ellipsis says nothing."""
    assert shortened("words", 12, 0) == ""


@given(st.text(max_size=300), st.floats(0, 400))
def test_what_is_left_fits(text: str, room: float) -> None:
    """Whatever was typed."""
    assert width_of(shortened(text, 12, room), 12) <= max(room, 0)
