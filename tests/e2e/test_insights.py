"""Insights in a real browser: charts that can be read in both themes and sizes, files, and names for insiders only."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from core.services import access, postmortems
from tests.e2e.test_accessibility import _problems, _settled
from tests.support.browsers import DESKTOP, PATIENCE, PHONE, Laptop, picture, show_in
from tests.support.insight_data import fill
from tests.support.server import Server

Open = Callable[..., Laptop]
LAPTOP = {"width": 1366, "height": 650}
# The words of a chart that stand outside of its drawing, or on each other in one column of labels.
_CLIPPED = """() => [...document.querySelectorAll("svg.marks")].flatMap((svg) => {
  const box = svg.getBoundingClientRect();
  return [...svg.querySelectorAll("text")].filter((text) => {
    const it = text.getBoundingClientRect();
    return it.width > 0 && (it.left < box.left - 1 || it.right > box.right + 1 || it.top < box.top - 2
      || it.bottom > box.bottom + 2);
  }).map((text) => text.textContent);
})"""
_WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One of its own behind a key, with 39 postmortems: figures would count those of other tests."""
    running = Server(tmp_path_factory.mktemp("insights"), {"DEBRIEF_ACCESS": "key"}).start()
    with running.app() as app:
        fill(app, 39)
    yield running
    running.stop()


def inside(server: Server, laptop: Open, **context: object) -> Laptop:
    with server.app() as app:
        link = access.workspace_link(app, server.url)
    person = laptop(link, **context)
    person.page.get_by_role("heading", name="New postmortem").wait_for()
    return person


def insights(page: Page, server: Server, query: str = "?period=all") -> None:
    page.goto(f"{server.url}/insights{query}")
    page.get_by_role("heading", name="What our postmortems say").wait_for()
    _settled(page)
    expect(page.locator("svg.marks")).to_have_count(10, timeout=PATIENCE)


def test_the_tools_of_a_chart_do_not_lie_over_its_sentence(server: Server, laptop: Open) -> None:
    """They come when a pointer is over the chart, which is when its sentence is read."""
    somebody = inside(server, laptop, viewport=LAPTOP)
    insights(somebody.page, server)
    charts = somebody.page.get_by_test_id("stVegaLiteChart")
    cards = somebody.page.locator('[class*="st-key-finding-"]').filter(has=charts)
    for number in range(3):
        card = cards.nth(number)
        card.get_by_test_id("stVegaLiteChart").hover()
        tools, words = card.get_by_test_id("stElementToolbarButton").first, card.get_by_role("heading")
        expect(tools).to_be_visible()
        above, below = tools.bounding_box(), words.first.bounding_box()
        assert above is not None
        assert below is not None
        assert above["y"] + above["height"] <= below["y"]
    picture(somebody, "insights-tools")


@pytest.mark.parametrize("size", [DESKTOP, LAPTOP, PHONE], ids=["desktop", "laptop", "phone"])
def test_charts_are_whole_in_both_themes(server: Server, laptop: Open, size: dict[str, int]) -> None:
    """Every chart has its bars, no label is cut off, nothing is wider than the window, and axe has nothing serious."""
    somebody = inside(server, laptop, viewport=size)
    insights(somebody.page, server)
    for theme in ("light", "dark"):
        show_in(somebody.page, theme)
        assert somebody.page.evaluate(_CLIPPED) == []
        assert somebody.page.evaluate(_WIDER) <= 0
        for drawn in somebody.page.locator("svg.marks").all():
            assert drawn.locator("path[aria-roledescription], path[d]").count() > 2
        picture(somebody, f"insights-{size['width']}-{theme}")
    if size == DESKTOP:
        assert not _problems(somebody.page, "insights")


def test_filters_table_and_files(server: Server, laptop: Open) -> None:
    """A choice goes into the address, the table opens behind its chart, both files come."""
    page = inside(server, laptop).page
    insights(page, server)
    page.get_by_role("button", name="Table").first.click()
    expect(page.get_by_role("cell", name="Together").or_(page.get_by_text("Together")).first).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_label("Severity").click()
    page.get_by_role("option", name="P1").click()
    page.wait_for_url("**/insights?*severity=P1*")
    page.keyboard.press("Escape")  # while its list is open, everything else is hidden from assistive technology
    expect(page.get_by_text("severity P1")).to_be_visible(timeout=PATIENCE)
    for name, ending in (("Page to print (HTML)", "html"), ("Figures as a table (CSV)", "csv")):
        with page.expect_download(timeout=PATIENCE) as download:
            page.get_by_role("button", name=name).click()
        assert download.value.suggested_filename == f"debrief-insights.{ending}"
        assert "severity P1" in download.value.path().read_text(encoding="utf-8-sig")
    expect(page.get_by_text("Deniz")).to_have_count(0)


def test_names_complete_for_insiders_and_not_for_guests(server: Server, laptop: Open) -> None:
    """Somebody of the workspace gets the team's services and tags; a guest gets none, and types all the same."""
    with server.app() as app:
        pm_id = postmortems.create(app, "The queue stood still")
        links = access.links(app, pm_id, server.url)
    insider = inside(server, laptop)
    insider.page.goto(f"{server.url}/room?pm={pm_id}")
    insider.field("summary.services").wait_for()
    offered = insider.field("summary.services").locator("datalist option")
    expect(offered).to_have_count(8)
    tags = insider.field("summary.tags").locator("datalist option")
    expect(tags).to_have_count(5)
    guest = laptop(links.participant)
    guest.field("summary.services").wait_for()
    expect(guest.field("summary.services").locator("datalist option")).to_have_count(0)
    assert "orders-db" not in guest.page.content()
    box = guest.field("summary.services").locator("input")
    box.fill("orders-db")
    box.press("Enter")
    guest.saved()
    expect(offered).to_have_count(7, timeout=PATIENCE)
