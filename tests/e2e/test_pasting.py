"""A chat, a log or a table pasted into the timeline: shown first, chosen, added as one step, and never lost."""

from collections.abc import Callable
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Route, expect

from core.document.load import load
from core.document.read import read
from core.domain.postmortem import TimelineRow
from core.services.documents import document_store
from tests.e2e.conftest import Meeting
from tests.support.browsers import PATIENCE, Laptop

Open = Callable[..., Laptop]
FIELD = "timeline"
AXE = Axe()
CHAT = """Gwen Tate
  10:02 AM
alert: mail is late
Ola Berg
  10:09 AM
I am looking into it
10:20
worker added, back to normal
4 replies
"""
INDIA = "10:02 IST mail is late\n10:20 IST worker added\nno time in this line\n"


def _in(meeting: Meeting, laptop: Open, **viewport: int) -> Laptop:
    person = laptop(meeting.links.participant)
    if viewport:
        person.page.set_viewport_size({"width": viewport["width"], "height": viewport["height"]})
    person.page.locator('[data-section-link="timeline"]').first.click()
    expect(person.page.locator('[data-section-view="timeline"]')).to_be_visible()
    return person


def _paste(person: Laptop, text: str, field: str = FIELD) -> None:
    words = person.field(field).locator("[data-draft] .cm-content")
    words.click()
    words.evaluate(
        """(node, text) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          node.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }""",
        text,
    )


def _preview(person: Laptop) -> Locator:
    return person.field(FIELD).locator(".paste-preview")


def _rows(person: Laptop) -> Locator:
    return person.field(FIELD).locator("[data-row]")


def _written(meeting: Meeting) -> tuple[TimelineRow, ...]:
    with meeting.server.app() as app:
        return read(load(document_store.open_document(app, meeting.id).updates)).postmortem.timeline


def _told(meeting: Meeting) -> list[tuple[str, str, str]]:
    """Rows of the document by time: the time of day in UTC, who, the words."""
    rows = sorted(_written(meeting), key=lambda row: (row.at is None, row.at or 0))
    return [(f"{row.at:%H:%M}" if row.at else "", row.who, row.text) for row in rows]


def test_a_pasted_chat_is_shown_first_and_added_as_one_step(meeting: Meeting, laptop: Open) -> None:
    """Names, times and words are in their columns, for everybody; one Ctrl+Z takes all of it out again."""
    ana, bo = _in(meeting, laptop), _in(meeting, laptop)
    before = _rows(bo).count()
    _paste(ana, CHAT)
    expect(_preview(ana).locator("h3")).to_be_focused()
    expect(_preview(ana).locator(".paste-row")).to_have_count(3)
    expect(_preview(ana).locator(".paste-kept li")).to_have_count(1)
    assert _rows(bo).count() == before
    _preview(ana).get_by_role("button", name="Add 3 rows").click()
    expect(_rows(bo)).to_have_count(before + 3)
    expect(_rows(bo).filter(has_text="worker added")).to_be_visible()
    ana.saved()
    assert [row[1:] for row in _told(meeting) if row[1]] == [
        ("Gwen Tate", "alert: mail is late"),
        ("Ola Berg", "I am looking into it"),
        ("Ola Berg", "worker added, back to normal"),
    ]
    kinds = {row.text: row.kind.value for row in _written(meeting)}
    assert (kinds["alert: mail is late"], kinds["I am looking into it"]) == ("detected", "responded")
    ana.page.keyboard.press("Control+z")
    expect(_rows(bo)).to_have_count(before)


