"""Prometheus Alertmanager's webhook, version 4; Grafana Alerting sends the same with more fields.

Known by running Alertmanager 0.25: a body holds every alert of a group, also those told before; ``status`` is computed
from the alerts that ``max_alerts`` left, so a cut list never says that all is over; a repeat is the same body byte for
byte; the same fingerprint fires again with another ``startsAt``.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from core.domain.alerts.context import Delivery
from core.domain.alerts.instants import instant_text
from core.domain.alerts.json_object import JsonObject, read_json_object
from core.domain.alerts.reading import AlertAction, AlertReading, AlertRow
from core.domain.alerts.rows import in_order
from core.domain.alerts.texts import clean_line, clean_services, clean_title, key_text
from core.errors import BadInput

MOST_ALERTS: Final = 1_000
"""Of one body; a list that is longer counts as cut."""
JOINED_AFTER: Final = timedelta(minutes=1)
"""The first message of a group waits for others (group_wait, 30 s by default): what begins later has joined it."""
FIRST: Final = "first notification"

_CUT: Final = "truncatedAlerts > 0: are all alerts of the group over?"
_KIND: Final = "This is no body of Alertmanager: it has no list named “alerts”. Check which tool sends to this address."
_ALWAYS_FIRING: Final = frozenset({"Watchdog", "DeadMansSwitch", "DeadMansSnitch", "InfoInhibitor"})
"""The last one only keeps others quiet: it is part of the rules that come with Prometheus on Kubernetes."""
_NAMES: Final = ("summary", "title")
_PLACES: Final = ("instance", "host", "hostname", "pod", "node")
_SERVICES: Final = ("service", "service_name")
_SEVERITIES: Final = ("severity", "priority")
_LONGEST_NAME: Final = 500
_MOST_LABELS: Final = 30
_MOST_SHOWN: Final = 3


@dataclass(frozen=True)
class _Alert:
    name: str
    place: str
    over: bool
    started: datetime | None
    ended: datetime | None
    key: str
    labels: JsonObject


def read(delivery: Delivery) -> AlertReading:
    """Opens for a group that begins, updates for one that goes on or ends."""
    body = read_json_object(delivery.body, delivery.now)
    if not body.is_list("alerts"):
        raise BadInput(_KIND)
    alerts = [_alert(item) for item in body.parts("alerts", MOST_ALERTS)]
    group = key_text(body.raw("groupKey"))
    if not alerts:
        return AlertReading(AlertAction.IGNORE, group_key=group, note="The message names no alert.")
    if all(alert.labels.raw("alertname") in _ALWAYS_FIRING for alert in alerts):
        return AlertReading(AlertAction.IGNORE, group_key=group, note="An alert that always fires is no incident.")
    cut = body.count("truncatedAlerts") + body.count("alerts") - len(alerts)  # also what is no alert
    over = all(alert.over for alert in alerts) and body.line("status").lower() in ("resolved", "")
    started = min((alert.started for alert in alerts if alert.started), default=None)
    severity = delivery.worst([alert.labels.first(*_SEVERITIES) for alert in alerts])
    ended = None if cut or not over else max((alert.ended for alert in alerts if alert.ended), default=None)
    ask = [] if severity else ["severity"]
    ask += [] if started else ["started"]
    if over:
        ask += [_CUT] if cut else [] if ended else ["resolved"]
    rows, left = in_order(_rows(alerts, delivery.now))
    return AlertReading(
        AlertAction.OPEN if _begins(body, alerts) else AlertAction.UPDATE,
        title=_title(body, alerts),
        severity=severity,
        started=started,
        detected=started,
        resolved=ended,
        services=clean_services(alert.labels.first(*_SERVICES) for alert in alerts),
        rows=rows,
        group_key=group,
        delivery_keys=tuple(dict.fromkeys(alert.key for alert in alerts)),
        by_alert=True,
        ask=tuple(ask),
        note=" ".join(filter(None, (_cut_note(cut), left))),
    )


def _alert(item: JsonObject) -> _Alert:
    labels, notes = item.part("labels"), item.part("annotations")
    over = item.line("status").lower() == "resolved"
    started = item.instant("startsAt")
    fingerprint = item.raw("fingerprint") or _fingerprint(labels)
    raw = item.raw("startsAt")
    stamp = raw if raw.endswith("Z") or not started else instant_text(started)
    name = (
        notes.first(*_NAMES, most=_LONGEST_NAME)
        or _rule(labels)
        or notes.first("description", "message", most=_LONGEST_NAME)
    )
    return _Alert(
        name=name or "Alert",
        place=labels.first(*_PLACES, most=_LONGEST_NAME),
        over=over,
        started=started,
        ended=item.instant("endsAt") if over else None,
        key=key_text(f"{fingerprint}@{stamp} {'resolved' if over else 'firing'}"),
        labels=labels,
    )


def _rows(alerts: Sequence[_Alert], now: datetime) -> list[AlertRow]:
    rows = []
    same = Counter((alert.name, alert.place) for alert in alerts)
    common = _common(alerts)
    for alert in alerts:
        places = [alert.place] if alert.place else []
        if same[(alert.name, alert.place)] > 1:
            places += _own_labels(alert, common)
        text = f"{alert.name} ({', '.join(places)})" if places else alert.name
        begun, _, _ = alert.key.rpartition(" ")
        if alert.started or not alert.over:
            rows.append(AlertRow(alert.started or now, f"{text} firing", key=f"{begun} firing"))
        if alert.over:
            rows.append(AlertRow(alert.ended or now, f"{text} resolved", key=f"{begun} resolved"))
    return rows


def _common(alerts: Sequence[_Alert]) -> Mapping[str, str]:
    """The labels that all of them have."""
    first = alerts[0].labels
    return {
        name: first.raw(name)
        for name in list(first.values)[:_MOST_LABELS]
        if all(alert.labels.raw(name) == first.raw(name) for alert in alerts)
    }


def _own_labels(alert: _Alert, common: Mapping[str, str]) -> list[str]:
    """What tells an alert from others of its name and place: ``queue=refunds``."""
    known = {*common, *_PLACES, *_SEVERITIES, *_SERVICES, "alertname"}
    names = [name for name in list(alert.labels.values)[:_MOST_LABELS] if name not in known]
    return [f"{clean_line(name, 60)}={alert.labels.line(name, 100)}" for name in names[:_MOST_SHOWN]]


def _begins(body: JsonObject, alerts: Sequence[_Alert]) -> bool:
    """Whether this looks like the first message of its group."""
    if any(alert.over for alert in alerts):
        return False
    if reason := body.line("notification_reason"):
        return reason in (FIRST, "unknown", "none")
    begun = [alert.started for alert in alerts if alert.started]
    return not begun or max(begun) - min(begun) <= JOINED_AFTER


def _title(body: JsonObject, alerts: Sequence[_Alert]) -> str:
    common = body.part("commonAnnotations").first(*_NAMES) or _first_of(body, "alertname")
    names = list(dict.fromkeys(alert.name for alert in alerts))
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return clean_title(common) or clean_title(names[0][:100] + more) or "Alert"


def _first_of(body: JsonObject, name: str) -> str:
    return body.part("commonLabels").line(name) or body.part("groupLabels").line(name)


def _rule(labels: JsonObject) -> str:
    """Grafana renames a rule that has no data or no data source, and keeps its own name in ``rulename``."""
    name, rule = labels.line("alertname", _LONGEST_NAME), labels.line("rulename", _LONGEST_NAME)
    return f"{name}: {rule}" if rule and rule != name else name


def _fingerprint(labels: JsonObject) -> str:
    text = json.dumps({name: labels.raw(name) for name in labels.values}, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _cut_note(cut: int) -> str:
    return f"{cut} more {'alert' if cut == 1 else 'alerts'} not shown." if cut else ""
