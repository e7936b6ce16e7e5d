"""Headings in HTML, parts that fold away, lines above titles, and backslashes of exported documents."""

import pytest

from core.domain.report.markup.other_markup import as_markdown
from tests.domain.report.reading import read
from tests.support.timing import assert_within


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("<h2>Action items</h2>", "## Action items"),
        ('<h3 id="actions">Action items </h3>', "### Action items"),
        ("<details><summary>Timeline</summary>", "### Timeline"),
        ('<details open><summary class="x"><b>Timeline</b></summary>', "### Timeline"),
        ("<summary>Timeline</summary>", "### Timeline"),
        ("</details>", ""),
        ("<p>Impact</p>", "<p>Impact</p>"),
        ("see <h2>this</h2>", "see <h2>this</h2>"),
        ("<summary></summary>", "<summary></summary>"),
        ("<summary>a < b</summary>", "<summary>a < b</summary>"),
    ],
)
def test_a_line_of_its_own_is_a_heading(line: str, heading: str) -> None:
    """Everything else stays as it was written."""
    assert as_markdown(line) == heading


def test_code_stays_code() -> None:
    """Between fences a tag is an example."""
    assert as_markdown("```\n<h2>T</h2>\n```\n<h2>T</h2>") == "```\n<h2>T</h2>\n```\n## T"


def test_sections_of_html_are_sections() -> None:
    """A timeline that folds away, and action items under a tag."""
    folded = "<details><summary>Timeline (UTC)</summary>\n\n- 10:02 alert\n\n</details>"
    report = read(f"# T\n{folded}\n\n<h2>Actions</h2>\n\n- Do it\n")
    assert [row.text for row in report.postmortem.timeline] == ["alert"]
    assert [row.text for row in report.postmortem.actions] == ["Do it"]
    assert "<" not in report.postmortem.summary.what_happened


@pytest.mark.parametrize("piece", ["<summary>", "<details ", "<h2", "<h2>a", "</summary"])
def test_a_long_run_is_read_in_time(piece: str) -> None:
    """Also in one line."""
    texts = (piece * 30_000, "\n".join([piece * 20] * 3_000))
    assert_within(2, lambda: [as_markdown(text) for text in texts])
