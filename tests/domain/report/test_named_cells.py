"""Tables of two columns that name sections, and sections that were left out."""

import pytest

from tests.domain.report.reading import read

TABLE = """# INC 12

|  |  |
| --- | --- |
| **Severity** | P2 |
| **Impact** | Late<br>for hours |
| Root cause | A certificate |
"""


def test_cells_that_are_named_like_sections_are_read_as_sections() -> None:
    """The table stays in the notes, too."""
    postmortem = read(TABLE).postmortem
    assert postmortem.summary.impact == "Late\nfor hours"
    assert [row.text for row in postmortem.root_cause.technical] == ["A certificate"]
    assert "**Impact** | Late<br>for hours" in postmortem.follow_up.notes


@pytest.mark.parametrize("mark", [" <br>", "<br> ", "<br/>", "<BR />"])
def test_a_line_break_in_a_cell_has_no_blanks_around_it(mark: str) -> None:
    """Debrief's own files have one before the tag, others behind it."""
    assert read(TABLE.replace("<br>", mark)).postmortem.summary.impact == "Late\nfor hours"


def test_sections_of_those_names_count_more() -> None:
    """What the table says stands in the notes."""
    postmortem = read(f"{TABLE}\n## Impact\n\nAll users\n\n## Root cause\n\nNobody renewed it\n").postmortem
    assert postmortem.summary.impact == "All users"
    assert [row.text for row in postmortem.root_cause.technical] == ["Nobody renewed it"]


def test_a_table_of_three_columns_names_nothing() -> None:
    """Nor does one of actions."""
    postmortem = read("# T\n\n| Impact | big | today |\n|---|---|---|\n| Root cause | x | y |\n").postmortem
    assert (postmortem.summary.impact, postmortem.root_cause.technical) == ("", ())


@pytest.mark.parametrize("nothing", ["N/A", "None.", "_No response_", "-", "tbd", "なし"])
def test_a_section_that_says_nothing_is_no_answer(nothing: str) -> None:
    """Forms leave such words behind; they stand in the notes, so that no word is lost."""
    report = read(f"# T\n\n## Root cause\n\n{nothing}\n\n## Impact\n\n{nothing}\n\n## Action items\n\n{nothing}\n")
    assert report.postmortem.root_cause.technical == ()
    assert (report.postmortem.summary.impact, report.actions) == ("", ())
    assert nothing in report.postmortem.follow_up.notes
