"""A screenshot on a row of the timeline: pasted, dropped or chosen, seen by everybody, and taken along."""

import base64
import os
from collections.abc import Callable
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import FilePayload, Locator, Route, expect

from core.domain.clock.state import Next, Start
from core.services.exchange import exports
from tests.e2e.conftest import Meeting
from tests.support.browsers import DESKTOP, PATIENCE, PHONE, Laptop, themed
from tests.support.pictures import saved, screenshot

Open = Callable[..., Laptop]
AXE = Axe()
PASTE = """(node, [files, text, how]) => {
  const transfer = new DataTransfer();
  for (const [name, type, data] of files)
    transfer.items.add(new File([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))], name, { type }));
  if (text) transfer.setData("text/plain", text);
  const event = how === "paste"
    ? new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true, composed: true })
    : new DragEvent(how, { dataTransfer: transfer, bubbles: true, cancelable: true, composed: true });
  node.dispatchEvent(event);
}"""


def _in(meeting: Meeting, laptop: Open, *, link: str = "", phone: bool = False) -> Laptop:
    person = laptop(link or meeting.links.participant)
    if phone:
        person.page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    person.page.locator('[data-section-link="timeline"]').first.click()
    expect(person.page.locator('[data-section-view="timeline"]')).to_be_visible()
    return person


def _row(person: Laptop, place: int = 0) -> Locator:
    return person.field("timeline").locator("[data-row]").nth(place)


def _give(node: Locator, data: bytes, *, text: str = "", how: str = "paste", name: str = "image.png") -> None:
    kind = "image/png" if name.endswith(".png") else "image/svg+xml" if name.endswith(".svg") else ""
    node.evaluate(PASTE, [[[name, kind, base64.b64encode(data).decode()]], text, how])


def _pictures(person: Laptop) -> Locator:
    return person.field("timeline").locator("[data-picture] img")


def _loaded(image: Locator) -> None:
    expect(image).to_be_visible(timeout=PATIENCE)
    expect(image).to_have_js_property("complete", True)
    assert image.evaluate("(node) => node.naturalWidth") > 0


def _picture(person: Laptop, name: str) -> None:
    folder = os.environ.get("DEBRIEF_PICTURES")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        person.page.screenshot(path=f"{folder}/{name}.png", full_page=False)


def test_pasted_in_one_browser_it_is_seen_in_another_and_on_a_phone_and_after_a_reload(
    meeting: Meeting, laptop: Open
) -> None:
    """And it can be enlarged, named and removed, and the removal taken back."""
    ada, ben = _in(meeting, laptop), _in(meeting, laptop)
    words = _row(ada).locator(".cm-content")
    words.click()
    _give(words, screenshot())
    for person in (ada, ben):
        _loaded(_pictures(person).first)
    expect(_pictures(ada).first).to_have_attribute("alt", "Screenshot at 23:00")
    caption = _row(ada).get_by_label("What the picture shows")
    caption.fill("CPU of orders-db")
    expect(_pictures(ben).first).to_have_attribute("alt", "CPU of orders-db")
    ada.saved()
    ada.page.reload()
    ada.page.locator('[data-section-link="timeline"]').first.click()
    _loaded(_pictures(ada).first)
    _picture(ada, "room-1440")
    phone = _in(meeting, laptop, phone=True)
    _loaded(_pictures(phone).first)
    _picture(phone, "room-390")
    _pictures(phone).first.click()
    dialog = phone.page.get_by_role("dialog", name="CPU of orders-db")
    expect(dialog.get_by_role("img")).to_be_visible()
    _picture(phone, "dialog-390")
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)
    _row(ben).get_by_role("button", name="Remove this picture").click()
    expect(_pictures(ada)).to_have_count(0)
    ben.press("Undo")
    _loaded(_pictures(ada).first)
    assert [item.caption for item in meeting.written().timeline[0].evidence] == ["CPU of orders-db"]


