"""Signing secrets of sources: entered on Settings, never shown again, and asked for whether a body is really theirs."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from core.domain.inbound.hmac_schemes import HexHmac
from core.domain.inbound.signed_body import SignedBody, SigningSecret
from core.errors import BadInput, NoSender, NotFound
from core.services.app import App
from core.services.authority import require_workspace
from core.services.inbound import keys
from core.services.inbound.signatures import standard_webhooks
from core.services.inbound.signatures.standard_webhooks import StandardWebhooks
from core.services.inbound.source import Source
from core.services.inbound.sources import SOURCES
from core.store.inbound import sources as store
from core.store.people.visitors import Visitor

WRONG_SIGNATURE: Final = (
    "The signature of this body is missing, wrong or too old. Enter the sender's signing secret again on Settings, and "
    "check the sender's clock."
)
SHORTEST: Final = 8
LONGEST: Final = 500
_HEADER: Final = re.compile(r"[A-Za-z0-9-]{0,80}")


def require_sender(
    app: App, source: Source, body: bytes, headers: Mapping[str, str], given: str, *, in_address: bool
) -> datetime:
    """Whoever sent this may send it. Returns when it came, by the database's clock. Raises NoSender.

    A source with a signing secret signs every body, and a valid signature needs no key beside it. Without a secret the
    key decides.
    """
    with app.db.read() as tx:
        now, secret = tx.now(), store.signing_secret(tx, source.name)
        has_key = keys.opens_in(app, tx, source.name, given, in_address=in_address)
    if secret is not None and source.scheme is not None:
        if not source.scheme.is_valid(SignedBody(body, headers, now), secret):
            raise NoSender(WRONG_SIGNATURE)
    elif not has_key:
        raise NoSender()
    return now


def set_secret(app: App, source: str, secret: SigningSecret, by: Visitor | None) -> None:
    """From now on every body of the source is signed with it. Raises WorkspaceLocked, NotFound, BadInput."""
    found = SOURCES.get(source)
    if found is None or found.scheme is None:
        raise NotFound("This source does not sign what it sends.")
    kept = SigningSecret(secret.secret.strip(), secret.header.strip(), secret.time_header.strip())
    if not SHORTEST <= len(kept.secret) <= LONGEST:
        raise BadInput(f"A signing secret has {SHORTEST} to {LONGEST} characters. Copy it whole from the sender.")
    if not _HEADER.fullmatch(kept.header) or not _HEADER.fullmatch(kept.time_header):
        raise BadInput(
            "The name of a header has letters, digits and dashes only, such as X-Grafana-Alerting-Signature."
        )
    if isinstance(found.scheme, StandardWebhooks):
        standard_webhooks.require_usable(kept.secret)
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        store.put_signing_secret(tx, source, kept)


def remove_secret(app: App, source: str, by: Visitor | None) -> None:
    """From now on the key alone decides. Raises WorkspaceLocked."""
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        store.remove_signing_secret(tx, source)


def signing_sources(app: App, by: Visitor | None) -> frozenset[str]:
    """The sources that have a secret; which one it is nobody is told."""
    with app.db.read() as tx:
        require_workspace(app, tx, by)
        return store.signing_sources(tx)


def lets_name_headers(source: Source) -> bool:
    """Whether the sender lets people choose the names of its headers."""
    return isinstance(source.scheme, HexHmac) and source.free_headers
