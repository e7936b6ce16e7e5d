"""How people get in and back to what is missing: a phone on Home, a link to copy, a code for cameras, a gap's field."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from core.services.documents import document_store
from tests.support.browsers import PATIENCE, PHONE, Laptop
from tests.support.edits import add_row
from tests.support.rooms import Meeting


def test_the_ways_into_a_meeting(meeting: Meeting, laptop: Callable[..., Laptop]) -> None:
    """Join stands first on a phone; Copy link works without a clipboard; the shared screen has a code for cameras."""
    home = laptop(meeting.server.url, viewport=PHONE)
    join = home.page.get_by_role("link", name="Join with a code")
    join.wait_for()
    first = join.bounding_box()
    form = home.page.get_by_text("What happened, in a few words").bounding_box()
    assert first is not None
    assert form is not None
    assert first["y"] < form["y"]
    assert first["y"] + first["height"] < PHONE["height"]
    lead = laptop(meeting.links.facilitator)
    copy = lead.page.get_by_role("button", name="Copy link").filter(visible=True).first
    copy.wait_for()
    # As on plain http: no clipboard to write to.
    lead.page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    lead.page.evaluate(
        "document.addEventListener('copy', () => { window.taken = String(document.activeElement.value) })"
    )
    copy.click()
    expect(lead.page.get_by_role("button", name="Copied").first).to_be_visible()
    assert lead.page.evaluate("window.taken") == meeting.links.participant
    screen = laptop(meeting.links.present)
    camera = screen.page.get_by_role("img", name=re.compile("QR code"))
    expect(camera).to_be_visible(timeout=PATIENCE)
    box = camera.bounding_box()
    assert box is not None
    assert box["height"] >= 170
    assert meeting.links.participant.split("&t=")[1].split("&")[0] not in screen.page.content()
    guest = laptop(f"{meeting.server.url}/live/enter#c={meeting.links.code}")
    guest.page.get_by_label("Your name").fill("Kim")
    guest.press("Join the meeting")
    guest.page.locator("[data-section-view]").wait_for()


@pytest.mark.parametrize(
    "sent",
    [
        lambda link: f"{link}.",
        lambda link: f"{link}>,",
        lambda link: f"{link}\u200b",
        lambda link: link.replace("&", "&amp;"),
        lambda link: link.replace("#", "%23"),
        lambda link: link.replace("#", "%23").replace("&", "%26").replace("=", "%3D"),
    ],
    ids=["full stop", "bracket", "blank without width", "escaped", "sign encoded", "all encoded"],
)
def test_a_link_as_mails_and_chats_hand_it_on(
    meeting: Meeting, laptop: Callable[..., Laptop], sent: Callable[[str], str]
) -> None:
    """What they put behind an address, and what they do to its signs, keeps nobody out."""
    guest = laptop(f"{meeting.server.url}/live/health")
    guest.page.goto(sent(meeting.links.participant))
    guest.come_in("Kim")
    guest.page.locator("[data-section-view]").wait_for()


@pytest.mark.parametrize("size", [{"width": 640, "height": 400}, PHONE], ids=["at 200 %", "phone"])
def test_one_press_goes_in_where_the_words_above_wrap(
    meeting: Meeting, laptop: Callable[..., Laptop], size: dict[str, int]
) -> None:
    """The words change when somebody is at it; a button that moved up under the pointer would not be pressed."""
    guest = laptop(f"{meeting.server.url}/live/health", viewport=size)
    guest.page.goto(meeting.links.participant)
    guest.page.get_by_role("button", name="Skip", exact=True).click()
    guest.page.locator("[data-section-view]").wait_for()


def test_a_missing_thing_links_to_its_field(meeting: Meeting, laptop: Callable[..., Laptop]) -> None:
    """The caret stands in the owner of the action that has none, in sight."""
    with meeting.server.app() as app:
        for n in range(12):
            rows = add_row("actions", f"a{n}", f"Action {n}", f"a{n:02}", owner="Mara" if n < 11 else "")
            document_store.edit(app, meeting.id, rows, None)
    ana = laptop(meeting.links.participant)
    ana.page.locator("[data-section-view]").wait_for()
    ana.page.goto(f"{meeting.server.url}/summary?pm={meeting.id}")
    ana.page.get_by_text("still missing").click()
    ana.page.get_by_role("link", name=re.compile("Action 11.*still needs an owner")).click()
    owner = ana.page.locator('[data-row="a11"] [data-key="owner"]')
    expect(owner).to_be_visible(timeout=PATIENCE)
    expect(owner).to_be_in_viewport(timeout=PATIENCE)
    ana.page.keyboard.type("Kim")
    ana.saved()
    assert [row.owner for row in meeting.written().actions if row.id == "a11"] == ["Kim"]
