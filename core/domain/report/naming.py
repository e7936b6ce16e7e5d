"""The title of a report: its first heading, its front matter, its first line, or the name of its file."""

import re
from collections.abc import Sequence
from typing import Final

from core.domain.people.names import TITLE_AT_MOST
from core.domain.report.causes import plain_words
from core.domain.report.day_search import days_in
from core.domain.report.facts import Fact, FoundFact
from core.domain.report.front_matter import Facts
from core.domain.report.headings import clean_heading, exact_role
from core.domain.report.line_marks import item
from core.domain.report.model import Section

_GENERIC: Final = re.compile(
    r"(?:incident|post[ -]?mortems?|post[ -]incident|outage|rca|root cause analysis|report|review|analysis|template|"
    r"title|name|issue|the|an?|of|and|document|blameless|summary|ポストモーテム|障害報告書?|[\W\d_])+",
    re.IGNORECASE,
)
_ENDING: Final = re.compile(r"\.(?:html\.)?(?:md|markdown|mdx|txt|text|rst|erb)(?:\.erb)?$", re.IGNORECASE)
_NUMBERED: Final = re.compile(r"[\d_\-. ]+(?=[^\W\d_])")


def title_of(sections: Sequence[Section], front: Facts, facts: Sequence[FoundFact], name: str) -> tuple[str, str]:
    """The title, and a sentence where nothing in the file is one."""
    given = [value for key in ("title", "name") for value in front.get(key, [])[:1]]
    heads = [section.title for section in sections if 0 < section.level <= 2 and section.title]
    told = [fact.value for fact in facts if fact.fact is Fact.TITLE and fact.line]
    first = next((section.title for section in sections if section.level == 1), "")
    for found in (*given, first, *told, *heads[:1], _first_line(sections)):
        text = plain_words(clean_heading(found)).strip(" -–—:")
        if text and (days_in(text) or not _GENERIC.fullmatch(text)) and exact_role(text) is None:
            return text, ""
    stem = title_from_name(name)
    if stem and not _GENERIC.fullmatch(stem):
        return stem, "No heading is a title. The name of the file was taken."
    fallback = next((text for text in (*given, first, stem) if text), "")
    return fallback, "The title says nothing about the incident. Give it a better one."


def title_from_name(name: str) -> str:
    """``2021-05-26-website-outage.md`` as words."""
    stem = _ENDING.sub("", name.replace("\\", "/").rsplit("/", 1)[-1])
    lead = _NUMBERED.match(stem)
    spaced = (stem[lead.end() :] if lead else stem).replace("_", " ").replace("-", " ")
    return " ".join(spaced.split())[:TITLE_AT_MOST]


def _first_line(sections: Sequence[Section]) -> str:
    """The first line of a text without headings, when it is short enough to be a title."""
    for number, text in sections[0].lines if sections else ():
        if text.strip():
            short = len(text) <= 120 and not text.rstrip().endswith((".", ",", ";")) and item(text) is None
            return text.strip() if short and number <= 40 and not text.lstrip().startswith(("|", ">", "<", "`")) else ""
    return ""
