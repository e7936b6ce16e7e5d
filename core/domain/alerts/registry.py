"""The readers by the name of their source, and the one way to read a body."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Final

from core.domain.alerts.context import Delivery, Reader
from core.domain.alerts.reading import AlertAction, AlertReading
from core.domain.alerts.severity import DEFAULT_SEVERITIES
from core.domain.alerts.sources import (
    alertmanager,
    datadog,
    grafana,
    grafana_oncall,
    healthchecks,
    incident_io,
    opsgenie,
    pagerduty,
    rootly,
    sentry,
    sns,
    statuspage,
    template,
    uptime_kuma,
)
from core.domain.alerts.texts import key_text
from core.errors import BadInput

READERS: Final[Mapping[str, Reader]] = MappingProxyType(
    {
        "alertmanager": alertmanager.read,
        "grafana": grafana.read,
        "pagerduty": pagerduty.read,
        "opsgenie": opsgenie.read,
        "sentry": sentry.read,
        "sns": sns.read,
        "statuspage": statuspage.read,
        "uptime-kuma": uptime_kuma.read,
        "healthchecks": healthchecks.read,
        "datadog": datadog.read,
        "incident-io": incident_io.read,
        "rootly": rootly.read,
        "grafana-oncall": grafana_oncall.read,
        "debrief": template.read,
    }
)
"""By the name in the address ``/live/in/<source>``."""

OTHER_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "prometheus": "alertmanager",
        "cloudwatch": "sns",
        "uptimekuma": "uptime-kuma",
        "incidentio": "incident-io",
        "incident.io": "incident-io",
        "oncall": "grafana-oncall",
        "zabbix": "debrief",
        "nagios": "debrief",
        "icinga": "debrief",
    }
)
"""What else people write, with the name it stands for."""


def source_named(name: str) -> str:
    """The name as it stands in ``READERS``; BadInput with the names that are known."""
    wanted = name.strip().lower().replace("_", "-")
    wanted = OTHER_NAMES.get(wanted) or OTHER_NAMES.get(wanted.replace("-", ""), wanted)
    if wanted not in READERS:
        raise BadInput(f"No source has this name. Known are {', '.join(READERS)}.")
    return wanted


def read_alert(
    source: str,
    body: bytes,
    headers: Mapping[str, str],
    now: datetime,
    severities: Mapping[str, str] = DEFAULT_SEVERITIES,
) -> AlertReading:
    """What one body would do. ``now`` is when it arrived, with a zone; header names may be in any letter case.

    BadInput with a sentence for what can never be read: not JSON, over 1 MB, the body of another tool.
    """
    reader = READERS[source_named(source)]
    named = {name.lower(): value for name, value in headers.items()}
    reading = _with_keys(reader(Delivery(body, named, now, severities)), body)
    # Where a body names no instant, its rows have that of its arrival.
    undated = not reading.by_alert and bool(reading.rows) and all(row.at == now for row in reading.rows)
    return replace(reading, undated=undated)


def _with_keys(reading: AlertReading, body: bytes) -> AlertReading:
    """A body that names neither itself nor its incident is known by its bytes and by its title, which all have.

    What goes on in an incident without a name belongs to one that a person chooses.
    """
    keys = tuple(key for key in reading.delivery_keys if key)
    if not keys:
        keys = (f"body {hashlib.sha256(body).hexdigest()}",)
        reading = replace(reading, by_alert=False)
    rows = (row if row.key else replace(row, key=key_text(f"{keys[0]} {row.text}")) for row in reading.rows)
    untitled = not reading.title and reading.action not in (AlertAction.IGNORE, AlertAction.CONFIRM)
    reading = replace(reading, title="Alert" if untitled else reading.title, delivery_keys=keys, rows=tuple(rows))
    if reading.group_key:
        return reading
    if reading.action is AlertAction.OPEN:
        return replace(reading, group_key=f"title {reading.title}")
    if reading.action is AlertAction.UPDATE:
        return replace(reading, action=AlertAction.UPDATE_OR_ASK, ask=(*reading.ask, "which postmortem"))
    return reading
