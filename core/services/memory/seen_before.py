"""The card "seen before": up to three earlier incidents like this one, with what they left open, and why they match.

For the workspace. What is linked stands first, and what somebody called not the same is left out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from core.domain.actions.overdue import is_closed
from core.domain.content.unmarked_text import short_line
from core.domain.dates.zones import day_in
from core.domain.memory.comparison import what_was_done
from core.domain.memory.shared_words import Run, marked, words_in, words_of
from core.domain.permissions import Permission, Role, may
from core.domain.postmortem import Postmortem
from core.errors import NotFound
from core.services.app import App
from core.services.authority import audience_of, require_postmortem, require_workspace_reading
from core.services.documents.records import postmortem_of
from core.services.memory.carrying import id_here
from core.services.memory.similar_incidents import Similar, similar_to, similar_to_text
from core.store import actions, incident_links, meetings, postmortems
from core.store.action_items.conditions import ActionFilter
from core.store.database.transaction import Transaction
from core.store.incident_links import LinkedIncident
from core.store.people import members
from core.store.people.visitors import Visitor

MOST: Final = 3
MOST_ACTIONS: Final = 5
MOST_LINKED: Final = 10
LONGEST: Final = 240

Strength = Literal["likely", "related"]
Runs = tuple[Run, ...]


@dataclass(frozen=True)
class OpenAction:
    """``days`` since it was promised. ``carried``: it stands among the actions here already. ``link`` as typed."""

    id: str
    text: Runs
    owner: str
    days: int
    carried: bool
    link: str = ""


@dataclass(frozen=True)
class EarlierIncident:
    """One earlier incident, its shared words marked. ``strength`` is None for what is linked and not like it by words.

    ``done`` of ``promised`` actions are done; ``more_open`` are open beyond those in ``open``.
    """

    id: str
    title: Runs
    on: date
    severity: str | None
    strength: Strength | None
    why: tuple[str, ...]
    what_happened: Runs
    what_was_done: Runs
    open: tuple[OpenAction, ...]
    more_open: int
    done: int
    promised: int
    linked: bool
    shown: bool


@dataclass(frozen=True)
class SeenBefore:
    """``others``: how many other postmortems there are. ``leads``: the visitor may show a linked one to the room."""

    incidents: tuple[EarlierIncident, ...]
    others: int
    leads: bool


def seen_before(app: App, pm_id: str, by: Visitor | None) -> SeenBefore:
    """For a postmortem as it is written now: what is linked, then what is like it, best first.

    Raises WorkspaceLocked, NotFound.
    """
    app = app.reading_for(audience_of(by))
    with app.db.read() as tx:
        require_workspace_reading(app, tx, by)
        require_postmortem(tx, pm_id)
    found = similar_to(app, pm_id)
    with app.db.read() as tx:
        linked = incident_links.earlier_of(tx, pm_id)[:MOST_LINKED]
        here = _action_ids(tx, pm_id)
        refused = incident_links.not_the_same_as(tx, pm_id) | _came_back_as(tx, pm_id)
        others = [item for item in found if item.postmortem_id not in refused]
        incidents = tuple(_incidents(tx, linked, others, here, _own_words(tx, pm_id)))
        return SeenBefore(incidents, max(postmortems.count(tx) - 1, 0), leads=by is not None and _leads(tx, pm_id, by))


def seen_before_text(app: App, title: str, by: Visitor | None) -> SeenBefore:
    """The same for a title that somebody types before there is a postmortem."""
    app = app.reading_for(audience_of(by))
    with app.db.read() as tx:
        require_workspace_reading(app, tx, by)
    found = similar_to_text(app, title, "")
    with app.db.read() as tx:
        incidents = tuple(_incidents(tx, (), found, frozenset(), words_of(title)))
        return SeenBefore(incidents, postmortems.count(tx), leads=False)


def _incidents(
    tx: Transaction,
    linked: Iterable[LinkedIncident],
    found: Iterable[Similar],
    here: frozenset[str],
    own: frozenset[str],
) -> Iterator[EarlierIncident]:
    """``here``: the ids of the actions here; ``own``: the words that are marked where the earlier one has them."""
    alike = {item.postmortem_id: item for item in found}
    known = {item.id: item for item in linked}
    others = [pm_id for pm_id in alike if pm_id not in known]
    for pm_id in [*known, *others[:MOST]]:
        try:
            yield _incident(tx, pm_id, alike.get(pm_id), known.get(pm_id), here, own)
        except NotFound:  # moved to the trash a moment ago
            continue


def _incident(
    tx: Transaction,
    pm_id: str,
    similar: Similar | None,
    link: LinkedIncident | None,
    here: frozenset[str],
    own: frozenset[str],
) -> EarlierIncident:
    row, record = require_postmortem(tx, pm_id), postmortems.record(tx, pm_id)
    pm = postmortem_of(record) if record else Postmortem(title=row.title)
    terms = own | words_in(similar.why) if similar else own
    meeting = meetings.load_meeting(tx, pm_id)
    happened_at = row.started_at or row.created_at
    promised_at = (meeting.finished_at if meeting else None) or happened_at
    promised = actions.find(tx, ActionFilter(closed=None, pm_id=pm_id))
    still_open = [action for action in promised if not is_closed(action.state)]
    days = max((tx.now() - promised_at).days, 0)
    return EarlierIncident(
        id=pm_id,
        title=marked(row.title, terms),
        on=day_in(row.zone, happened_at),
        severity=row.severity,
        strength=similar.strength if similar else None,
        why=tuple(filter(_says_something, similar.why)) if similar else (),
        what_happened=marked(short_line(pm.summary.what_happened, LONGEST), terms),
        what_was_done=marked(short_line(what_was_done(pm), LONGEST), terms),
        open=tuple(
            OpenAction(
                id=action.action_id,
                text=marked(short_line(action.text, LONGEST), terms),
                owner=action.owner.strip(),
                days=days,
                carried=id_here(pm_id, action.action_id) in here,
                link=action.link,
            )
            for action in still_open[:MOST_ACTIONS]
        ),
        more_open=max(len(still_open) - MOST_ACTIONS, 0),
        done=sum(action.state == "done" for action in promised),
        promised=len(promised),
        linked=link is not None,
        shown=link is not None and link.shown_at is not None,
    )


def _own_words(tx: Transaction, pm_id: str) -> frozenset[str]:
    record = postmortems.record(tx, pm_id)
    if record is None:
        return frozenset()
    pm = postmortem_of(record)
    factors = (factor.text for factor in pm.factors)
    return words_in((pm.title, pm.summary.what_happened, pm.summary.impact, *pm.services, *factors))


def _says_something(phrase: str) -> bool:
    """Not for “in” or “no”, which say nothing to a reader; a sign of another script may be a word."""
    return not phrase.isascii() or bool(words_in([phrase]))


def _action_ids(tx: Transaction, pm_id: str) -> frozenset[str]:
    selection = ActionFilter(closed=None, pm_id=pm_id, include_blank=True, include_unfinished=True)
    return frozenset(action.action_id for action in actions.find(tx, selection))


def _came_back_as(tx: Transaction, pm_id: str) -> frozenset[str]:
    return frozenset(item.id for item in incident_links.later_of(tx, pm_id))


def _leads(tx: Transaction, pm_id: str, by: Visitor) -> bool:
    found = members.member(tx, pm_id, by.id)
    return found is not None and may(Role(found.role), Permission.RUN_CLOCK)
