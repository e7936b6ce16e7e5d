"""What is still missing, section by section, and how little it is.

A postmortem needs a few things, not every field: each need is met, or it is a gap with a kind sentence.
A skipped section needs nothing. The same list feeds the preparation, the room and the summary.
Not here: whether what is written is any good (``blameless``).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from core.domain.declined import declined
from core.domain.metrics import times
from core.domain.postmortem import ActionRow, Lens, Postmortem, Row, SectionId, TimelineKind
from core.domain.template import SECTIONS, field
from core.domain.timeline import first


@dataclass(frozen=True, slots=True)
class Gap:
    section: SectionId
    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class SectionState:
    """``count`` is how many needs are met, ``gaps`` how many are not; ``filled`` when none is left."""

    filled: bool
    count: int
    gaps: int
    skipped: bool


@dataclass(frozen=True, slots=True)
class Filled:
    done: int
    needed: int
    per_section: dict[SectionId, SectionState]


@dataclass(frozen=True, slots=True)
class _Need:
    field: str
    met: bool
    sentence: str


R = TypeVar("R", bound=Row)
_NAMED_AT_MOST = 40


def missing(pm: Postmortem) -> tuple[Gap, ...]:
    """Every gap, in the order of the meeting; nothing for what was skipped."""
    return tuple(
        Gap(part.id, need.field, need.sentence)
        for part in SECTIONS
        if part.id not in pm.skipped
        for need in _needs(pm, part.id)
        if not need.met
    )


def filled(pm: Postmortem) -> Filled:
    states = {part.id: _state(pm, part.id) for part in SECTIONS}
    done = sum(state.count for state in states.values())
    return Filled(done, done + sum(state.gaps for state in states.values()), states)


def action_gaps(action: ActionRow) -> tuple[str, ...]:
    """What one action still needs to be a promise, in words such as “an owner”; nothing once it was decided against."""
    if declined(action):
        return ()
    checks = ((action.text, "what changes"), (action.owner, "an owner"), (action.done_when, "how we know it is done"))
    words = [word for value, word in checks if not value.strip()]
    if action.due is None:
        words.insert(len(words) - (not action.done_when.strip()), "a date")
    return tuple(words)


def _state(pm: Postmortem, section: SectionId) -> SectionState:
    if section in pm.skipped:
        return SectionState(filled=True, count=0, gaps=0, skipped=True)
    needs = tuple(_needs(pm, section))
    count = sum(need.met for need in needs)
    return SectionState(filled=count == len(needs), count=count, gaps=len(needs) - count, skipped=False)


def _needs(pm: Postmortem, section: SectionId) -> Iterator[_Need]:
    match section:
        case SectionId.SUMMARY:
            return _summary(pm)
        case SectionId.TIMELINE:
            return _timeline(pm)
        case SectionId.ROOT_CAUSE:
            return _root_cause(pm)
        case SectionId.FACTORS:
            return _factors(pm)
        case SectionId.ACTIONS:
            return _actions(pm)
        case SectionId.LESSONS:
            return _lessons(pm)
        case SectionId.FOLLOW_UP:
            return _follow_up(pm)


def _summary(pm: Postmortem) -> Iterator[_Need]:
    yield _written("summary.what_happened", pm.summary.what_happened, "Say in one sentence what happened.")
    yield _Need("summary.severity", pm.severity is not None, "Choose a severity. Unsure? Take the higher one.")
    yield _written("summary.impact", pm.summary.impact, "Say who was impacted, and how.")
    known = times(pm).duration.value is not None
    yield _Need("summary.duration", known, "The duration is open: mark when it started and was resolved, or type it.")


def _timeline(pm: Postmortem) -> Iterator[_Need]:
    written = tuple(_with_text(pm.timeline))
    yield _Need("timeline", bool(written), "The timeline is empty. Begin with the moment it started.")
    for kind, sentence in (
        (TimelineKind.STARTED, "Mark the row in which it started."),
        (TimelineKind.DETECTED, "Mark the row in which it was detected."),
        (TimelineKind.RESPONDED, "Mark the row in which somebody began to work on it."),
        (TimelineKind.RESOLVED, "Mark the row in which it was resolved."),
    ):
        yield _Need("timeline", first(pm.timeline, kind) is not None, sentence)
    untimed = sum(row.at is None for row in written)
    if untimed:
        yield _Need("timeline", False, f"{_rows(untimed)} of the timeline {_has(untimed)} no time yet.")
    yield from _impossible(pm)


def _impossible(pm: Postmortem) -> Iterator[_Need]:
    """Ends before their start. A time that is merely missing is a gap of its own already."""
    computed = times(pm)
    pairs = (
        (computed.detect, (TimelineKind.STARTED, TimelineKind.DETECTED)),
        (computed.respond, (TimelineKind.DETECTED, TimelineKind.RESPONDED)),
        (computed.resolve, (TimelineKind.STARTED, TimelineKind.RESOLVED)),
    )
    for measure, kinds in pairs:
        if measure.problem and all(first(pm.timeline, kind) for kind in kinds):
            yield _Need("timeline", False, measure.problem)


def _root_cause(pm: Postmortem) -> Iterator[_Need]:
    for lens in Lens:
        name = f"root_cause.{lens.value}"
        about = field(name)
        answered = any(_with_text(pm.root_cause.of(lens)))
        yield _Need(name, answered, f"No answer through the {about.label.lower()} lens: {_lower(about.help)}")


def _factors(pm: Postmortem) -> Iterator[_Need]:
    written = tuple(_with_text(pm.factors))
    yield _Need("factors", bool(written), "Name at least one thing that made it likelier, longer or worse.")
    unmarked = sum(row.kind is None for row in written)
    if unmarked:
        yield _Need("factors", False, f"{_rows(unmarked)} {_is(unmarked)} not marked as cause or context yet.")


def _actions(pm: Postmortem) -> Iterator[_Need]:
    written = [row for row in pm.actions if row.text.strip() or row.owner.strip() or row.done_when.strip()]
    yield _Need("actions", bool(written), "There is no action yet. What will be different?")
    for row in written:
        gaps = action_gaps(row)
        name = _named(row.text)
        yield _Need("actions", not gaps, f"{name} still needs {_list_of(gaps)}.")


def _lessons(pm: Postmortem) -> Iterator[_Need]:
    lessons = pm.lessons
    yield _written("lessons.went_right", lessons.went_right, "Say what went right. Something always does.")
    yield _written("lessons.went_wrong", lessons.went_wrong, "Say what went wrong, in the system and in our ways.")
    yield _written("lessons.differently", lessons.differently, "Say what you do differently from now on.")


def _follow_up(pm: Postmortem) -> Iterator[_Need]:
    follow_up = pm.follow_up
    yield _written("follow_up.tracker", follow_up.tracker, "Name one person who tracks the actions.")
    yield _Need("follow_up.review_on", follow_up.review_on is not None, "Set a review date; two weeks on is good.")
    decided = follow_up.meeting_needed is not None
    yield _Need("follow_up.meeting_needed", decided, "Decide whether the review needs a meeting.")
    unticked = sum(not row.done for row in _with_text(follow_up.checklist))
    yield _Need("follow_up.checklist", not unticked, f"{unticked} of the checklist {_is(unticked)} not ticked yet.")


def _written(field_id: str, text: str, sentence: str) -> _Need:
    return _Need(field_id, bool(text.strip()), sentence)


def _with_text(rows: Iterable[R]) -> Iterator[R]:
    return (row for row in rows if row.text.strip())


def _named(text: str) -> str:
    line = " ".join(text.split())
    if not line:
        return "An action without words"
    return f"“{line if len(line) <= _NAMED_AT_MOST else line[: _NAMED_AT_MOST - 1].rstrip() + '…'}”"


def _list_of(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _rows(count: int) -> str:
    return "One row" if count == 1 else f"{count} rows"


def _has(count: int) -> str:
    return "has" if count == 1 else "have"


def _is(count: int) -> str:
    return "is" if count == 1 else "are"
