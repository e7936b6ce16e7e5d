"""The board of action items, its wall, and the overdue at the next sync, in real browsers."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from core.services import access, postmortems
from core.services.actions import action_queries, follow_up
from core.services.documents import document_store
from pages.parts.follow_up.wall import RENEW_MS
from tests.support import edits
from tests.support.browsers import PATIENCE, Laptop
from tests.support.days import in_days
from tests.support.held import held
from tests.support.rooms import Meeting, at_section
from tests.support.server import Server

Open = Callable[..., Laptop]
TITLE = "Payments stood still"


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One of its own behind a key: the action items of others would be on the board, and guests need a door."""
    running = Server(tmp_path_factory.mktemp("follow-up"), {"DEBRIEF_ACCESS": "key"}).start()
    yield running
    running.stop()


def with_actions(server: Server, *texts: str) -> str:
    """An incident with these actions, all late and Ada's; its id."""
    with server.app() as app:
        pm_id = postmortems.create(app, TITLE)
        rows = [
            edits.add_row("actions", f"a{at}", text, f"V{at}", owner="Ada", due=in_days(-9))
            for at, text in enumerate(texts)
        ]
        document_store.edit(app, pm_id, edits.combined(*rows), None)
        held(app, pm_id)
        return pm_id


@pytest.fixture
def inside(server: Server, laptop: Open) -> Callable[[], Laptop]:
    """Opens laptops that are in the workspace, at the board."""
    with server.app() as app:
        link = access.workspace_link(app, server.url)

    def come() -> Laptop:
        person = laptop(link)
        person.page.get_by_role("heading", name="New postmortem").wait_for()
        return person

    return come


Come = Callable[[], Laptop]


def choose(page: Page, text: str, became: str) -> None:
    """The form behind one of the choices on the card of that action."""
    card = page.locator('[data-testid="stVerticalBlock"]', has=page.get_by_text(text, exact=True)).last
    choice = card.locator("label", has_text=became)
    expect(choice).to_have_count(1, timeout=PATIENCE)  # what the page showed before is gone
    choice.click()


def test_done_moved_dropped_and_handed_on_with_their_history(server: Server, inside: Come) -> None:
    """Evidence that can be clicked, a day with a reason, a because, another owner; and everything stays readable."""
    with_actions(server, "Alert at 80 %", "Rotate the logs", "Write it down", "Ring the pager")
    page = inside().page
    page.goto(f"{server.url}/follow_up")
    choose(page, "Alert at 80 %", "Done")
    page.get_by_role("button", name="It is done").click()
    expect(page.get_by_text("Done needs evidence")).to_be_visible(timeout=PATIENCE)
    page.get_by_label("Evidence:").fill("It rang: https://ci.example/run/7.")
    page.get_by_role("button", name="It is done").click()
    expect(page.get_by_text("Alert at 80 %", exact=True)).to_have_count(0, timeout=PATIENCE)

    choose(page, "Rotate the logs", "Moved")
    page.get_by_label("New date").fill("in two weeks")
    page.get_by_label("What got in the way?").fill("The migration came first")
    page.get_by_role("button", name="Move it").click()
    expect(page.get_by_text("The migration came first")).to_be_visible(timeout=PATIENCE)

    choose(page, "Write it down", "Dropped")
    page.get_by_label("We drop it, because…").fill("The service is gone")
    page.get_by_role("button", name="Drop it").click()
    expect(page.get_by_text("Write it down", exact=True)).to_have_count(0, timeout=PATIENCE)

    choose(page, "Rotate the logs", "New owner")
    page.get_by_label("Who owns it from now on?").fill("Bo")
    page.get_by_label("Why does it change hands?").fill("Ada is on leave")
    page.get_by_role("button", name="Hand it on").click()
    history = page.get_by_text("History (2)")
    expect(history).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("moved to")).to_be_hidden()
    history.click()
    expect(page.get_by_text("moved to")).to_be_visible()
    expect(page.get_by_text("1 overdue")).to_be_visible()

    page.get_by_role("combobox", name="Show").click()
    page.get_by_role("option", name="Done and dropped").click()
    expect(page).to_have_url(re.compile(r"show=closed"), timeout=PATIENCE)
    link = page.get_by_role("link", name="https://ci.example/run/7")
    expect(link).to_have_attribute("href", "https://ci.example/run/7", timeout=PATIENCE)
    assert "noopener" in (link.get_attribute("rel") or "")
    expect(page.get_by_text("The service is gone")).to_be_visible()
    page.get_by_role("button", name="Reopen").first.click()
    expect(page.get_by_text("Write it down", exact=True)).to_have_count(0, timeout=PATIENCE)
    with server.app() as app:
        now = {item.text: (item.state, item.owner) for item in action_queries.list_actions(app, include_closed=True)}
    assert {text: now[text] for text in ("Alert at 80 %", "Rotate the logs", "Write it down")} == {
        "Alert at 80 %": ("done", "Ada"),
        "Rotate the logs": ("moved", "Bo"),
        "Write it down": ("open", "Ada"),
    }


