"""Which postmortems may be told of outside of Debrief, in a webhook or a mail. Every way out asks here."""

from collections.abc import Collection, Iterable

from core.domain.actions.action_view import ActionView
from core.store.database.transaction import Transaction
from core.store.nudges import subjects


def may_be_told(tx: Transaction, pm_ids: Collection[str], name: str | None = None) -> frozenset[str]:
    """Those of these postmortems that may be told of: no example, nothing in the trash, and nothing that is closed.

    ``name`` is the owner that a mail goes to; None is a webhook, which many read. A name proves nobody's identity, so
    what is closed is told to no name either: whoever was named there reads it in Debrief.
    """
    return subjects.tellable(tx, pm_ids)


def told_actions(tx: Transaction, actions: Iterable[ActionView], name: str | None = None) -> list[ActionView]:
    """The action items whose postmortem may be told of, in their order."""
    asked = list(actions)
    allowed = may_be_told(tx, {action.postmortem_id for action in asked}, name) if asked else frozenset()
    return [action for action in asked if action.postmortem_id in allowed]
