"""Messages of trackers as they send them, small and our own: an issue that is closed, opened again, moved."""

from typing import Any


def github(action: str = "closed", reason: str | None = "completed", **more: Any) -> dict[str, Any]:
    state = "open" if action in ("reopened", "transferred") else "closed"
    issue = {
        "html_url": "https://github.com/acme/shop/issues/123",
        "number": 123,
        "title": "Page on-call at 90 %",
        "state": state,
        "state_reason": reason,
        "closed_at": "2026-11-20T10:00:00Z",
        "updated_at": "2026-11-20T10:00:00Z",
    }
    return {
        "action": action,
        "issue": issue | more,
        "sender": {"login": "mara"},
        "repository": {"full_name": "acme/shop"},
    }


def gitea(action: str = "closed") -> dict[str, Any]:
    issue = {
        "html_url": "https://codeberg.org/acme/shop/issues/7",
        "number": 7,
        "title": "Page on-call at 90 %",
        "state": "closed" if action == "closed" else "open",
        "updated_at": "2026-11-20T10:00:00Z",
    }
    return {"action": action, "number": 7, "issue": issue, "sender": {"login": "mara", "username": "mara"}}


def gitlab(action: str | None = "close", kind: str = "issue", **more: Any) -> dict[str, Any]:
    path = "issues" if kind == "issue" else "work_items"
    attributes = {
        "iid": 5,
        "title": "Page on-call at 90 %",
        "url": f"https://gitlab.com/acme/team/shop/-/{path}/5",
        "state": "closed" if action == "close" else "opened",
        "updated_at": "2026-11-20 10:00:00 UTC",
        "moved_to_id": None,
        "duplicated_to_id": None,
        **({} if action is None else {"action": action}),
    }
    return {"object_kind": kind, "user": {"name": "Mara", "username": "mara"}, "object_attributes": attributes | more}


def jira(category: str = "done", fields: tuple[str, ...] = ("status", "resolution"), **more: Any) -> dict[str, Any]:
    issue = {
        "id": "10042",
        "self": "https://acme.atlassian.net/rest/api/2/issue/10042",
        "key": "OPS-12",
        "fields": {
            "summary": "Page on-call at 90 %",
            "status": {"name": "Erledigt", "statusCategory": {"id": 3, "key": category}},
            "resolution": {"name": "Fixed"} if category == "done" else None,
        },
    }
    items = [
        {"field": field, "from": "1", "to": "3", "fromString": "Offen", "toString": "Erledigt"} for field in fields
    ]
    changes = {"id": "1", "items": items}
    event = {
        "timestamp": 1_795_168_800_000,
        "webhookEvent": "jira:issue_updated",
        "issue_event_type_name": "issue_generic",
    }
    return {**event, "user": {"displayName": "Mara Lind"}, "issue": issue, "changelog": changes, **more}


def linear(kind: str = "completed", before: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    data = {
        "id": "uuid",
        "identifier": "ENG-31",
        "previousIdentifiers": ["OPS-9"],
        "url": "https://linear.app/acme/issue/ENG-31/page-on-call",
        "title": "Page on-call at 90 %",
        "state": {"id": "s2", "name": "Fertig", "type": kind},
        "updatedAt": "2026-11-20T10:00:00.000Z",
    }
    changed = {"stateId": "s1"} if before is None else before
    return {
        "action": "update",
        "type": "Issue",
        "actor": {"id": "u", "name": "Mara Lind"},
        "data": data,
        "updatedFrom": changed,
        "webhookTimestamp": 1_795_168_800_000,
        **more,
    }


def azure(closed_on: dict[str, str] | None = None, **more: Any) -> dict[str, Any]:
    changed: dict[str, Any] = {"System.State": {"oldValue": "Specification", "newValue": "Shipped"}}
    stamp = {"newValue": "2026-11-20T10:00:00Z"} if closed_on is None else closed_on
    if stamp:
        changed["Microsoft.VSTS.Common.ClosedDate"] = stamp
    resource = {
        "id": 9,
        "workItemId": 77,
        "rev": 9,
        "revisedBy": {"displayName": "Mara Lind"},
        "revisedDate": "9999-01-01T00:00:00Z",
        "fields": changed,
        "revision": {"id": 77, "rev": 9, "fields": {"System.Title": "Page on-call at 90 %", "System.State": "Shipped"}},
        "url": "https://dev.azure.com/acme/0f3a-guid/_apis/wit/workItems/77/updates/9",
    }
    return {
        "eventType": "workitem.updated",
        "notificationId": 3,
        "createdDate": "2026-11-20T10:00:00.1234567Z",
        "resource": resource | more,
    }


def redmine(is_closed: bool = True, prop: str = "status_id") -> dict[str, Any]:
    issue = {
        "id": 44,
        "subject": "Page on-call at 90 %",
        "status": {"id": 5, "name": "Geschlossen", "is_closed": is_closed},
        "updated_on": "2026-11-20T10:00:00Z",
    }
    details = [{"property": "attr", "prop_key": prop, "old_value": "1", "value": "5"}]
    return {
        "type": "issue.updated",
        "data": {"issue": issue, "journal": {"user": {"name": "Mara Lind"}, "details": details}},
    }
