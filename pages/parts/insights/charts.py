"""A finding's chart as a Vega-Lite specification, drawn with altair in the colours of the theme.

Making a chart with altair takes 15 ms, so each kind of chart is made once, without data; what a finding adds are its
points, the height and a few parameters. The colours are the theme's chart colours (.streamlit/config.toml), which
differ between light and dark: a specification names the place in that list, so that it is the same for both.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

import altair as alt

from core.domain.insights.finding import Finding, Point, Shape

ACCENT, SOFT, WARM, NOT_SET, INK, QUIET = "accent", "soft", "warm", "none", "ink", "quiet"
P1, P2, P3 = "P1", "P2", "P3"
TONES: Final = (ACCENT, SOFT, WARM, P1, P2, P3, NOT_SET, INK, QUIET)
"""In the order of ``chartCategoricalColors``."""
_SEVERITIES: Final = {"P1": P1, "P2": P2, "P3": P3}
Chart = Any
"""What altair's operators give has no type of its own."""
_HEIGHT: Final = 176  # px
_ROW: Final = 24
_AXIS: Final = 32
_FEWEST_ROWS: Final = 3
_WORDS: Final = 13  # px
_LONGEST_LABEL: Final = 22
_WIDEST_ROW_OF_SUMS: Final = 48
"""So many digits fit beside each other above the columns; of more there are none."""
_HOUR, _DAY = 3600, 86_400
_LETTER: Final = 0.05
"""How much longer than the longest bar the axis is for each letter behind it, as a share; also on a phone."""


def specification(finding: Finding) -> dict[str, Any]:
    """What ``st.vega_lite_chart`` takes."""
    points = finding.points
    size, unit = _unit(finding)
    upright = finding.shape == "columns"
    labels = list(dict.fromkeys(point.label for point in points))
    longest = max((max(point.value, point.high) for point in points), default=0) / size or 1
    values = [_values(finding, at, size) for at in range(len(points))]
    behind = max((len(str(value["shown"])) for value in values), default=0)
    made = dict(_template(finding.shape, crowded=upright and _is_crowded(finding, len(labels))))
    # Data at the top would become a data frame on the server and Arrow on the way: half of what the page costs.
    made["layer"] = [{**made["layer"][0], "data": {"values": values}}]
    made["params"] = [
        {"name": "unit", "value": unit},
        {"name": "longest", "value": longest * (1.08 + _LETTER * behind)},
        {"name": "labels", "value": [label.rsplit(" ", 1) if upright else _short(label) for label in labels]},
    ]
    axis = _AXIS if finding.shape == "spread" else 0
    made["height"] = _HEIGHT if upright else _ROW * max(len(points), _FEWEST_ROWS) + axis
    return made


def in_words(finding: Finding) -> str:
    """For those who do not see the chart: its sentence and its points."""
    points = "; ".join(f"{' '.join((point.label, point.group)).strip()}: {point.shown}" for point in finding.points)
    return f"{finding.title}. {finding.sentence} {points}."


def _is_crowded(finding: Finding, columns: int) -> bool:
    """Whether the sums above the columns would stand in each other."""
    sums: defaultdict[str, float] = defaultdict(float)
    for point in finding.points:
        sums[point.label] += point.value
    return columns * max((len(f"{total:,.0f}") for total in sums.values()), default=0) > _WIDEST_ROW_OF_SUMS


def _values(finding: Finding, at: int, size: float) -> dict[str, object]:
    """A row of data. ``at``: its place among the labels, which orders them; two long names may be shortened alike."""
    point = finding.points[at]
    shown = point.shown
    if finding.shape == "shares":
        shown = f"{shown} · {point.value / (sum(other.value for other in finding.points) or 1):.0%}"
    place = at
    if finding.shape == "columns":
        place = list(dict.fromkeys(other.label for other in finding.points)).index(point.label)
    return {
        "at": place,
        "label": point.label,
        "group": point.group,
        "order": at,
        "value": point.value / size,
        "low": point.low / size,
        "high": point.high / size,
        "end": max(point.value, point.high) / size,
        "shown": shown,
        "tone": _tone(point),
        "soft": SOFT,
        "accent": ACCENT,
        "ink": INK,
    }


@cache
def _template(shape: Shape, *, crowded: bool = False) -> dict[str, Any]:
    """The chart without what a finding adds, checked against the schema of Vega-Lite."""
    chart = _columns(crowded) if shape == "columns" else _CHARTS[shape]()
    drawn = chart.to_dict()
    inner = {key: drawn[key] for key in ("layer", "mark", "encoding") if key in drawn}
    made: dict[str, Any] = {"$schema": drawn["$schema"], "layer": [inner]}
    made["width"], made["background"] = "container", "transparent"
    # The theme's own colour of labels has too little contrast in the light theme.
    quiet = {"expr": f"scale('color', '{QUIET}')"}
    made["config"] = {"view": {"strokeOpacity": 0}, "axis": {"grid": False, "labelColor": quiet}}
    made["padding"] = {"left": 2, "right": 6, "top": 8, "bottom": 2}
    made["usermeta"] = {"embedOptions": {"renderer": "svg"}}
    return made


