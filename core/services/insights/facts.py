"""The facts that figures are made of, kept in this process until anything of them changes in the database.

A look at the stamp takes some milliseconds. Reading ten thousand postmortems with their actions takes most of a second,
so it is done once; after that only those are read again that changed.
"""

import json
import threading
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, NamedTuple, TypeVar, cast
from weakref import WeakKeyDictionary

from core.domain.actions.overdue import is_closed
from core.domain.dates.zones import day_in
from core.domain.insights.reading import RULES
from core.domain.insights.rows import AgreedAction, Facts, Incident, Recurrence, SectionMinutes
from core.domain.insights.terms import name_parts
from core.domain.people.known_names import known_people
from core.services.app import App
from core.services.insights.readings import catch_up
from core.store import insights
from core.store.database.change_bus import ChangeBus
from core.store.database.transaction import Transaction
from core.store.insights import ActionRow, Head, IncidentRow, Stamp

T = TypeVar("T")
_ANSWERS: Final = 32
_FEW: Final = 500
"""So many changed postmortems are asked for by name; of more all are read."""


class _Piece(NamedTuple):
    """What was read of one postmortem when it had this head. ``names`` are parts of names of people."""

    head: Head
    incident: Incident
    actions: tuple[AgreedAction, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class KnownFacts:
    """``behind``: how many postmortems are not read yet, so that figures will still change."""

    stamp: tuple[Stamp, frozenset[str]]
    facts: Facts
    pieces: Mapping[str, _Piece] = field(repr=False)
    _answers: OrderedDict[Hashable, object] = field(default_factory=OrderedDict, repr=False)

    @property
    def behind(self) -> int:
        return self.stamp[0].behind

    def remembered(self, question: Hashable, make: Callable[[], T]) -> T:
        """The answer to a question about these facts, made once. Two threads that ask at once may both make it."""
        with _lock:
            if question in self._answers:
                self._answers.move_to_end(question)
                return cast(T, self._answers[question])
        answer = make()
        with _lock:
            self._answers[question] = answer
            while len(self._answers) > _ANSWERS:
                self._answers.popitem(last=False)
        return answer


_lock: Final = threading.Lock()
_known: Final[WeakKeyDictionary[ChangeBus, KnownFacts]] = WeakKeyDictionary()


def known_facts(app: App) -> KnownFacts:
    """The facts as they are now; the same object until they change. Records that are behind are read first.

    That takes about a second at most: ``behind`` says how many are left.
    """
    for may_wait in (True, False):
        with app.db.read() as tx:
            stamp = insights.stamp(tx, RULES), insights.visitors_names(tx)
            if not (may_wait and stamp[0].behind):
                return _as_of(app, tx, stamp)
        catch_up(app)
    raise AssertionError("the second turn does not wait")


def _as_of(app: App, tx: Transaction, stamp: tuple[Stamp, frozenset[str]]) -> KnownFacts:
    with _lock:
        before = _known.get(app.change_bus)
    if before is not None and before.stamp == stamp:
        return before
    pieces = _pieces(tx, {} if before is None else before.pieces)
    people = {*stamp[1], *insights.owners_names(tx)}
    links = tuple(Recurrence(*link) for link in insights.recurrences(tx))
    made = KnownFacts(stamp, _facts(pieces, people, links), pieces)
    with _lock:
        _known[app.change_bus] = made
    return made


def _pieces(tx: Transaction, before: Mapping[str, _Piece]) -> dict[str, _Piece]:
    """Every postmortem, those of which nothing changed as they were read before."""
    heads = insights.heads(tx)
    kept = {head.id: found for head in heads if (found := before.get(head.id)) is not None and found.head == head}
    changed = {head.id: head for head in heads if head.id not in kept}
    if not changed:
        return kept
    ids = list(changed) if len(changed) <= _FEW else None
    actions = defaultdict[str, list[ActionRow]](list)
    for action in insights.agreed_actions(tx, ids):
        actions[action.postmortem_id].append(action)
    rows = {row.id: row for row in insights.incidents(tx, ids) if row.id in changed}
    read = {pm_id: _piece(changed[pm_id], row, actions[pm_id]) for pm_id, row in rows.items()}
    return {**kept, **read}


def _facts(pieces: Mapping[str, _Piece], people: Iterable[str], links: tuple[Recurrence, ...]) -> Facts:
    return Facts(
        incidents=tuple(piece.incident for piece in pieces.values()),
        actions=tuple(action for piece in pieces.values() for action in piece.actions),
        recurrences=links,
        names=name_parts(known_people(people)).union(*{piece.names for piece in pieces.values()}),
    )


def _piece(head: Head, row: IncidentRow, actions: Iterable[ActionRow]) -> _Piece:
    minutes, finished_at = _meeting(row.meeting_state)
    since = day_in(row.zone, finished_at or row.published_at or row.made_at)
    return _Piece(
        head,
        _incident(row, minutes),
        tuple(_action(action, row.zone, since) for action in actions),
        _lines(row.names),
    )


def _incident(row: IncidentRow, minutes: tuple[SectionMinutes, ...]) -> Incident:
    return Incident(
        id=row.id,
        day=day_in(row.zone, row.at),
        severity=row.severity or "",
        services=_lines(row.services),
        tags=_lines(row.tags),
        detect=row.detect_s,
        respond=row.respond_s,
        resolve=row.resolve_s,
        lenses=_lines(row.lenses),
        terms=_lines(row.terms),
        minutes=minutes,
    )


def _action(row: ActionRow, zone: str, since: date) -> AgreedAction:
    closed = day_in(zone, row.changed_at) if row.changed_at is not None and is_closed(row.state) else None
    return AgreedAction(row.postmortem_id, row.state, row.due, since, closed, zone)


def _meeting(state: str | None) -> tuple[tuple[SectionMinutes, ...], datetime | None]:
    """What each section of a meeting that is over was given and took."""
    if state is None:
        return (), None
    # A stored meeting is valid; making the model of each takes ten times as long as reading these few values.
    meeting = json.loads(state)
    used = meeting["used"]
    held = meeting.get("started_at") is not None  # that of an old report is over and took no minutes here
    minutes = tuple(
        SectionMinutes(item["section"], item["seconds"], used.get(item["section"], 0.0))
        for item in meeting["plan"]
        if held and not item.get("skipped")
    )
    finished_at = meeting.get("finished_at")
    return minutes, None if finished_at is None else datetime.fromisoformat(finished_at)


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()
