"""The incident to scale: places that are true to time, words that never stand on each other, for any timeline."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.guide.finished_example import finished_example
from core.domain.picture.axis import TICK_SIZE
from core.domain.picture.incident_picture import HEAD, WORDS, Picture, incident_picture
from core.domain.picture.label_width import width_of
from core.domain.postmortem import Postmortem, TimelineKind, TimelineRow
from tests.support.postmortems import postmortems

BEGIN = datetime(2026, 3, 10, 2, 14, tzinfo=UTC)
K = TimelineKind
WIDTHS = (330.0, 560.0, 880.0)

Box = tuple[float, float, float, float]


def row(minutes: float, kind: K = K.OTHER, text: str = "Something happened", *, star: bool = False) -> TimelineRow:
    at = BEGIN + timedelta(minutes=minutes)
    return TimelineRow(id=f"t{minutes}-{kind}-{star}".replace(".", "_"), at=at, kind=kind, text=text, star=star)


def drawn(*rows: TimelineRow, width: float = 880.0, zone: str = "UTC") -> Picture:
    made = incident_picture(Postmortem(timeline=rows, zone=zone), width)
    assert made is not None
    return made


def words_of(shape: Picture) -> list[Box]:
    """The room of every piece of text: left, top, right, bottom."""
    boxes = []
    for mark in shape.marks:
        boxes.append((mark.label.left, mark.label.head_y - HEAD, mark.label.right, mark.label.words_y + 3))
    for tick in shape.ticks:
        half = width_of(tick.label, TICK_SIZE) / 2
        y = shape.axis_y + 26
        boxes.append((tick.label_x - half, y - TICK_SIZE + 1, tick.label_x + half, y + 2))
    for span in shape.spans:
        boxes.append((span.left, span.words_y - WORDS + 1, span.right, span.words_y + 2))
    caption = width_of(shape.caption, 11)
    boxes.append((shape.width - caption, shape.height - 14, shape.width, shape.height - 3))
    return [box for box in boxes if box[2] > box[0]]


def assert_apart(shape: Picture) -> None:
    boxes = words_of(shape)
    for place, item in enumerate(boxes):
        assert -1 <= item[0] <= item[2] <= shape.width + 1, item
        assert item[1] >= 0, item
        assert item[3] <= shape.height, item
        for other in boxes[:place]:
            aside = item[2] <= other[0] or other[2] <= item[0]
            assert aside or item[3] <= other[1] or other[3] <= item[1], (item, other)


def test_places_are_true_to_time() -> None:
    """Half of the time is half of the way: the picture is to scale."""
    shape = drawn(row(0, K.STARTED), row(15, K.DETECTED), row(60, K.RESOLVED))
    started, detected, resolved = (mark.x for mark in shape.marks)
    assert (started, resolved) == (shape.left, shape.right)
    assert detected - started == pytest.approx((resolved - started) / 4, abs=0.02)


def test_the_example_shows_its_moments_and_lengths() -> None:
    """What the page says in figures, the picture says too."""
    shape = incident_picture(finished_example(), 880)
    assert shape is not None
    assert [mark.label.head for mark in shape.marks] == [
        "02:14 Started ★",
        "02:26 Detected ★",
        "02:31 Responded",
        "02:43 Mitigated ★",
        "02:51 Resolved",
    ]
    assert [(span.name, span.length) for span in shape.spans] == [
        ("to detect", "12 min"),
        ("to respond", "5 min"),
        ("to resolve", "37 min"),
    ]
    assert shape.caption == "2026-03-10 · Europe/Berlin"
    assert "12 min to detect, 5 min to respond, 37 min to resolve." in shape.says
    assert "02:26 Detected (key moment)" in shape.says


@pytest.mark.parametrize(
    "rows",
    [(), (row(0),), (row(0, K.STARTED), row(0, K.RESOLVED)), (TimelineRow(id="a"), TimelineRow(id="b"))],
    ids=["no rows", "one row", "one instant", "no times"],
)
def test_without_two_times_there_is_nothing_to_draw(rows: tuple[TimelineRow, ...]) -> None:
    """A scale needs two ends; the page shows nothing instead of a lonely dot."""
    assert incident_picture(Postmortem(timeline=rows)) is None


def test_rows_without_a_time_are_left_out() -> None:
    """What nobody has dated yet has no place on an axis."""
    shape = drawn(row(0, K.STARTED), TimelineRow(id="x", kind=K.DETECTED), row(30, K.RESOLVED))
    assert len(shape.marks) == 2


def test_an_impossible_order_is_drawn_as_it_stands() -> None:
    """Resolved before started: both moments are there, and no length is claimed."""
    shape = drawn(row(0, K.RESOLVED), row(10, K.STARTED), row(20, K.DETECTED))
    assert [mark.kind for mark in shape.marks] == [K.RESOLVED, K.STARTED, K.DETECTED]
    assert [span.name for span in shape.spans] == ["to detect"]
    assert all(phase.x1 < phase.x2 for phase in shape.phases)


def test_identical_instants_get_a_lane_each() -> None:
    """An alert that detects and responds in one second is readable all the same."""
    shape = drawn(*(row(0, kind) for kind in (K.STARTED, K.DETECTED, K.RESPONDED)), row(60, K.RESOLVED))
    assert len({mark.label.head_y for mark in shape.marks[:3]}) == 3
    assert_apart(shape)


def test_phases_run_from_moment_to_moment() -> None:
    """The coloured pieces of the axis meet, and a moment in an impossible order is passed over."""
    shape = drawn(row(0, K.STARTED), row(10, K.DETECTED), row(5, K.RESPONDED), row(40, K.RESOLVED))
    assert [phase.kind for phase in shape.phases] == [K.STARTED, K.DETECTED]
    assert all(item.x2 == two.x1 for item, two in pairwise(shape.phases))


def test_only_the_moments_that_mattered_are_named() -> None:
    """500 rows: first kinds and a spread of stars have words, all others are dots."""
    rows = [row(7 * place, star=place % 10 == 0) for place in range(1, 500)]
    shape = drawn(row(0, K.STARTED), *rows, row(3500, K.RESOLVED))
    assert len(shape.marks) == 9
    assert (shape.marks[0].kind, shape.marks[-1].kind) == (K.STARTED, K.RESOLVED)
    assert 100 < len(shape.dots) <= 880
    assert_apart(shape)


def test_a_timeline_without_kinds_and_stars_names_its_two_ends() -> None:
    """Somebody who only typed times gets a picture too."""
    shape = drawn(row(0), row(20), row(90))
    assert [mark.label.head for mark in shape.marks] == ["02:14", "03:44"]
    assert len(shape.dots) == 1


def test_several_days_say_the_day() -> None:
    """An hour alone would not tell Monday from Thursday."""
    shape = drawn(row(0, K.STARTED), row(60 * 70, K.RESOLVED))
    assert shape.marks[-1].label.head == "13 Mar 00:14 Resolved"
    assert "11 Mar" in [tick.label for tick in shape.ticks]
    assert shape.caption == "2026-03-10 to 2026-03-13 · UTC"


def test_several_years_say_the_year() -> None:
    """Slow incidents exist: a certificate, a leak."""
    shape = drawn(row(0, K.STARTED), row(60 * 24 * 800, K.RESOLVED))
    assert "2028" in shape.marks[-1].label.head
    assert all(tick.label[-4:].isdigit() for tick in shape.ticks if tick.label)


def test_times_are_those_of_the_postmortems_zone() -> None:
    """Berlin reads Berlin's clock; a name that is no zone falls back to UTC, and the caption says so."""
    rows = (row(0, K.STARTED), row(30, K.RESOLVED))
    assert drawn(*rows, zone="Asia/Kolkata").marks[0].label.head == "07:44 Started"
    lost = drawn(*rows, zone="Middle/Earth")
    assert (lost.marks[0].label.head, lost.caption) == ("02:14 Started", "2026-03-10 · UTC")


