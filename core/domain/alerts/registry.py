"""The readers by the name of their source, and the one way to read a body."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from core.domain.alerts.context import Delivery, Reader
from core.domain.alerts.reading import AlertReading
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
    return reader(Delivery(body, named, now, severities))