def test_rows_are_chosen_by_their_boxes_and_a_line_can_become_one(meeting: Meeting, laptop: Open) -> None:
    """With the keyboard alone: space takes a box away, Enter adds."""
    ana = _in(meeting, laptop)
    _paste(ana, "10:02 mail is late\n10:20 worker added\nno time in this line")
    boxes = _preview(ana).locator(".paste-choose")
    boxes.nth(1).focus()
    ana.page.keyboard.press("Space")
    expect(_preview(ana).get_by_role("button", name="Add 1 row")).to_be_visible()
    _preview(ana).get_by_role("button", name="Make it a row").focus()
    ana.page.keyboard.press("Enter")
    add = _preview(ana).get_by_role("button", name="Add 2 rows")
    add.focus()
    ana.page.keyboard.press("Enter")
    expect(_preview(ana)).to_have_count(0)
    ana.saved()
    texts = [text for _, _, text in _told(meeting)]
    assert "mail is late" in texts
    assert "no time in this line" in texts
    assert "worker added" not in texts


def test_what_is_open_is_asked_once_for_all_rows(meeting: Meeting, laptop: Open) -> None:
    """Ireland instead of India: both rows move, and the mark is gone."""
    ana = _in(meeting, laptop)
    _paste(ana, INDIA)
    questions = _preview(ana).locator("fieldset")
    expect(questions).to_have_count(1)
    expect(questions.first).to_contain_text("IST is the name of several zones")
    first = _preview(ana).locator(".paste-row").first
    expect(first).to_contain_text("check the time")
    questions.first.get_by_text("Ireland").click()
    expect(first).not_to_contain_text("check the time")
    expect(questions.first.locator("input:checked")).to_be_focused()
    _preview(ana).get_by_role("button", name="Add 2 rows").click()
    ana.saved()
    assert {(time, text) for time, _, text in _told(meeting)} >= {
        ("09:02", "mail is late"),
        ("09:20", "worker added"),
    }


def test_escape_and_paste_as_text_keep_the_plain_paste(meeting: Meeting, laptop: Open) -> None:
    """Each line is a row then, as it always was, with the time in front taken for its time."""
    ana = _in(meeting, laptop)
    _paste(ana, "10:02 mail is late\nno time in this line")
    expect(_preview(ana).locator("h3")).to_be_focused()
    ana.page.keyboard.press("Escape")
    expect(_preview(ana)).to_have_count(0)
    expect(_rows(ana).filter(has_text="no time in this line")).to_be_visible()
    _paste(ana, "11:02 queue grows\n11:20 queue shrinks")
    _preview(ana).get_by_role("button", name="Paste as text").click()
    expect(_rows(ana).filter(has_text="queue shrinks")).to_be_visible()
    ana.saved()
    texts = [text for _, _, text in _told(meeting)]
    assert {"mail is late", "no time in this line", "queue grows", "queue shrinks"} <= set(texts)


def test_two_people_paste_at_once_and_nothing_is_lost(meeting: Meeting, laptop: Open) -> None:
    """Each sees their own preview; all rows are there, and each one's undo is their own."""
    ana, bo = _in(meeting, laptop), _in(meeting, laptop)
    _paste(ana, "10:02 from ana\n10:04 more of ana")
    _paste(bo, "10:03 from bo\n10:05 more of bo")
    for person in (ana, bo):
        expect(_preview(person).locator(".paste-row")).to_have_count(2)
    for person in (ana, bo):
        _preview(person).get_by_role("button", name="Add 2 rows").click()
    for person in (ana, bo):
        for text in ("more of ana", "more of bo"):
            expect(_rows(person).filter(has_text=text)).to_be_visible()
    ana.page.keyboard.press("Control+z")
    expect(_rows(bo).filter(has_text="ana")).to_have_count(0)
    bo.saved()
    assert {"from bo", "more of bo"} <= {text for _, _, text in _told(meeting)}


def test_a_server_that_cannot_be_reached_loses_nothing(meeting: Meeting, laptop: Open) -> None:
    """The lines go in as plain text, with a sentence."""
    ana = _in(meeting, laptop)
    ana.page.route("**/live/timeline/*", lambda route: route.abort())
    _paste(ana, "10:02 mail is late\n10:20 worker added")
    expect(ana.page.get_by_text("pasted as plain lines")).to_be_visible()
    expect(_rows(ana).filter(has_text="worker added")).to_be_visible()
    ana.saved()
    assert {"mail is late", "worker added"} <= {text for _, _, text in _told(meeting)}


