"""Sections of a report: every style of heading, and what is none."""

import pytest

from core.domain.report.model import Role
from core.domain.report.outline import fenced_lines, sections_of


def outline(text: str) -> list[tuple[str, Role]]:
    return [(section.title, section.role) for section in sections_of(text.split("\n")) if section.level]


@pytest.mark.parametrize(
    "text",
    [
        "# T\n\n## Impact\n\nNone.",
        "T\n===\n\nImpact\n------\n\nNone.",
        "**T**\n\n**Impact**\n\nNone.",
        "# T\n\n**Impact:**\n\nNone.",
        "# T\n\n- **Impact**: None.",
        "# T\n\n__Impact__: None.",
        "# T\n\nImpact:\n\nNone.",
        "T\n\nImpact: None.\n\nMore.",
        "= T\n\n== Impact\n\nNone.",
        "h1. T\n\nh2. Impact\n\nNone.",
    ],
)
def test_styles_of_headings(text: str) -> None:
    """Hashes, underlines, bold lines, labels of lists, names with a colon."""
    found = [section for section in sections_of(text.split("\n")) if section.role is Role.IMPACT]
    assert len(found) == 1
    assert next(line.strip() for _, line in found[0].lines if line.strip()) == "None."


def test_a_heading_that_says_nothing_belongs_to_the_section_around_it() -> None:
    """Categories of action items, phases of a timeline."""
    text = "# T\n\n## Action items\n\n### Technical\n\n- a\n\n## Glossary\n\n### DNS"
    assert outline(text)[1:] == [
        ("Action items", Role.ACTIONS),
        ("Technical", Role.ACTIONS),
        ("Glossary", Role.OTHER),
        ("DNS", Role.OTHER),
    ]


def test_the_title_is_no_section() -> None:
    """Whatever words stand in it."""
    assert outline("# Postmortem: root cause of the outage\n\nText")[0][1] is Role.OTHER


def test_times_as_headings_are_rows_of_the_timeline() -> None:
    """Also bold ones, and days."""
    text = "# T\n\n## Timeline\n\n### 2024-02-03\n\n### 10:02\n\nDown\n\n**10:05**\n\nUp"
    assert outline(text) == [("T", Role.OTHER), ("Timeline", Role.TIMELINE)]


def test_labels_in_lists_of_actions_are_no_sections() -> None:
    """``- **Monitoring**: add an alert`` is an action item."""
    text = "# T\n\n## Action items\n\n- **Timeline**: write it sooner\n- **Impact**: measure it"
    assert outline(text) == [("T", Role.OTHER), ("Action items", Role.ACTIONS)]


def test_a_label_that_is_not_known_ends_the_one_before_it() -> None:
    """In a list whose other labels are known."""
    text = "# T\n\n- **Key events**\n  - 10:00 down\n- **Time to repair**: 2 h\n- **Impact**: none"
    assert [title for title, _ in outline(text)] == ["T", "Key events", "Time to repair", "Impact"]


def test_code_holds_no_headings() -> None:
    """A block of code ends with its own mark; one that never ends is none."""
    lines = ["```sh", "# Impact", "~~~", "```", "## Impact", "```"]
    assert fenced_lines(lines) == {0, 1, 2, 3}
    assert outline("\n".join(lines)) == [("Impact", Role.OTHER)] or outline("\n".join(lines))[0][0] == "Impact"


def test_every_line_is_in_a_section_or_a_heading() -> None:
    """Nothing falls between them."""
    lines = ["a", "# T", "", "b", "**Impact**: c", "- **Owner**: d", "Summary", "-------", "e"]
    sections = sections_of(lines)
    numbers = [number for section in sections for number, _ in section.lines]
    heads = [number for section in sections for number in section.heads]
    assert sorted({*numbers, *heads}) == list(range(1, len(lines) + 1))


def test_plain_names_count_where_nothing_else_is_a_heading() -> None:
    """Texts that were copied out of a PDF."""
    named = (
        "Mail was late\n\nRoot cause and resolution\nA lock.\n\nTimeline of what we know now and of what we do not\nx"
    )
    assert outline(named) == [("Root cause and resolution", Role.CAUSE)]
    text = "Mail was late\nStatus: Reviewed\n\nOverview\nMail waited.\nAction Items\n- Larger queue"
    assert outline(text) == [("Overview", Role.SUMMARY), ("Action Items", Role.ACTIONS)]


def test_a_numbered_heading_with_a_line_under_all_of_it_is_one() -> None:
    """As in documentation tools; a line that is shorter, or under a box, belongs to a list."""
    drawn = (
        "1. Overview\n===========\nMail waited.\n\n2. Timeline\n-----------\n- 10:02 x\n\n10. Lessons\n-----------\nx"
    )
    assert [name for name, _ in outline(drawn)] == ["1. Overview", "2. Timeline", "10. Lessons"]
    assert outline("# T\n\n## Impact\n\n1. mail and search waited\n---\n\n- [ ] x\n-----------\n") == [
        ("T", Role.OTHER),
        ("Impact", Role.IMPACT),
    ]
