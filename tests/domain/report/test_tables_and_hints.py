"""Cells of tables, hints that a template left, severities, zones, titles."""

import pytest

from core.domain.postmortem import Severity
from core.domain.report.naming import title_from_name
from core.domain.report.severity import code_in_title, severity_in
from core.domain.report.table_cells import cells_of, table_of
from core.domain.report.template_hints import is_hint, without_hints
from core.domain.report.zone_of_report import zone_of_facts, zone_of_report
from tests.domain.report.reading import read


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("| a | b |", ["a", "b"]),
        ("| a | b", ["a", "b"]),
        ("| a | `x | y` | [[p|q]] |", ["a", "`x | y`", "[[p|q]]"]),
        (r"| a \| b | c |", [r"a \| b", "c"]),
        ("| | |", ["", ""]),
        ("|", []),
        ("| `open | b |", ["`open", "b"]),
    ],
)
def test_cells(line: str, cells: list[str]) -> None:
    """A bar in code is none, the last one may be missing."""
    assert cells_of(line) == cells


def test_a_table_with_and_without_a_head() -> None:
    """Empty rows are none."""
    lines = list(enumerate(["| A | B |", "|---|:--:|", "| 1 | 2 |", "| | |"], 1))
    assert table_of(lines) == (["A", "B"], [((3, "| 1 | 2 |"), ["1", "2"])])
    assert table_of(lines[2:])[0] == []


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("*Describe how users were impacted during the incident*", True),
        ("_What did we learn?_", True),
        ("List of things that went well. For example,", True),
        ("<!-- fill this in -->", True),
        ("[Describe the impact on customers]", True),
        ("*Users could not log in.*", False),
        ("Describe is the name of our service.", False),
        ("We fixed it, for example,", True),
        ("", False),
    ],
)
def test_hints_of_a_template(text: str, hint: bool) -> None:
    """They tell the writer what to write."""
    assert is_hint(text) is hint


def test_comments_over_several_lines_are_hints() -> None:
    """What follows them is not."""
    kept, hints = without_hints([(1, "a"), (2, "<!-- x"), (3, "y -->"), (4, "b")])
    assert [text for _, text in kept] == ["a", "b"]
    assert [number for number, _ in hints] == [2, 3]


@pytest.mark.parametrize(
    ("text", "named", "level"),
    [
        ("SEV-3（main functions only）", "SEV-3", Severity.P3),
        ("SEV 1", "SEV 1", Severity.P1),
        ("P2 - serious", "P2", Severity.P2),
        ("2", "2", Severity.P2),
        ("Critical", "Critical", Severity.P1),
        ("**Major** (high impact)", "Major (high impact)", Severity.P2),
        ("low", "low", Severity.P3),
        ("purple", "purple", None),
    ],
)
def test_severities(text: str, named: str, level: Severity | None) -> None:
    """The words stay, the level is one of three."""
    assert severity_in(text) == (named, level)


def test_a_severity_in_a_title() -> None:
    """S3 is also a name of a service."""
    assert code_in_title("[SEV2] Mail late") == "SEV2"
    assert code_in_title("Mail late") == ""


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        ("All times in PST", "America/Los_Angeles"),
        ("Timeline (times in CET)", "Europe/Berlin"),
        ("All times in GMT+2", "Etc/GMT-2"),
        ("*All times are in Pacific Time (US & Canada).*", "America/Los_Angeles"),
        ("全時刻 JST。", "Asia/Tokyo"),
        ("| 時刻 (JST) | 出来事 |", "Asia/Tokyo"),
        ("All times are UTC.", "UTC"),
        ("We met in PST.", ""),
    ],
)
def test_the_zone_of_all_times(line: str, zone: str) -> None:
    """As pages know it; where only an offset is told, one that is fixed."""
    assert zone_of_report([line]) == zone


def test_facts_that_agree_on_a_zone_give_it_to_the_timeline() -> None:
    """Nobody repeats it in every row."""
    assert zone_of_facts(["2026-04-03 14:37 JST", "2026-04-03 15:44 (JST)"]) == "Asia/Tokyo"
    assert zone_of_facts(["14:37 JST", "15:44 UTC"]) == ""


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("# Mail was late\n", "x.md", "Mail was late"),
        ("---\ntitle: Mail was late\n---\n# Incident report\n", "x.md", "Mail was late"),
        ("# Postmortem\n\n## Summary\n\nx\n", "2024-02-05-mail-was-late.md", "mail was late"),
        ("# **[Mail](https://x.example) was `late`** :mail:\n", "x.md", "Mail was `late`"),
        ("# Incident report\n\nTitle: Mail was late\n", "x.md", "Mail was late"),
        ("## Summary\n\nMail.\n", "a/mail_late.markdown", "mail late"),
    ],
)
def test_titles(text: str, name: str, title: str) -> None:
    """A heading that says only what kind of page it is, is none."""
    assert read(text, name).title == title


def test_a_name_of_a_file_in_words() -> None:
    """Without day and ending."""
    assert title_from_name("reports/2024-02-05-mail_was-late.html.md.erb") == "mail was late"


def test_a_name_that_leads_somewhere_is_the_name() -> None:
    """Wikis and forges link people; the address is none of the name."""
    report = read(
        "# T\n\n## Action items\n\n| Action | Owner |\n|---|---|\n"
        "| Alert at half | [Mara](mailto:mara@example.org) |\n| Queue | [@tov](https://forge.example/tov), Ida |\n"
    )
    assert [made.owner for made in report.actions] == ["Mara", "@tov, Ida"]


def test_backslashes_of_an_exported_document_are_taken_off() -> None:
    """Not in code, not where a line begins, and not where the sign would then mean something."""
    text = (
        "# T 2026-11-02\n\n## Summary\n\nload\\_average \\> 5 \\& a\\=b, 2\\*3\n\\# five\n\\> none\n`a\\_b`\n\n"
        "```\na\\_b \\> c\n```\n\n## Timeline\n\n- 10:02 UTC errors \\> 5% on v1\\.4\n"
    )
    made = read(text).postmortem
    assert made.summary.what_happened == (
        "load_average > 5 & a=b, 2\\*3\n\\# five\n\\> none\n`a\\_b`\n\n```\na\\_b \\> c\n```"
    )
    assert [row.text for row in made.timeline] == ["errors > 5% on v1.4"]
