"""The guide as entries that can be found: by the address of a hint, or by any word in them.

The words live where the room takes them from (sections, severities, ground rules) and in ``guide_hints`` and
``guide_examples``. Not here: how an entry is drawn.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from core.domain.blameless import Category
from core.domain.content.passages import passages
from core.domain.guide.hint_categories import EXPLAINED, QUESTIONS
from core.domain.guide.rewritten_example import TOLD_APART, badly_written, well_written
from core.domain.template import SECTIONS
from core.domain.template.ground_rules import GROUND_RULES, OPENING
from core.domain.template.severity import GUIDE, UNSURE


class Chapter(StrEnum):
    """In the order of the page."""

    RULES = "How we talk"
    QUESTIONS = "Questions to ask"
    HINTS = "What the hints are about"
    SECTIONS = "The seven sections"
    SEVERITY = "How bad was it?"
    EXAMPLE = "One incident, written twice"


@dataclass(frozen=True, slots=True)
class Entry:
    """``topic`` is its handle in addresses; ``words`` is all there is to find in it."""

    topic: str
    chapter: Chapter
    text: str


def topic_of(category: Category) -> str:
    """``hint-person-blame``: where a hint's category is explained."""
    return f"hint-{category.value.replace('_', '-')}"


def category_of(topic: str) -> Category | None:
    return next((category for category in Category if topic_of(category) == topic), None)


@cache
def entries() -> tuple[Entry, ...]:
    return tuple(_entries())


def find(query: str) -> tuple[Entry, ...]:
    """The entries that hold every word of the query, also inside a longer word; all entries for an empty one."""
    wanted = query.casefold().split()
    return tuple(entry for entry in entries() if all(word in entry.text for word in wanted))


def _entries() -> Iterator[Entry]:
    rules = [part for rule in GROUND_RULES for part in rule]
    yield _entry("ground-rules", Chapter.RULES, OPENING, *rules)
    yield _entry("questions", Chapter.QUESTIONS, *QUESTIONS)
    for category, message in EXPLAINED.items():
        pairs = [texts for pair in message.pairs for texts in pair]
        yield _entry(topic_of(category), Chapter.HINTS, message.title, message.what, message.why, message.fine, *pairs)
    for part in SECTIONS:
        texts = (part.title, part.question, part.prompt, *part.ask, part.good, part.bad, part.why_good)
        yield _entry(f"section-{part.id.value.replace('_', '-')}", Chapter.SECTIONS, *texts)
    levels = [texts for level in GUIDE.values() for texts in (level.title, level.meaning, level.response)]
    yield _entry("severity", Chapter.SEVERITY, *levels, UNSURE)
    both = [passage.text for pm in (badly_written(), well_written()) for passage in passages(pm)]
    yield _entry("example", Chapter.EXAMPLE, *both, *TOLD_APART.values())


def _entry(topic: str, chapter: Chapter, *text: str) -> Entry:
    return Entry(topic, chapter, "\n".join((chapter.value, *text)).casefold())
