"""Reading promises: every action of every postmortem with what became of it, all of them or a page of the board.

However many there are, the number of questions to the database stays the same. Nothing is changed here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, Literal

from core.domain.postmortem import ActionKind, Severity
from core.services.app import App
from core.store import actions, visitors
from core.store.actions import ActionRow, Tally, Which
from core.store.folding import composed, fold
from core.store.transaction import Transaction

State = Literal["open", "moved", "done", "dropped"]
PAGE: Final = 50
LONGEST_QUERY: Final = 200
NOBODY: Final = "-"  # as an owner asked for: what nobody owns yet
_OPERATOR: Final = "the operator"
_STATES: Final[dict[str, State]] = {"open": "open", "moved": "moved", "done": "done", "dropped": "dropped"}


@dataclass(frozen=True)
class Step:
    """One line of an action's history. ``by`` is a name as it is now.

    ``state`` is a state, or ``owner`` (then ``owner`` is the new one, empty for nobody), or ``dated`` for a first date.
    """

    at: datetime
    state: str
    note: str
    evidence: str
    due: date | None
    by: str
    owner: str = ""


@dataclass(frozen=True)
class Promise:
    """An action of some postmortem with what became of it. ``days_late`` is 0 unless ``overdue``."""

    postmortem_id: str
    postmortem_title: str
    severity: Severity | None
    action_id: str
    text: str
    owner: str
    due: date | None
    kind: ActionKind | None
    done_when: str
    state: State
    overdue: bool
    days_late: int
    example: bool
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Asked:
    """What somebody wants to see. ``owner`` None is everybody, NOBODY what has no owner; compared by `same_owner`.

    ``text`` stands in the action, its owner or the title of its incident, whatever case and accents.
    """

    owner: str | None = None
    pm_id: str | None = None
    closed: bool = False
    text: str = ""


@dataclass(frozen=True)
class Owner:
    """``name`` as it is written most often; ``count`` over all spellings."""

    name: str
    count: int


@dataclass(frozen=True)
class Incident:
    id: str
    title: str
    count: int


@dataclass(frozen=True)
class Board:
    """A page of the board. ``total`` is how many fit what was asked, ``tally`` is over everything.

    ``owners`` (by name) and ``incidents`` (the newest first) are those that have something open, or closed,
    whichever was asked for; ``unowned`` is how many have no owner.
    """

    asked: Asked
    rows: tuple[Promise, ...]
    total: int
    tally: Tally
    owners: tuple[Owner, ...]
    unowned: int
    incidents: tuple[Incident, ...]


def same_owner(one: str) -> str:
    """Two names are one person's when this is equal: case and spaces around do not matter."""
    return " ".join(composed(one).split()).casefold()


def promises(app: App, today: date | None = None, include_closed: bool = False) -> list[Promise]:
    """All open actions of all postmortems: overdue first, then by date, no date last, examples at the end.

    ``today`` is the day overdue is counted from (the database's, in UTC, if not given); an example is never overdue.
    Closed ones follow, the latest closed first.
    """
    with app.db.read() as tx:
        return told(tx, actions.find(tx, Which(closed=None if include_closed else False)), _day(tx, today))


def overdue(app: App, but: str | None = None, limit: int | None = None, today: date | None = None) -> list[Promise]:
    """What is late, the longest late first; ``but`` leaves one postmortem out."""
    with app.db.read() as tx:
        day = _day(tx, today)
        return told(tx, actions.find(tx, Which(late_on=day, but=but), limit=limit), day)


def overdue_count(app: App, but: str | None = None, today: date | None = None) -> int:
    with app.db.read() as tx:
        return actions.count(tx, Which(late_on=_day(tx, today), but=but))


def foremost(app: App, limit: int, today: date | None = None) -> tuple[Tally, list[Promise]]:
    """The figures, and the open promises that come first, examples aside: for a screen that only shows."""
    with app.db.read() as tx:
        day = _day(tx, today)
        return actions.tally(tx, day), told(tx, actions.find(tx, Which(real=True), limit=limit), day)


def tally(app: App, today: date | None = None) -> Tally:
    """The figures over everything, examples aside, in one question."""
    with app.db.read() as tx:
        return actions.tally(tx, _day(tx, today))


