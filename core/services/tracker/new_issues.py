"""An action item as a new issue: the address of the tracker's form, filled in from what the record holds."""

from core.domain.actions.action_view import ActionView
from core.domain.postmortem import Postmortem
from core.domain.template import label_of
from core.domain.template.outcome_sections import ACTION_KINDS
from core.domain.tracker.new_issue import NewIssue, Subject, new_issue
from core.errors import NotFound
from core.services.app import App
from core.services.authority import require_writing
from core.services.documents.records import postmortem_of
from core.services.tracker.team import tracker_in
from core.store import actions, postmortems
from core.store.action_items.conditions import ActionFilter
from core.store.people.visitors import Visitor

NO_TRACKER = "No tracker is set up for this team yet. Somebody of the workspace can do that on Settings."
NOT_THERE = "This action is not stored yet, or no longer in the postmortem. Wait a second, then open it again."


def issue_for(app: App, pm_id: str, action_id: str, by: Visitor | None) -> NewIssue:
    """For those who may write. Raises NotMember, NotAllowed, NotFound; also when there is no tracker."""
    with app.db.read() as tx:
        require_writing(app, tx, pm_id, by)
        team = tracker_in(tx)
        if team is None:
            raise NotFound(NO_TRACKER)
        selection = ActionFilter(
            closed=None, pm_id=pm_id, action_id=action_id, include_blank=True, include_unfinished=True
        )
        found = next(iter(actions.find(tx, selection)), None)
        record = postmortems.record(tx, pm_id)
    if found is None or record is None:
        raise NotFound(NOT_THERE)
    return new_issue(team, _subject(found, postmortem_of(record), app.settings.url or ""))


def _subject(action: ActionView, pm: Postmortem, base: str) -> Subject:
    return Subject(
        text=action.text,
        incident=action.postmortem_title,
        owner=action.owner,
        due=action.due,
        due_text=action.due_text,
        kind=label_of(ACTION_KINDS, action.kind) if action.kind else "",
        done_when=action.done_when,
        severity=action.severity or "",
        happened=pm.summary.what_happened,
        impact=pm.summary.impact,
        services=pm.services,
        link=f"{base}/summary?pm={action.postmortem_id}" if base else "",
    )
