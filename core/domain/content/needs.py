"""What a postmortem needs, field by field: each need is met, or it comes with the sentence that says what to do.

A field that is not optional needs to be filled, and brings its sentence along (``Field.missing``). What a field needs
beyond that is in the table at the end. Not here: counting (``completeness``), and whether what is written is any good
(``blameless``).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeVar

from core.domain.actions.gaps import NAMED_AT_MOST, action_gaps, begun, gap_key
from core.domain.content.checklist import checklist
from core.domain.content.metrics import times
from core.domain.content.timeline import first
from core.domain.content.unreadable_values import unreadable_values
from core.domain.postmortem import Postmortem, Row, TimelineKind, TimelineRow
from core.domain.template import CHECKLIST_FIELD, Field, FieldKind, Section
from core.domain.template.values import rows_of, value_of

R = TypeVar("R", bound=Row)
STARTED: Final = "The incident started."
"""The row that a new postmortem has when it is known when the incident started."""
_MARKS: Final = (
    (TimelineKind.STARTED, "Mark the row in which it started."),
    (TimelineKind.DETECTED, "Mark the row in which it was detected."),
    (TimelineKind.RESPONDED, "Mark the row in which somebody began to work on it."),
    (TimelineKind.RESOLVED, "Mark the row in which it was resolved."),
)


@dataclass(frozen=True, slots=True)
class Need:
    """``row`` and ``key`` lead to the very place, where it is one. ``given``: a new postmortem may bring it along, so
    by itself it is no beginning."""

    field: str
    met: bool
    sentence: str
    row: str = ""
    key: str = ""
    given: bool = False


def needs_of(pm: Postmortem, section: Section) -> Iterator[Need]:
    """Every need of a section, in the order of its fields."""
    for field in section.fields:
        if field.id in _SPECIAL:
            yield from _SPECIAL[field.id](pm, field)
        elif not field.optional:
            yield _filled(pm, field)


def _filled(pm: Postmortem, field: Field, given: bool = False) -> Need:
    value = value_of(pm, field)
    if field.kind is FieldKind.ROWS:
        met = any(_with_text(rows_of(pm, field)))
    else:
        met = bool(value.strip()) if isinstance(value, str) else value is not None and value != ()
    return Need(field.id, met, field.missing or f"“{field.label}” is empty. Fill it in.", given=given)


def _severity(pm: Postmortem, field: Field) -> Iterator[Need]:
    yield _filled(pm, field, given=True)


def _duration(pm: Postmortem, field: Field) -> Iterator[Need]:
    known = times(pm).duration.value is not None
    yield Need(field.id, known, "The duration is open: mark when it started and was resolved, or type it.")
    typed = unreadable_values(pm.duration_minutes, pm.duration_text)
    if typed:
        sentence = f"The duration “{typed[:NAMED_AT_MOST]}” cannot be read. Write it in minutes."
        yield Need(field.id, False, sentence)


def _timeline(pm: Postmortem, field: Field) -> Iterator[Need]:
    written = tuple(_with_text(pm.timeline))
    new = [row.text for row in written] == [STARTED]
    yield _filled(pm, field, given=new)
    for kind, sentence in _MARKS:
        yield Need(field.id, first(pm.timeline, kind) is not None, sentence, given=new)
    untimed = [row for row in written if row.at is None]
    if untimed:
        count = len(untimed)
        sentence = f"{_rows(count)} of the timeline {_has(count)} no time yet.{_as_typed(untimed)}"
        yield Need(field.id, False, sentence, untimed[0].id, "at")
    yield from _impossible(pm, field)


def _as_typed(rows: Iterable[TimelineRow]) -> str:
    """What was typed in the place of times and is none."""
    texts = [message for row in rows if (message := unreadable_values(row.at, row.at_text))]
    return f" “{texts[0][:NAMED_AT_MOST]}” is no time yet." if texts else ""


def _impossible(pm: Postmortem, field: Field) -> Iterator[Need]:
    """Ends before their start. A time that is merely missing is a gap of its own already."""
    computed = times(pm)
    pairs = (
        (computed.detect, (TimelineKind.STARTED, TimelineKind.DETECTED)),
        (computed.respond, (TimelineKind.DETECTED, TimelineKind.RESPONDED)),
        (computed.resolve, (TimelineKind.STARTED, TimelineKind.RESOLVED)),
    )
    for measure, kinds in pairs:
        if measure.problem and all(first(pm.timeline, kind) for kind in kinds):
            yield Need(field.id, False, measure.problem)


def _factors(pm: Postmortem, field: Field) -> Iterator[Need]:
    yield _filled(pm, field)
    unmarked = [row for row in _with_text(pm.factors) if row.kind is None]
    if unmarked:
        count = len(unmarked)
        sentence = f"{_rows(count)} {_is(count)} not marked as cause or context yet."
        yield Need(field.id, False, sentence, unmarked[0].id, "kind")


def _actions(pm: Postmortem, field: Field) -> Iterator[Need]:
    written = [row for row in pm.actions if begun(row)]
    yield Need(field.id, bool(written), field.missing)
    for row in written:
        gaps = action_gaps(row)
        key = gap_key(gaps[0]) if gaps else ""
        yield Need(field.id, not gaps, f"{_named(row.text)} still needs {_list_of(gaps)}.", row.id, key)


def _review_date(pm: Postmortem, field: Field) -> Iterator[Need]:
    follow_up = pm.follow_up
    typed = unreadable_values(follow_up.review_on, follow_up.review_on_text)[:NAMED_AT_MOST]
    sentence = f"The review date “{typed}” is no date yet. Choose a day." if typed else field.missing
    yield Need(field.id, follow_up.review_on is not None, sentence, given=not typed)


def _checklist(pm: Postmortem, field: Field) -> Iterator[Need]:
    unticked = [item.id for item in checklist(pm) if not item.done]
    sentence = f"{len(unticked)} of the checklist {_is(len(unticked))} not ticked yet."
    row = unticked[0] if unticked else ""
    yield Need(field.id, not unticked, sentence, row, "done", given=not pm.follow_up.checklist)


def _with_text(rows: Iterable[R]) -> Iterator[R]:
    return (row for row in rows if row.text.strip())


def _named(text: str) -> str:
    line = " ".join(text.split())
    if not line:
        return "An action without words"
    return f"“{line if len(line) <= NAMED_AT_MOST else line[: NAMED_AT_MOST - 1].rstrip() + '…'}”"


def _list_of(texts: tuple[str, ...]) -> str:
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}" if texts else ""


def _rows(count: int) -> str:
    return "One row" if count == 1 else f"{count} rows"


def _has(count: int) -> str:
    return "has" if count == 1 else "have"


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


# Fields that need more than being filled, or something else.
_SPECIAL: Final[dict[str, Callable[[Postmortem, Field], Iterator[Need]]]] = {
    "summary.severity": _severity,
    "summary.duration": _duration,
    "timeline": _timeline,
    "factors": _factors,
    "actions": _actions,
    "follow_up.review_on": _review_date,
    CHECKLIST_FIELD: _checklist,
}
