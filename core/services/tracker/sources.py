"""The trackers that may answer back, by the name in the address: ``/live/in/<tracker>``. How each signs.

Sources: GitHub "Validating webhook deliveries", Atlassian "Secure admin webhooks", GitLab "Webhooks, secret token and
signing token", Linear SDK webhooks/client.ts, gitea services/webhook/deliver.go, redmine app/models/webhook.rb. Azure
DevOps signs nothing: its key comes as the password of basic authentication.
"""

from collections.abc import Mapping
from typing import Final

from core.domain.inbound.hmac_schemes import HexHmac, Token
from core.domain.inbound.signed_body import Scheme
from core.domain.inbound.tracker_schemes import AnyOf, LinearHmac
from core.domain.tracker.answers.registry import READERS
from core.services.inbound.signatures.standard_webhooks import StandardWebhooks
from core.services.inbound.source import Source
from core.services.tracker.receiver import TrackerReceiver

_LABELS: Final = {
    "github": "GitHub",
    "gitlab": "GitLab",
    "jira": "Jira",
    "linear": "Linear",
    "azure-devops": "Azure DevOps",
    "gitea": "Gitea or Forgejo",
    "redmine": "Redmine 7",
}
_SCHEMES: Final[Mapping[str, Scheme]] = {
    "github": HexHmac("x-hub-signature-256", prefix="sha256="),
    # The header has the name of GitHub's old SHA-1 one; the prefix tells them apart.
    "jira": HexHmac("x-hub-signature", prefix="sha256="),
    "gitlab": AnyOf((Token("x-gitlab-token"), StandardWebhooks())),
    "linear": LinearHmac(),
    # Without a secret the headers are there and empty, which is no signature.
    "gitea": AnyOf((HexHmac("x-gitea-signature"), HexHmac("x-forgejo-signature"))),
    "redmine": HexHmac("x-redmine-signature-256", prefix="sha256="),
}
_SECRET_LABELS: Final = {"gitlab": "Secret token or signing token"}
_HEADERS: Final = frozenset(
    {
        "content-type",
        "user-agent",
        "x-github-event",
        "x-github-delivery",
        "x-gitea-event",
        "x-gitea-delivery",
        "x-forgejo-event",
        "x-gitlab-event",
        "x-gitlab-event-uuid",
        "idempotency-key",
        "linear-event",
        "linear-delivery",
        "x-atlassian-webhook-identifier",
    }
)

TRACKERS: Final = tuple(
    Source(
        name,
        _LABELS[name],
        TrackerReceiver(name),
        scheme=_SCHEMES.get(name),
        headers=_HEADERS,
        secret_label=_SECRET_LABELS.get(name, "Secret"),
    )
    for name in READERS
)
