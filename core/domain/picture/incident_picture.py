"""The incident to scale: one time axis, the moments that mattered, and how long it took to notice and to mend.

Pure geometry. ``picture(pm, width)`` says where everything stands; whoever draws adds colours and letters
and decides nothing. Units are those of ``width`` (a drawing of that many pixels reads well), y grows
downwards, text is placed by its baseline. No two labels overlap. Never in here: SVG, colours, files.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from core.domain.content.metrics import times
from core.domain.content.timeline import first, in_order, zone_of
from core.domain.content.timeline_remarks import Gap, impossible_orders, long_gaps, order_sentence
from core.domain.content.unmarked_text import unmarked
from core.domain.dates.durations import duration_text
from core.domain.dates.zones import in_zone, zone_named
from core.domain.picture.axis import Axis, Tick
from core.domain.picture.label_width import BOLD, shortened, width_of
from core.domain.picture.lanes import Flag, flags
from core.domain.postmortem import Postmortem, TimelineKind, TimelineRow
from core.domain.template import label_of
from core.domain.template.sections import TIMELINE_KINDS

HEAD, WORDS = 13.0, 12.0
_LANE, _ABOVE_AXIS, _BELOW_AXIS, _SPAN, _FOOT = 37.0, 20.0, 34.0, 25.0, 18.0
_SIDE: Final = 20.0
_NARROW: Final = 520.0
_TOLD_GAPS: Final = 3
_KINDS: Final = (
    TimelineKind.STARTED,
    TimelineKind.DETECTED,
    TimelineKind.RESPONDED,
    TimelineKind.MITIGATED,
    TimelineKind.RESOLVED,
)


@dataclass(frozen=True, slots=True)
class Label:
    """Two lines at a mark, ``head`` in bold and ``words`` below it, within ``left`` and ``right``.

    They begin at ``left``, or end at ``right`` if ``at_end``: the side where their line stands.
    """

    left: float
    head_y: float
    words_y: float
    right: float
    at_end: bool
    head: str
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment that is named. Its line goes from the axis up to ``top``."""

    x: float
    top: float
    kind: TimelineKind
    star: bool
    label: Label


@dataclass(frozen=True, slots=True)
class Phase:
    """A piece of the axis between two kinds of moments, called after the one it begins with."""

    x1: float
    x2: float
    kind: TimelineKind


@dataclass(frozen=True, slots=True)
class Span:
    """How long something took: a bar from ``x1`` to ``x2``, and its words within ``left`` and ``right``.

    ``at`` is the side of that room at which the words stand: ``start``, ``middle`` or ``end``.
    """

    x1: float
    x2: float
    bar_y: float
    left: float
    right: float
    words_y: float
    at: str
    name: str
    length: str


@dataclass(frozen=True, slots=True)
class Silence:
    """A piece of the axis in which nobody wrote anything for long. It is drawn at ``y``, above the axis."""

    x1: float
    x2: float
    y: float


@dataclass(frozen=True, slots=True)
class Picture:
    width: float
    height: float
    axis_y: float
    left: float
    right: float
    marks: tuple[Mark, ...]
    dots: tuple[float, ...]
    phases: tuple[Phase, ...]
    ticks: tuple[Tick, ...]
    spans: tuple[Span, ...]
    silences: tuple[Silence, ...]
    caption: str
    says: str