def _columns(crowded: bool) -> Chart:
    """Counts side by side, severities on top of each other, the sum above them."""
    across = alt.Axis(
        labelAngle=0,
        labelExpr="labels[datum.value]",
        ticks=False,
        labelOverlap="greedy",
        labelPadding=6,
        labelFontSize=12,
    )
    upward = alt.Axis(tickMinStep=1, tickCount=4, domain=False, ticks=False, format="~s")
    base = _base().encode(x=alt.X("at:O", title=None, axis=across))
    bars = base.mark_bar(cornerRadius=3).encode(
        y=alt.Y("value:Q", title=None, axis=upward),
        color=_color("tone"),
        order=alt.Order("order:Q"),
        tooltip=[alt.Tooltip("label:N", title="When"), alt.Tooltip("group:N", title="What"), alt.Tooltip("value:Q")],
    )
    sums = base.mark_text(dy=-7, fontSize=12, fontWeight=600).encode(
        y=alt.Y("sum(value):Q"), text=alt.Text("sum(value):Q", format=","), color=_color("ink")
    )
    return bars if crowded else bars + sums


def _spread() -> Chart:
    """A median for each month or quarter on the middle half of its values, with the median in words at the end."""
    axis = alt.Axis(
        tickCount=4,
        domain=False,
        ticks=False,
        labelExpr="datum.label + ' ' + unit",
        labelFontSize=12,
        labelOverlap=True,
    )
    base = _base().encode(y=_rows())
    band = base.mark_bar(size=10, cornerRadius=5).encode(
        x=alt.X("low:Q", title=None, axis=axis, scale=_to_longest()), x2=alt.X2("high:Q"), color=_color("soft")
    )
    dots = base.mark_point(filled=True, size=130, opacity=1).encode(
        x=alt.X("value:Q"), color=_color("accent"), tooltip=[alt.Tooltip("shown:N", title="Median")]
    )
    return band + dots + _behind(base, "high:Q")


def _bars() -> Chart:
    """A bar for each name, with its number behind it."""
    base = _base().encode(y=_rows())
    x = alt.X("value:Q", title=None, axis=None, scale=_to_longest())
    bars = base.mark_bar(cornerRadius=5).encode(
        x=x, color=_color("tone"), tooltip=[alt.Tooltip("label:N", title="Name"), alt.Tooltip("value:Q", title="Times")]
    )
    return bars + _behind(base, "value:Q")


def _plan() -> Chart:
    """Used minutes as bars, the plan as a stroke across."""
    base = _base().encode(y=_rows())
    x = alt.X("value:Q", title=None, axis=None, scale=_to_longest())
    bars = base.mark_bar(cornerRadius=5).encode(x=x, color=_color("tone"))
    stroke = base.mark_tick(thickness=2, size=20).encode(x=alt.X("high:Q"), color=_color("ink"))
    return bars + stroke + _behind(base, "end:Q")


def _base() -> Chart:
    return alt.Chart({"name": "points"})


def _behind(base: Chart, place: str) -> Chart:
    """The value in words, behind the end of its bar."""
    text = base.mark_text(dx=10, align="left", fontSize=_WORDS, fontWeight=600)
    return text.encode(x=alt.X(place), text=alt.Text("shown:N"), color=_color("ink"))


def _rows() -> alt.Y:
    """A row for each label, in the order of the points."""
    axis = alt.Axis(
        domain=False,
        ticks=False,
        labelLimit=160,
        labelFontSize=_WORDS,
        labelPadding=8,
        labelExpr="labels[datum.value]",
    )
    return alt.Y("at:O", title=None, axis=axis, scale=alt.Scale(paddingInner=0.3))


def _to_longest() -> alt.Scale:
    return alt.Scale(domainMin=0, domainMax={"expr": "longest"}, nice=False)


def _color(name: str) -> alt.Color:
    """By the place of the tone in the theme's list. No legend: what a colour means is said in words."""
    return alt.Color(f"{name}:N", scale=alt.Scale(domain=list(TONES)), legend=None)


def _tone(point: Point) -> str:
    if point.group:
        return _SEVERITIES.get(point.group, NOT_SET)
    if point.warm:
        return WARM
    return ACCENT if point.strong else SOFT


def _short(label: str) -> str:
    return label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1]}…"


def _unit(finding: Finding) -> tuple[int, str]:
    """Seconds in the unit of an axis that reaches as far as the points do, and its name; 1 for what is no time."""
    if finding.shape not in ("spread", "plan"):
        return 1, ""
    longest = max((max(point.value, point.high) for point in finding.points), default=0)
    if longest < 2 * _HOUR:
        return 60, "min"
    return (_HOUR, "h") if longest < 3 * _DAY else (_DAY, "d")


_CHARTS: Final[Mapping[Shape, Callable[[], Chart]]] = {
    "spread": _spread,
    "bars": _bars,
    "shares": _bars,
    "plan": _plan,
}
