"""No page has a serious accessibility problem, in light or in dark, with every section filled in.

axe-core looks at each page as a browser draws it, shadow roots included. A page is loaded once and looked at in
both themes: it follows the system's while it is open. It is looked at first in the one that it is in.
"""

from collections.abc import Callable
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from core.domain.clock.state import Finish, Start
from core.domain.guide.finished_example import finished_example
from core.domain.postmortem import SectionId
from core.services import access, postmortems
from core.services.actions import follow_up
from core.services.documents import document_store
from core.services.exchange import exports
from core.services.publishing import publications
from tests.support import edits
from tests.support.browsers import PATIENCE, PHONE, Laptop, show_in
from tests.support.held import held
from tests.support.rooms import Meeting, at_section
from tests.support.server import Server

Open = Callable[..., Laptop]
AXE = Axe()
WORKSPACE = {
    "": "New postmortem",
    "archive": "Archive",
    "follow_up": "Follow-up",
    "follow_up?owner=Mara": "Action items of Mara",
    "follow_up?show=closed": "Follow-up",
    "follow_up?wall=1": "Action items",
    "insights": "What our postmortems say",
    "import_reports": "Bring in old reports",
    "guide": "Guide",
    "settings": "Settings",
}


def _problems(page: Page, where: str) -> list[str]:
    """What axe calls serious or critical, one line a rule and element."""
    found: list[str] = []
    is_dark = page.evaluate("() => matchMedia('(prefers-color-scheme: dark)').matches")
    for theme in ("dark", "light") if is_dark else ("light", "dark"):
        show_in(page, theme)
        for rule in AXE.run(page).response["violations"]:
            if rule["impact"] in ("serious", "critical"):
                found += [f"{where}, {theme}: {rule['id']}: {_said(node)}" for node in rule["nodes"]]
    return found


def _said(node: dict[str, list[dict[str, str]]]) -> str:
    why = next((check["message"] for check in node["any"] + node["all"] + node["none"]), "")
    return f"{str(node['html'])[:160]} {why}"


def _settled(page: Page) -> None:
    """The page is drawn: Streamlit's own spinner and skeletons would be judged instead."""
    drawing = page.locator('[data-testid="stSkeleton"], [data-testid="stStatusWidgetRunningIcon"]')
    expect(drawing).to_have_count(0, timeout=30_000)


@pytest.fixture
def full(server: Server) -> Meeting:
    """A postmortem in which every field holds something."""
    return Meeting.holding(server, finished_example())


@pytest.mark.parametrize("path", WORKSPACE)
def test_the_workspace_has_no_serious_problem(server: Server, full: Meeting, laptop: Open, path: str) -> None:
    """Home, archive, follow-up, guide and settings can be read and used by everybody."""
    somebody = laptop(f"{server.url}/{path}")
    somebody.page.get_by_role("heading", name=WORKSPACE[path]).wait_for()
    _settled(somebody.page)
    assert not _problems(somebody.page, path or "home")


def test_what_is_folded_away_has_no_serious_problem(server: Server, full: Meeting, laptop: Open) -> None:
    """The guide's sections and the forms of an action item are held to the same."""
    somebody = laptop(f"{server.url}/guide")
    somebody.page.get_by_text("Timeline · 4 min").click()
    somebody.page.get_by_text("Questions that help").locator("visible=true").wait_for()
    problems = _problems(somebody.page, "guide, a section open")
    with server.app() as app:
        held(app, full.id)
        follow_up.move(app, full.id, finished_example().actions[0].id, date(2199, 1, 1), "https://a.example/7", None)
        follow_up.set_owner(app, full.id, finished_example().actions[0].id, "Zoe", None, "knows it better")
    somebody.page.goto(f"{server.url}/follow_up?pm={full.id}")
    for choice in ("Done", "Moved", "Dropped"):
        somebody.page.locator("label", has_text=choice).nth(0).click()
    somebody.page.get_by_role("button", name="Drop it").wait_for()
    somebody.page.locator("label", has_text="New owner").nth(1).click()
    somebody.page.get_by_role("button", name="Hand it on").wait_for()
    somebody.page.get_by_text("History (2)").click()
    problems += _problems(somebody.page, "follow-up, a form open")
    assert not problems


def test_the_focus_in_the_list_of_pages_is_seen(server: Server, laptop: Open) -> None:
    """A ground as faint as that of the page that is open tells nobody where the keyboard is."""
    page = laptop(f"{server.url}/guide").page
    page.get_by_role("heading", name=WORKSPACE["guide"]).wait_for()
    _settled(page)
    links = page.get_by_test_id("stTopNavLink")
    links.first.focus()
    page.keyboard.press("Tab")
    focused = links.filter(has_text="Archive")
    expect(focused).to_be_focused()
    expect(focused).to_have_css("outline-style", "solid")
    expect(focused).to_have_css("outline-width", "2px")


def test_the_way_in_has_no_serious_problem(server: Server, laptop: Open) -> None:
    """Where a code is typed, and with a sentence about a wrong one."""
    guest = laptop(f"{server.url}/live/enter")
    guest.page.get_by_label("The code on the shared screen").wait_for()
    problems = _problems(guest.page, "enter")
    guest.page.get_by_label("The code on the shared screen").fill("AAAA-AAAA")
    guest.press("Join the meeting")
    expect(guest.page.get_by_role("alert")).not_to_be_empty()
    assert not problems + _problems(guest.page, "enter, a wrong code")


