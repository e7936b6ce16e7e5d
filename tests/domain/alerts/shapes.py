"""A body of each source with all that its reader looks at, and strategies that change bodies into other ones."""

import copy
import json
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from core.domain.alerts.registry import READERS
from tests.domain.alerts.bodies import ZERO, alert, group

PERSON = {"summary": "Gwen", "name": "Gwen", "type": "user", "username": "gwen"}
_STAMP = "2026-11-20T09:30:00.123456789Z"

SHAPES: dict[str, list[dict[str, Any]]] = {
    "alertmanager": [group(alert(), alert(host="mx-2", ends="2026-11-20T09:50:00Z"), cut=1)],
    "grafana": [
        group(alert(labels={"rulename": "x", "alertname": "DatasourceNoData"}), values={"A": 1}),
        {"ruleId": 7, "ruleName": "Mail", "state": "alerting", "message": "old"},
    ],
    "pagerduty": [
        {
            "event": {
                "id": "E1",
                "event_type": "incident.triggered",
                "occurred_at": _STAMP,
                "agent": PERSON,
                "data": {
                    "id": "P1",
                    "type": "incident",
                    "number": 1,
                    "created_at": _STAMP,
                    "title": "Mail",
                    "service": PERSON,
                    "assignees": [PERSON],
                    "priority": {"summary": "P1"},
                    "urgency": "high",
                    "incident": {"id": "P1", "summary": "Mail"},
                    "content": "words",
                    "trimmed": True,
                },
            }
        }
    ],
    "opsgenie": [
        {
            "action": "Create",
            "alert": {
                "alertId": "a",
                "message": "Mail",
                "createdAt": 1_795_167_000_104,
                "updatedAt": 1_795_167_000_104_000_000,
                "username": "gwen",
                "entity": "mail",
                "tags": ["P1"],
                "priority": "P1",
                "note": "words",
                "owner": "ola",
            },
        }
    ],
    "sentry": [
        {
            "action": "critical",
            "actor": PERSON,
            "installation": {"uuid": "x"},
            "data": {
                kind: {
                    "id": "1",
                    "title": "Mail",
                    "projects": ["mail"],
                    "alert_rule": {"name": "Mail", "projects": ["mail"]},
                    "date_started": _STAMP,
                    "date_detected": _STAMP,
                    "date_closed": _STAMP,
                    "firstSeen": _STAMP,
                    "level": "error",
                    "project": {"slug": "mail"},
                    "assignedTo": PERSON,
                    "issue_id": "1",
                    "event_id": "2",
                    "datetime": _STAMP,
                }
            },
        }
        for kind in ("metric_alert", "issue", "event")
    ]
    + [
        {"action": "created", "actor": PERSON, "data": {"comment": "x", "issue_id": 1, "comment_id": 2, "timestamp": 3}}
    ],
    "sns": [
        {
            "Type": kind,
            "MessageId": "m",
            "Subject": "s",
            "Timestamp": _STAMP,
            "SubscribeURL": "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription",
            "Message": json.dumps({"AlarmName": "a", "NewStateValue": "ALARM", "StateChangeTime": _STAMP}),
        }
        for kind in ("Notification", "SubscriptionConfirmation", "UnsubscribeConfirmation")
    ]
    + [
        {
            "AlarmName": "a",
            "NewStateValue": "OK",
            "OldStateValue": "ALARM",
            "StateChangeTime": _STAMP,
            "AlarmArn": "arn",
        },
        {
            "resources": ["arn"],
            "time": _STAMP,
            "detail": {
                "alarmName": "a",
                "state": {"value": "ALARM", "timestamp": _STAMP},
                "previousState": {"value": "OK"},
            },
        },
    ],
    "statuspage": [
        {
            "page": {"id": "p"},
            "incident": {
                "id": "i",
                "name": "Mail",
                "status": "investigating",
                "impact": "major",
                "created_at": _STAMP,
                "resolved_at": _STAMP,
                "backfilled": True,
                "scheduled_for": None,
                "components": [{"name": "Mail"}],
                "incident_updates": [
                    {
                        "id": "u",
                        "status": "x",
                        "body": "b",
                        "display_at": _STAMP,
                        "affected_components": [{"name": "Mail"}],
                    }
                ],
            },
        },
        {
            "component": {"id": "c", "name": "Mail", "status": "x"},
            "component_update": {"id": "u", "old_status": "a", "new_status": "b", "created_at": _STAMP},
        },
    ],
    "uptime-kuma": [
        {
            "heartbeat": {
                "monitorID": 1,
                "status": state,
                "time": "2026-11-20 09:30:00.1",
                "msg": "x",
                "lastDownTime": _STAMP,
            },
            "monitor": {"id": 1, "name": "Mail"},
            "msg": "down",
        }
        for state in (0, 1)
    ],
    "healthchecks": [
        {
            "code": "c",
            "status": "down",
            "now": _STAMP,
            "name": "Backup",
            "check": {
                "name": "Backup",
                "uuid": "c",
                "status": "down",
                "next_ping": _STAMP,
                "last_ping": _STAMP,
                "grace": 60,
                "ping_url": "https://hc.example/ping/c",
            },
        }
    ],
    "datadog": [
        {
            "id": "7",
            "title": "[Triggered on {host:a}] Mail",
            "alert_transition": "Triggered",
            "alert_cycle_key": "k",
            "alert_priority": "P1",
            "date": "1795167000000",
            "tags": "service:mail,env:prod",
            "user": "gwen",
        }
    ],
    "incident-io": [
        {
            "event_type": kind,
            kind: {
                "id": "i",
                "name": "Mail",
                "created_at": _STAMP,
                "updated_at": _STAMP,
                "message": {"text_content": "x"},
                "new_status": {"name": "Closed", "category": "closed"},
                "previous_status": {"name": "Live"},
                "severity": {"name": "Major"},
                "incident_status": {"name": "Live", "category": "live"},
                "incident_timestamp_values": [{"incident_timestamp": {"name": "Fixed at"}, "value": {"value": _STAMP}}],
            },
        }
        for kind in ("public_incident.incident_created_v2", "public_alert.alert_created_v1")
    ],
    "rootly": [
        {
            "event": {"id": "e", "type": "alert.resolved", "issued_at": _STAMP},
            "data": {
                "id": "d",
                "summary": "Mail",
                "started_at": _STAMP,
                "ended_at": _STAMP,
                "created_at": _STAMP,
                "severity": {"slug": "sev1"},
                "services": [{"name": "Mail"}],
                "user": PERSON,
            },
        }
    ],
    "grafana-oncall": [
        {
            "event": {"type": "alert group created", "time": _STAMP},
            "user": PERSON,
            "alert_group_id": "I",
            "alert_group": {"id": "I", "title": "Mail", "created_at": _STAMP, "resolved_at": _STAMP},
            "alert_payload": {"labels": {"severity": "critical"}},
        }
    ],
    "debrief": [
        {
            "id": "1",
            "title": "Mail",
            "status": "firing",
            "severity": "high",
            "at": "2026.11.20 09:30:00",
            "sent": 1_795_167_000,
            "started": _STAMP,
            "resolved": "{EVENT.RECOVERY.TIME}",
            "zone": "Europe/Berlin",
            "services": "mail,web",
            "text": "words",
            "who": "gwen",
            "update": "0",
        }
    ],
}
assert SHAPES.keys() == READERS.keys()

TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)
STRANGE = st.sampled_from(
    [
        ZERO,
        "9999-12-31T23:59:59Z",
        "",
        " ",
        "\x00",
        "\ud800",
        "\u202e",
        "P1",
        "resolved",
        "update",
        "x" * 3_000,
        "{}",
        "[]",
    ]
)
NUMBER = st.one_of(st.integers(-(10**30), 10**30), st.floats(), st.sampled_from([0, 1, 2, 2**53, 10**18, 10**19]))
LEAF = st.one_of(st.none(), st.booleans(), NUMBER, TEXT, STRANGE)
VALUE = st.recursive(
    LEAF, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXT, inner, max_size=3)), max_leaves=6
)


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every container with a key or an index in it."""
    found = []
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        found.append((value, key))
        found += _places(inner)
    return found


@st.composite
def mutated(draw: Callable[[st.SearchStrategy[Any]], Any], source: str) -> bytes:
    """A body of the source with one to four of its values replaced, moved, doubled or taken out."""
    body = copy.deepcopy(draw(st.sampled_from(SHAPES[source])))
    for _ in range(draw(st.integers(1, 4))):
        places = _places(body)
        if not places:
            break
        container, key = draw(st.sampled_from(places))
        match draw(st.sampled_from(["replace", "replace", "replace", "move", "remove"])):
            case "replace":
                container[key] = draw(VALUE)
            case "move":
                other, from_key = draw(st.sampled_from(places))
                container[key] = copy.deepcopy(other[from_key])
            case _ if isinstance(container, dict):
                del container[key]
    return json.dumps(body).encode()