def test_a_form_half_filled_in_stays_while_another_action_is_done(server: Server, inside: Come) -> None:
    """A slow tick, a card beside it: nobody's words are cleared before they are sent."""
    with_actions(server, "Alert at 80 %", "Rotate the logs")
    page = inside().page
    page.goto(f"{server.url}/follow_up?owner=ADA%20")
    page.get_by_role("heading", name="Action items of Ada").wait_for()
    choose(page, "Alert at 80 %", "Done")
    text = page.get_by_label("Evidence:")
    text.fill("half a sen")
    choose(page, "Rotate the logs", "Dropped")
    page.get_by_label("We drop it, because…").wait_for()
    expect(text).to_have_value("half a sen")


def test_the_wall_renews_itself_and_has_nothing_to_press(server: Server, inside: Come) -> None:
    """What is kept on a laptop leaves the wall by itself; a stranger's screen shows nothing."""
    pm_id = with_actions(server, "Alert at 80 %", "Rotate the logs")
    screen = inside().page
    screen.clock.install()
    screen.goto(f"{server.url}/follow_up?wall=1")
    wall = screen.locator(".db.wall")
    expect(wall).to_contain_text("Alert at 80 %", timeout=PATIENCE)
    assert wall.locator("button, input, a, select").count() == 0
    size = wall.locator("li b").first.evaluate("node => parseFloat(getComputedStyle(node).fontSize)")
    assert size >= 24
    with server.app() as app:
        follow_up.mark_done(app, pm_id, "a0", "seen", None)
    for _ in range(PATIENCE // 500):  # the timer begins once its frame is loaded, which nothing on the page shows
        screen.clock.fast_forward(RENEW_MS)
        screen.wait_for_timeout(500)
        if "Alert at 80 %" not in wall.inner_text():
            break
    expect(wall).not_to_contain_text("Alert at 80 %")
    expect(wall).to_contain_text("Rotate the logs")


def test_the_wall_is_closed_to_strangers(server: Server, laptop: Open) -> None:
    """It is the workspace's, however it is asked for."""
    with_actions(server, "Alert at 80 %")
    stranger = laptop(f"{server.url}/follow_up?wall=1").page
    expect(stranger.get_by_text("workspace key")).to_be_visible(timeout=PATIENCE)
    expect(stranger.get_by_text("Alert at 80 %")).to_have_count(0)


def test_the_next_sync_opens_with_the_overdue_and_a_guest_sees_them_when_shown(
    server: Server, inside: Come, laptop: Open
) -> None:
    """The team sees them at Start, the clock runs, a typist stays; guests and the wall wait for the facilitator."""
    with_actions(server, "Alert at 80 %")
    meeting = Meeting.made(server)
    lead = inside()
    lead.page.goto(meeting.links.facilitator)
    guest, screen = laptop(meeting.links.participant), laptop(meeting.links.present)
    for item in (lead, guest):
        item.page.locator("[data-section-view]").wait_for()
    guest.prose("summary.what_happened").click()
    guest.page.keyboard.type("The disk")
    field = guest.prose("summary.what_happened").element_handle()
    lead.press("Start the twenty minutes")
    at_section([lead, guest, screen], "summary")
    card = lead.page.get_by_role("region", name="Overdue action items")
    expect(card).to_contain_text("Alert at 80 %", timeout=PATIENCE)
    guest.page.keyboard.type(" was full")
    guest.page.wait_for_timeout(2_000)
    for item in (guest, screen):
        expect(item.page.get_by_text("Alert at 80 %")).to_have_count(0)
    assert lead.seconds_left() < 120

    lead.press("Show to everybody")
    for item in (guest, screen):
        shown = item.page.get_by_role("region", name="Overdue action items")
        expect(shown).to_contain_text("Alert at 80 %", timeout=PATIENCE)
        expect(shown).to_contain_text("9 days late")
    guest.page.keyboard.type(" again")
    assert field.evaluate("node => node.isConnected && node.getRootNode().activeElement === node")
    expect(guest.prose("summary.what_happened")).to_have_text("The disk was full again")

    lead.press("Seen, go on")
    for item in (lead, guest, screen):
        expect(item.page.get_by_text("Alert at 80 %").locator("visible=true")).to_have_count(0, timeout=PATIENCE)
    expect(lead.page.get_by_role("button", name="Next: Timeline")).to_be_visible()


def test_after_half_a_minute_they_leave_by_themselves(server: Server, inside: Come, laptop: Open) -> None:
    """Nobody has to clear the shared screen or a guest's panel."""
    with_actions(server, "Alert at 80 %")
    meeting = Meeting.made(server)
    lead = inside()
    lead.page.goto(meeting.links.facilitator)
    guest, screen = laptop(meeting.links.participant), laptop(meeting.links.present)
    for item in (lead, guest):
        item.page.locator("[data-section-view]").wait_for()
    lead.press("Start the twenty minutes")
    lead.press("Show to everybody")
    shown = [item.page.get_by_role("region", name="Overdue action items") for item in (guest, screen)]
    for region in shown:
        expect(region).to_contain_text("Alert at 80 %", timeout=PATIENCE)
    for region in shown:
        expect(region).to_be_hidden(timeout=40_000)