def test_two_people_add_a_picture_to_one_row_at_the_same_moment(meeting: Meeting, laptop: Open) -> None:
    """Both stay, and undo takes back one's own."""
    ada, ben = _in(meeting, laptop), _in(meeting, laptop)
    for person in (ada, ben):
        _row(person).locator(".cm-content").click()
    for person in (ada, ben):
        _give(_row(person).locator(".cm-content"), screenshot(400 + 10 * (person is ben), 200))
    for person in (ada, ben):
        expect(_pictures(person)).to_have_count(2, timeout=PATIENCE)
    _row(ada).locator(".cm-content").click()
    ada.page.keyboard.press("Control+z")
    for person in (ada, ben):
        expect(_pictures(person)).to_have_count(1)
    ada.page.keyboard.press("Control+Shift+z")
    expect(_pictures(ben)).to_have_count(2)


def test_text_beside_a_picture_wins(meeting: Meeting, laptop: Open) -> None:
    """A spreadsheet and Word put both into the clipboard; people mean the words."""
    ada = _in(meeting, laptop)
    words = _row(ada).locator(".cm-content")
    words.click()
    _give(words, screenshot(), text="CPU 98 %")
    expect(words).to_contain_text("CPU 98 %")
    ada.saved()
    assert meeting.written().timeline[0].evidence == ()


def test_a_picture_dropped_beside_the_rows_begins_one_of_its_own(meeting: Meeting, laptop: Open) -> None:
    """On a row it belongs to that row."""
    ada = _in(meeting, laptop)
    _give(_row(ada), screenshot(), how="drop", name="Screenshot 2026-11-20.png")
    expect(_row(ada).locator("[data-picture]")).to_have_count(1, timeout=PATIENCE)
    _give(ada.field("timeline").locator("ol.rows, ul.rows").first, screenshot(), how="drop")
    expect(_pictures(ada)).to_have_count(2, timeout=PATIENCE)
    ada.saved()
    assert [len(row.evidence) for row in meeting.written().timeline] == [1, 1]


def test_what_cannot_be_taken_is_refused_with_what_to_do_instead(meeting: Meeting, laptop: Open) -> None:
    ada = _in(meeting, laptop)
    words = _row(ada).locator(".cm-content")
    words.click()
    _give(words, b"<svg xmlns='http://www.w3.org/2000/svg'/>", name="drawing.svg")
    alert = _row(ada).get_by_role("alert")
    expect(alert).to_contain_text("Take a screenshot of it", timeout=PATIENCE)
    _picture(ada, "refused-1440")
    _row(ada).get_by_role("button", name="Leave it").click()
    expect(alert).to_have_count(0)
    expect(words).to_be_visible()


def test_by_keyboard_and_camera_roll_over_a_slow_network(meeting: Meeting, laptop: Open) -> None:
    """The button is reached with Tab; a phone offers its photos; people see that it is on its way."""
    phone = _in(meeting, laptop, phone=True)
    # Playwright tells the browser to hand over the chooser when somebody listens, and waits for no answer: a key that
    # comes right behind it opens a chooser that nobody hears of.
    phone.page.on("filechooser", lambda _: None)

    sent: list[int] = []

    def slow(route: Route) -> None:
        sent.append(len(route.request.post_data_buffer or b""))
        phone.page.wait_for_timeout(800)
        route.continue_()

    phone.page.route("**/live/evidence/**", slow)
    _row(phone).locator(".cm-content").click()
    button = _row(phone).get_by_role("button", name="Add a picture")
    expect(button).to_be_visible()
    button.focus()
    with phone.page.expect_file_chooser() as chosen:
        phone.page.keyboard.press("Enter")
    assert chosen.value.is_multiple()
    photo = saved(Image.effect_noise((3000, 2000), 70).convert("RGB"), "JPEG", quality=90)
    chosen.value.set_files(FilePayload(name="IMG_1.jpg", mimeType="image/jpeg", buffer=photo))
    expect(_row(phone).get_by_role("status").filter(has_text="picture")).to_be_visible()
    _picture(phone, "sending-390")
    _loaded(_pictures(phone).first)
    phone.saved()
    assert len(meeting.written().timeline[0].evidence) == 1
    assert 0 < max(sent) < len(photo) / 1.5, "a large photo goes over a phone's connection as it is"


def test_a_picture_that_did_not_arrive_is_sent_again_with_one_press(meeting: Meeting, laptop: Open) -> None:
    """The file is not lost: the person need not take the screenshot again."""
    ada = _in(meeting, laptop)
    ada.page.route("**/live/evidence/**", lambda route: route.abort())
    words = _row(ada).locator(".cm-content")
    words.click()
    _give(words, screenshot())
    expect(_row(ada).get_by_role("alert")).to_contain_text("did not arrive", timeout=PATIENCE)
    ada.page.unroute("**/live/evidence/**")
    _row(ada).get_by_role("button", name="Try again").click()
    _loaded(_pictures(ada).first)


