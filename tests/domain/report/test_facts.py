"""Facts beside the prose: labels, tables, front matter, columns of a page."""

import pytest

from core.domain.report.facts import Fact, fact_named, facts_of
from core.domain.report.outline import sections_of


def facts(text: str, front: dict[str, list[str]] | None = None) -> list[tuple[Fact, str]]:
    return [(found.fact, found.value) for found in facts_of(sections_of(text.split("\n")), front or {})]


@pytest.mark.parametrize(
    "text",
    [
        "# T\n\n**Severity**: SEV-2",
        "# T\n\n**Severity:** SEV-2",
        "# T\n\n- **Severity**: SEV-2",
        "# T\n\n* Severity: SEV-2",
        "# T\n\nSeverity: SEV-2",
        "# T\n\n__Severity__: SEV-2",
        "# T\n\n| Field | Value |\n|---|---|\n| **Severity** | SEV-2 |",
        "# T\n\n| Severity | SEV-2 |",
        "# T\n\n| Severity | Date |\n|---|---|\n| SEV-2 | 2024-03-05 |",
        "# T\n\n## メタデータ\n\n| 項目 | 内容 |\n|---|---|\n| 重大度 | SEV-2 |",
        "# T\n\n## Impact\n\n**Severity:** SEV-2",
        "T\n\n                      SEVERITY\nwords of the left        SEV-2",
        "# T\n\n### Severity\n\nSEV-2\n\n### Next",
        "# T\n\n:Severity: SEV-2",
        "# T\n\n级别：SEV-2",
        "# T\n\nGravidade: SEV-2",
    ],
)
def test_styles_of_facts(text: str) -> None:
    """Labels with the colon inside or outside, tables either way round, the second column of a page."""
    assert (Fact.SEVERITY, "SEV-2") in facts(text)


def test_front_matter_is_about_the_page() -> None:
    """Its date may be the day of writing, whatever it is called."""
    assert facts("# T", {"date": ["2024-03-05"], "severity": ["P1"]}) == [
        (Fact.WRITTEN, "2024-03-05"),
        (Fact.SEVERITY, "P1"),
    ]


def test_keys_in_lists_of_actions_and_timelines_are_none() -> None:
    """``Resolved: …`` there is a row."""
    assert facts("# T\n\n## Timeline\n\n- Resolved: 10:00\n\n## Action items\n\n- Priority: ask mara") == []


def test_asides_of_a_key_say_nothing() -> None:
    """``Started (UTC)``."""
    assert fact_named("**Started (UTC)**:") is Fact.STARTED
    assert fact_named("復旧日時") is Fact.RESOLVED
    assert fact_named("favourite colour") is None


def test_a_heading_is_a_fact_with_one_short_line_below_it() -> None:
    """With a sentence, a list or no moment it is the heading of a text."""
    assert facts("# T\n\n### Detection\n\nAn alert on the queue told us.") == []
    assert facts("# T\n\n### Services\n\n- search\n- checkout") == []
    assert facts("# T\n\n### Detection\n\n2026-03-04 10:02 UTC") == [(Fact.DETECTED, "2026-03-04 10:02 UTC")]
