"""What was seen before, in two browsers: somebody of the workspace leads, and a guest takes part."""

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from core.services import access, postmortems
from core.store import incident_links
from tests.support.browsers import PATIENCE, Laptop, picture, show_in
from tests.support.incidents import EARLIER_TITLE, LATER_TITLE, OPEN_ACTION, ZONE, earlier_postmortem, stored
from tests.support.rooms import Meeting, at_section
from tests.support.server import Server

pytestmark = pytest.mark.e2e

SECRET_WORDS = ("Label printing down", OPEN_ACTION, "print-gateway ran out")


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose workspace needs its key, so that a guest is one."""
    running = Server(tmp_path_factory.mktemp("locked"), {"DEBRIEF_ACCESS": "key"}).start()
    yield running
    running.stop()


@pytest.fixture
def pair(locked: Server) -> Iterator[tuple[str, Meeting]]:
    """An earlier incident, and a room with a title and nothing else in it; in the trash when the test is over."""
    with locked.app() as app:
        earlier = stored(app, earlier_postmortem())
        meeting = Meeting.of(app, locked, postmortems.create(app, LATER_TITLE, zone=ZONE))
    yield earlier, meeting
    with locked.app() as app:
        for pm_id in (earlier, meeting.id):
            postmortems.trash(app, pm_id, None)


def workspace(locked: Server) -> str:
    with locked.app() as app:
        return access.workspace_link(app, locked.url)


def insider(laptop: Callable[..., Laptop], locked: Server, meeting: Meeting, **context: object) -> Laptop:
    """Somebody who came by the workspace's key, and then by the facilitator's link."""
    ada = laptop(workspace(locked), **context)
    ada.page.get_by_role("heading", name="New postmortem").wait_for()
    ada.page.goto(meeting.links.facilitator)
    ada.come_in()
    ada.page.locator("[data-section-view]").wait_for()
    return ada


def unfold(card: Locator, pm_id: str) -> None:
    """A weaker find is folded to a line, unless it is the only one."""
    card.locator(f"[data-incident='{pm_id}']").wait_for()
    folded = card.locator(f"details[data-incident='{pm_id}']:not([open]) > summary")
    if folded.count():
        folded.click()


def everything(page: Page) -> str:
    """All text of the page, in its shadow roots too."""
    return str(
        page.locator("body").evaluate("""(body) => {
      const read = (node) => (node.shadowRoot ? read(node.shadowRoot) : "") +
        [...node.childNodes].map((each) => each.nodeType === 3 ? each.data : read(each)).join(" ");
      return read(body);
    }""")
    )


def test_it_is_there_while_the_summary_is_typed(
    laptop: Callable[..., Laptop], locked: Server, pair: tuple[str, Meeting]
) -> None:
    """Nothing moves, no key goes astray, the guest sees nothing; link, carry over, show, and then they do."""
    earlier, meeting = pair
    ada = insider(laptop, locked, meeting)
    gil = laptop(meeting.links.participant)
    gil.page.locator("[data-section-view]").wait_for()
    asked: list[str] = []
    gil.page.on("request", lambda request: asked.append(request.url) if "/live/seen/" in request.url else None)

    words = "Leipzig and Graz printed no labels, because the token of print-gateway had ended."
    field = ada.prose("summary.what_happened")
    field.click()
    before = field.bounding_box()
    ada.page.keyboard.type(words[:40], delay=15)
    notice = ada.page.locator(".seen-look")
    ada.page.keyboard.type(words[40:], delay=15)
    expect(notice).to_contain_text("Label printing down", timeout=PATIENCE)
    ada.page.keyboard.type(" More.")
    expect(field).to_have_text(f"{words} More.")
    after = field.bounding_box()
    assert before is not None
    assert after is not None
    assert (after["x"], after["y"], after["width"]) == (before["x"], before["y"], before["width"])
    picture(ada, "seen-notice")

    notice.click()
    card = ada.page.get_by_role("region", name="Seen before")
    unfold(card, earlier)
    first = card.locator(f"[data-incident='{earlier}']")
    expect(first.get_by_text("3 actions from then are still open")).to_be_visible()
    picture(ada, "seen-card")
    first.get_by_role("button", name=f"Carry over: {OPEN_ACTION}").click()
    expect(first.get_by_text("carried over")).to_be_visible()
    first.get_by_role("button", name="Link it").click()
    expect(card.get_by_role("button", name="Take the link away")).to_be_visible()
    with locked.app() as app, app.db.read() as tx:
        assert [item.id for item in incident_links.earlier_of(tx, meeting.id)] == [earlier]
    assert EARLIER_TITLE not in everything(gil.page)
    assert "Seen before" not in everything(gil.page)

    card.get_by_role("button", name="Show to the room").click()
    expect(card.get_by_role("button", name="Hide from the room")).to_be_visible()
    expect(gil.page.get_by_text(f"“{EARLIER_TITLE}”")).to_be_visible(timeout=PATIENCE)
    card.get_by_role("button", name="Close").click()
    expect(card).to_be_hidden()

    ada.press(re.compile("^Start the "))
    at_section([ada, gil], "summary")
    gil.page.locator("[data-section-link=actions]").click()
    expect(gil.field("actions").locator("[data-row]").first).to_be_visible(timeout=PATIENCE)
    assert asked == [], "a guest's browser asks for nothing"


def test_present_has_one_quiet_line_when_it_is_shown(
    laptop: Callable[..., Laptop], locked: Server, pair: tuple[str, Meeting]
) -> None:
    """And nothing before."""
    earlier, meeting = pair
    ada = insider(laptop, locked, meeting)
    with locked.app() as app, app.db.write() as tx:
        incident_links.link(tx, meeting.id, earlier, None)
    ada.press(re.compile("^Start the "))
    at_section([ada], "summary")
    screen = ada.page.context.new_page()
    screen.goto(meeting.links.present)
    expect(screen.get_by_role("timer")).to_be_visible(timeout=PATIENCE)
    assert EARLIER_TITLE not in everything(screen)
    ada.page.locator(".seen-look").click()
    ada.page.get_by_role("button", name="Show to the room").click()
    line = screen.locator(".seen-before")
    expect(line).to_have_text(f"Seen before: “{EARLIER_TITLE}”, Fri 14 Aug 2026", timeout=PATIENCE)
    picture(Laptop(screen), "seen-present")
    ada.page.get_by_role("button", name="Hide from the room").click()
    expect(line).to_be_hidden(timeout=PATIENCE)


def test_not_the_same_is_remembered_and_can_be_taken_back(
    laptop: Callable[..., Laptop], locked: Server, pair: tuple[str, Meeting]
) -> None:
    """After a reload too."""
    earlier, meeting = pair
    ada = insider(laptop, locked, meeting)
    ada.prose("summary.what_happened").click()
    ada.page.keyboard.type("No labels: the token of print-gateway had ended in Leipzig.")
    notice = ada.page.locator(".seen-look")
    expect(notice).to_contain_text("Label printing down", timeout=PATIENCE)
    notice.click()
    card = ada.page.get_by_role("region", name="Seen before")
    unfold(card, earlier)
    first = card.locator(f"[data-incident='{earlier}']")
    first.get_by_role("button", name="Not the same").click()
    expect(first).to_be_hidden()
    ada.page.get_by_role("button", name="Undo").click()
    expect(notice).to_contain_text("Label printing down")


def test_card_and_compare_have_no_serious_problem(
    laptop: Callable[..., Laptop], locked: Server, pair: tuple[str, Meeting]
) -> None:
    """Readable and usable by everybody, light and dark."""
    earlier, meeting = pair
    with locked.app() as app, app.db.write() as tx:
        incident_links.link(tx, meeting.id, earlier, None)
    ada = insider(laptop, locked, meeting, reduced_motion="reduce")
    ada.page.locator(".seen-look").click()
    ada.page.get_by_role("button", name="Show to the room").wait_for()
    problems = serious(ada.page, "card")
    ada.page.goto(f"{locked.url}/compare?pm={meeting.id}&with={earlier}")
    ada.page.locator("table.compare").wait_for()
    assert problems + serious(ada.page, "compare") == []


def serious(page: Page, where: str) -> list[str]:
    found: list[str] = []
    for theme in ("light", "dark"):
        show_in(page, theme)
        picture(Laptop(page), f"seen-{where}-{theme}")
        for rule in Axe().run(page).response["violations"]:
            if rule["impact"] in ("serious", "critical"):
                found += [f"{where}, {theme}: {rule['id']}: {node['html'][:160]}" for node in rule["nodes"]]
    return found


def test_a_phone_has_it_too(laptop: Callable[..., Laptop], locked: Server, pair: tuple[str, Meeting]) -> None:
    """A line over the foot of the screen, which opens a sheet; Compare stacks the two."""
    earlier, meeting = pair
    ada = insider(laptop, locked, meeting, viewport={"width": 390, "height": 844})
    with locked.app() as app, app.db.write() as tx:
        incident_links.link(tx, meeting.id, earlier, None)
    ada.page.reload()
    notice = ada.page.locator(".seen-look")
    expect(notice).to_be_visible(timeout=PATIENCE)
    picture(ada, "seen-phone-notice")
    notice.click()
    picture(ada, "seen-phone-card")
    ada.page.goto(f"{locked.url}/compare?pm={meeting.id}&with={earlier}")
    cells = ada.page.locator("table.compare td[data-side]")
    cells.first.wait_for()
    boxes = [cells.nth(place).bounding_box() for place in range(2)]
    assert boxes[0] is not None
    assert boxes[1] is not None
    assert boxes[0]["x"] == boxes[1]["x"]
    assert boxes[0]["y"] < boxes[1]["y"]
    assert ada.page.evaluate("document.documentElement.scrollWidth") <= 390
    picture(ada, "seen-phone-compare")
