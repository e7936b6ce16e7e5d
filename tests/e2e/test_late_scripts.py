"""What a room loads later: lists and cards come in a script of their own, and typing never waits for it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Route, ViewportSize, expect

from core.domain.clock.state import Start
from core.services.operations import browser_bundle
from tests.e2e.conftest import Meeting
from tests.support.browsers import DESKTOP, PATIENCE, Laptop

WHAT = "summary.what_happened"
LATE = "**/live/assets/later.*"
FAILED = "This part could not be loaded."


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that was never here: nothing is in its cache."""
    made = browser.new_context(viewport=ViewportSize(width=DESKTOP["width"], height=DESKTOP["height"]))
    yield made
    made.close()


def _type(person: Laptop, text: str) -> None:
    person.prose(WHAT).click()
    person.page.keyboard.press("Control+End")
    person.page.keyboard.type(text)


def _go(person: Laptop, section: str) -> None:
    person.page.locator(f'[data-section-link="{section}"]').click()
    expect(person.page.locator(f'[data-section-view="{section}"]')).to_be_visible()


def test_words_can_be_written_before_the_lists_are_loaded(meeting: Meeting, context: BrowserContext) -> None:
    """The script of the lists is held back: the first field is there, and what is typed is stored."""
    held: list[Route] = []
    context.route(LATE, lambda route: held.append(route))
    ana = Laptop.in_(context, meeting.links.participant)
    _type(ana, "The disk was full.")
    ana.saved()
    _go(ana, "timeline")
    expect(ana.page.get_by_text("One moment …").first).to_be_visible()
    assert len(held) == 1
    held[0].continue_()
    draft = ana.field("timeline").locator("[data-draft] .cm-content")
    draft.click(timeout=PATIENCE)
    ana.page.keyboard.type("The alarm went off")
    expect(ana.field("timeline").locator("[data-row]").last).to_contain_text("The alarm went off")
    ana.saved()


def test_the_lists_are_loaded_while_nobody_asks_for_them(meeting: Meeting, context: BrowserContext) -> None:
    """In an idle moment, once: whoever goes to another section, perhaps without a network, has them."""
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url) if "/live/assets/later." in request.url else None)
    ana = Laptop.in_(context, meeting.links.participant)
    expect(ana.page.get_by_role("complementary", name="For later")).to_be_visible(timeout=PATIENCE)
    context.set_offline(True)
    _go(ana, "factors")
    expect(ana.field("factors").locator("[data-draft] .cm-content")).to_be_visible()
    assert len(asked) == 1


def test_a_script_that_is_gone_is_told_and_typing_goes_on(meeting: Meeting, context: BrowserContext) -> None:
    """A page from before an update asks for a script that the server has no more; nothing that is typed is lost."""
    gone = True

    def answer(route: Route) -> None:
        if gone:
            route.fulfill(status=404, json={"sentence": "There is no such file. Reload the page."})
        else:
            route.continue_()

    context.route(LATE, answer)
    ana = Laptop.in_(context, meeting.links.participant)
    _type(ana, "The disk was full.")
    ana.saved()
    _go(ana, "timeline")
    problem = ana.page.get_by_role("alert").filter(has_text=FAILED).first
    expect(problem).to_contain_text("you can go on in the other fields")
    _go(ana, "lessons")
    lucky = ana.prose("lessons.lucky")
    lucky.click()
    ana.page.keyboard.type("It was a Sunday.")
    ana.saved()
    gone = False
    _go(ana, "timeline")
    ana.field("timeline").locator("[data-draft] .cm-content").click(timeout=PATIENCE)
    ana.page.keyboard.type("The alarm went off")
    ana.saved()
    _go(ana, "summary")
    expect(ana.prose(WHAT)).to_have_text("The disk was full.")


def test_try_again_brings_the_lists_where_they_failed(meeting: Meeting, context: BrowserContext) -> None:
    """A network that came back: one press, and no reload."""
    fails = [True]
    context.route(LATE, lambda route: route.abort() if fails[0] else route.continue_())
    ana = Laptop.in_(context, meeting.links.participant)
    _go(ana, "timeline")
    again = ana.page.get_by_role("button", name="Try again").first
    again.click(timeout=PATIENCE)
    expect(again).to_be_visible()
    fails[0] = False
    again.click()
    expect(ana.field("timeline").locator("[data-draft] .cm-content")).to_be_visible(timeout=PATIENCE)
    expect(ana.page.get_by_role("button", name="Try again")).to_have_count(0)


def test_the_buttons_come_when_their_script_does(meeting: Meeting, context: BrowserContext) -> None:
    """They are in the file of what comes later. Until it is there no button stands in the bar; then a press works."""
    held: list[Route] = []
    context.route(LATE, lambda route: held.append(route))
    meeting.command(lambda seen: Start(seen=seen))
    fay = Laptop.in_(context, meeting.links.facilitator)
    _type(fay, "The disk was full.")
    fay.saved()
    buttons = fay.page.get_by_role("button", name=re.compile("^(Next: |Pause$)"))
    expect(fay.page.get_by_test_id("stMainBlockContainer")).to_be_visible(timeout=PATIENCE)
    assert buttons.count() == 0
    for route in held:
        route.continue_()
    expect(buttons).to_have_count(2, timeout=PATIENCE)
    fay.page.get_by_role("button", name="Pause", exact=True).click()
    expect(fay.page.get_by_role("button", name="Resume", exact=True)).to_be_visible()


def test_buttons_that_did_not_come_are_asked_for_again(meeting: Meeting, context: BrowserContext) -> None:
    """A sentence stands in their place, with a button that brings them and all else that waits for the same script."""
    fails = [True]
    context.route(LATE, lambda route: route.abort() if fails[0] else route.continue_())
    meeting.command(lambda seen: Start(seen=seen))
    fay = Laptop.in_(context, meeting.links.facilitator)
    told = fay.page.get_by_role("alert").filter(has_text="This part of Debrief did not load.").first
    expect(told).to_be_visible(timeout=PATIENCE)
    fails[0] = False
    told.get_by_role("button", name="Try again").click()
    expect(fay.page.get_by_role("button", name="Pause", exact=True)).to_be_visible(timeout=PATIENCE)
    expect(told).to_have_count(0)
    expect(fay.page.get_by_role("complementary", name="For later")).to_be_visible(timeout=PATIENCE)


def test_the_first_load_brings_what_the_manifest_says(meeting: Meeting, context: BrowserContext) -> None:
    """Each script of the room once, compressed, and none of the shared screen."""
    ana = Laptop.in_(context, meeting.links.participant)
    ana.prose(WHAT).wait_for(timeout=PATIENCE)
    loaded = ana.page.evaluate(
        """() => performance.getEntriesByType("resource").filter(({name}) => name.includes("/live/assets/"))
        .map(({name, encodedBodySize, decodedBodySize}) => [name.split("/").pop(), encodedBodySize, decodedBodySize])"""
    )
    names = [name for name, *_ in loaded]
    assert len(names) == len(set(names))
    assert set(browser_bundle.scripts_of("board")) <= set(names)
    assert browser_bundle.script_of("present") not in names
    assert all(0 < sent < 0.6 * size for _, sent, size in loaded if size > 5_000)