def board(app: App, asked: Asked = Asked(), limit: int = PAGE, today: date | None = None) -> Board:
    """The first ``limit`` promises that fit what was asked, and what the filters have to offer."""
    with app.db.read() as tx:
        day = _day(tx, today)
        spellings = actions.by_owner(tx, asked.closed)
        which = Which(closed=asked.closed, pm_id=asked.pm_id, owners=_spelled(asked.owner, spellings))
        words = fold(composed(asked.text[:LONGEST_QUERY])).split()
        if words:
            fitting = [row for row in actions.find(tx, which) if _has(row, words)]
            rows, total = fitting[:limit], len(fitting)
        else:
            rows, total = actions.find(tx, which, limit=limit), actions.count(tx, which)
        owners, unowned = _owners(spellings)
        return Board(
            asked=asked,
            rows=tuple(told(tx, rows, day)),
            total=total,
            tally=actions.tally(tx, day),
            owners=owners,
            unowned=unowned,
            incidents=tuple(Incident(*each) for each in actions.by_postmortem(tx, asked.closed)),
        )


def told(tx: Transaction, rows: Sequence[ActionRow], today: date) -> list[Promise]:
    """These actions with their histories, in two questions for however many."""
    histories = actions.histories(tx, [row.key for row in rows]) if rows else {}
    said_by = {line.visitor_id for lines in histories.values() for line in lines if line.visitor_id is not None}
    names = visitors.names(tx, said_by) if said_by else {}
    return [_promise(row, _steps(histories[row.key], names), today) for row in rows]


def _day(tx: Transaction, today: date | None) -> date:
    return today or tx.now().date()


def _spelled(owner: str | None, spellings: Iterable[tuple[str, int]]) -> list[str] | None:
    """Every way in which this owner is written: databases fold names differently, so that it is done here."""
    if owner is None:
        return None
    wanted = "" if owner == NOBODY else same_owner(owner)
    return [spelling for spelling, _ in spellings if same_owner(spelling) == wanted]


def _owners(spellings: Iterable[tuple[str, int]]) -> tuple[tuple[Owner, ...], int]:
    """One entry for each person, under the spelling that is used most; and how many actions nobody owns."""
    people: dict[str, Owner] = {}
    most: dict[str, int] = {}
    for spelling, number in spellings:
        who = same_owner(spelling)
        before = people.get(who, Owner("", 0))
        people[who] = replace(before, count=before.count + number)
        if number > most.get(who, 0):
            most[who] = number
            people[who] = replace(people[who], name=" ".join(spelling.split()))
    unowned = people.pop("", Owner("", 0)).count
    return tuple(people[who] for who in sorted(people)), unowned


def _has(row: ActionRow, words: Sequence[str]) -> bool:
    text = fold(composed(f"{row.text}\n{row.owner}\n{row.postmortem_title}\n{row.done_when}"))
    return all(word in text for word in words)


def _steps(lines: Iterable[actions.Progress], names: dict[str, str]) -> tuple[Step, ...]:
    return tuple(
        Step(each.at, each.state, each.note, each.evidence, each.due, _name(each.visitor_id, names), each.owner or "")
        for each in lines
    )


def _name(visitor_id: str | None, names: dict[str, str]) -> str:
    return _OPERATOR if visitor_id is None else names.get(visitor_id, "someone")


def _promise(row: ActionRow, steps: tuple[Step, ...], today: date) -> Promise:
    state = _STATES.get(row.state, "open")
    late = row.due is not None and row.due < today and state in ("open", "moved") and not row.example
    return Promise(
        postmortem_id=row.postmortem_id,
        postmortem_title=row.postmortem_title,
        severity=Severity(row.severity) if row.severity in set(Severity) else None,
        action_id=row.action_id,
        text=row.text,
        owner=row.owner,
        due=row.due,
        kind=ActionKind(row.kind) if row.kind in set(ActionKind) else None,
        done_when=row.done_when,
        state=state,
        overdue=late,
        days_late=(today - row.due).days if late and row.due else 0,
        example=row.example,
        steps=steps,
    )
