"""The charts: valid Vega-Lite for each shape, in the theme's colours, whatever the labels are."""

import tomllib
from pathlib import Path
from typing import Any

import altair as alt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.insights.finding import Finding, Point, Shape
from pages.parts.insights import charts

SHAPES: tuple[Shape, ...] = ("columns", "spread", "bars", "shares", "plan")
THEME: dict[str, Any] = tomllib.loads(
    (Path(__file__).resolve().parents[3] / ".streamlit" / "config.toml").read_text(encoding="utf-8")
)["theme"]


def finding(shape: Shape, *points: Point) -> Finding:
    return Finding("key", "Title", "A sentence.", "basis", shape, 9, points=points)


def values_of(made: dict[str, Any]) -> list[dict[str, Any]]:
    values: list[dict[str, Any]] = made["layer"][0]["data"]["values"]
    return values


def some(count: int = 3) -> tuple[Point, ...]:
    return tuple(Point(f"Q{at} 2026", 60 * at, f"{at} min", low=30, high=90 * at) for at in range(1, count + 1))


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("count", [1, 3, 26])
def test_each_shape_is_valid(shape: Shape, count: int) -> None:
    """As altair's own schema says; with data, no rule of which depends on it."""
    made = charts.specification(finding(shape, *some(count)))
    alt.LayerChart.from_dict(made, validate=True)
    assert len(values_of(made)) == count
    assert made["usermeta"]["embedOptions"]["renderer"] == "svg"


def test_there_is_a_colour_for_every_tone_in_both_themes() -> None:
    """A tone is a place in the theme's list; the colours of severities are those of the chips, or close to them."""
    light, dark = (THEME[name]["chartCategoricalColors"] for name in ("light", "dark"))
    assert len(light) == len(dark) == len(charts.TONES)
    assert (light[0], dark[0]) == (THEME["light"]["linkColor"], THEME["dark"]["linkColor"])
    assert (light[3], dark[3]) == (THEME["light"]["redColor"], THEME["dark"]["redColor"])
    assert (light[2], dark[2]) == (THEME["light"]["orangeColor"], THEME["dark"]["orangeColor"])
    for theme, colours in ((THEME["light"], light), (THEME["dark"], dark)):
        assert colours[charts.TONES.index(charts.INK)] == theme["textColor"]


def test_a_chart_is_told_in_words() -> None:
    """For a screen reader: the title, the sentence, and every point."""
    text = charts.in_words(finding("bars", Point("disk", 4, "4"), Point("dns", 2, "2", group="P1")))
    assert text == "Title. A sentence. disk: 4; dns P1: 2."


def test_two_long_names_that_begin_alike_stay_two_bars() -> None:
    """They are shortened for the axis only."""
    made = charts.specification(finding("bars", Point("x" * 80 + "a", 4, "4"), Point("x" * 80 + "b", 2, "2")))
    assert [value["at"] for value in values_of(made)] == [0, 1]
    assert all(len(label) <= 22 for label in made["params"][2]["value"])


def test_a_name_cannot_become_an_expression() -> None:
    """Labels reach Vega as a value, never as code."""
    name = "'] + alert(1) + ['"
    made = charts.specification(finding("bars", Point(name, 1, "1")))
    assert name not in str([layer["encoding"] for layer in made["layer"][0]["layer"]])


@given(
    st.sampled_from(SHAPES),
    st.lists(
        st.builds(
            Point,
            label=st.text(max_size=60),
            value=st.floats(0, 1e12),
            shown=st.text(max_size=10),
            group=st.sampled_from(["", "P1", "P9"]),
            low=st.floats(0, 1e12),
            high=st.floats(0, 1e12),
            strong=st.booleans(),
            warm=st.booleans(),
        ),
        max_size=30,
    ),
)
def test_any_points_make_a_chart(shape: Shape, points: list[Point]) -> None:
    """Never raises; the axis is never empty."""
    made = charts.specification(finding(shape, *points))
    assert made["params"][1]["value"] > 0
    assert made["height"] > 0
    assert {value["tone"] for value in values_of(made)} <= set(charts.TONES)
