"""Links between incidents: "recurrence of", "not the same", shown to the room, and where carried-over actions are from.

A link is read from both ends. Whatever is in the trash is left out until it is restored, and a closed one for whoever
was not named. Who may see what of it is decided in ``core.services.memory``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select, update

from core.store.closed import is_open, visible_to
from core.store.database import tables
from core.store.database.transaction import Transaction

_L = tables.incident_link.c
_N = tables.not_the_same.c
_C = tables.carried_action.c
_P = tables.postmortem.c


@dataclass(frozen=True)
class LinkedIncident:
    """The other end of a link. ``happened_at`` is when it started, or when its postmortem was made.

    ``zone`` is the one that its postmortem shows times in. ``shown_at``: since when the room of the later one sees it.
    """

    id: str
    title: str
    severity: str | None
    happened_at: datetime
    zone: str
    linked_at: datetime
    shown_at: datetime | None


@dataclass(frozen=True)
class CarriedAction:
    """``action_id`` is the action's here; the rest says where it came from."""

    action_id: str
    from_id: str
    from_action_id: str
    from_title: str


def take_turns(tx: Transaction) -> None:
    """Nobody else changes links until this transaction ends: whether one may be made depends on the others."""
    tx.take_turns("incident_link")


def link(tx: Transaction, pm_id: str, earlier_id: str, by: str | None) -> bool:
    """Say that ``pm_id`` is a recurrence of ``earlier_id``; it takes back "not the same". False when it stood there."""
    forget_not_the_same(tx, pm_id, earlier_id)
    values = {"postmortem_id": pm_id, "earlier_id": earlier_id, "by": by, "at": tx.now()}
    insert = tx.upsert(tables.incident_link).values(**values)
    made = tx.execute(insert.on_conflict_do_nothing().returning(_L.postmortem_id)).scalar()
    return made is not None


def unlink(tx: Transaction, pm_id: str, earlier_id: str) -> bool:
    """False when there was no link."""
    mine = _L.postmortem_id == pm_id, _L.earlier_id == earlier_id
    return tx.execute(tables.incident_link.delete().where(*mine)).rowcount > 0


def is_linked(tx: Transaction, pm_id: str, other_id: str) -> bool:
    """Whether there is a link between the two, whichever is the later pm_id."""
    forth, back = _between(pm_id, other_id), _between(other_id, pm_id)
    return tx.execute(select(_L.at).where(or_(forth, back)).limit(1)).scalar() is not None


def leads_to(tx: Transaction, pm_id: str, goal: str) -> bool:
    """Whether ``goal`` is reached from ``pm_id`` by going to earlier incidents, over however many links."""
    seen: set[str] = set()
    waiting = {pm_id}
    while waiting:
        if goal in waiting:
            return True
        seen |= waiting
        found = tx.execute(select(_L.earlier_id).where(_L.postmortem_id.in_(sorted(waiting)))).scalars()
        waiting = set(found) - seen
    return False


def earlier_of(tx: Transaction, pm_id: str) -> tuple[LinkedIncident, ...]:
    """What ``pm_id`` is a recurrence of, the latest incident first."""
    return _ends(tx, _L.earlier_id, _L.postmortem_id == pm_id)


def later_of(tx: Transaction, pm_id: str) -> tuple[LinkedIncident, ...]:
    """In which incidents ``pm_id`` came back, the latest first. ``shown_at`` is about their rooms, not about its."""
    return _ends(tx, _L.postmortem_id, _L.earlier_id == pm_id)


def linked_with(tx: Transaction, pm_ids: Iterable[str]) -> tuple[str, ...]:
    """The other ends of all links of these, also where one of the two is in the trash."""
    wanted = sorted(pm_ids)
    found = select(_L.postmortem_id, _L.earlier_id).where(or_(_L.postmortem_id.in_(wanted), _L.earlier_id.in_(wanted)))
    ends = {end for link in tx.execute(found) for end in link}
    return tuple(sorted(ends.difference(wanted)))


