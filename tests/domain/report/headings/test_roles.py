"""Which section a heading opens, whatever decorates it and in whichever language it is."""

import pytest

from core.domain.report.headings import clean_heading, exact_role, role_of_heading
from core.domain.report.model import Role


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Summary", Role.SUMMARY),
        ("1. Executive Summary", Role.SUMMARY),
        ("**TL;DR**", Role.SUMMARY),
        (":warning: Impact", Role.IMPACT),
        ("🔥 Customer impact", Role.IMPACT),
        ("Timeline (all times in UTC)", Role.TIMELINE),
        ("Timeline {#timeline}", Role.TIMELINE),
        ("Incident timeline", Role.TIMELINE),
        ("3.2 Root cause(s)", Role.CAUSE),
        ("Five Why’s", Role.CAUSE),
        ("Root cause analysis of the cache", Role.CAUSE),
        ("Contributing factors (findings)", Role.FACTORS),
        ("What could have gone better?", Role.WRONG),
        ("What didn't go well", Role.WRONG),
        ("What went well?", Role.RIGHT),
        ("Where did we get lucky?", Role.LUCKY),
        ("Lessons learnt", Role.LESSONS),
        ("Action items: short term", Role.ACTIONS),
        ("Corrective and preventative measures", Role.ACTIONS),
        ("Follow-up tasks", Role.ACTIONS),
        ("How do we prevent this?", Role.ACTIONS),
        ("Resolution and recovery", Role.RESOLUTION),
        ("Zeitlicher Ablauf", Role.TIMELINE),
        ("Maßnahmen", Role.ACTIONS),
        ("タイムライン", Role.TIMELINE),
        ("根本原因", Role.CAUSE),
        ("再発防止策", Role.ACTIONS),
        ("根因", Role.CAUSE),
        ("근본 원인", Role.CAUSE),
    ],
)
def test_names_of_sections(heading: str, role: Role) -> None:
    """Numbers, pictures, anchors, asides and question marks say nothing."""
    assert role_of_heading(heading) is role


@pytest.mark.parametrize("heading", ["", "###", "The night of the long disk", "10:42", "a" * 300, "?!", "Kubernetes"])
def test_a_heading_of_another_name_is_none(heading: str) -> None:
    """It belongs to the section around it."""
    assert role_of_heading(heading) is None


def test_a_long_sentence_with_a_known_word_is_no_heading_of_that_name() -> None:
    """Somebody began a paragraph with a bold sentence."""
    sentence = "We looked at the timeline again and saw that the root cause was known for years before anybody acted"
    assert role_of_heading(sentence) is None
    assert exact_role("Root cause of the outage") is None


def test_a_heading_is_cleaned_for_people() -> None:
    """Links keep their words."""
    assert clean_heading("## **[Impact](https://x.example/a)** :boom: {#impact}") == "Impact"
