"""Setting the link of an action item from outside the room: on Follow-up and on Summary."""

from typing import Final

from core.document.edit import set_row_value
from core.domain.tracker.link import refusal
from core.errors import BadInput, NotFound
from core.services.app import App
from core.services.authority import require_writing
from core.services.documents.document_store import edit_in
from core.store import actions
from core.store.action_items.conditions import ActionFilter
from core.store.people.visitors import Visitor

LONGEST_TYPED: Final = 20_000
"""Characters that a field takes, so that what is far too long is refused with a sentence and not cut."""


def set_link(app: App, pm_id: str, action_id: str, typed: str, by: Visitor | None) -> None:
    """Keep the address of the action's issue; empty takes it away. Raises BadInput with what is wrong with it."""
    if why := refusal(typed):
        raise BadInput(why)
    with app.db.write() as tx:
        require_writing(app, tx, pm_id, by)
        selection = ActionFilter(
            closed=None, pm_id=pm_id, action_id=action_id, include_blank=True, include_unfinished=True
        )
        if not actions.find(tx, selection):
            raise NotFound("This action is no longer in the postmortem. Reload the page to see what is there.")
        changed = edit_in(tx, pm_id, set_row_value("actions", action_id, "link", typed.strip()), by.id if by else None)
    if changed:
        app.change_bus.publish("doc", pm_id)
        app.change_bus.publish("record", pm_id)
