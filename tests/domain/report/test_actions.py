"""Action items of a section: lists, boxes, tables; and what is none."""

from datetime import date

from core.domain.report.actions import actions_of, boxes_of, heading_actions
from core.domain.report.model import ReadAction, Role
from core.domain.report.outline import sections_of


def actions(text: str) -> list[ReadAction]:
    (section,) = [
        item for item in sections_of(f"# T\n\n## Action items\n\n{text}".split("\n")) if item.role is Role.ACTIONS
    ]
    return actions_of(section).actions


def test_entries_with_what_belongs_to_them() -> None:
    """Lines that go on, notes below, code."""
    found = actions("- Larger queue,\n  much larger\n  - because it was small\n\n  ```\n  x\n  ```\n- Alert")
    assert [made.text.split("\n")[0] for made in found] == ["Larger queue,", "Alert"]
    assert "because it was small" in found[0].text


def test_entries_below_a_category_are_the_actions() -> None:
    """The category is none."""
    assert [made.text for made in actions("- Technical:\n  - Larger queue\n  - Alert\n- Other")] == [
        "Larger queue",
        "Alert",
        "Other",
    ]


def test_bullets_below_numbered_names_belong_to_them() -> None:
    """Even when nobody indented them."""
    found = actions("1. **Queue**\nWe add:\n\n- room\n- an alert\n\n2. **Runbook**\nWe write it.")
    assert [made.text.split("\n")[0] for made in found] == ["Queue", "Runbook"]


def test_a_table_by_the_names_of_its_columns() -> None:
    """In any order; other cells stand behind the words."""
    (made,) = actions(
        "| Owner | Action item | Priority | Due | Status | Ticket |\n|---|---|---|---|---|---|\n"
        "| mara | Larger queue | high | 2024-04-01 | Done | https://t.example/1 |\n| | | | | | |"
    )
    assert (made.owner, made.due, made.done, made.link) == ("mara", date(2024, 4, 1), True, "https://t.example/1")
    assert made.text == "Larger queue · high · https://t.example/1 · Done"
    assert made.due_text == "2024-04-01"


def test_lines_of_a_cell_are_lines_of_the_action() -> None:
    """Without the blank that stands before the tag in Debrief's own files."""
    (made,) = actions("| Action item | Owner |\n|---|---|\n| Larger queue <br>and an alert<br />on it | mara |")
    assert made.text == "Larger queue\nand an alert\non it"


def test_a_table_without_names_takes_its_longest_column() -> None:
    """Somebody forgot the head."""
    (made,) = actions("| 1 | Larger queue for all mails | x |")
    assert made.text.startswith("Larger queue for all mails")


def test_a_day_in_words_stays_in_words() -> None:
    """ "End of Q2" is no day."""
    (made,) = actions("| Action | Due |\n|---|---|\n| Larger queue | end of Q2 |")
    assert (made.due, made.due_text) == (None, "end of Q2")


def test_boxes_elsewhere_are_actions_too() -> None:
    """Real boxes only, not every tick in a text."""
    (section,) = sections_of(["Words", "- [ ] Larger queue", "- ✅ mail works", "- plain"])
    found = boxes_of(section)
    assert [(made.text, made.done) for made in found.actions] == [("Larger queue", False)]
    assert [text for _, text in found.rest if text] == ["Words", "- ✅ mail works", "- plain"]


def test_headings_side_by_side_are_one_action_each() -> None:
    """With prose below each; a single one is a heading."""
    lines = ["# T", "", "## Action items", "", "### Larger queue", "", "Soon.", "", "### Alert", "", "At half."]
    many = sections_of(lines)
    assert len(heading_actions(many)) == 2
    assert heading_actions(sections_of(lines[:7])) == []


def test_boxes_below_an_entry_without_one_are_the_actions() -> None:
    """The entry names a category; what is ticked below it is done, and what is not is open."""
    found = actions(
        "- Prevent\n  - [x] Larger queue (@ann)\n    - twice as large\n- Detect\n  - [ ] Alert at half of it"
    )
    assert [(made.text.split("\n")[0], made.done) for made in found] == [
        ("Larger queue (@ann)", True),
        ("Alert at half of it", False),
    ]


def test_steps_of_an_action_with_a_box_of_its_own_stay_with_it() -> None:
    """And so do notes without boxes."""
    found = actions("- [ ] Larger queue\n  - [x] ask for disk\n- Alert\n  - [ ] at half\n  - as a page")
    assert [made.text.split("\n")[0] for made in found] == ["Larger queue", "Alert"]


def test_an_action_with_an_open_step_is_not_done() -> None:
    """Its own box was ticked too early; with every step ticked it is done."""
    found = actions("- [x] Larger queue\n  - [ ] ask for disk\n- [x] Alert\n  - [x] at half")
    assert [made.done for made in found] == [False, True]


def test_entries_that_number_themselves_are_actions() -> None:
    """As reStructuredText writes them."""
    assert [made.text for made in actions("#. Larger queue\n#. Alert (owner: Bo)")] == [
        "Larger queue",
        "Alert (owner: Bo)",
    ]
