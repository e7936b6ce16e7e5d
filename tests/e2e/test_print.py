"""Ctrl+P on the summary and on what is published: the words, dark on white, and nothing of the screen around them."""

import unicodedata
from collections.abc import Callable
from io import BytesIO

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from core.domain.guide.finished_example import finished_example
from core.services.publishing import publications
from tests.support.browsers import DESKTOP, Laptop, themed
from tests.support.rooms import Meeting
from tests.support.server import Server

# Whatever is drawn: controls, things that stay where they are while pages pass, and light words on white paper.
_LEFT_OVER = """() => {
  const drawn = (each) => each.checkVisibility() && each.offsetWidth * each.offsetHeight > 0;
  const seen = [...document.querySelectorAll("body *")].filter(drawn);
  const named = (each) => `${each.tagName}.${each.className} ${each.textContent.slice(0, 40)}`;
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map(Number);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const own = (each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  return {
    controls: seen.filter((each) => each.matches("button, input, select, textarea, [role=button]")).map(named),
    over: seen.filter((each) => ["fixed", "sticky"].includes(getComputedStyle(each).position)).map(named),
    pale: seen.filter((each) => own(each) && light(getComputedStyle(each).color) > 130).map(named),
    ground: getComputedStyle(document.body).backgroundColor,
  };
}"""


def prints(page: Page) -> str:
    """What comes out of the printer, without white space; and nothing of the screen is left on the way there."""
    page.emulate_media(media="print")
    left = page.evaluate(_LEFT_OVER)
    assert (left["controls"], left["over"], left["pale"]) == ([], [], [])
    assert left["ground"] == "rgb(255, 255, 255)"
    made = PdfReader(BytesIO(page.pdf(format="A4")))
    page.emulate_media(media="screen")
    text = "".join("".join(item.extract_text() for item in made.pages).split())
    return unicodedata.normalize("NFKC", text)  # the page's font has ligatures


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_summary_and_published_page_print_as_documents(
    server: Server, laptop: Callable[..., Laptop], theme: str
) -> None:
    """Every sentence, in either theme, with no button, no bar over the text and no secret link beside it."""
    written = finished_example()
    meeting = Meeting.holding(server, written)
    with server.app() as app:
        publications.publish(app, meeting.id, None)
        link = publications.link(app, meeting.id, server.url)
    page = laptop(f"{server.url}/summary?pm={meeting.id}", **themed(theme, DESKTOP)).page
    for address in ("", link):
        if address:
            page.goto(address)
        page.get_by_role("radio", name="Everything").click()
        page.get_by_role("heading", name="Lessons learned").wait_for()
        printed = prints(page)
        for row in (*written.timeline, *written.factors, *written.parking):
            # Word by word: two columns of a table come out line by line.
            missing = [word for word in row.text.replace("`", "").split() if word not in printed]
            assert not missing
        assert printed.count("".join(written.title.split())) == 1
        assert "live/enter" not in printed
        assert "Takeitwithyou" not in printed


def test_the_room_prints_the_section_that_is_shown(server: Server, laptop: Callable[..., Laptop]) -> None:
    """Without the bar, which stays in place while pages pass, and without Streamlit's buttons beside the section."""
    written = finished_example()
    page = laptop(Meeting.holding(server, written).links.facilitator).page
    page.get_by_text("How we talk here").wait_for()
    printed = prints(page)
    assert "".join(written.summary.what_happened.replace("`", "").split())[:60] in printed
    for button in ("Startthetwentyminutes", "Howwetalkhere", "Quietminutes"):
        assert button not in printed
