"""The incident picture on a page: boxes and words only, at every width, whatever people typed."""

import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.domain.picture.incident_picture import Picture, incident_picture
from core.domain.postmortem import Postmortem, TimelineKind, TimelineRow
from pages.parts.summary import picture
from tests.support.payloads import HUGE, PAYLOADS
from tests.support.postmortems import example

NOW = datetime(2026, 3, 10, 14, 0, tzinfo=UTC)
STYLE = re.compile(r"(?:(?:left|right|width):-?\d+\.\d\d%|(?:top|height):-?\d+(?:\.\d+)?px)(?:;|$)")


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


def shape_of(pm: Postmortem, width: float = 620) -> Picture:
    shape = incident_picture(pm, width)
    assert shape is not None
    return shape


def drawn(pm: Postmortem, width: float = 620) -> Reader:
    return read(picture._picture(shape_of(pm, width)))


def with_text(text: str) -> Postmortem:
    return Postmortem(
        timeline=tuple(
            TimelineRow(id=f"t{kind}", at=NOW + timedelta(minutes=5 * place), kind=kind, text=text, star=True)
            for place, kind in enumerate(TimelineKind)
        )
    )


def test_it_shows_moments_lengths_and_the_zone() -> None:
    """The same words as in the files that people take away."""
    text = "".join(drawn(example()).words)
    for message in ("02:14 Started ★", "02:51 Resolved", "to detect 12 min", "2026-03-10 · Europe/Berlin"):
        assert message in text


def test_it_is_one_picture_for_those_who_listen() -> None:
    """A name that says what it shows; the boxes inside are silent."""
    reader = drawn(example())
    assert ("role", "img") in reader.attributes
    assert ("aria-label", shape_of(example()).says) in reader.attributes
    assert ("aria-hidden", "true") in reader.attributes


@pytest.mark.parametrize("payload", [*PAYLOADS, *HUGE])
def test_hostile_words_stay_words(payload: str) -> None:
    """Four kinds of tags, places in figures, and nothing else, also before Streamlit's own sanitiser."""
    reader = drawn(with_text(payload))
    assert set(reader.tags) <= {"div", "i", "span", "b"}
    assert {name for name, _ in reader.attributes} <= {"class", "style", "role", "aria-label", "aria-hidden"}
    for name, value in reader.attributes:
        assert name != "style" or STYLE.sub("", value) == "", value


def test_each_width_has_a_rule_that_shows_it() -> None:
    """A picture that no rule shows would never be seen, and two at once would be one too many."""
    css = Path(picture.__file__).with_name("picture.css").read_text(encoding="utf8")
    for width in picture.WIDTHS:
        assert f".picture.at{width} {{ display: block; }}" in css
        assert f'class="picture at{width}"' in picture._picture(shape_of(example(), width))
    for width in picture.WIDTHS[1:]:
        assert f"@container (min-width: {width}px)" in css


def page(rows: int) -> None:
    from core.domain.guide.finished_example import finished_example
    from pages.parts.summary.picture import incident_picture

    whole = finished_example()
    incident_picture(whole.model_copy(update={"timeline": whole.timeline[:rows]}))


@pytest.mark.parametrize(("rows", "elements"), [(8, 2), (1, 0), (0, 0)])
def test_on_a_page_it_stands_or_there_is_nothing(rows: int, elements: int) -> None:
    """No empty frame while nobody has typed two times."""
    seen = AppTest.from_function(page, args=(rows,)).run()
    assert not seen.exception
    assert len(seen.get("html")) == elements