def incident_picture(pm: Postmortem, width: float = 880.0) -> Picture | None:
    """The geometry for this width (at least 300), or None while there are not two different times to draw."""
    rows = [(row, row.at) for row in in_order(pm.timeline) if row.at is not None]
    if not rows or rows[0][1] == rows[-1][1]:
        return None
    axis = Axis(rows[0][1], rows[-1][1], _SIDE, width - _SIDE, zone_of(pm))
    keys = _key_rows(pm, rows, 9 if width > _NARROW else 6)
    orders = impossible_orders(pm.timeline)
    gaps = long_gaps(pm.timeline)
    placed, labels = _labelled(keys, axis, width, orders)
    lanes = 1 + max((flag.lane for flag in placed), default=0)
    axis_y = lanes * _LANE + _ABOVE_AXIS
    key_places = {axis.x(at) for _, at in keys}
    spans = _spans(pm, axis, axis_y + _BELOW_AXIS + 8, width)
    return Picture(
        width=width,
        height=axis_y + _BELOW_AXIS + len(spans) * _SPAN + _FOOT + 12,
        axis_y=axis_y,
        left=axis.left,
        right=axis.right,
        marks=tuple(
            _mark(row, flag, label, axis_y) for (row, _), flag, label in zip(keys, placed, labels, strict=True)
        ),
        dots=tuple(sorted({float(round(axis.x(at))) for _, at in rows} - {float(round(x)) for x in key_places})),
        phases=_phases(pm, axis),
        ticks=axis.ticks(width),
        spans=spans,
        silences=tuple(Silence(axis.x(gap.begin), axis.x(gap.end), axis_y - 9) for gap in gaps),
        caption=_caption(pm, axis),
        says=_says(pm, keys, axis, orders, gaps),
    )


Dated = tuple[TimelineRow, datetime]
Orders = Mapping[str, tuple[TimelineKind, TimelineKind]]


