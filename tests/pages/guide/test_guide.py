"""The guide page: everything in its place, found by a word, and led to by a hint."""

import pytest

from core.domain import template
from core.domain.blameless import Category
from core.domain.guide.entries import Chapter, topic_of
from core.domain.guide.hint_categories import ENGLISH_ONLY, EXPLAINED, QUESTIONS
from core.domain.postmortem import SectionId
from core.domain.template.ground_rules import GROUND_RULES
from core.domain.template.severity import GUIDE
from pages.parts.frame.html import esc
from tests.support.pages import Tab, assert_whole, words


def test_the_guide_holds_all_chapters(tab: Tab) -> None:
    """Ground rules, questions, the eight kinds of hints, the sections, the severities, the incident told twice."""
    session = tab.open("guide")
    assert_whole(session)
    message = words(session)
    assert [item.value for item in session.header] == [chapter.value for chapter in Chapter]
    for text in (
        *(rule.title for rule in GROUND_RULES),
        *QUESTIONS,
        *(payload.title for payload in EXPLAINED.values()),
        *(pair.after for payload in EXPLAINED.values() for pair in payload.pairs),
        *(part.question for part in template.SECTIONS),
        *(level.meaning for level in GUIDE.values()),
        "Bikes could not be unlocked for 52 minutes",
        "Tomasz broke the locks",
    ):
        assert text in message or esc(text) in message, text


@pytest.mark.parametrize("category", Category)
def test_a_hint_leads_to_its_explanation(tab: Tab, category: Category) -> None:
    """It stands first on the page, and the whole guide below it."""
    session = tab.open("guide", topic=topic_of(category))
    assert_whole(session)
    assert session.subheader[0].value == EXPLAINED[category].title
    assert len(session.header) == len(Chapter)


def test_every_category_has_an_anchor(tab: Tab) -> None:
    """For a link in a chat."""
    anchors = [item.proto.anchor for item in tab.open("guide").subheader]
    assert anchors == [topic_of(category) for category in EXPLAINED]


@pytest.mark.parametrize("topic", ["", "nothing", "<script>alert(1)</script>", "x" * 5000])
def test_an_unknown_topic_is_the_whole_guide(tab: Tab, topic: str) -> None:
    """And nothing of the address is drawn."""
    session = tab.open("guide", topic=topic)
    assert_whole(session)
    assert "What you asked about" not in words(session)
    assert "<script>" not in words(session)


def test_a_word_finds_its_places_and_hides_the_rest(tab: Tab) -> None:
    """Chapters without a find are not drawn; sections that hold it are open."""
    session = tab.open("guide")
    session.text_input[0].set_value("lenses").run()
    assert_whole(session)
    assert [item.value for item in session.header] == [Chapter.SECTIONS.value]
    assert [item.label for item in session.expander] == ["Root cause · 5 min"]
    assert session.expander[0].proto.expanded


def test_a_word_that_is_not_there_is_told_as_text(tab: Tab) -> None:
    """Whatever was typed."""
    session = tab.open("guide")
    session.text_input[0].set_value("<img src=x>").run()
    assert_whole(session)
    assert not session.header
    assert "“&lt;img src=x&gt;”" in words(session)


def test_both_versions_of_the_incident_stand_section_by_section(tab: Tab) -> None:
    """The angry one beside the one that helps."""
    message = words(tab.open("guide"))
    assert message.count("Written in anger") == message.count("Written to learn") == len(SectionId) + 1
    assert "Leila tracks the actions. Review on Tue 1 Dec 2026." in message
    assert "done when: A rotation in staging refuses no token" in message


def test_the_guide_holds_what_the_room_asks(tab: Tab) -> None:
    """Ground rules, every section with good next to bad, and the severities."""
    message = words(tab.open("guide"))
    for rule in GROUND_RULES:
        assert rule.title in message
    for part in template.SECTIONS:
        assert part.question.replace("'", "&#x27;") in message
    assert "Does not help yet" in message
    assert "Take the higher one" in message


def test_the_guide_and_settings_say_that_hints_are_for_english(tab: Tab) -> None:
    """Whoever writes in another language does not wait for a hint."""
    for page in ("guide", "settings"):
        session = tab.open(page)
        assert_whole(session)
        assert ENGLISH_ONLY in words(session), page
