"""Jira, Linear, Azure DevOps and Redmine: what their webhooks send when an issue changes.

Words for a state are free in all of them, so none is read: Jira names the category of a status, Linear the type of a
state, Redmine whether a status is closed. Azure sends no category; what counts is that its field for the day of the
end (``ClosedDate``) was filled or emptied. Sources: Atlassian "Webhooks", Linear SDK webhooks, Azure DevOps "Service
hooks events, workitem.updated", redmine app/models/webhook.rb.
"""

from typing import Final

from core.domain.alerts.json_object import JsonObject
from core.domain.tracker.answers.answer import (
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_TITLE,
    MOVED,
    OTHER,
    TEST,
    Outcome,
    Sent,
    TrackerAnswer,
    answer,
    nothing,
)

_MOST_CHANGES: Final = 200
_MOST_NAMES: Final = 20
_LINEAR_DROPPED: Final = frozenset(("canceled", "duplicate"))
_LINEAR_OPEN: Final = frozenset(("triage", "backlog", "unstarted", "started"))
_CLOSED_ON: Final = "Microsoft.VSTS.Common.ClosedDate"
NO_BASE: Final = "Redmine's messages hold no address. Set Redmine as the team's tracker on Settings, with its address."


def jira(sent: Sent) -> TrackerAnswer:
    """Cloud and Data Center. The category of the status decides; the resolution is told beside it."""
    body = sent.body
    issue = body.part("issue")
    changed = {change.raw("field").lower() for change in body.part("changelog").parts("items", _MOST_CHANGES)}
    if body.raw("webhookEvent") != "jira:issue_updated" or not changed & {"status", "resolution", "key", "project"}:
        return nothing(OTHER)
    if changed & {"key", "project"}:
        return nothing(MOVED)
    fields = issue.part("fields")
    category = fields.part("status").part("statusCategory").raw("key")
    if not category or "status" not in changed:
        return nothing(OTHER)
    done = category == "done"
    site, found, _ = issue.raw("self").partition("/rest/")
    return answer(
        Outcome.DONE if done else Outcome.REOPENED,
        f"{site if found else sent.base}/browse/{issue.raw('key')}",
        title=fields.line("summary", LONGEST_TITLE),
        by=body.part("user").first("displayName", "name", most=LONGEST_NAME),
        at=body.instant("timestamp"),
        reason=fields.part("resolution").line("name", LONGEST_REASON) if done else "",
    )


def linear(sent: Sent) -> TrackerAnswer:
    """An issue that moved to another team keeps its old identifiers, under which old links still lead to it."""
    body = sent.body
    issue, before = body.part("data"), body.part("updatedFrom")
    if body.raw("type") != "Issue" or body.raw("action") != "update":
        return nothing(OTHER)
    if not before.has("stateId"):
        return nothing(MOVED if before.has("teamId") else OTHER)
    kind = issue.part("state").raw("type")
    if kind not in _LINEAR_DROPPED | _LINEAR_OPEN | {"completed"}:
        return nothing(OTHER)
    address = issue.first_raw("url") or body.raw("url")
    site, found, _ = address.partition("/issue/")
    names = issue.texts("previousIdentifiers", _MOST_NAMES) if found else ()
    dropped = kind in _LINEAR_DROPPED
    return answer(
        Outcome.DONE if kind == "completed" else Outcome.DROPPED if dropped else Outcome.REOPENED,
        address,
        title=issue.line("title", LONGEST_TITLE),
        by=body.part("actor").line("name", LONGEST_NAME),
        at=issue.instant("updatedAt") or body.instant("webhookTimestamp"),
        reason=kind if dropped else "",
        also=tuple(f"{site}/issue/{name}" for name in names),
    )


def azure(sent: Sent) -> TrackerAnswer:
    """``resource.id`` is the number of the change; the work item is ``workItemId``."""
    body = sent.body
    if body.raw("eventType") != "workitem.updated":
        return nothing(OTHER)
    item = body.part("resource")
    number = item.raw("workItemId")
    if not number.isascii() or not number.isdigit():
        return nothing(TEST)
    changed = item.part("fields").part(_CLOSED_ON)
    closed = changed.has("newValue")
    if not closed and not changed.has("oldValue"):
        return nothing(OTHER)
    fields = item.part("revision").part("fields")
    return answer(
        Outcome.DONE if closed else Outcome.REOPENED,
        _work_item(item, number),
        title=fields.line("System.Title", LONGEST_TITLE),
        by=item.part("revisedBy").first("displayName", "name", most=LONGEST_NAME).partition(" <")[0],
        at=body.instant("createdDate"),
        reason=fields.line("System.State", LONGEST_REASON) if closed else "",
    )


def redmine(sent: Sent) -> TrackerAnswer:
    """Webhooks are new in Redmine 7. The message holds numbers, and no address."""
    body = sent.body
    data = body.part("data")
    if body.raw("type") != "issue.updated":
        return nothing(OTHER)
    issue = data.part("issue")
    changed = {item.raw("prop_key") for item in data.part("journal").parts("details", _MOST_CHANGES)}
    status = issue.part("status")
    if "status_id" not in changed or not isinstance(status.values.get("is_closed"), bool):
        return nothing(OTHER)
    if not sent.base:
        return nothing(NO_BASE)
    closed = status.is_true("is_closed")
    return answer(
        Outcome.DONE if closed else Outcome.REOPENED,
        f"{sent.base.partition('/projects/')[0]}/issues/{issue.raw('id')}",
        title=issue.line("subject", LONGEST_TITLE),
        by=data.part("journal").part("user").line("name", LONGEST_NAME),
        at=issue.instant("updated_on"),
        reason=status.line("name", LONGEST_REASON) if closed else "",
    )


def _work_item(item: JsonObject, number: str) -> str:
    """Where people open it; the address for programs holds the same site."""
    shown = item.part("_links").part("html").raw("href")
    if f"/edit/{number}" in shown:
        return shown
    site, found, _ = item.raw("url").partition("/_apis/")
    return f"{site}/_workitems/edit/{number}" if found else ""