def _key_rows(pm: Postmortem, rows: Sequence[Dated], at_most: int) -> list[Dated]:
    """The first of each kind, then stars, spread over the whole course; without either, the first and the last."""
    firsts = {row.id for kind in _KINDS if (row := first(pm.timeline, kind))}
    stars = [row.id for row, _ in rows if row.star and row.id not in firsts]
    room = max(0, at_most - len(firsts))
    if len(stars) > room:
        stars = [stars[place * len(stars) // room] for place in range(room)]
    chosen = firsts | set(stars) or {rows[0][0].id, rows[-1][0].id}
    return [(row, at) for row, at in rows if row.id in chosen]


def _labelled(
    keys: Sequence[Dated], axis: Axis, width: float, orders: Orders
) -> tuple[Sequence[Flag], list[tuple[str, str]]]:
    """As much of each row's words as leaves room for the others; at the very least its time and kind."""
    heads = [shortened(_head(row, at, axis, orders), HEAD * BOLD, width) for row, at in keys]
    for at_most in (min(290.0, width * 0.44), min(220.0, width * 0.3), min(150.0, width * 0.25), 0.0):
        texts = [shortened(unmarked(row.text), WORDS, at_most) if at_most else "" for row, _ in keys]
        rooms = [
            max(width_of(head, HEAD, bold=True), width_of(text, WORDS)) for head, text in zip(heads, texts, strict=True)
        ]
        placed = flags([(axis.x(at), room) for (_, at), room in zip(keys, rooms, strict=True)], width)
        if placed is not None:
            return placed, list(zip(heads, texts, strict=True))
    return _stacked(keys, axis, rooms, width), [(head, "") for head in heads]


def _stacked(keys: Sequence[Dated], axis: Axis, rooms: Sequence[float], width: float) -> list[Flag]:
    """One lane for each: the way that is always there, even if a line has to pass behind words."""
    made = []
    for lane, ((_, at), room) in enumerate(zip(keys, rooms, strict=True)):
        left = max(0.0, min(axis.x(at), width - room))
        made.append(Flag(axis.x(at), left, left + room, lane))
    return made


def _mark(row: TimelineRow, flag: Flag, texts: tuple[str, str], axis_y: float) -> Mark:
    top = axis_y - _ABOVE_AXIS - (flag.lane + 1) * _LANE + 6
    label = Label(flag.left, top + 11, top + 26, flag.right, flag.left + flag.right < 2 * flag.x, *texts)
    return Mark(flag.x, label.words_y + 5 if flag.on_top else top, row.kind, row.star, label)


def _head(row: TimelineRow, at: datetime, axis: Axis, orders: Orders) -> str:
    kind = "" if row.kind is TimelineKind.OTHER else f" {label_of(TIMELINE_KINDS, row.kind)}"
    order = " (order?)" if row.id in orders else ""
    return f"{axis.named(at)}{kind}{order}{' ★' if row.star else ''}"


def _phases(pm: Postmortem, axis: Axis) -> tuple[Phase, ...]:
    """From each kind of moment to the next one that came later; a moment in an impossible order is passed over."""
    known = [(kind, row.at) for kind in _KINDS if (row := first(pm.timeline, kind)) and row.at]
    made: list[Phase] = []
    for place, (kind, at) in enumerate(known):
        later = next((other for _, other in known[place + 1 :] if other >= at), None)
        begin = axis.x(at)
        if later is not None and later > at and (not made or begin >= made[-1].x2):
            made.append(Phase(begin, axis.x(later), kind))
    return tuple(made)


def _spans(pm: Postmortem, axis: Axis, top: float, width: float) -> tuple[Span, ...]:
    computed = times(pm)
    wanted = (
        ("to detect", computed.detect.value, TimelineKind.STARTED),
        ("to respond", computed.respond.value, TimelineKind.DETECTED),
        ("to resolve", computed.resolve.value, TimelineKind.STARTED),
    )
    made: list[Span] = []
    for name, value, begin in wanted:
        row = first(pm.timeline, begin)
        if value is not None and row and row.at:
            made.append(_span(name, value, row.at, axis, top + len(made) * _SPAN, width))
    return tuple(made)


def _span(name: str, value: timedelta, begin: datetime, axis: Axis, top: float, width: float) -> Span:
    """Its words stand behind the bar, before it, in its middle, or else above it."""
    x1, x2 = axis.x(begin), axis.x(begin + value)
    length = duration_text(value)
    room = width_of(f"{name} {length}", WORDS, bold=True)
    bar_y, words_y = top + 12, top + 16
    if x2 + 8 + room <= width:
        left, at = x2 + 8, "start"
    elif x1 - 8 - room >= 0:
        left, at = x1 - 8 - room, "end"
    else:
        left, at = max(0.0, min((x1 + x2 - room) / 2, width - room)), "middle"
        bar_y, words_y = top + 19, top + 14
    return Span(x1, x2, bar_y, left, left + room, words_y, at, name, length)


def _caption(pm: Postmortem, axis: Axis) -> str:
    zone = pm.zone if zone_named(pm.zone) else "UTC"
    begin, end = in_zone(axis.begin, axis.zone), in_zone(axis.end, axis.zone)
    day = f"{begin:%Y-%m-%d}" if axis.one_day else f"{begin:%Y-%m-%d} to {end:%Y-%m-%d}"
    return f"{day} · {zone}"


def _says(pm: Postmortem, keys: Sequence[Dated], axis: Axis, orders: Orders, gaps: Sequence[Gap]) -> str:
    """The picture in words, for those who do not see it."""
    moments = ", ".join(_head(row, at, axis, orders).replace(" ★", " (key moment)") for row, at in keys)
    computed = times(pm)
    lengths = [
        f"{duration_text(measure.value)} {name}"
        for name, measure in (
            ("to detect", computed.detect),
            ("to respond", computed.respond),
            ("to resolve", computed.resolve),
        )
        if measure.value is not None
    ]
    silent = "".join(
        f" Nothing was written for {duration_text(gap.length)} after {axis.named(gap.begin)}."
        for gap in sorted(gaps, key=lambda gap: gap.length, reverse=True)[:_TOLD_GAPS]
    )
    wrong = "".join(f" {order_sentence(*kinds)}" for kinds in orders.values())
    return f"A time axis with {moments}." + (f" {', '.join(lengths)}." if lengths else "") + wrong + silent
