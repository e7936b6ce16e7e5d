"""Reports in the markup of Jira and Confluence: their lists, tables, links and code, and no word lost."""

from datetime import date
from textwrap import dedent

import pytest

from core.domain.report.markup.wiki_markup import from_wiki, is_wiki
from tests.domain.report.reading import kept_words, read, words

REPORT = dedent(
    """\
    h1. Label queue outage 2026-11-02
    h2. Summary
    Labels were slow. See [the dashboard|https://graphs.example/d/1].
    h2. Timeline
    * 22:02 UTC deploy
    * 22:05 UTC errors
    {code:bash}
    # restart the queue
    systemctl restart labels
    {code}
    h2. Action items
    ||Action||Owner||Due||Ticket||
    |Larger queue|mara|2026-12-24|OPS-1|
    |Alert at half|tov|Dec 30|[OPS-2|https://issues.example/OPS-2]|
    h2. What went well
    # The alert fired
    # The rollback was fast
    ## by one person
    """
)


def test_lists_tables_and_links_are_what_they_are_in_the_wiki() -> None:
    """A # counts entries, || is the head of a table, and an address keeps its words."""
    report = read(REPORT)
    assert [(row.text.split("\n")[0], row.at_text) for row in report.postmortem.timeline] == [
        ("deploy", "22:02 UTC"),
        ("errors", "22:05 UTC"),
    ]
    assert [(made.owner, made.due, made.link) for made in report.actions] == [
        ("mara", date(2026, 12, 24), ""),
        ("tov", date(2026, 12, 30), "https://issues.example/OPS-2"),
    ]
    assert report.postmortem.summary.what_happened.endswith("[the dashboard](https://graphs.example/d/1).")
    assert report.postmortem.lessons.went_right.startswith("1. The alert fired\n1. The rollback was fast\n    1. by")


def test_code_is_left_as_it_is() -> None:
    """A comment of a shell is no entry of a list."""
    assert "# restart the queue" in read(REPORT).postmortem.timeline[1].text


def test_no_word_is_lost() -> None:
    """But for the marks of code, which are no words of the report."""
    assert not words(REPORT) - kept_words(read(REPORT)) - words("code bash code")


@pytest.mark.parametrize("text", ["# T\n\n# Timeline\n- 10:02 x", "the h2. of it", "h7. x", "h2.", "h2 Timeline"])
def test_markdown_is_no_wiki(text: str) -> None:
    """Its # stays a heading."""
    assert not is_wiki(text)


def test_lines_stay_lines() -> None:
    """As many as before, so that marks name the right ones; code that is never closed ends with the text."""
    text = "h1. T\n{code}\n# x\n* y\n\n{noformat}\n** z\n# a\n-- b\n---\n#hash\n"
    found = from_wiki(text).split("\n")
    assert len(found) == len(text.split("\n"))
    assert found[2:4] == ["# x", "* y"]
    assert found[6:11] == ["    - z", "1. a", "    - b", "---", "#hash"]


def test_heads_on_the_left_of_a_table_name_facts() -> None:
    """One fact a row, or two; a row of heads alone stays the head of its table."""
    text = (
        "h1. Cart down\n\n||Date|2026-11-20||Severity|SEV2|\n||Status|Resolved|\n\n"
        "h2. Timeline\n\n||Time||Event||\n|10:02|alert|\n|10:40|fixed|\n|10:50|closed|\n"
    )
    report = read(text)
    assert (report.day, report.severity_text) == (date(2026, 11, 20), "SEV2")
    assert [row.text for row in report.postmortem.timeline] == ["alert", "fixed", "closed"]