def test_a_narrow_picture_names_fewer_moments_in_smaller_words() -> None:
    """On a phone the words stay as large; there are only fewer."""
    rows = [row(10 * place, text="word " * 30, star=True) for place in range(12)]
    wide, slim = drawn(*rows), drawn(*rows, width=330)
    assert len(slim.marks) < len(wide.marks)
    assert max(len(mark.label.text) for mark in slim.marks) < max(len(mark.label.text) for mark in wide.marks)
    assert_apart(slim)


dated = st.integers(0, 60_000)
kinds = st.sampled_from(list(K))
texts = st.sampled_from(
    ["", "Short", "A sentence that says what happened to the database", "データベース" * 9, "W" * 300]
)
rows_of_any_kind = st.lists(st.tuples(dated, kinds, texts, st.booleans()), min_size=2, max_size=14)


@settings(max_examples=150, deadline=None)
@given(rows_of_any_kind, st.sampled_from(WIDTHS), st.sampled_from([1, 60, 3600, 86_400]))
def test_no_two_labels_overlap(rows: list[tuple[int, K, str, bool]], width: float, unit: int) -> None:
    """Whatever stands in the timeline, each piece of text has its own room inside the picture."""
    timeline = tuple(
        TimelineRow(id=f"t{place}", at=BEGIN + timedelta(seconds=at * unit / 60), kind=kind, text=text, star=star)
        for place, (at, kind, text, star) in enumerate(rows)
    )
    shape = incident_picture(Postmortem(timeline=timeline), width)
    if shape is not None:
        assert_apart(shape)
        assert all(shape.left <= mark.x <= shape.right for mark in shape.marks)


