"""Sections by the names that people give them: in queries, and in the headings of files."""

import pytest

from core.domain.blameless.command.headings import section_named, section_of_heading
from core.domain.postmortem import SectionId
from core.domain.template import SECTIONS


def test_sections_go_by_several_names() -> None:
    """As people write them elsewhere; an unknown one lets every rule work."""
    assert section_named("action_items") is SectionId.ACTIONS
    assert section_named("action") is SectionId.ACTIONS
    assert section_named("Contributing Factors") is SectionId.FACTORS
    assert section_named("contributing_factors") is SectionId.FACTORS
    assert section_named("lessons_learned") is SectionId.LESSONS
    assert section_named("followup") is SectionId.FOLLOW_UP
    assert section_named("follow-up") is SectionId.FOLLOW_UP
    assert section_named("root_cause") is SectionId.ROOT_CAUSE
    assert section_named("appendix") is None
    assert section_named(None) is None
    assert section_named(3) is None


@pytest.mark.parametrize("section", SectionId)
def test_a_section_is_known_by_its_own_names(section: SectionId) -> None:
    """Its id, and its title and its question as an export of Debrief has them."""
    part = next(part for part in SECTIONS if part.id is section)
    assert section_named(section.value) is section
    assert section_of_heading(part.title) is section
    assert section_of_heading(part.question) is section


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("3. Root Cause Analysis", "root_cause"),
        ("🔥 Root cause: a full disk", "root_cause"),
        ("Root Cause(s)", "root_cause"),
        ("5 Whys", "root_cause"),
        ("**Action Items**", "actions"),
        ("Action items (P1)", "actions"),
        ("Next steps —", "actions"),
        ("Detailed timeline", "timeline"),
        ("Timeline (all times UTC)", "timeline"),
        ("Actions taken", "timeline"),
        ("What went well?", "lessons"),
        ("Where we got lucky", "lessons"),
        ("Executive Summary", "summary"),
        ("TL;DR", "summary"),
        ("Contributing factors", "factors"),
        ("Follow-up", "follow_up"),
        ("Incident 2026-11-02: checkout down", None),
        ("Reactions", None),
        ("Summaryless", None),
        ("", None),
        ("12.", None),
        ("x" * 100_000, None),
    ],
)
def test_a_heading_opens_a_section(heading: str, section: str | None) -> None:
    """Numbers, pictures, brackets and what follows a colon do not matter; a part of a word is no name."""
    assert section_of_heading(heading) == section