def test_the_room_has_no_serious_problem_before_and_during_the_meeting(full: Meeting, laptop: Open) -> None:
    """Lobby and running, with the facilitator's controls and without them."""
    lead, ana = laptop(full.links.facilitator), laptop(full.links.participant, viewport=PHONE)
    for item in (lead, ana):
        item.page.locator("[data-section-view]").wait_for()
    lead.page.get_by_text("Prepared").wait_for()
    problems = _problems(lead.page, "lobby, facilitator") + _problems(ana.page, "lobby, participant on a phone")
    lead.press("Start the twenty minutes")
    at_section([lead, ana], "summary")
    lead.page.get_by_role("button", name="Pause").wait_for()
    problems += _problems(lead.page, "running, facilitator") + _problems(ana.page, "running, participant on a phone")
    lead.press("Pause")
    lead.page.get_by_role("button", name="Resume").wait_for()
    for _ in range(2):
        lead.choose("−1 min")
        lead.page.wait_for_timeout(500)
    lead.press("Resume")
    lead.page.locator('[data-phase="overtime"]').first.wait_for(timeout=PATIENCE)
    assert not problems + _problems(lead.page, "overtime, facilitator")


def test_the_opening_has_no_serious_problem(server: Server, meeting: Meeting, laptop: Open) -> None:
    """The overdue action items in the room and on the shared screen."""
    with server.app() as app:
        pm_id = postmortems.create(app, "Disk full")
        row = edits.add_row("actions", "a1", "Alert at 80 %", "V", owner="Ada", due=date(2001, 1, 1))
        document_store.edit(app, pm_id, row, None)
    lead, screen = laptop(meeting.links.facilitator), laptop(meeting.links.present)
    lead.page.locator("[data-section-view]").wait_for()
    lead.press("Start the twenty minutes")
    lead.page.get_by_role("region", name="Overdue action items").wait_for()
    problems = _problems(lead.page, "room, opening")
    lead.press("Show to everybody")
    screen.page.get_by_role("region", name="Overdue action items").wait_for()
    problems += _problems(screen.page, "present, opening")
    with server.app() as app:
        postmortems.trash(app, pm_id, None)  # nobody else's meeting opens with it
    assert not problems


def test_no_section_of_the_board_has_a_serious_problem(full: Meeting, laptop: Open) -> None:
    """All seven, full of words, with their help open."""
    ana = laptop(full.links.participant)
    problems: list[str] = []
    for section in SectionId:
        ana.page.locator(f'[data-section-link="{section}"]').click()
        ana.page.locator(f'[data-section-view="{section}"]').wait_for()
        for item in ana.page.locator(".help-row details > summary").all():
            item.click()
        problems += _problems(ana.page, f"section {section}")
    assert not problems


def test_the_shared_screen_has_no_serious_problem(full: Meeting, laptop: Open) -> None:
    """Before, during and after the meeting."""
    screen = laptop(full.links.present)
    screen.page.locator('[data-status="lobby"]').first.wait_for()
    problems = _problems(screen.page, "present, lobby")
    full.command(lambda seen: Start(seen=seen))
    screen.page.locator('.stage[data-status="running"]').wait_for(timeout=PATIENCE)
    problems += _problems(screen.page, "present, running")
    full.command(lambda seen: Finish(seen=seen))
    screen.page.locator('.stage[data-status="finished"]').wait_for(timeout=PATIENCE)
    assert not problems + _problems(screen.page, "present, finished")


@pytest.mark.parametrize("kind", ["full", "just begun"])
def test_the_summary_has_no_serious_problem(full: Meeting, meeting: Meeting, laptop: Open, kind: str) -> None:
    """Finished, and with most of it still missing."""
    reader = laptop((full if kind == "full" else meeting).links.summary)
    reader.page.get_by_role("heading", name="Take it with you").wait_for()
    if kind == "just begun":
        for item in reader.page.locator("details > summary").all():
            item.click()
    _settled(reader.page)
    problems = _problems(reader.page, f"summary, {kind}")
    reader.page.get_by_role("radio", name="Everything").click()
    reader.page.get_by_role("heading", name="Time", exact=True).wait_for()
    assert not problems + _problems(reader.page, f"summary, {kind}, everything")


def test_publishing_and_its_page_have_no_serious_problem(full: Meeting, server: Server, laptop: Open) -> None:
    """The panel before and after, what readers see with a later edit, and the history with a comparison."""
    lead = laptop(f"{server.url}/summary?pm={full.id}")
    lead.press("Publish…")
    lead.page.get_by_role("button", name="Publish now").wait_for()
    problems = _problems(lead.page, "summary, about to publish")
    lead.press("Publish now")
    lead.page.get_by_role("link", name="See what readers see").wait_for()
    with server.app() as app:
        somebody, _ = access.known_or_new_visitor(app, None)
        document_store.edit(app, full.id, edits.set_text("lessons.lucky", "It was a Sunday."), somebody.id)
        link = publications.link(app, full.id, server.url)
    reader = laptop(link, viewport=PHONE)
    reader.page.get_by_role("radio", name="Everything").click()
    reader.page.get_by_text("edited since it was published").wait_for()
    _settled(reader.page)
    problems += _problems(reader.page, "published")
    lead.page.goto(f"{server.url}/summary?pm={full.id}&show=History")
    lead.page.locator(".changes ins").first.wait_for()
    lead.page.get_by_text("How it read then").click()
    lead.press("Bring it back…")
    lead.page.get_by_role("button", name="Bring it back", exact=True).wait_for()
    _settled(lead.page)
    assert not problems + _problems(lead.page, "history")


def test_the_exported_page_has_no_serious_problem(full: Meeting, server: Server, laptop: Open) -> None:
    """The one HTML file that leaves Debrief is a page too."""
    with server.app() as app:
        page = exports.export(app, full.id, "html").data.decode()
    reader = laptop("about:blank")
    reader.page.set_content(page)
    assert not _problems(reader.page, "export")