def test_a_preview_waits_while_its_owner_looks_elsewhere(meeting: Meeting, laptop: Open) -> None:
    """The text is there again when they come back."""
    ana = _in(meeting, laptop)
    _paste(ana, "10:02 mail is late\n10:20 worker added")
    expect(_preview(ana).locator(".paste-row")).to_have_count(2)
    ana.page.locator('[data-section-link="summary"]').click()
    expect(_preview(ana)).to_have_count(0)
    ana.page.locator('[data-section-link="timeline"]').click()
    expect(_preview(ana).locator(".paste-row")).to_have_count(2)


def test_a_file_becomes_rows_too(meeting: Meeting, laptop: Open, tmp_path: Path) -> None:
    """Chosen by whoever cannot drag; a picture is refused with a sentence."""
    ana = _in(meeting, laptop)
    table = tmp_path / "log.csv"
    table.write_text("time,who,what\n2026-11-02T10:02:00Z,gwen,mail is late\n2026-11-02T10:20:00Z,ola,added\n")
    chooser = ana.field(FIELD).locator(".paste-offer input")
    chooser.set_input_files(table)
    expect(_preview(ana).locator(".paste-row")).to_have_count(2)
    expect(_preview(ana)).to_contain_text("log.csv")
    _preview(ana).get_by_role("button", name="Add 2 rows").click()
    ana.saved()
    assert ("10:02", "gwen", "mail is late") in _told(meeting)
    picture = tmp_path / "graph.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    chooser.set_input_files(picture)
    expect(ana.page.get_by_text("could not be read")).to_be_visible()


def test_a_dropped_file_is_read(meeting: Meeting, laptop: Open) -> None:
    """Onto the list, not into a row."""
    ana = _in(meeting, laptop)
    ana.field(FIELD).locator(".rows").evaluate(
        """node => {
          const dataTransfer = new DataTransfer();
          const lines = "10:02 mail is late\\n10:20 worker added";
          dataTransfer.items.add(new File([lines], "chat.txt", { type: "text/plain" }));
          for (const kind of ["dragover", "drop"])
            node.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
        }"""
    )
    expect(_preview(ana).locator(".paste-row")).to_have_count(2)
    expect(_preview(ana)).to_contain_text("chat.txt")


def test_what_was_pasted_is_text_on_the_page(meeting: Meeting, laptop: Open) -> None:
    """Markup in a chat is words, in the preview and in the row."""
    ana = _in(meeting, laptop)
    _paste(ana, "10:02 <img src=x onerror=alert(1)>\n10:20 <b>bold</b>\n<script>x</script>")
    expect(_preview(ana).locator(".paste-row").first).to_contain_text("<img src=x onerror=alert(1)>")
    expect(_preview(ana).locator("img, b b, script")).to_have_count(0)


def test_a_late_answer_does_not_undo_a_newer_one(meeting: Meeting, laptop: Open) -> None:
    """Two answers in a row: the rows show the second, whichever comes back first."""
    ana = _in(meeting, laptop)
    _paste(ana, INDIA)
    expect(_preview(ana).locator("fieldset")).to_have_count(1)
    held: list[Route] = []
    ana.page.route("**/live/timeline/*", lambda route: held.append(route) if not held else route.continue_())
    _preview(ana).get_by_text("Ireland").click()
    _preview(ana).get_by_text("Israel").click()
    expect(_preview(ana).locator(".paste-row b.num").first).to_have_text("08:02", timeout=PATIENCE)
    held[0].continue_()
    ana.page.wait_for_timeout(300)
    expect(_preview(ana).locator(".paste-row b.num").first).to_have_text("08:02")


