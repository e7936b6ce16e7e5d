"""What stands in a row stands on one line, opens where its button is, and covers no field beside it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import FloatRect, Locator, expect

from tests.e2e.conftest import Meeting
from tests.support.browsers import PHONE, Laptop

pytestmark = pytest.mark.e2e
Open = Callable[..., Laptop]

# Whether a click in the middle of an element reaches it, through all shadow roots.
REACHED = """(element) => {
  element.scrollIntoView({block: "center"});
  const box = element.getBoundingClientRect();
  let at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  while (at?.shadowRoot) at = at.shadowRoot.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  for (let each = at; each; each = each.parentNode ?? each.host) if (each === element) return true;
  return `covered by ${at?.className}`;
}"""


def _box(of: Locator) -> FloatRect:
    found = of.bounding_box()
    assert found is not None
    return found


def test_the_cells_of_an_action_stand_on_one_line_and_its_calendar_opens_at_its_button(
    meeting: Meeting, laptop: Open
) -> None:
    """Tab goes from the day to the next field; the calendar's input is where its button is."""
    ana = laptop(meeting.links.participant)
    ana.page.locator('[data-section-link="actions"]').click()
    ana.field("actions").locator("[data-draft] .cm-content").click()
    ana.page.keyboard.type("Alert at ninety percent")
    ana.saved()
    row = ana.field("actions").locator("[data-row]").first
    owner, due = row.locator("[data-key=owner]").first, row.locator("input[data-key=due]")
    tops = [_box(item)["y"] for item in (owner, due, row.locator("select[data-key=kind]"))]
    assert abs(tops[0] - tops[1]) <= 1, tops
    due.fill("31 Dec")
    due.press("Tab")
    expect(row.locator("select[data-key=kind]")).to_be_focused()
    pick = row.locator(".due-pick")
    pick.click()
    day, button = _box(row.locator(".due-day")), _box(pick)
    assert abs(day["x"] - button["x"]) <= 4
    assert abs(day["y"] - button["y"]) <= 4
    ana.page.keyboard.press("Escape")


@pytest.mark.parametrize("size", [None, PHONE], ids=["laptop", "phone"])
def test_a_sentence_about_a_time_covers_no_field(meeting: Meeting, laptop: Open, size: dict[str, int] | None) -> None:
    """The words of its own row and the draft below stay within reach."""
    ana = laptop(meeting.links.participant)
    ana.page.locator('[data-section-link="timeline"]').click()
    if size:
        ana.page.set_viewport_size({"width": size["width"], "height": size["height"]})
    rows = ana.field("timeline")
    rows.locator("[data-draft] .cm-content").click()
    ana.page.keyboard.type("The disk was full")
    ana.saved()
    row = rows.locator("[data-row]").first
    time = row.locator("input[data-key=at]").first
    time.fill("2026-11-31 02:58Z and then some more that nobody can read as a time")
    row.locator(".cm-content").click()
    expect(row.locator(".problem")).to_be_visible()
    for item in (row.locator(".cm-content"), rows.locator("[data-draft] .cm-content"), row.locator("select")):
        assert item.first.evaluate(REACHED) is True
    sentence, text = _box(row.locator(".problem")), _box(row.locator(".cm-content"))
    assert sentence["y"] >= text["y"] + text["height"] - 1
    draft = _box(rows.locator("[data-draft]"))
    assert sentence["y"] + sentence["height"] <= draft["y"] + 1
