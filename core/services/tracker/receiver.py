"""What becomes of a tracker's message: stored while it waits, then proposed for the actions that lead to its issue."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.tracker.answers.answer import TrackerAnswer
from core.domain.tracker.answers.registry import read_answer
from core.errors import BadInput, StorageTrouble
from core.services.app import App
from core.services.inbound.source import Incoming
from core.services.tracker.team import tracker_in, tracker_of_team
from core.store import actions, issue_answers
from core.store.action_items.conditions import ActionFilter
from core.store.database.audience import UNRESTRICTED
from core.store.database.transaction import Transaction
from core.store.inbound import deliveries
from core.store.inbound.deliveries import Delivery, NewDelivery, Status
from core.store.issue_answers import IssueAnswer

_log = logging.getLogger(__name__)

UNKNOWN = "No action item leads to this issue."
NOTHING_NEW = "It was known already."
FAILED = "It could not be worked on. The log of the server says why."


@dataclass(frozen=True)
class TrackerReceiver:
    """For one source, such as ``github``."""

    source: str

    def prepare(self, app: App, incoming: Incoming) -> TrackerAnswer:
        """Raises BadInput for what can never be read."""
        return read_answer(self.source, incoming.body, incoming.headers, incoming.received_at, tracker_of_team(app))

    def store(self, app: App, tx: Transaction, incoming: Incoming, prepared: object) -> str | None:
        """Answers no id: whoever may send says which issue ended, and learns nothing about what is written here."""
        kept = NewDelivery(self.source, incoming.body, incoming.headers, incoming.received_at)
        status, note, title = Status.FAILED, FAILED, ""
        if isinstance(prepared, TrackerAnswer):
            waits = prepared.outcome is not None
            status, note, title = Status.WAITING if waits else Status.IGNORED, prepared.why, prepared.title
        deliveries.add(
            tx,
            NewDelivery(kept.source, kept.body, kept.headers, kept.received_at, status, title=title, note=note),
        )
        return None

    def work(self, app: App, waiting: Sequence[Delivery]) -> None:
        """Raises StorageTrouble: then it is tried again."""
        changed: set[str] = set()
        for item in waiting:
            try:
                changed |= self._propose(app, item)
            except StorageTrouble:
                raise
            except Exception:
                _log.exception("a message of %s could not be worked on", self.source)
                with app.db.write() as tx:
                    deliveries.finish(tx, [item.id], Status.FAILED, FAILED)
        for pm_id in changed:
            app.change_bus.publish("record", pm_id)

    def _propose(self, app: App, item: Delivery) -> set[str]:
        """The postmortems for which something is new."""
        with app.db.write(UNRESTRICTED) as tx:  # its action may be one of a closed postmortem
            if item.id not in deliveries.still_waiting(tx, [item.id]):
                return set()
            try:
                answer = read_answer(self.source, item.body, item.headers, item.received_at, tracker_in(tx))
            except BadInput as error:
                deliveries.finish(tx, [item.id], Status.FAILED, error.sentence)
                return set()
            new, known = _proposals(tx, answer, item)
            note = "" if new else NOTHING_NEW if known else UNKNOWN
            deliveries.finish(tx, [item.id], Status.DONE if new else Status.IGNORED, note)
            return new


def _proposals(tx: Transaction, answer: TrackerAnswer, item: Delivery) -> tuple[set[str], bool]:
    """For each action that leads to the issue, under any of its names: stored unless it is a repeat or older."""
    if answer.outcome is None:
        return set(), True
    selection = ActionFilter(closed=None, issues=answer.issues, include_blank=True, include_unfinished=True)
    found = actions.find(tx, selection)
    issues = {(pm_id, action_id): issue for pm_id, action_id, issue in actions.issues(tx, answer.issues)}
    new = set()
    for row in found:
        word = IssueAnswer(
            postmortem_id=row.postmortem_id,
            action_id=row.action_id,
            outcome=answer.outcome.value,
            issue=issues[row.postmortem_id, row.action_id],
            address=answer.address,
            title=answer.title,
            reason=answer.reason,
            said_by=answer.by,
            at=answer.at or item.received_at,
            source=item.source,
        )
        if issue_answers.keep(tx, word):
            new.add(row.postmortem_id)
    return new, bool(found)
