"""The guide: complete, findable, and true to what it teaches."""

import pytest

from core.domain.blameless import Category, check
from core.domain.content.completeness import missing
from core.domain.content.passages import passages
from core.domain.guide.entries import Chapter, category_of, entries, find, topic_of
from core.domain.guide.hint_categories import EXPLAINED, QUESTIONS
from core.domain.guide.rewritten_example import TOLD_APART, badly_written, well_written
from core.domain.people.known_names import known_people
from core.domain.postmortem import SectionId

PEOPLE = ("Ravi", "Ines")


def home_of(category: Category) -> SectionId:
    """A section in which the rules of this category work."""
    about_actions = category in (Category.VAGUE_ACTION, Category.EXHORTATION)
    return SectionId.ACTIONS if about_actions else SectionId.ROOT_CAUSE


@pytest.mark.parametrize("category", Category)
def test_each_category_is_explained_with_examples_that_are_true(category: Category) -> None:
    """What stands under “before” gets this very hint, and what stands under “after” gets none."""
    message = EXPLAINED[category]
    assert message.title
    assert len(message.pairs) >= 2
    for pair in message.pairs:
        assert category in {hint.category for hint in check(pair.before, home_of(category), PEOPLE)}, pair.before
        assert check(pair.after, home_of(category), PEOPLE) == [], pair.after


def test_the_questions_blame_nobody() -> None:
    """They are asked aloud."""
    assert len(QUESTIONS) >= 6
    assert [question for question in QUESTIONS if check(question, None)] == []


def test_the_good_example_is_complete_and_needs_no_hint() -> None:
    """A whole postmortem to copy the tone from."""
    pm = well_written()
    assert missing(pm) == ()
    people = known_people([], pm)
    hints = [(passage.text, check(passage.text, passage.section, people)) for passage in passages(pm)]
    assert [text for text, found in hints if found] == []


def test_the_bad_example_shows_nearly_all_there_is_to_hint_at() -> None:
    """The same incident, in anger."""
    found = {
        hint.category
        for passage in passages(badly_written())
        for hint in check(passage.text, passage.section, ("Tomasz",))
    }
    assert len(found) >= 6


def test_both_tell_the_same_incident_section_by_section() -> None:
    """And the guide says for each section what changed."""
    assert set(TOLD_APART) == set(SectionId)
    both = " ".join(passage.text for pm in (badly_written(), well_written()) for passage in passages(pm))
    assert both.count("Tomasz") >= 3


def test_each_category_has_an_address_of_its_own() -> None:
    """A hint leads to its explanation, and only to that."""
    assert topic_of(Category.PERSON_BLAME) == "hint-person-blame"
    assert len({topic_of(category) for category in Category}) == len(Category)
    assert all(category_of(topic_of(category)) is category for category in Category)
    assert category_of("hint-moon") is None


def test_topics_are_unique_and_every_chapter_has_one() -> None:
    """Nothing stands on the page twice."""
    topics = [entry.topic for entry in entries()]
    assert len(set(topics)) == len(topics)
    assert {entry.chapter for entry in entries()} == set(Chapter)


@pytest.mark.parametrize(
    ("query", "topic"),
    [
        ("careful", "hint-exhortation"),
        ("HUMAN  error", "hint-human-error"),
        ("five lenses", "section-root-cause"),
        ("data or money", "severity"),
        ("suspects", "ground-rules"),
        ("bikes", "example"),
        ("rattle", ""),
    ],
)
def test_the_guide_is_found_by_its_words(query: str, topic: str) -> None:
    """All words of the query, whatever their case; nothing for what is not in it."""
    found = [entry.topic for entry in find(query)]
    assert (topic in found) if topic else found == []
    assert len(found) < len(entries())


def test_an_empty_query_finds_everything() -> None:
    """The page as a whole."""
    assert find("  ") == entries()
