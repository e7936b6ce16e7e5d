"""Sentry's integration webhooks: metric alerts, issues, issue alerts and comments.

A metric alert has real instants of start and detection. Its own title is a made-up code name; the rule has the name.
Where a body says that something is over and not when, it is the instant at which Sentry sent it.
"""

from datetime import datetime
from typing import Final

from core.domain.alerts.context import Delivery
from core.domain.alerts.instants import read_instant
from core.domain.alerts.json_object import JsonObject, read_json_object
from core.domain.alerts.reading import AlertAction, AlertReading, AlertRow
from core.domain.alerts.texts import LONGEST_WHO, clean_services, clean_title, key_text
from core.errors import BadInput

_KIND: Final = "This is no body of Sentry's webhooks: it has no “action” with “data”. Check which tool sends it."
_SAMPLE: Final = "An example that Sentry made up: nothing is opened."
_MOST_TAGS: Final = 200
_BEGINNING: Final = frozenset({"critical", "warning", "open", "triggered"})


def read(delivery: Delivery) -> AlertReading:
    body = read_json_object(delivery.body, delivery.now)
    data, action = body.part("data"), body.line("action", 40).lower()
    if not action:
        raise BadInput(_KIND)
    if data.part("metric_alert").has("id"):
        return _metric(delivery, action, data.part("metric_alert"))
    if data.part("event").has("issue_id"):
        return _event(delivery, data)
    if data.part("issue").has("id"):
        return _issue(delivery, action, body, data.part("issue"))
    if data.has("comment") and data.has("issue_id"):
        return _comment(delivery, action, body, data)
    resource = delivery.header("sentry-hook-resource") or "this kind"
    if not data.values and "installation" not in body.values:
        raise BadInput(_KIND)
    return AlertReading(AlertAction.IGNORE, delivery_keys=_keys(delivery, ""), note=f"Nothing to do for {resource}.")


def _metric(delivery: Delivery, action: str, metric: JsonObject) -> AlertReading:
    rule = metric.part("alert_rule")
    name = rule.line("name", 300) or metric.line("title", 300) or "Metric alert"
    group = key_text(f"metric_alert {metric.raw('id')}")
    started, detected = metric.instant("date_started"), metric.instant("date_detected")
    closed = metric.instant("date_closed")
    begins, over = action in _BEGINNING, action in ("resolved", "closed")
    resolved = (closed or _sent(delivery)) if over else None
    # The same alert may be critical, over and critical again: the first detection does not tell these apart.
    at = resolved if over else detected or _sent(delivery)
    rows = [AlertRow(at or delivery.now, f"{action.capitalize()}: {name}", key=_row_key(delivery, group, action))]
    if begins and started:
        rows.insert(0, AlertRow(started, f"{name} started", key=f"{group} started"))
    severity = delivery.severity(action) if begins else None
    ask = [*(["severity"] if begins and not severity else []), *(["started"] if begins and not started else [])]
    return AlertReading(
        AlertAction.OPEN if begins else AlertAction.UPDATE,
        title=clean_title(name),
        severity=severity,
        started=started,
        detected=detected or metric.instant("date_created"),
        resolved=resolved,
        services=clean_services(metric.texts("projects") or rule.texts("projects")),
        rows=tuple(rows),
        group_key=group,
        delivery_keys=_keys(delivery, f"{group} {action}"),
        ask=(*ask, *(("resolved",) if over and not closed else ())),
    )


def _issue(delivery: Delivery, action: str, body: JsonObject, issue: JsonObject) -> AlertReading:
    title = issue.line("title", 300) or "Issue"
    group = key_text(f"issue {issue.raw('id')}")
    begins, over = action == "created", action == "resolved"
    started, sent = issue.instant("firstSeen"), _sent(delivery)
    at = started if begins else sent
    more = title if begins else issue.part("assignedTo").line("name", LONGEST_WHO) if action == "assigned" else ""
    text = f"Issue {action}: {more}" if more else f"Issue {action}"
    severity = delivery.severity(issue.line("level", 40))
    return AlertReading(
        AlertAction.OPEN if begins else AlertAction.UPDATE,
        title=clean_title(title) or "Issue",
        severity=severity,
        started=started,
        detected=started,
        resolved=sent if over else None,
        services=_project(issue),
        rows=(AlertRow(at or delivery.now, text, _actor(body), _row_key(delivery, group, action)),),
        group_key=group,
        delivery_keys=_keys(delivery, f"{group} {action}"),
        ask=("severity",) if begins and not severity else ("resolved",) if over and not sent else (),
    )


def _event(delivery: Delivery, data: JsonObject) -> AlertReading:
    event = data.part("event")
    if _is_sample(event):
        return AlertReading(AlertAction.IGNORE, title=clean_title(event.line("title", 300)), note=_SAMPLE)
    title = event.line("title", 300) or data.line("triggered_rule", 300) or "Event"
    rule = data.line("triggered_rule", 300)
    group = key_text(f"issue {event.raw('issue_id')}")
    at = event.instant("datetime") or event.instant("timestamp")
    severity = delivery.severity(event.line("level", 40))
    key = f"event_alert {event.raw('event_id') or event.raw('issue_id')} triggered"
    return AlertReading(
        AlertAction.OPEN,
        title=clean_title(title) or "Event",
        severity=severity,
        started=at,
        detected=at,
        services=_project(event),
        rows=(AlertRow(at or delivery.now, f"{rule}: {title}" if rule else title, key=key_text(f"{key} {rule}")),),
        group_key=group,
        delivery_keys=_keys(delivery, key),
        ask=(*(() if severity else ("severity",)), *(() if at else ("started",))),
    )


def _is_sample(event: JsonObject) -> bool:
    """Whether Sentry made the event up, for “Send Test Notification” of a rule or to show a new project."""
    tags = event.values.get("tags")
    return isinstance(tags, list) and any(tag == ["sample_event", "yes"] for tag in tags[:_MOST_TAGS])


def _comment(delivery: Delivery, action: str, body: JsonObject, data: JsonObject) -> AlertReading:
    key = key_text(f"comment {data.raw('comment_id')} {action}")
    text = data.text("comment")
    if action != "created" or not text:
        return AlertReading(AlertAction.IGNORE, delivery_keys=_keys(delivery, key), note="Not a new comment.")
    at = data.instant("timestamp") or _sent(delivery) or delivery.now
    return AlertReading(
        AlertAction.UPDATE,
        title=clean_title(f"Issue {data.raw('issue_id')}"),
        services=clean_services([data.line("project_slug")]),
        rows=(AlertRow(at, text, _actor(body), key),),
        group_key=key_text(f"issue {data.raw('issue_id')}"),
        delivery_keys=_keys(delivery, key),
    )


def _project(item: JsonObject) -> tuple[str, ...]:
    """An issue has its project as an object; an event only as a number, which is no name."""
    project = item.part("project")
    return clean_services([project.first("slug", "name")])


def _actor(body: JsonObject) -> str:
    actor = body.part("actor")
    return actor.line("name", LONGEST_WHO) if actor.line("type") == "user" else ""


def _sent(delivery: Delivery) -> datetime | None:
    return read_instant(delivery.header("sentry-hook-timestamp"), delivery.now)


def _keys(delivery: Delivery, otherwise: str) -> tuple[str, ...]:
    key = key_text(delivery.header("request-id") or otherwise)
    return (key,) if key else ()


def _row_key(delivery: Delivery, group: str, action: str) -> str:
    return key_text(f"{group} {action} {delivery.header('request-id')}".strip())
