"""Reading action items: of all postmortems, the overdue ones, or a page of the follow-up board.

However many there are, the number of database queries stays the same. Nothing is changed here.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from core.domain.actions.action_view import ActionCounts, ActionView, HistoryEntry
from core.domain.people.guest_names import recorded_name
from core.services.actions.owners import Owner, grouped_owners, spellings_of
from core.services.app import App
from core.store import action_log, actions
from core.store.action_items import figures
from core.store.action_items.conditions import ActionFilter
from core.store.action_log import Progress
from core.store.action_progress.action_state import folded
from core.store.database.transaction import Transaction
from core.store.people import visitors

PAGE: Final = 50
MOST_INCIDENTS: Final = 100
"""To choose from: a list of thousands is read by nobody, and sent to the browser at each look."""
LONGEST_QUERY: Final = 200
_FIRST_ZONE: Final = timedelta(hours=14)
"""So far before UTC a day begins where it begins first."""
_OPERATOR: Final = "the operator"


@dataclass(frozen=True)
class ActionQuery:
    """What somebody wants to see. ``owner`` None is everybody, ``owners.NOBODY`` what has no owner.

    Owners are compared by ``owners.owner_key``. ``text`` stands in the action, its owner or the title of its
    incident, whatever case and accents.
    """

    owner: str | None = None
    pm_id: str | None = None
    closed: bool = False
    text: str = ""


@dataclass(frozen=True)
class Incident:
    """A postmortem that has actions, and how many."""

    id: str
    title: str
    count: int


@dataclass(frozen=True)
class ActionPage:
    """A page of the board. ``total`` is how many fit the query, ``counts`` is over everything.

    ``owners`` (by name) and ``incidents`` (the newest, at most MOST_INCIDENTS) are those that have something open, or
    closed, whichever was asked for; ``unowned`` is how many have no owner.
    """

    query: ActionQuery
    rows: tuple[ActionView, ...]
    total: int
    counts: ActionCounts
    owners: tuple[Owner, ...]
    unowned: int
    incidents: tuple[Incident, ...]


def list_actions(app: App, now: datetime | None = None, include_closed: bool = False) -> list[ActionView]:
    """All open actions of all postmortems: overdue first, then by date, no date last, examples at the end.

    What is overdue ``now`` (the database's, if not given), where each postmortem is; an example is never overdue.
    Closed ones follow, the latest closed first.
    """
    with app.db.read() as tx:
        selection = ActionFilter(closed=None if include_closed else False)
        return with_history(tx, actions.find(tx, selection, now=now or tx.now()))


def actions_due(app: App, days: timedelta, now: datetime | None = None) -> list[ActionView]:
    """Open actions that are overdue, or due within so many days where their postmortem is: overdue first, then by date.

    No examples, and without their history. A day more may be among them, as days begin earlier in other zones.
    """
    with app.db.read() as tx:
        at = now or tx.now()
        by = (at + _FIRST_ZONE + days).date()
        return actions.find(tx, ActionFilter(include_examples=False, due_by=by), now=at)


def open_actions_of(app: App, pm_ids: Collection[str]) -> list[ActionView]:
    """The open actions of these postmortems, without their history."""
    with app.db.read() as tx:
        return actions.find(tx, ActionFilter(pm_ids=sorted(pm_ids)), now=tx.now()) if pm_ids else []


def overdue_actions(app: App, limit: int | None = None, now: datetime | None = None) -> list[ActionView]:
    """What is overdue, the longest overdue first. Without their history."""
    with app.db.read() as tx:
        return actions.find(tx, ActionFilter(overdue_at=now or tx.now()), limit=limit)


def overdue_counts(app: App, pm_ids: Collection[str], now: datetime | None = None) -> dict[str, int]:
    """How many actions of each of these postmortems are overdue; those without any are left out."""
    with app.db.read() as tx:
        return figures.overdue_by_postmortem(tx, now or tx.now(), pm_ids) if pm_ids else {}


def most_overdue(app: App, limit: int, now: datetime | None = None) -> tuple[ActionCounts, list[ActionView]]:
    """The counts, and the open actions that come first, examples aside: for the wall screen."""
    with app.db.read() as tx:
        at = now or tx.now()
        rows = actions.find(tx, ActionFilter(include_examples=False), now=at, limit=limit)
        return figures.count_actions(tx, at), with_history(tx, rows)


def action_counts(app: App, now: datetime | None = None) -> ActionCounts:
    """The counts over everything, examples aside, in one query."""
    with app.db.read() as tx:
        return figures.count_actions(tx, now or tx.now())


def action_page(
    app: App, query: ActionQuery = ActionQuery(), limit: int = PAGE, now: datetime | None = None
) -> ActionPage:
    """The first ``limit`` actions that fit the query, and what the filters have to offer."""
    with app.db.read() as tx:
        at = now or tx.now()
        spellings = figures.by_owner(tx, query.closed)
        selection = ActionFilter(closed=query.closed, pm_id=query.pm_id, owners=spellings_of(query.owner, spellings))
        rows, total = _first(
            tx, replace(selection, texts=folded(query.text[:LONGEST_QUERY]).split()), spellings, at, limit
        )
        owners, unowned = grouped_owners(spellings)
        return ActionPage(
            query=query,
            rows=tuple(with_history(tx, rows)),
            total=total,
            counts=figures.count_actions(tx, at),
            owners=owners,
            unowned=unowned,
            incidents=tuple(Incident(*item) for item in figures.by_postmortem(tx, query.closed, MOST_INCIDENTS)),
        )


def _first(
    tx: Transaction, selection: ActionFilter, spellings: Iterable[tuple[str, int]], now: datetime, limit: int
) -> tuple[list[ActionView], int]:
    """The first actions, and how many there are: known of the owners already where nothing else is asked for."""
    if selection.texts:
        return actions.find_counted(tx, selection, now=now, limit=limit)
    rows = actions.find(tx, selection, now=now, limit=limit)
    if selection.pm_id is not None:
        return rows, actions.count(tx, selection)
    return rows, sum(number for owner, number in spellings if selection.owners is None or owner in selection.owners)


def with_history(tx: Transaction, rows: Sequence[ActionView]) -> list[ActionView]:
    """These actions with their histories, in two queries for however many."""
    histories = action_log.histories(tx, [(row.postmortem_id, row.action_id) for row in rows]) if rows else {}
    visitor_ids = {entry.visitor_id for log in histories.values() for entry in log if entry.visitor_id is not None}
    names = {who: recorded_name(name) for who, name in visitors.names(tx, visitor_ids).items()} if visitor_ids else {}
    return [replace(row, history=_history(histories[row.postmortem_id, row.action_id], names)) for row in rows]


def _history(log: Iterable[Progress], names: dict[str, str]) -> tuple[HistoryEntry, ...]:
    return tuple(
        HistoryEntry(
            at=entry.at,
            state=entry.state,
            note=entry.note,
            evidence=entry.evidence,
            due=entry.due,
            by=_OPERATOR if entry.visitor_id is None else names.get(entry.visitor_id, "someone"),
            owner=entry.owner or "",
        )
        for entry in log
    )
