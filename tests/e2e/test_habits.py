"""What people do by habit, whatever the program: drop a file anywhere, press Ctrl+S, paste out of a word processor."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Meeting
from tests.support.browsers import Laptop

Open = Callable[..., Laptop]
DROP = """(place, [type, name, data]) => {
  const dataTransfer = new DataTransfer();
  if (name) dataTransfer.items.add(new File([data], name, { type }));
  else dataTransfer.setData(type, data);
  const event = (kind) => new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true, composed: true });
  const [over, drop] = [event("dragover"), event("drop")];
  place.dispatchEvent(over);
  place.dispatchEvent(drop);
  return [over.defaultPrevented, drop.defaultPrevented];
}"""
PASTE_PAGE = """(place, html) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true, composed: true });
  place.dispatchEvent(paste);
  return paste.defaultPrevented;
}"""
PASTE = """(place, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  place.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


def _in_summary(meeting: Meeting, laptop: Open) -> tuple[Laptop, Locator]:
    person = laptop(meeting.links.participant)
    words = person.prose("summary.what_happened")
    words.click()
    return person, words


def _dropped(place: Locator, *, type: str = "text/plain", name: str = "", data: str) -> list[bool]:
    found: list[bool] = place.evaluate(DROP, [type, name, data])
    return found


def test_a_file_dropped_anywhere_does_not_open_in_place_of_the_meeting(meeting: Meeting, laptop: Open) -> None:
    """A browser shows what is dropped where nothing takes it, and the room is gone. The person learns where it goes."""
    person, words = _in_summary(meeting, laptop)
    page = person.page
    for place in (page.locator("body"), page.locator("[data-section-view]"), page.locator("[data-section-link]").first):
        assert _dropped(place, name="shot.png", type="image/png", data="x") == [True, True]
    expect(page.get_by_text("Files go into the timeline")).to_be_visible()
    assert _dropped(words, name="api.log", data="10:02 down\n10:03 up") == [True, True]
    person.saved()
    assert meeting.written().summary.what_happened == ""


def test_a_dropped_link_opens_nothing_and_can_be_dropped_into_words(meeting: Meeting, laptop: Open) -> None:
    person, _ = _in_summary(meeting, laptop)
    link = "https://grafana.example/d/1"
    assert _dropped(person.page.locator("[data-section-view]"), type="text/uri-list", data=link) == [True, True]
    name = person.page.get_by_role("textbox", name="Your name")
    assert _dropped(name, type="text/uri-list", data=link) == [False, False]


def test_ctrl_s_says_that_all_is_saved(meeting: Meeting, laptop: Open) -> None:
    """Instead of the browser's offer to save the page as a file."""
    person, words = _in_summary(meeting, laptop)
    page = person.page
    page.keyboard.type("The database was down.")
    person.saved()
    page.evaluate("() => addEventListener('keydown', (e) => setTimeout(() => (window.kept = e.defaultPrevented)))")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Debrief saves by itself while you type. Just now: Saved")).to_be_visible()
    page.wait_for_function("() => window.kept === true")
    expect(words).to_have_text("The database was down.")


@pytest.mark.parametrize(
    ("pasted", "written"),
    [
        ("soft\vline\r\nnext", "soft\nline\nnext"),
        ("one\u2028two\u2029three", "one\ntwo\nthree"),
        ("\ufeffda\u00adta\u200bbase \x07down", "database down"),
    ],
    ids=["a word processor", "a page", "signs that nobody sees"],
)
def test_what_is_pasted_holds_no_signs_that_nobody_sees(
    meeting: Meeting, laptop: Open, pasted: str, written: str
) -> None:
    """The editor would show a dot for each, and no search would find the word."""
    person, words = _in_summary(meeting, laptop)
    words.evaluate(PASTE, pasted)
    person.saved()
    assert meeting.written().summary.what_happened == written


def test_a_piece_of_a_page_without_plain_text_is_pasted_as_its_words(meeting: Meeting, laptop: Open) -> None:
    """Some programs put only HTML onto the clipboard. It comes in as lines: into prose, rows and native inputs."""
    person, words = _in_summary(meeting, laptop)
    page = person.page
    assert words.evaluate(PASTE_PAGE, "<p>The <b>primary</b> was down.</p><ul><li>one</li><li>two</li></ul>")
    expect(words.locator(".cm-line")).to_have_text(["The primary was down.", "", "- one", "- two"])
    services = page.locator('[data-field="summary.services"] input').first
    services.click()
    assert services.evaluate(PASTE_PAGE, "<b>mail</b>")
    expect(services).to_have_value("mail")
    page.locator('[data-section-link="factors"]').first.click()
    draft = person.field("factors").locator("[data-draft] .cm-content")
    draft.click()
    assert draft.evaluate(PASTE_PAGE, "<ul><li>No alert</li><li>A queue <script>alert(1)</script>was full</li></ul>")
    expect(person.field("factors").locator("[data-row]")).to_have_count(2)
    person.saved()
    written = meeting.written()
    assert [row.text for row in written.factors] == ["No alert", "A queue was full"]
    assert written.summary.what_happened == "The primary was down.\n\n- one\n- two"


def test_a_page_without_words_or_beyond_all_bounds_is_not_pasted(meeting: Meeting, laptop: Open) -> None:
    """A picture goes the way of pictures; a whole book is refused with a sentence, before it is read."""
    person, words = _in_summary(meeting, laptop)
    words.evaluate(PASTE_PAGE, '<img src="https://x.example/a.png" alt="a graph">')
    assert words.evaluate(PASTE_PAGE, "<p>" + "x" * 4_000_001)
    expect(person.page.get_by_text("That is too much to paste at once")).to_be_visible()
    expect(words.locator(".cm-placeholder")).to_be_visible()


def test_undo_works_on_a_keyboard_of_another_script(meeting: Meeting, laptop: Open) -> None:
    """There Ctrl+Z comes as "я"; outside of an editor it is the board that takes it."""
    person, words = _in_summary(meeting, laptop)
    page = person.page
    page.keyboard.type("Down.")
    expect(words).to_have_text("Down.")
    page.locator("[data-section-view] h2").first.focus()
    wire = page.context.new_cdp_session(page)
    for kind in ("rawKeyDown", "keyUp"):
        key = {"key": "я", "code": "KeyZ", "windowsVirtualKeyCode": 90, "modifiers": 2}
        wire.send("Input.dispatchKeyEvent", {"type": kind, **key})
    expect(words).not_to_have_text("Down.")


def test_words_that_are_dragged_into_another_field_go_along(meeting: Meeting, laptop: Open) -> None:
    """As within one field: one Ctrl+Z takes it back as a whole. With Ctrl they stay as well."""
    person, words = _in_summary(meeting, laptop)
    page, impact = person.page, person.prose("summary.impact")
    page.keyboard.type("alpha bravo charlie")
    impact.click()
    page.keyboard.type("delta")
    _dragged(words, 6, impact)
    expect(words).to_have_text("bravo charlie")
    expect(impact).to_have_text("deltaalpha ")
    page.keyboard.press("Control+z")
    expect(words).to_have_text("alpha bravo charlie")
    expect(impact).to_have_text("delta")
    _dragged(words, 6, impact, key="Control")
    expect(words).to_have_text("alpha bravo charlie")
    expect(impact).to_have_text("deltaalpha ")


def _dragged(words: Locator, letters: int, onto: Locator, key: str = "") -> None:
    """The first letters of a field with the mouse to the end of another one's first line."""
    page = words.page
    words.click()
    page.keyboard.press("Control+Home")
    for _ in range(letters):
        page.keyboard.press("Shift+ArrowRight")
    start, end = words.bounding_box(), onto.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 15, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(start["x"] + 25, start["y"] + start["height"] / 2 + 3, steps=3)
    if key:
        page.keyboard.down(key)
    page.mouse.move(end["x"] + end["width"] - 5, end["y"] + end["height"] / 2, steps=8)
    page.mouse.up()
    if key:
        page.keyboard.up(key)
