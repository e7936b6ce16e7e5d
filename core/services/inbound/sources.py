"""Every system that may send to Debrief, by the name in the address: ``/live/in/<source>``.

Another kind of sender is added here: a tuple of ``Source`` with a ``Receiver`` of its own.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from core.domain.alerts.registry import OTHER_NAMES, READERS
from core.domain.inbound.hmac_schemes import HexHmac, PairsHmac
from core.domain.inbound.signed_body import Scheme
from core.domain.tracker.answers.registry import OTHER_NAMES as OTHER_TRACKER_NAMES
from core.errors import NotFound
from core.services.inbound.alerts.receiver import AlertReceiver
from core.services.inbound.signatures.amazon_sns import AmazonSns
from core.services.inbound.signatures.standard_webhooks import StandardWebhooks
from core.services.inbound.source import Source
from core.services.tracker.sources import TRACKERS

_LABELS: Final = {
    "alertmanager": "Alertmanager",
    "grafana": "Grafana",
    "pagerduty": "PagerDuty",
    "opsgenie": "Opsgenie",
    "sentry": "Sentry",
    "sns": "Amazon SNS and CloudWatch",
    "statuspage": "Statuspage",
    "uptime-kuma": "Uptime Kuma",
    "healthchecks": "Healthchecks",
    "datadog": "Datadog",
    "incident-io": "incident.io",
    "rootly": "Rootly",
    "grafana-oncall": "Grafana OnCall",
    "debrief": "Scripts, Zabbix, Nagios",
}
_WHO: Final = {"sns": "CloudWatch", "debrief": "Alert"}
"""Who said it, in a row of the timeline, where that is not the label."""
_SCHEMES: Final[Mapping[str, Scheme]] = {
    "grafana": HexHmac("x-grafana-alerting-signature"),
    "pagerduty": HexHmac("x-pagerduty-signature", prefix="v1="),
    "sentry": HexHmac("sentry-hook-signature"),
    "sns": AmazonSns(),
    "incident-io": StandardWebhooks(),
    "rootly": PairsHmac("x-rootly-signature"),
    "debrief": StandardWebhooks(),
}
_SECRET_LABELS: Final = {"sns": "ARN of the topic", "sentry": "Client secret"}
_HEADERS: Final = frozenset(
    {
        "content-type",
        "user-agent",
        "x-webhook-id",
        "request-id",
        "sentry-hook-resource",
        "sentry-hook-timestamp",
        "webhook-id",
        "webhook-timestamp",
        "x-amz-sns-message-type",
        "x-amz-sns-message-id",
        "x-amz-sns-topic-arn",
        "x-amz-sns-rawdelivery",
    }
)


def _alerting(name: str) -> Source:
    label = _LABELS.get(name, name)
    return Source(
        name,
        label,
        AlertReceiver(name, _WHO.get(name, label)),
        scheme=_SCHEMES.get(name),
        headers=_HEADERS,
        secret_label=_SECRET_LABELS.get(name, "Signing secret"),
        free_headers=name == "grafana",
    )


ALERTING: Final = tuple(_alerting(name) for name in READERS)
SOURCES: Final[Mapping[str, Source]] = MappingProxyType({source.name: source for source in (*ALERTING, *TRACKERS)})


def source_named(name: str) -> Source:
    """Also by another name that people write. Raises NotFound, which names none: whoever has no key learns nothing."""
    found = SOURCES.get(OTHER_NAMES.get(name) or OTHER_TRACKER_NAMES.get(name, name))
    if found is None:
        raise NotFound(
            "There is no such address here. docs/alerts.md and docs/trackers.md list the tools that Debrief knows."
        )
    return found
