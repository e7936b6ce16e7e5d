"""What trackers said about the issues of action items: proposed to people, who confirm it or do not.

Nothing is closed or opened by itself: confirming records it in the action's log like any other report, with the issue
as evidence and the visitor's name.
"""

from dataclasses import dataclass
from typing import Final

from core.domain.actions.action_view import ActionView
from core.domain.dates.zones import day_in
from core.domain.tracker.answers.answer import Outcome
from core.domain.tracker.link import link_of
from core.domain.tracker.markup import shortened
from core.errors import Conflict
from core.services.actions import follow_up
from core.services.app import App
from core.services.authority import require_postmortem, require_workspace_reading, require_writing
from core.store import actions, issue_answers
from core.store.action_items.conditions import ActionFilter
from core.store.database.transaction import Transaction
from core.store.issue_answers import IssueAnswer
from core.store.people.visitors import Visitor

SHOWN: Final = 20
CHANGED: Final = "Somebody answered this meanwhile, or the tracker said something else. Look at the list again."


@dataclass(frozen=True)
class ProposedAnswer:
    """An action, and what its tracker says. ``sentence`` says it for people, and ``label`` in it names the issue."""

    action: ActionView
    outcome: Outcome
    address: str
    label: str
    sentence: str


@dataclass(frozen=True)
class ProposedAnswers:
    """The first SHOWN of all, and how many there are beyond them."""

    rows: tuple[ProposedAnswer, ...]
    more: int


def proposed(app: App, by: Visitor | None) -> ProposedAnswers:
    """For Follow-up. Raises WorkspaceLocked."""
    with app.db.read() as tx:
        require_workspace_reading(app, tx, by)
        selection = ActionFilter(closed=None, include_unfinished=True, answered_elsewhere=True)
        found = actions.find(tx, selection, limit=SHOWN)
        more = actions.count(tx, selection) - SHOWN if len(found) == SHOWN else 0
        return ProposedAnswers(tuple(_proposed(tx, found)), max(more, 0))


def proposed_in(tx: Transaction, pm_id: str) -> dict[str, str]:
    """The sentence for each action of one postmortem, by its id."""
    selection = ActionFilter(closed=None, pm_id=pm_id, include_unfinished=True, answered_elsewhere=True)
    return {item.action.action_id: item.sentence for item in _proposed(tx, actions.find(tx, selection))}


def confirm(app: App, pm_id: str, action_id: str, outcome: Outcome, by: Visitor | None) -> None:
    """Record what was proposed. Raises NotMember, NotAllowed, NotFound, and Conflict when it stands no more."""
    with app.db.read() as tx:
        require_writing(app, tx, pm_id, by)
        answer = _waiting(tx, pm_id, action_id)
        zone = require_postmortem(tx, pm_id).zone
    if answer is None or answer.outcome != outcome:
        raise Conflict(CHANGED)
    match outcome:
        case Outcome.DONE:
            follow_up.mark_done(app, pm_id, action_id, _evidence(answer, zone), by)
        case Outcome.DROPPED:
            follow_up.drop(app, pm_id, action_id, _evidence(answer, zone), by)
        case Outcome.REOPENED:
            follow_up.reopen(app, pm_id, action_id, by)
    _answered(app, pm_id, action_id, by)


def dismiss(app: App, pm_id: str, action_id: str, by: Visitor | None) -> None:
    """It is not so. Nobody is asked again until the tracker says something new. Raises NotMember, NotAllowed."""
    with app.db.read() as tx:
        require_writing(app, tx, pm_id, by)
    _answered(app, pm_id, action_id, by)


def _answered(app: App, pm_id: str, action_id: str, by: Visitor | None) -> None:
    with app.db.write() as tx:
        require_writing(app, tx, pm_id, by)
        issue_answers.close(tx, pm_id, action_id, by.id if by else None)
    app.change_bus.publish("record", pm_id)


def _waiting(tx: Transaction, pm_id: str, action_id: str) -> IssueAnswer | None:
    """What the tracker said, if it still is about the issue that the action leads to, and still not so here."""
    selection = ActionFilter(
        closed=None,
        pm_id=pm_id,
        action_id=action_id,
        include_blank=True,
        include_unfinished=True,
        answered_elsewhere=True,
    )
    if not actions.find(tx, selection):
        return None
    return issue_answers.waiting(tx, [(pm_id, action_id)]).get((pm_id, action_id))


def _proposed(tx: Transaction, found: list[ActionView]) -> list[ProposedAnswer]:
    answer = issue_answers.waiting(tx, [(row.postmortem_id, row.action_id) for row in found])
    pairs = ((row, answer.get((row.postmortem_id, row.action_id))) for row in found)
    return [
        ProposedAnswer(row, Outcome(word.outcome), word.address, _label(word), _sentence(word, row.zone))
        for row, word in pairs
        if word
    ]


def _sentence(answer: IssueAnswer, zone: str) -> str:
    """“Its issue acme/shop#123 was closed as not planned by mara on 2026-11-20.” Plain text; the day in ``zone``."""
    what = "opened again" if answer.outcome == Outcome.REOPENED else "closed"
    reason = f" as {answer.reason}" if answer.reason else ""
    by = f" by {answer.said_by}" if answer.said_by else ""
    return f"Its issue {_label(answer)} was {what}{reason}{by} on {day_in(zone, answer.at).isoformat()}."


def _label(answer: IssueAnswer) -> str:
    found = link_of(answer.address)
    return found.label if found else answer.address


def _evidence(answer: IssueAnswer, zone: str) -> str:
    title = f" “{answer.title}”" if answer.title else ""
    return shortened(f"{answer.address}{title}. {_sentence(answer, zone)}", follow_up.LONGEST_NOTE)
