"""Two postmortems side by side: their facts in rows, with what can be said about both.

It states what is written down and nothing else: a cause that both have is not claimed, the words that stand in both are
marked. The earlier incident stands first. Not here: reading them, and drawing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final, Literal

from core.domain.actions.action_view import ActionView
from core.domain.actions.overdue import is_closed
from core.domain.content.metrics import Measure, times
from core.domain.content.timeline import in_order
from core.domain.content.unmarked_text import short_line
from core.domain.dates.durations import duration_text
from core.domain.dates.zones import day_in
from core.domain.memory.shared_words import Run, marked, shared_words, words_of
from core.domain.postmortem import FactorKind, Lens, Postmortem, SectionId, TimelineKind
from core.domain.template import section
from core.domain.template.severity import GUIDE

Tone = Literal["", "same", "better", "worse", "new", "twice"]
LONGEST: Final = 600
MOST: Final = 8
NOTHING: Final = "Nothing written"
_ALIKE_FROM: Final = 2  # words
_DONE: Final = (TimelineKind.MITIGATED, TimelineKind.RESOLVED)
_FACTORS: Final = {FactorKind.CAUSE: "cause", FactorKind.CONTEXT: "context"}


@dataclass(frozen=True)
class Told:
    """One incident with what became of its actions. ``carried``: id of an action here, to that of the earlier one.

    ``promised_on`` is the day from which the age of its actions counts, ``today`` the day that it is there.
    """

    postmortem: Postmortem
    actions: tuple[ActionView, ...]
    promised_on: date
    today: date
    carried: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """``note`` stands behind it, quieter: an owner, an age. ``link`` is what was typed for that of an action."""

    runs: tuple[Run, ...]
    note: str = ""
    link: str = ""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class ComparisonRow:
    """A cell without lines says that nothing is written. ``remark`` is what can be said of both, often nothing."""

    label: str
    earlier: tuple[Line, ...]
    later: tuple[Line, ...]
    remark: str = ""
    tone: Tone = ""


def comparison(earlier: Told, later: Told) -> tuple[ComparisonRow, ...]:
    """The rows of which at least one side says something, in the order of the meeting."""
    return tuple(row for row in _rows(earlier, later) if row.earlier or row.later)


def _rows(earlier: Told, later: Told) -> Iterator[ComparisonRow]:
    first, two = earlier.postmortem, later.postmortem
    yield _texts("What happened", [first.summary.what_happened], [two.summary.what_happened])
    yield _texts("Impact", [first.summary.impact], [two.summary.impact])
    yield _exact("Severity", _severity(first), _severity(two))
    yield _services(first.services, two.services)
    before, after = times(first), times(two)
    yield _measure("To detect", before.detect, after.detect)
    yield _measure("To respond", before.respond, after.respond)
    yield _measure("To resolve", before.resolve, after.resolve)
    if (before.duration, after.duration) != (before.resolve, after.resolve):
        yield _measure("Duration", before.duration, after.duration)
    labels = {item.id: item.label for item in section(SectionId.ROOT_CAUSE).fields}
    for lens in Lens:
        rows = ([row.text for row in pm.root_cause.of(lens)] for pm in (first, two))
        yield _texts(labels[f"root_cause.{lens}"], *rows)
    notes = ([_FACTORS.get(row.kind, "") if row.kind else "" for row in pm.factors] for pm in (first, two))
    yield _texts("Factors", [row.text for row in first.factors], [row.text for row in two.factors], *notes)
    yield _texts("What was done", *(list(_what_was_done(pm)) for pm in (first, two)))
    yield _actions("Actions done", earlier, later, "done")
    yield _actions("Actions dropped", earlier, later, "dropped")
    yield _still_open(earlier, later)


def what_was_done(pm: Postmortem) -> str:
    """How it ended: what the timeline says of its mitigation and its end, in one line."""
    return " ".join(dict.fromkeys(_what_was_done(pm)))


def _what_was_done(pm: Postmortem) -> Iterator[str]:
    return (row.text for row in in_order(pm.timeline) if row.kind in _DONE and row.text.strip())


def _severity(pm: Postmortem) -> str:
    return GUIDE[pm.severity].title if pm.severity else ""


def _exact(label: str, first: str, second: str) -> ComparisonRow:
    same = bool(first) and first == second
    return ComparisonRow(label, _plain(first), _plain(second), "same" if same else "", "same" if same else "")


def _plain(text: str) -> tuple[Line, ...]:
    return (Line((Run(text, marked=False),)),) if text else ()


def _services(first: tuple[str, ...], second: tuple[str, ...]) -> ComparisonRow:
    both = words_of(" ".join(first)) & words_of(" ".join(second))
    before, after = (tuple(Line(marked(name, both)) for name in names if name.strip()) for names in (first, second))
    known = {name.casefold() for name in first}, {name.casefold() for name in second}
    same = bool(known[0]) and known[0] == known[1]
    shared = len(known[0] & known[1])
    remark = "same" if same else f"{shared} in both" if shared else ""
    return ComparisonRow("Services", before, after, remark, "same" if remark else "")


def _measure(label: str, before: Measure, after: Measure) -> ComparisonRow:
    first, second = (duration_text(item.value) if item.value is not None else "" for item in (before, after))
    remark, tone = _difference(before.value, after.value)
    return ComparisonRow(label, _plain(first), _plain(second), remark, tone)


def _difference(before: timedelta | None, after: timedelta | None) -> tuple[str, Tone]:
    if before is None or after is None:
        return "", ""
    if duration_text(before) == duration_text(after):
        return "same", "same"
    if after < before:
        return f"{duration_text(before - after)} sooner", "better"
    return f"{duration_text(after - before)} later", "worse"


def _texts(
    label: str,
    earlier: Iterable[str],
    later: Iterable[str],
    earlier_notes: Iterable[str] = (),
    later_notes: Iterable[str] = (),
) -> ComparisonRow:
    first, second = list(earlier), list(later)
    both = shared_words("\n".join(first), "\n".join(second))
    cells = _lines(first, list(earlier_notes), both), _lines(second, list(later_notes), both)
    remark, tone = _likeness("\n".join(first), "\n".join(second), len(both))
    return ComparisonRow(label, *cells, remark, tone)


def _lines(texts: list[str], notes: list[str], both: frozenset[str]) -> tuple[Line, ...]:
    noted = [(text, notes[place] if place < len(notes) else "") for place, text in enumerate(texts) if text.strip()]
    lines = [Line(marked(short_line(text, LONGEST), both), note) for text, note in noted[:MOST]]
    more = len(noted) - MOST
    return (*lines, *_plain(f"and {more} more" if more > 0 else ""))


def _likeness(first: str, second: str, shared: int) -> tuple[str, Tone]:
    """``same`` for the same words, ``alike`` when at least half of the shorter one's words stand in the other."""
    if not first.strip() or not second.strip():
        return ("new", "new") if second.strip() else ("", "")
    if first.casefold().split() == second.casefold().split():
        return "same", "same"
    fewest = min(len(words_of(first)), len(words_of(second)))
    return ("alike", "same") if shared >= _ALIKE_FROM and 2 * shared >= fewest else ("", "")


