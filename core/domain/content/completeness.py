"""What is still missing, section by section, and how little it is.

A postmortem needs a few things, not every field: each need is met, or it is a gap with a kind sentence.
A skipped section needs nothing. The same list feeds the preparation, the room and the summary.
What each section needs is in ``needs``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.content.needs import Need, needs_of
from core.domain.postmortem import Postmortem, SectionId
from core.domain.template import SECTIONS


@dataclass(frozen=True, slots=True)
class Gap:
    """``row`` and ``key`` lead to the very place, where it is one: the first row it is about, and what that lacks."""

    section: SectionId
    field: str
    sentence: str
    row: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class SectionState:
    """``count`` is how many needs are met, ``gaps`` how many are not; ``filled`` when none is left.

    What a new postmortem brings along is counted once people have begun the section.
    """

    filled: bool
    count: int
    gaps: int
    skipped: bool


@dataclass(frozen=True, slots=True)
class SectionProgress:
    done: int
    needed: int
    per_section: dict[SectionId, SectionState]


def missing(pm: Postmortem) -> tuple[Gap, ...]:
    """Every gap, in the order of the meeting; nothing for what was skipped."""
    return completeness(pm)[0]


def section_progress(pm: Postmortem) -> SectionProgress:
    return completeness(pm)[1]


def completeness(pm: Postmortem) -> tuple[tuple[Gap, ...], SectionProgress]:
    """Every gap in the order of the meeting, and the count of each section, from one look at the needs."""
    needs = {part.id: () if part.id in pm.skipped else tuple(needs_of(pm, part)) for part in SECTIONS}
    gaps = tuple(
        Gap(section, need.field, need.sentence, need.row, need.key)
        for section, found in needs.items()
        for need in found
        if not need.met
    )
    states = {section: _state(found, skipped=section in pm.skipped) for section, found in needs.items()}
    done = sum(state.count for state in states.values())
    return gaps, SectionProgress(done, done + sum(state.gaps for state in states.values()), states)


def _state(needs: Sequence[Need], *, skipped: bool) -> SectionState:
    if skipped:
        return SectionState(filled=True, count=0, gaps=0, skipped=True)
    gaps = sum(not need.met for need in needs)
    begun = any(need.met and not need.given for need in needs)
    met = len(needs) - gaps if begun else 0
    return SectionState(filled=gaps == 0, count=met, gaps=gaps, skipped=False)