def test_it_stands_on_the_shared_screen_in_the_summary_and_in_what_is_taken_along(
    meeting: Meeting, laptop: Open
) -> None:
    """Looked at by machine too: nothing that axe knows is wrong with the row or the summary."""
    ada = _in(meeting, laptop, link=meeting.links.facilitator)
    words = _row(ada).locator(".cm-content")
    words.click()
    _give(words, screenshot(1200, 600))
    _loaded(_pictures(ada).first)
    ada.saved()
    ada.page.get_by_role("heading", level=2).first.click()
    found = AXE.run(ada.page)
    assert [(item["id"], item["nodes"][0]["html"][:200]) for item in found.response["violations"]] == []
    meeting.command(lambda seen: Start(seen=seen), lambda seen: Next(seen=seen))
    screen = laptop(f"{meeting.server.url}/present?pm={meeting.id}", **themed("dark", DESKTOP))
    _loaded(screen.page.locator(".content").get_by_role("img", name="Screenshot at 23:00"))
    expect(screen.page.locator(".content figcaption")).to_have_text("Screenshot at 23:00")
    expect(screen.page.locator(".picture-remove, .picture-add")).to_have_count(0)
    _picture(screen, "present-dark")
    for theme, size in (("light", DESKTOP), ("dark", DESKTOP), ("light", PHONE)):
        summary = laptop(meeting.links.participant, **themed(theme, size))
        summary.page.goto(f"{meeting.server.url}/summary?pm={meeting.id}")
        summary.page.get_by_text("Everything").first.click()
        image = summary.page.get_by_role("img", name="Screenshot at 23:00")
        image.scroll_into_view_if_needed()
        _loaded(image)
        width = image.bounding_box() or {"width": 0}
        assert 200 < width["width"] <= size["width"]
        _picture(summary, f"summary-{theme}-{size['width']}")
    for theme in ("dark", "light"):
        room = laptop(meeting.links.participant, **themed(theme, {"width": 1366, "height": 650}))
        room.page.locator('[data-section-link="timeline"]').first.click()
        _loaded(_pictures(room).first)
        _pictures(room).first.scroll_into_view_if_needed()
        _picture(room, f"room-{theme}-1366")
        _row(room).locator(".cm-content").click()
        _picture(room, f"room-focus-{theme}-1366")
    with meeting.server.app() as app:
        page = exports.export(app, meeting.id, "html").data.decode()
    assert "data:image/png;base64," in page


def test_a_caption_is_never_code(meeting: Meeting, laptop: Open) -> None:
    """In the room, on the shared screen and in the summary it is the words that were typed."""
    hostile = '"><img src=x onerror=alert(1)> ![x](http://evil.example/t.png) <b>'
    ada = _in(meeting, laptop, link=meeting.links.facilitator)
    dialogs: list[str] = []
    asked: list[str] = []
    _row(ada).locator(".cm-content").click()
    _give(_row(ada).locator(".cm-content"), screenshot())
    _loaded(_pictures(ada).first)
    _row(ada).get_by_label("What the picture shows").fill(hostile)
    expect(_pictures(ada).first).to_have_attribute("alt", hostile)
    ada.saved()
    meeting.command(lambda seen: Start(seen=seen), lambda seen: Next(seen=seen))
    for path, place in ((f"present?pm={meeting.id}", ".content figcaption"), (f"summary?pm={meeting.id}", ".shot")):
        reader = laptop(meeting.links.participant)
        reader.page.on("dialog", lambda dialog: dialogs.append(dialog.message))
        reader.page.on("request", lambda request: asked.append(request.url))
        reader.page.goto(f"{meeting.server.url}/{path}")
        if "summary" in path:
            reader.page.get_by_text("Everything").first.click()
        expect(reader.page.locator(place).first).to_contain_text(hostile, timeout=PATIENCE)
        expect(reader.page.locator("[onerror]")).to_have_count(0)
    assert dialogs == []
    assert [url for url in asked if "evil" in url or url.endswith("/x")] == []
