"""The incident picture as SVG: readable by people, by readers aloud, and in both themes; never a program."""

import xml.etree.ElementTree as etree
from datetime import UTC, datetime, timedelta

import pytest

from core.domain.postmortem import Postmortem, TimelineKind, TimelineRow
from core.export.html import to_html
from core.export.meta import ExportMetadata
from core.export.picture_svg import NARROW, WIDE, picture_svg
from tests.support.payloads import HUGE, PAYLOADS
from tests.support.postmortems import example

NOW = datetime(2026, 3, 10, 14, 0, tzinfo=UTC)
SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {f"{SVG}{name}" for name in ("svg", "title", "desc", "line", "circle", "path", "text", "tspan")}
ATTRIBUTES = {
    *("viewBox", "width", "height", "role", "aria-labelledby", "color", "fill", "font-family", "font-size", "id"),
    *("x1", "y1", "x2", "y2", "x", "y", "cx", "cy", "r", "d", "stroke", "stroke-width", "stroke-opacity"),
    *("fill-opacity", "text-anchor", "font-weight"),
}


def parsed(svg: str) -> etree.Element:
    return etree.fromstring(svg)  # noqa: S314 - made by us, and the parser loads nothing


def with_text(text: str) -> Postmortem:
    return Postmortem(
        zone=text,
        timeline=tuple(
            TimelineRow(id=f"t{kind}", at=NOW + timedelta(minutes=5 * place), kind=kind, text=text, who=text, star=True)
            for place, kind in enumerate(TimelineKind)
        ),
    )


def test_it_shows_the_moments_and_the_lengths() -> None:
    """What happened when, and how long it took."""
    text = "".join(parsed(picture_svg(example())).itertext())
    for phrase in ("02:14 Started ★", "02:51 Resolved", "to detect 12 min", "Europe/Berlin"):
        assert phrase in text


def test_nothing_to_draw_is_nothing() -> None:
    """A page puts it in without asking first."""
    assert picture_svg(Postmortem()) == ""


def test_it_is_read_aloud_as_one_picture() -> None:
    """A role, a name and a description, and names of its own when a page holds two."""
    for width in (WIDE, NARROW):
        svg = parsed(picture_svg(example(), width))
        title, desc = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
        assert svg.get("role") == "img"
        assert title is not None
        assert desc is not None
        assert svg.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
        assert "37 min to resolve" in (desc.text or "")
        assert f"{width:g}" in str(title.get("id"))


def test_it_takes_the_colour_of_the_words_around_it() -> None:
    """Light on dark, dark on light, without knowing which; or a colour of its own for paper."""
    assert 'color="currentColor"' in picture_svg(example())
    assert 'color="#1f2a37"' in picture_svg(example(), ink="#1f2a37")


def test_every_colour_is_readable_on_white_and_on_black() -> None:
    """3:1 for shapes, on the lightest and the darkest page."""
    from core.export.picture_svg import COLOURS

    for colour in {value for value in COLOURS.values() if value.startswith("#")}:
        light = luminance(colour)
        assert (1.05) / (light + 0.05) >= 2.7, colour
        assert (light + 0.05) / (luminance("#14191f") + 0.05) >= 3, colour


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("payload", [*PAYLOADS, *HUGE, "\ud800", "\ufffe\uffff \U0001fffe"])
def test_hostile_words_stay_words(payload: str) -> None:
    """Well-formed, and made of nothing but shapes and text: no script, no style, no link, no reference."""
    for width in (WIDE, NARROW):
        for element in parsed(picture_svg(with_text(payload), width)).iter():
            assert element.tag in SHAPES
            assert set(element.keys()) <= ATTRIBUTES
            assert not any("url(" in value for value in element.attrib.values())


def test_the_html_file_holds_it_for_wide_and_for_narrow_pages() -> None:
    """One of two is shown, before the first section."""
    html = to_html(example(), ExportMetadata(id="x", created_at=NOW, exported_at=NOW))
    assert html.count("<svg") == 2
    assert html.index("<svg") < html.index("<h2")
    assert ".picture .slim { display: none; }" in html


def test_the_html_file_without_times_has_no_empty_frame() -> None:
    """Nothing is said about a picture that is not there."""
    assert "<figure" not in to_html(Postmortem(title="x"), ExportMetadata(id="x", created_at=NOW, exported_at=NOW))