def _actions(label: str, earlier: Told, later: Told, state: str) -> ComparisonRow:
    return ComparisonRow(label, tuple(_closed_lines(earlier, state)), tuple(_closed_lines(later, state)))


def _closed_lines(side: Told, state: str) -> Iterator[Line]:
    found = [row for row in side.actions if row.state == state]
    for row in found[:MOST]:
        on = f"on {day_in(row.zone, row.changed_at).isoformat()}" if row.changed_at else ""
        notes = (row.owner.strip(), on, short_line(row.explanation, LONGEST) if state == "dropped" else "")
        yield Line((Run(short_line(row.text, LONGEST), marked=False),), ", ".join(note for note in notes if note))
    if len(found) > MOST:
        yield from _plain(f"and {len(found) - MOST} more")


def _still_open(earlier: Told, later: Told) -> ComparisonRow:
    first, second = ([row for row in side.actions if not is_closed(row.state)] for side in (earlier, later))
    both = shared_words("\n".join(row.text for row in first), "\n".join(row.text for row in second))
    age = (earlier.today - earlier.promised_on).days
    ids, texts = {row.action_id for row in first}, {_key(row.text) for row in first}
    twice = [row for row in second if later.carried.get(row.action_id) in ids or _key(row.text) in texts]
    before = _action_lines(first, [_owed(row, f"open for {age} days") for row in first], both)
    after = _action_lines(second, [_owed(row, _due(row)) for row in second], both)
    remark = "promised twice" if len(twice) == 1 else f"{len(twice)} promised twice"
    return ComparisonRow("Still open", before, after, remark if twice else "", "twice" if twice else "")


def _action_lines(rows: list[ActionView], notes: list[str], both: frozenset[str]) -> tuple[Line, ...]:
    written = [(row, note) for row, note in zip(rows, notes, strict=True) if row.text.strip()]
    lines = _lines([row.text for row, _ in written], [note for _, note in written], both)
    links = [row.link for row, _ in written[:MOST]]
    return (*(replace(line, link=link) for line, link in zip(lines, links, strict=False)), *lines[len(links) :])


def _owed(row: ActionView, when: str) -> str:
    return ", ".join(part for part in (row.owner.strip() or "nobody", when) if part)


def _due(row: ActionView) -> str:
    return f"due {row.due.isoformat()}" if row.due else ""


def _key(text: str) -> str:
    return " ".join(text.casefold().split())
