"""Labels in lanes: as low as they can, never over each other, and no line through words."""

from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.picture.lanes import GAP, Flag, flags

WIDTH = 880.0


def test_labels_with_room_share_one_lane() -> None:
    """Two marks far apart need no second line."""
    placed = flags([(20, 100), (400, 100), (860, 100)], WIDTH)
    assert placed is not None
    assert {flag.lane for flag in placed} == {0}


def test_a_label_at_the_right_side_ends_at_its_line() -> None:
    """Words do not leave the picture."""
    placed = flags([(860, 200)], WIDTH)
    assert placed is not None
    assert placed[0].right < 860


def test_a_label_too_wide_for_both_sides_stands_on_its_line() -> None:
    """Near the middle of a narrow picture, wide words stand on top."""
    placed = flags([(160, 300)], 330)
    assert placed is not None
    assert placed[0].on_top
    assert placed[0].left >= 0
    assert placed[0].right <= 330


def test_one_instant_many_labels() -> None:
    """They stand above each other, and their line passes beside all words."""
    placed = flags([(300, 120)] * 7, WIDTH)
    assert placed is not None
    assert_clear(placed)


def test_no_way_is_said() -> None:
    """Whoever asks can then say less."""
    assert flags([(160, 329)] * 3, 330) is None


def test_no_marks_no_labels() -> None:
    """An empty picture is a picture."""
    assert flags([], WIDTH) == ()


def assert_clear(placed: tuple[Flag, ...]) -> None:
    for place, item in enumerate(placed):
        for other in placed[:place]:
            if item.lane == other.lane:
                assert item.right + GAP <= other.left or other.right + GAP <= item.left
            low, high = sorted((item, other), key=lambda flag: flag.lane)
            assert low.lane == high.lane or not low.left < high.x < low.right


marks = st.lists(st.tuples(st.floats(20, 860), st.floats(30, 260)), max_size=9).map(lambda found: sorted(found))


@settings(max_examples=200, deadline=None)
@given(marks)
def test_no_words_touch_and_no_line_goes_through_words(found: list[tuple[float, float]]) -> None:
    """For any marks: each label at its own mark, inside the picture, clear of all others."""
    placed = flags(found, WIDTH)
    if placed is None:
        return
    assert [flag.x for flag in placed] == [x for x, _ in found]
    assert all(flag.left >= 0 and flag.right <= WIDTH for flag in placed)
    assert_clear(placed)
