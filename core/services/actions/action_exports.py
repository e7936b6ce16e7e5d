"""Action items for files: those of one postmortem with what its text decided against, or those of all."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from core.domain.actions.action_view import ACTION_VALUES, ActionView
from core.domain.actions.commitments import with_text
from core.domain.actions.declined import declined
from core.domain.postmortem import ActionRow, Postmortem
from core.services.documents.records import shown_title
from core.store import actions
from core.store.action_items.conditions import ActionFilter
from core.store.action_items.versions import versions
from core.store.database.transaction import Transaction

_LOGGED: Final = ("state", "note", "evidence", "changed_at")


def postmortem_actions(tx: Transaction, pm_id: str, postmortem: Postmortem) -> list[ActionView]:
    """Every action that somebody began, in the order of the document, with what became of it."""
    selection = ActionFilter(closed=None, pm_id=pm_id, include_blank=True, include_unfinished=True)
    stored = {row.action_id: row for row in actions.find(tx, selection)}
    title = shown_title(postmortem.title)
    return [_as_in_document(pm_id, postmortem, title, row, stored.get(row.id)) for row in with_text(postmortem)]


def open_actions(tx: Transaction, owners: Sequence[str] | None = None) -> list[ActionView]:
    """The open ones of every postmortem but the examples and closed ones. ``owners``: of these, as they are written."""
    return actions.find(tx, _passed_on(owners))


def open_versions(tx: Transaction, owners: Sequence[str] | None = None) -> list[tuple[object, ...]]:
    """What tells whether ``open_actions`` says the same as before; the postmortem of each stands first."""
    return versions(tx, _passed_on(owners))


def each_action(tx: Transaction) -> Iterator[ActionView]:
    """The same, open and closed, as they are read from the database: tens of thousands, after years."""
    return actions.read_all(tx, ActionFilter(closed=None, include_examples=False, include_closed_postmortems=False))


def _passed_on(owners: Sequence[str] | None) -> ActionFilter:
    return ActionFilter(owners=owners, include_examples=False, include_closed_postmortems=False)


def _as_in_document(
    pm_id: str, postmortem: Postmortem, title: str, row: ActionRow, stored: ActionView | None
) -> ActionView:
    """The document may be newer than its record: its words count, the log says what became of them."""
    decided_against: dict[str, Any] = {"state": "declined"} if declined(row) else {}
    logged = {} if stored is None else {name: getattr(stored, name) for name in _LOGGED}
    return ActionView(
        postmortem_id=pm_id,
        postmortem_title=title,
        severity=postmortem.severity,
        action_id=row.id,
        zone=postmortem.zone,
        **{name: getattr(row, name) for name in ACTION_VALUES},
        **(logged | decided_against),
    )