@settings(max_examples=60, deadline=None)
@given(postmortems(), st.sampled_from(WIDTHS))
def test_any_postmortem_can_be_drawn(pm: Postmortem, width: float) -> None:
    """Drawing never fails, from the first to the last day of the calendar."""
    shape = incident_picture(pm, width)
    if shape is not None:
        assert_apart(shape)


def test_the_ends_of_the_calendar_can_be_drawn() -> None:
    """A mistyped year is a flat picture, not an error."""
    rows = (
        TimelineRow(id="a", at=datetime.min.replace(tzinfo=UTC), kind=K.STARTED),
        TimelineRow(id="b", at=datetime.max.replace(tzinfo=UTC), kind=K.RESOLVED),
    )
    for zone in ("Pacific/Kiritimati", "America/New_York"):
        assert_apart(drawn(*rows, zone=zone))


def test_long_gaps_and_impossible_orders_are_marked() -> None:
    """A dotted piece of the axis, a question at the moment that is too early, and both in words."""
    rows = (
        TimelineRow(id="a", at=datetime(2026, 11, 2, 10, 0, tzinfo=UTC), kind=TimelineKind.DETECTED),
        TimelineRow(id="b", at=datetime(2026, 11, 2, 10, 5, tzinfo=UTC), kind=TimelineKind.STARTED),
        TimelineRow(id="c", at=datetime(2026, 11, 2, 11, 5, tzinfo=UTC), kind=TimelineKind.RESOLVED),
    )
    shape = incident_picture(Postmortem(title="Mail is late", timeline=rows))
    assert shape is not None
    (silence,) = shape.silences
    started, resolved = (mark.x for mark in shape.marks if mark.kind in (TimelineKind.STARTED, TimelineKind.RESOLVED))
    assert (silence.x1, silence.x2) == (started, resolved)
    assert silence.y < shape.axis_y
    assert [mark.label.head.endswith("(order?)") for mark in shape.marks] == [True, False, False]
    assert "Detected is earlier than Started." in shape.says
    assert "Nothing was written for 1 h after 10:05." in shape.says


def test_the_longest_head_fits_on_a_phone() -> None:
    """A year, a kind and a doubtful order are wider than a narrow picture, which cuts them."""
    early, late = BEGIN - timedelta(days=9_000), BEGIN
    rows = (
        TimelineRow(id="a", at=late, kind=K.STARTED, text="It began"),
        TimelineRow(id="b", at=early, kind=K.RESPONDED, text="Somebody answered", star=True),
    )
    assert_apart(drawn(*rows, width=330.0))
