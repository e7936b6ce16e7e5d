"""Which section of a postmortem a heading opens, by the names that people give sections.

The section decides which rules hold. A name that is not known is no section, and there every rule holds.
"""

import re
from typing import Final

from core.domain.choices import choice_named
from core.domain.postmortem import SectionId
from core.domain.template import SECTIONS

_NAMES: Final = {
    SectionId.SUMMARY: (
        "summary, incident summary, executive summary, overview, impact, customer impact, what happened, abstract, "
        "description, tl;dr, tldr, background, problem statement"
    ),
    SectionId.TIMELINE: (
        "timeline, chronology, sequence of events, course of events, events, log, incident log, actions taken, "
        "detection, response, resolution, recovery"
    ),
    SectionId.ROOT_CAUSE: (
        "root cause, root causes, root-cause, root cause analysis, rca, cause, causes, cause analysis, five whys, "
        "5 whys, the five whys, why it happened, why did it happen, analysis, trigger"
    ),
    SectionId.FACTORS: "contributing factors, contributing factor, contributing causes, factors, conditions",
    SectionId.ACTIONS: (
        "action items, action item, action, actions, action plan, action points, next steps, remediation, "
        "remediations, corrective actions, preventive actions, corrective measures, preventive measures, measures, "
        "prevention, todo, to do, to-do, tasks, follow-up actions, follow-up items, improvements"
    ),
    SectionId.LESSONS: (
        "lessons learned, lessons, learnings, what we learned, what did we learn, takeaways, what went well, what went "
        "right, what went wrong, what could have gone better, what went badly, where we got lucky, retrospective, "
        "what we do differently"
    ),
    SectionId.FOLLOW_UP: "follow-up, follow up, followup, review",
}
_SECTIONS: Final = {
    **{name.strip(): section for section, names in _NAMES.items() for name in names.split(",")},
    **{name.lower().rstrip("?"): part.id for part in SECTIONS for name in (part.title, part.question)},
}
_LONGEST_NAME: Final = 120
_LEAD: Final = re.compile(r"[\W\d_]+")  # a number, a bullet, an emoji before the words
_AFTER: Final = re.compile(r"[(:–—|]| - ")


def section_named(name: object) -> SectionId | None:
    """The section of a name in a query, ``root_cause`` or ``Action items``; an unknown one is none."""
    if not isinstance(name, str):
        return None
    plain = name.strip().lower()
    return choice_named(SectionId, plain.replace(" ", "_")) or _SECTIONS.get(plain.replace("_", " "))


def section_of_heading(heading: str) -> SectionId | None:
    """The section that a heading opens: by its whole text, by what is before a colon, or by its first or last words."""
    text = " ".join(heading[:_LONGEST_NAME].lower().replace("’", "'").split())
    lead = _LEAD.match(text)
    for written in (text, text[lead.end() :] if lead else text):
        short = _AFTER.split(written, maxsplit=1)[0]
        for name in (written, short):
            found = _SECTIONS.get(name.strip(" *_?.!:"))
            if found is not None:
                return found
        for name in sorted(_SECTIONS, key=len, reverse=True):
            if short.startswith(f"{name} ") or short.rstrip(" *_?.!:").endswith(f" {name}"):
                return _SECTIONS[name]
    return None