def test_the_preview_fits_a_phone(meeting: Meeting, laptop: Open) -> None:
    """Nothing of it is wider than the screen, and its buttons are as tall as a thumb."""
    ana = _in(meeting, laptop, width=390, height=844)
    _paste(ana, CHAT + "10:30 " + "averyveryverylongword" * 12)
    expect(_preview(ana).locator(".paste-row")).to_have_count(4)
    width = _preview(ana).evaluate("node => node.scrollWidth - node.clientWidth")
    assert width <= 1
    box = _preview(ana).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    for button in _preview(ana).locator(".paste-buttons button").all():
        size = button.bounding_box()
        assert size is not None
        assert size["height"] >= 43


def test_times_without_a_zone_may_be_of_any(meeting: Meeting, laptop: Open) -> None:
    """One answer for all rows, from a list of every zone; times are shown where the room is."""
    ana = _in(meeting, laptop)
    _paste(ana, "2026-11-02 10:02 mail is late\n2026-11-02 10:20 worker added")
    times = _preview(ana).locator(".paste-row b.num")
    expect(times.first).to_have_text("10:02")
    _preview(ana).get_by_label("Another zone").select_option("Asia/Tokyo")
    expect(times.first).to_have_text("01:02")
    expect(_preview(ana).locator("fieldset").first).to_contain_text("Tokyo")


def test_the_preview_is_accessible_in_both_themes(meeting: Meeting, laptop: Open) -> None:
    """What axe calls serious or critical, with every kind of question and mark in it."""
    ana = _in(meeting, laptop)
    _paste(ana, CHAT + "\n~10:40 IST joined the call\nno time in this line")
    expect(_preview(ana).locator(".paste-row").first).to_be_visible()
    for theme in ("light", "dark"):
        ana.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        ana.page.wait_for_timeout(400)
        found = AXE.run(ana.page).response["violations"]
        assert [rule["id"] for rule in found if rule["impact"] in ("serious", "critical")] == []


def test_long_gaps_and_impossible_orders_are_marked_for_everybody(meeting: Meeting, laptop: Open) -> None:
    """Under the row that ends a gap, and under the one that is too early; both go when the times are put right."""
    ana, bo = _in(meeting, laptop), _in(meeting, laptop)
    _paste(ana, "2026-11-02 10:02 alert: mail is late\n2026-11-02 11:20 deploy of 4.2\n2026-11-02 11:25 queue shrinks")
    _preview(ana).get_by_role("button", name="Add 3 rows").click()
    late = _rows(bo).filter(has_text="deploy of 4.2")
    expect(late).to_contain_text("No row for 1 h 18 min before this one.")
    expect(_rows(bo).filter(has_text="queue shrinks")).not_to_contain_text("No row for")
    late.locator('select[data-key="kind"]').select_option("started")
    early = _rows(ana).filter(has_text="alert: mail is late")
    expect(early).to_contain_text("Detected is earlier than Started.")
    late.locator("input.time").fill("10:01")
    late.locator("input.time").press("Enter")
    expect(early).not_to_contain_text("earlier than")


def test_a_pasted_table_of_actions_fills_the_columns_that_it_names(meeting: Meeting, laptop: Open) -> None:
    """In any order, out of Markdown; the names of the columns are no row, and one undo takes all of it out."""
    person = laptop(meeting.links.participant)
    person.page.locator('[data-section-link="actions"]').first.click()
    field = person.field("actions")
    expect(field).to_be_visible()
    rows = "| Gwen | Alert at half | 2030-01-15 |\n| Ola | Larger queue | |\n"
    _paste(person, f"| Owner | Action item | Due |\n|---|---|---|\n{rows}", "actions")
    shown = field.locator("[data-row]:not([data-draft])")
    expect(shown).to_have_count(2)
    expect(shown.nth(0).locator(".cm-content")).to_have_text("Alert at half")
    expect(shown.nth(0).locator('[data-key="owner"]')).to_have_value("Gwen")
    expect(shown.nth(1).locator('[data-key="owner"]')).to_have_value("Ola")
    person.page.keyboard.press("Control+z")
    expect(field.get_by_text("Larger queue")).to_have_count(0)