def pairs_of(tx: Transaction, pm_ids: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The links of these as (later, earlier), without those whose earlier one is in the trash.

    Both exist for whom the transaction reads.
    """
    later_one = tables.postmortem.alias("later")
    joined = tables.incident_link.join(tables.postmortem, _P.id == _L.earlier_id)
    joined = joined.join(later_one, later_one.c.id == _L.postmortem_id)
    mine = _L.postmortem_id.in_(sorted(pm_ids)), _P.trashed_at.is_(None), visible_to(tx)
    found = select(_L.postmortem_id, _L.earlier_id).select_from(joined).where(*mine, visible_to(tx, later_one.c))
    return tuple((later, earlier) for later, earlier in tx.execute(found.order_by(_L.at, _L.earlier_id)))


def show(tx: Transaction, pm_id: str, earlier_id: str, by: str | None) -> bool:
    """Let everybody in the room of ``pm_id`` see the title of ``earlier_id``. False when they are not linked."""
    return _set_shown(tx, pm_id, earlier_id, {"shown_at": tx.now(), "shown_by": by})


def hide(tx: Transaction, pm_id: str, earlier_id: str) -> bool:
    return _set_shown(tx, pm_id, earlier_id, {"shown_at": None, "shown_by": None})


def say_not_the_same(tx: Transaction, pm_id: str, other_id: str, by: str | None) -> tuple[str, ...]:
    """Remember it for the pair, and take away a link between them. Returns the later end of a link that went."""
    gone = tuple(later for later, earlier in ((pm_id, other_id), (other_id, pm_id)) if unlink(tx, later, earlier))
    first, second = sorted((pm_id, other_id))
    values = {"postmortem_id": first, "other_id": second, "by": by, "at": tx.now()}
    tx.execute(tx.upsert(tables.not_the_same).values(**values).on_conflict_do_nothing())
    return gone


def forget_not_the_same(tx: Transaction, pm_id: str, other_id: str) -> bool:
    """Take the answer back. False when nobody had given it."""
    first, second = sorted((pm_id, other_id))
    mine = _N.postmortem_id == first, _N.other_id == second
    return tx.execute(tables.not_the_same.delete().where(*mine)).rowcount > 0


def not_the_same_as(tx: Transaction, pm_id: str) -> frozenset[str]:
    """The ids of which somebody said that they are not the same as ``pm_id``."""
    mine = or_(_N.postmortem_id == pm_id, _N.other_id == pm_id)
    pairs = tx.execute(select(_N.postmortem_id, _N.other_id).where(mine))
    return frozenset(first if second == pm_id else second for first, second in pairs)


def all_pairs(tx: Transaction) -> tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]]:
    """All links as (later, earlier), and all pairs that are not the same, for a ranking that learns from them.

    None of a closed postmortem: the ranking is the same for everybody.
    """
    links = tx.execute(select(_L.postmortem_id, _L.earlier_id).where(*_both_open(_L.postmortem_id, _L.earlier_id)))
    others = tx.execute(select(_N.postmortem_id, _N.other_id).where(*_both_open(_N.postmortem_id, _N.other_id)))
    return frozenset((row[0], row[1]) for row in links), frozenset((row[0], row[1]) for row in others)


def note_carried(
    tx: Transaction, pm_id: str, action_id: str, from_id: str, from_action_id: str, by: str | None
) -> None:
    """Keep where an action came from. Doing so twice changes nothing."""
    values = {"postmortem_id": pm_id, "action_id": action_id, "from_id": from_id, "from_action_id": from_action_id}
    insert = tx.upsert(tables.carried_action).values(**values, by=by, at=tx.now())
    tx.execute(insert.on_conflict_do_nothing())


def carried_into(tx: Transaction, pm_id: str) -> tuple[CarriedAction, ...]:
    """The actions of ``pm_id`` that came from incidents that are not in the trash."""
    columns = _C.action_id, _C.from_id, _C.from_action_id, _P.title
    joined = tables.carried_action.join(tables.postmortem, _P.id == _C.from_id)
    found = (
        select(*columns).select_from(joined).where(_C.postmortem_id == pm_id, _P.trashed_at.is_(None), visible_to(tx))
    )
    return tuple(CarriedAction(*row) for row in tx.execute(found.order_by(_C.at, _C.action_id)))


def _both_open(*ends: ColumnElement[str]) -> tuple[ColumnElement[bool], ...]:
    closed = select(_P.id).where(~is_open())
    return tuple(end.not_in(closed) for end in ends)


def _between(later: str, earlier: str) -> ColumnElement[bool]:
    return (_L.postmortem_id == later) & (_L.earlier_id == earlier)


def _set_shown(tx: Transaction, pm_id: str, earlier_id: str, values: dict[str, object]) -> bool:
    return tx.execute(update(tables.incident_link).where(_between(pm_id, earlier_id)).values(**values)).rowcount > 0


def _ends(tx: Transaction, end: ColumnElement[str], condition: ColumnElement[bool]) -> tuple[LinkedIncident, ...]:
    columns = _P.id, _P.title, _P.severity, _P.started_at, _P.created_at, _P.zone, _L.at, _L.shown_at
    joined = tables.incident_link.join(tables.postmortem, _P.id == end)
    rows = tx.execute(select(*columns).select_from(joined).where(condition, _P.trashed_at.is_(None), visible_to(tx)))
    found = [
        LinkedIncident(pm_id, title, severity, started or created, zone, at, shown)
        for pm_id, title, severity, started, created, zone, at, shown in rows
    ]
    return tuple(sorted(found, key=lambda item: (-item.happened_at.timestamp(), item.id)))
